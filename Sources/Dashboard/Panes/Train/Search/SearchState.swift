public import Evaluation
public import Modelling
import TerminalKit
public import Workbench

/// A search for better settings: what it is to do, how far it is, and what it found.
public struct SearchState: Sendable {
  /// The model whose settings are searched.
  public var kind = ModelKind.boosted
  /// For how long trials are begun and fitted.
  public var seconds = 60.0
  /// What trials are judged by.
  public var metric = MetricKind.rocAUC
  /// How settings are chosen.
  public var method = SearchPlan.Method.random
  /// The file that trials are written to, and from where an earlier search goes on; empty for none.
  public var record = ""
  /// The path of that file being typed; `nil` while none is typed.
  public var entry: TextEntry?
  /// The selected line of the form.
  var line = 0
  /// The number of the newest search; news of older ones is passed over.
  public var run = 0
  /// Whether it runs.
  public var isRunning = false
  /// Whether it was asked to end with what it has.
  public var isCancelling = false
  /// What is searched, or was last; `nil` before the first search.
  public var plan: SearchPlan?
  /// Seconds since it began.
  public var elapsed = 0.0
  /// How many trials were begun.
  public var begun = 0
  /// The trials that have ended.
  public var trials: [SearchTrial] = []
  /// Whether the best and the standard settings are being measured on the test rows.
  public var isTesting = false
  /// What it came to.
  public var result: SearchResult?
  /// Why it came to nothing.
  public var failure: String?

  /// Makes the state of the first frame.
  public init() {}

  /// The trials with all folds, best first.
  var ranked: [SearchTrial] {
    guard let metric = plan?.metric else { return [] }
    return metric.ranking(trials.filter { $0.state == .done }.map { ($0, $0.mean) })
  }

  /// The best trial so far.
  var best: SearchTrial? { ranked.first }

  /// The first trial: the settings as they were.
  var standard: SearchTrial? { trials.first { $0.number == 1 } }

  /// How many trials ended in a state.
  func count(_ state: SearchTrial.State) -> Int { trials.count { $0.state == state } }

  /// Seconds until it ends by itself.
  var secondsLeft: Double { max(0, (plan?.seconds ?? seconds) - elapsed) }
}

/// What a person does with a search.
public enum SearchAction: Codable, Hashable, Sendable {
  /// Shows it.
  case open
  /// Begins it.
  case start
  /// Ends it with what it has.
  case cancel
  /// Begins typing the file of the trials.
  case typeRecord
  /// Puts the best settings into the plan.
  case use
}

/// How far a search is.
public struct SearchStep: Sendable {
  /// Seconds since it began.
  var elapsed = 0.0
  /// How many trials were begun.
  var begun = 0
  /// The trials that ended since the last step.
  var finished: [SearchTrial] = []
  /// Whether the test rows are reached.
  var isTesting = false
}
