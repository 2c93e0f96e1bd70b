import Evaluation
import Foundation
public import Modelling
import Synchronization
import Tabular

/// One training of several models on one split, with progress, pause, and cancel for one or all.
///
/// `run` does the work on the calling thread and the plan's threads, so call it off the main thread.
/// The models are fitted one after another, each with all threads: the first row of the table is
/// there soonest that way.
public final class TrainingSession: Sendable {
  /// The data that is trained on.
  public let data: OpenedData
  /// What is trained, and how.
  public let plan: TrainingPlan
  private let earlier: Comparison?
  /// Whether models are fitted without balancing too, to tell what it did.
  let comparesBalancing: Bool
  private let state = Mutex(State())

  private struct State {
    var cancelledAll = false
    var isPaused = false
    var cancelled: Set<ModelKind> = []
    /// The fit that runs; without a kind that of amounts.
    var current: (kind: ModelKind?, run: TrainingRun)?
  }

  /// Makes a session; nothing runs yet.
  ///
  /// - Parameter earlier: A comparison whose models are taken over as they are where they would come
  ///   out the same: same data, split, balance, seed and settings. Its split and encoding are used
  ///   again too.
  /// - Parameter comparesBalancing: Whether a plan that balances fits each model without that too, and
  ///   tells what balancing did; it takes about twice as long.
  /// - Precondition: the earlier comparison is one of the same table.
  public init(
    data: OpenedData, plan: TrainingPlan, reusing earlier: Comparison? = nil,
    comparesBalancing: Bool = false
  ) {
    self.comparesBalancing = comparesBalancing
    self.data = data
    self.plan = plan
    self.earlier = earlier.flatMap { $0.hasSameRows(as: plan, of: data) ? $0 : nil }
    precondition(
      self.earlier.map { $0.data.dataset.table.rowCount == data.dataset.table.rowCount } ?? true,
      "Models are taken over from a comparison of the same table.")
  }

  /// Lets the work wait at its next step, asleep, until it is resumed or cancelled.
  public func pause() {
    state.withLock { state in
      state.isPaused = true
      state.current?.run.pause()
    }
  }

  /// Lets paused work go on.
  public func resume() {
    state.withLock { state in
      state.isPaused = false
      state.current?.run.resume()
    }
  }

  /// The seconds that the model that is being fitted was paused.
  public var pausedSeconds: Double {
    state.withLock { $0.current }?.run.pausedSeconds ?? 0
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
    let preparation = try earlier?.preparation ?? Preparation(data: data, plan: plan)
    report(.prepared(preparation.summary))
    let kept = earlier?.reusable(for: plan, of: data) ?? [:]
    let fits = earlier?.keptFits(for: plan, of: data) ?? []
    var results: [ModelResult] = []
    for settings in plan.models {
      let known =
        fits.contains(settings.kind) ? earlier?.results.first { $0.kind == settings.kind } : nil
      let result =
        kept[settings.kind] ?? known.flatMap { judgedAgain($0, preparation, report) }
        ?? self.result(of: settings, preparation, report)
      results.append(result)
      report(.finished(result))
    }
    return Comparison(
      data: data, plan: plan, preparation: preparation, results: results,
      amount: amountResult(preparation))
  }

  /// The model of amounts, where there are any: after the classifiers, whose rows are waited for.
  private func amountResult(_ preparation: Preparation) -> AmountResult? {
    guard let prepared = preparation.amounts else { return nil }
    if let earlier, earlier.plan.amountTarget == plan.amountTarget, earlier.amount?.model != nil {
      return earlier.amount
    }
    let run = TrainingRun(seed: plan.seed, threads: plan.threads)
    state.withLock { state in
      state.current = (nil, run)
      if state.isPaused { run.pause() }
      if state.cancelledAll { run.cancel() }
    }
    defer { state.withLock { $0.current = nil } }
    return AmountResult(prepared, target: plan.amountTarget, run: run)
  }

  /// An earlier fit with this plan's corrections, threshold and segments; `nil` where it has to be
  /// fitted again after all, to tell what balancing did.
  private func judgedAgain(
    _ known: ModelResult, _ preparation: Preparation,
    _ report: @escaping @Sendable (TrainingEvent) -> Void
  ) -> ModelResult? {
    guard let fit = known.trained?.fit, fit.comparesBalancing || !comparesBalancing else {
      return nil
    }
    report(.evaluating(known.kind))
    let outcome: ModelResult.Outcome
    do {
      outcome = .trained(try preparation.judged(fit, plan: plan))
    } catch {
      outcome = .failed("\(error)")
    }
    return ModelResult(settings: known.settings, outcome: outcome, seconds: known.seconds)
  }

  /// Begins a fit that pause and cancel reach, and reports it; `nil` for a model that was cancelled.
  func begin(
    _ kind: ModelKind, _ report: @escaping @Sendable (TrainingEvent) -> Void
  ) -> TrainingRun? {
    let run = TrainingRun(seed: plan.seed, threads: plan.threads) { progress in
      report(.progress(kind, progress))
    }
    let isWanted = state.withLock { state in
      guard !state.cancelledAll, !state.cancelled.contains(kind) else { return false }
      state.current = (kind, run)
      if state.isPaused { run.pause() }
      return true
    }
    guard isWanted else { return nil }
    report(.started(kind))
    return run
  }

  /// Ends the fit that was begun last.
  func end() { state.withLock { $0.current = nil } }

  private func result(
    of settings: ModelSettings, _ preparation: Preparation,
    _ report: @escaping @Sendable (TrainingEvent) -> Void
  ) -> ModelResult {
    let kind = settings.kind
    guard let run = begin(kind, report) else {
      return ModelResult(settings: settings, outcome: .cancelled)
    }
    defer { end() }
    let clock = ContinuousClock()
    let start = clock.now
    let outcome: ModelResult.Outcome
    do {
      let trained = try preparation.trained(
        settings, plan: plan, run: run, comparesBalancing: comparesBalancing
      ) { report(.evaluating(kind)) }
      outcome = .trained(trained)
    } catch let error as ModellingError where error.code == .cancelled {
      outcome = .cancelled
    } catch {
      outcome = .failed("\(error)")
    }
    return ModelResult(
      settings: settings, outcome: outcome,
      seconds: max(0, (clock.now - start).seconds - run.pausedSeconds))
  }
}
