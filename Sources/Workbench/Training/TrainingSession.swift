import Evaluation
import Foundation
public import Modelling
import Synchronization
import Tabular

/// One training of several models on one split, with progress, and cancel for one or all.
///
/// `run` does the work on the calling thread and the plan's threads, so call it off the main thread.
/// The models are fitted one after another, each with all threads: the first row of the table is
/// there soonest that way.
public final class TrainingSession: Sendable {
  /// The data that is trained on.
  public let data: OpenedData
  /// What is trained, and how.
  public let plan: TrainingPlan
  private let state = Mutex(State())

  private struct State {
    var cancelledAll = false
    var cancelled: Set<ModelKind> = []
    var current: (kind: ModelKind, run: TrainingRun)?
  }

  /// Makes a session; nothing runs yet.
  public init(data: OpenedData, plan: TrainingPlan) {
    self.data = data
    self.plan = plan
  }

  /// Stops one model, or all that have not finished; finished results stay.
  public func cancel(_ kind: ModelKind? = nil) {
    state.withLock { state in
      if let kind { state.cancelled.insert(kind) } else { state.cancelledAll = true }
      if let current = state.current, kind == nil || kind == current.kind { current.run.cancel() }
    }
  }

  /// Splits, encodes, fits, chooses thresholds and measures.
  ///
  /// - Parameter report: called on working threads; must not block for long.
  /// - Throws: ``WorkbenchError`` or `ModellingError` when the data can't be split as asked; a model
  ///   that fails keeps its row in the comparison instead.
  public func run(_ report: @escaping @Sendable (TrainingEvent) -> Void) throws -> Comparison {
    let preparation = try Preparation(data: data, plan: plan)
    report(.prepared(preparation.summary))
    var results: [ModelResult] = []
    for settings in plan.models {
      let result = self.result(of: settings, preparation, report)
      results.append(result)
      report(.finished(result))
    }
    return Comparison(data: data, plan: plan, preparation: preparation, results: results)
  }

  private func result(
    of settings: ModelSettings, _ preparation: Preparation,
    _ report: @escaping @Sendable (TrainingEvent) -> Void
  ) -> ModelResult {
    let kind = settings.kind
    let run = TrainingRun(seed: plan.seed, threads: plan.threads) { progress in
      report(.progress(kind, progress))
    }
    let isWanted = state.withLock { state in
      state.current = (kind, run)
      return !state.cancelledAll && !state.cancelled.contains(kind)
    }
    defer { state.withLock { $0.current = nil } }
    guard isWanted else { return ModelResult(settings: settings, outcome: .cancelled) }
    report(.started(kind))
    do {
      let trained = try preparation.trained(settings, run: run)
      return ModelResult(settings: settings, outcome: .trained(trained))
    } catch let error as ModellingError where error.code == .cancelled {
      return ModelResult(settings: settings, outcome: .cancelled)
    } catch {
      return ModelResult(settings: settings, outcome: .failed("\(error)"))
    }
  }
}
