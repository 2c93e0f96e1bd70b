import Modelling
import TerminalKit
public import Workbench

/// What the Monitor pane holds.
public struct MonitorState: Sendable {
  /// The model that was chosen; the best that was trained when `nil`, or gone.
  var model: MonitoredModel?
  /// The new rows.
  var rows = MonitoredRows.test
  /// What was found last.
  public internal(set) var answer: DriftAnswer?
  /// Why nothing was found.
  var failure: (question: DriftQuestion, reason: String)?
  /// What is being judged; `nil` while nothing is.
  var underway: DriftQuestion?
  /// The share of the rows that is judged, 0…1.
  var share = 0.0
  /// The number of the newest request; answers to older ones are passed over.
  var request = 0
  /// The selected column.
  var selected: String?
  /// What the lower part shows.
  var page = MonitorPage.column
  /// Whether the lower part has the keys.
  var isBelow = false
  /// The first line in sight of what scrolls below.
  var firstLine = 0
  /// What the columns are sorted by.
  var sort = DriftField.severity
  /// Whether the order is turned round.
  var isReversed = false
  /// Part of a name or a finding that columns must have.
  var filter = ""
  /// The filter being typed.
  var entry: TextEntry?
  /// The file of what was found over time; that beside the runs when `nil`.
  var historyPath: String?
  /// What was found over time; `nil` until it was read.
  var history: DriftHistoryListing?
  /// Why it can't be read.
  var historyFailure: String?
}

/// A model that can be watched.
enum MonitoredModel: Codable, Hashable, Sendable {
  /// One that was trained here last.
  case trained(ModelKind)
  /// A registered one, by its reference, as `run:20260331-141502-3fa9c1/boosted`.
  case registered(String)
}

/// New rows to hold a model against.
enum MonitoredRows: Codable, Hashable, Sendable {
  /// The test rows of the open data: later ones where the split goes by time.
  case test
  /// A file.
  case file(String)
}

/// Which model is held against which rows.
struct DriftQuestion: Hashable, Sendable {
  let model: MonitoredModel
  let rows: MonitoredRows
  /// The training that the model or the rows are of; 0 where they are of none.
  let run: Int
}

/// What was found, and what was asked.
public struct DriftAnswer: Sendable {
  let question: DriftQuestion
  /// What was found.
  public let finding: DriftFinding
}

/// A history that was read at one time.
public struct DriftHistoryListing: Sendable {
  /// The file.
  let path: String
  /// What it holds, the oldest first.
  let entries: [DriftHistory.Entry]
  /// How many lines are no findings.
  let damagedCount: Int
}

/// The pages of the lower part.
enum MonitorPage: String, Codable, Hashable, Sendable, CaseIterable {
  /// The selected column, then and now.
  case column
  /// Outcomes against probabilities.
  case conversion
  /// What was found over time.
  case history

  var title: String {
    switch self {
    case .column: "Column"
    case .conversion: "Conversion"
    case .history: "History"
    }
  }
}

/// The columns of the table.
enum DriftField: String, Codable, Hashable, Sendable, CaseIterable {
  case severity, column, finding, stability, noise, shape, missing, beyond, new, chance, before, now

  /// What the heading says.
  var title: String {
    switch self {
    case .severity: ""
    case .column: "Column"
    case .finding: "What moved"
    case .stability: "PSI"
    case .noise: "Noise"
    case .shape: "KS"
    case .missing: "Missing"
    case .beyond: "Beyond"
    case .new: "New"
    case .chance: "p"
    case .before: "Then"
    case .now: "Now"
    }
  }

  /// Whether columns can be sorted by it; pictures have no order, and noise says nothing.
  var isSortable: Bool { ![.noise, .before, .now, .finding].contains(self) }
}

/// What a person does in the Monitor pane.
public enum MonitorAction: Codable, Hashable, Sendable {
  /// Types the path of new rows.
  case openRows
  /// Takes the test rows of the open data.
  case useTestRows
  /// Shows the models to choose from.
  case openModels
  /// Judges again.
  case read
  /// Stops judging.
  case stop
  /// Selects a column by its place in the table.
  case selectRow(Int)
  /// Sorts by a column of those in sight, or the other way round.
  case sort(Int)
  /// Sorts by the next column.
  case turnSort
  /// Turns the order round.
  case reverse
  /// Begins to type a filter.
  case filter
  /// Selects the column so many further among those that the filter leaves, round the end.
  case turnRow(Int)
  /// Shows a page below.
  case show(Int)
  /// Shows the next or previous page below.
  case turnPage(Int)
  /// Adds what was found to the history.
  case append
  /// Types the path of another history.
  case openHistory
  /// Copies the table.
  case copyTable
}
