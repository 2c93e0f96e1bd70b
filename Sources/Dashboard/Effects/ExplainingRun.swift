import Modelling
import Synchronization
import Workbench

/// The importances of every trained model: the quick measures of all of them, then permutation.
final class ExplainingRun: Sendable {
  /// How often each column is shuffled, and of how many rows at most.
  ///
  /// Beyond as many rows fewer of them say the same to the digits shown, in a fraction of the time.
  static func permutationEffort(rowCount: Int) -> (repeats: Int, rowLimit: Int) {
    rowCount > 10_000 ? (3, 10_000) : (5, 10_000)
  }

  private let run: Int
  private let comparison: Comparison
  private let state = Mutex<(isCancelled: Bool, current: TrainingRun?)>((false, nil))

  init(run: Int, comparison: Comparison) {
    self.run = run
    self.comparison = comparison
  }

  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.current?.cancel()
    }
  }

  func perform(_ runner: EffectRunner) {
    // The quick measures of all models first, then the dear one of each.
    var quick: [ModelKind: Importances] = [:]
    let effort = ExplainingRun.permutationEffort(rowCount: comparison.testLabels.count)
    for repeats in [0, effort.repeats] {
      for (kind, trained) in comparison.trained {
        // One thread: the keys of the person at the screen come first.
        let work = TrainingRun(
          seed: comparison.plan.seed, threads: 1, report: report(of: kind, runner))
        let isWanted = state.withLock { state in
          state.current = work
          return !state.isCancelled
        }
        guard isWanted else { return }
        quick[kind] = explain(
          trained.model, adding: repeats, to: quick[kind], work, runner)
      }
    }
  }

  /// Tells of every twentieth of the work.
  private func report(
    of kind: ModelKind, _ runner: EffectRunner
  ) -> @Sendable (TrainingProgress) -> Void {
    let told = Mutex(0)
    return { [run] progress in
      let share = Double(progress.step) / Double(max(1, progress.stepCount))
      let twentieth = Int(share * 20)
      let isNews = told.withLock { told in
        defer { told = max(told, twentieth) }
        return twentieth > told
      }
      if isNews { runner.deliver(.explainingAdvanced(run: run, kind: kind, share: share)) }
    }
  }

  private func explain(
    _ model: CorrectedModel, adding repeats: Int, to known: Importances?, _ work: TrainingRun,
    _ runner: EffectRunner
  ) -> Importances? {
    let rows = ExplainedRows(comparison)
    do {
      let importances =
        if let known {
          try Explainer.adding(
            repeats, to: known, of: model, on: rows,
            rowLimit: ExplainingRun.permutationEffort(rowCount: comparison.testLabels.count)
              .rowLimit, run: work)
        } else {
          try Explainer.importances(of: model, on: rows, permutationRepeats: repeats, run: work)
        }
      runner.deliver(.explained(run: run, kind: model.kind, runner.mailbox.put(importances)))
      return importances
    } catch let error as ModellingError where error.code == .cancelled {
      return known
    } catch {
      runner.deliver(.explainingFailed(run: run, kind: model.kind, reason: "\(error)"))
      return known
    }
  }
}
