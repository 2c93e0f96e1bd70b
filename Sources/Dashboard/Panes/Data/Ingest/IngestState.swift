import TerminalKit
public import Workbench

/// The making of a table of raw logs: what it is to do, how far it is, and what came of it.
public struct IngestState: Sendable {
  /// What is to be done.
  public var plan = IngestingSession.Plan(
    recipe: "", input: "", output: "", engine: IngestingSession.engines.first ?? "")
  /// The selected line of the form.
  var line = 0
  /// The line being typed; `nil` while none is typed.
  public var entry: TextEntry?
  /// The number of the newest run; news of older ones is passed over.
  public var run = 0
  /// Whether it runs.
  public var isRunning = false
  /// Whether it was asked to stop.
  public var isCancelling = false
  /// The step at work, from 1; 0 before the first.
  public var step = 0
  /// How many steps there are.
  public var stepCount = 0
  /// What the steps so far did, the one at work last.
  public var titles: [String] = []
  /// What was worth knowing, as sentences.
  public var notes: [String] = []
  /// What came of it.
  public var outcome: IngestingSession.Outcome?
  /// Why nothing came of it.
  public var failure: String?

  /// Makes the state of the first frame.
  public init() {}
}

/// What a person does with the making of a table.
public enum IngestAction: Codable, Hashable, Sendable {
  /// Shows it.
  case open
  /// Begins it, or goes on with one that was stopped.
  case start
  /// Stops it; what is finished is kept.
  case cancel
  /// Begins typing the selected line.
  case edit
  /// Opens the table that was made.
  case show
}
