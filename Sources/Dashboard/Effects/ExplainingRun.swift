import Modelling
import Synchronization
import Workbench

/// The importances of every trained model: the quick measures of all of them, then permutation.
final class ExplainingRun: Sendable {
  /// How often each column is shuffled.
  static let permutationRepeats = 5
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
    for repeats in [0, ExplainingRun.permutationRepeats] {
      for (kind, _) in comparison.trained {
        // One thread: the keys of the person at the screen come first.
        let work = TrainingRun(
          seed: comparison.plan.seed, threads: 1, report: report(of: kind, runner))
        let isWanted = state.withLock { state in
          state.current = work
          return !state.isCancelled
        }
        guard isWanted else { return }
        explain(kind, repeats: repeats, work, runner)
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
    _ kind: ModelKind, repeats: Int, _ work: TrainingRun, _ runner: EffectRunner
  ) {
    do {
      let importances = try Explainer.importances(
        of: kind, in: comparison, permutationRepeats: repeats, run: work)
      if let importances {
        runner.deliver(.explained(run: run, kind: kind, runner.mailbox.put(importances)))
      }
    } catch let error as ModellingError where error.code == .cancelled {
      return
    } catch {
      runner.deliver(.explainingFailed(run: run, kind: kind, reason: "\(error)"))
    }
  }
}
