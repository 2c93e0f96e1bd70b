import Evaluation
import Modelling
import Tabular

/// One search for better settings, on folds of the training rows alone; it can be watched and
/// cancelled.
///
/// `run` does the work on the calling thread and the plan's threads, so call it off the main thread.
/// Trials are begun in a fixed order, and what is decided of one depends on figures of trials before it
/// and not on time: the same number of trials comes out the same at any number of threads. A search that
/// goes on from a record takes the recorded folds instead of fitting them, and so decides the same.
public final class SearchSession: Sendable {
  /// The data that is searched on.
  public let data: OpenedData
  /// What is searched, and how.
  public let plan: SearchPlan
  private let record: TrialRecord?
  private let clock: SearchClock
  private let testClock = SearchClock(seconds: nil)

  /// Makes a session; its time begins now.
  ///
  /// - Parameter record: where trials are written as they end, and from where those of an earlier
  ///   search are taken.
  public init(data: OpenedData, plan: SearchPlan, record: TrialRecord? = nil) {
    self.data = data
    self.plan = plan
    self.record = record
    clock = SearchClock(seconds: plan.seconds)
  }

  /// Ends the search with what it has; callable from any thread. A second call also leaves out the test
  /// rows.
  public func cancel() {
    if clock.ending == .cancelled { testClock.cancel() }
    clock.cancel()
  }

  /// Searches, then measures the best and the standard settings once on the test rows.
  ///
  /// - Parameter report: called also from working threads; must not block for long.
  /// - Throws: ``WorkbenchError`` or `ModellingError` when rows can't be divided as asked, when no trial
  ///   had all folds in time, or when the record can't be written.
  public func run(_ report: @escaping @Sendable (SearchEvent) -> Void) throws -> SearchResult {
    let start = ContinuousClock.now
    let rows = try SearchRows(data: data, plan: plan)
    report(.prepared(testRows: rows.outer.test.count, folds: rows.folds.map(\.summary)))
    var loop = TrialLoop(rows: rows, plan: plan, clock: clock, record: record, report: report)
    let ending = try loop.run()
    let folds = SearchedFolds(plan: plan, trials: loop.trials, testToTrain: rows.testToTrain)
    guard let best = folds.best, let standard = folds.standard else {
      throw Self.nothingFound(loop.trials, ending, plan)
    }
    let seconds = (.now - start).seconds
    report(.testing(best: best))
    return SearchResult(
      data: data, folds: folds, summaries: rows.folds.map(\.summary), ending: ending,
      seconds: seconds, testRowCount: rows.outer.test.count,
      verdict: try verdict(rows, best: best, standard: standard.settings))
  }

  /// The last line; `nil` when it was cancelled.
  private func verdict(
    _ rows: SearchRows, best: SearchTrial, standard: ModelSettings
  ) throws -> SearchVerdict? {
    do {
      return try SearchVerdict(
        data: data, plan: plan, rows: rows, best: best, standard: standard, clock: testClock)
    } catch let error as ModellingError where error.code == .cancelled {
      return nil
    }
  }

  private static func nothingFound(
    _ trials: [SearchTrial], _ ending: SearchEnding, _ plan: SearchPlan
  ) -> WorkbenchError {
    if let failed = trials.first(where: { $0.state == .failed }), let reason = failed.reason {
      return WorkbenchError(.failed, "No settings could be tried on every fold: \(reason)")
    }
    return ending == .seconds
      ? WorkbenchError(
        .failed,
        "The time was up before the standard settings had all \(plan.folds.foldCount) folds; give "
          + "more --seconds, or fewer --folds.")
      : WorkbenchError(
        .failed, "The search was cancelled before the standard settings had all their folds.")
  }
}
