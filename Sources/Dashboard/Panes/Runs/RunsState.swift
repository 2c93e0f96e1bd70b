import Evaluation
import Registry
import TerminalKit
import Workbench

/// What the Runs pane holds.
public struct RunsState: Sendable {
  /// The runs, newest first; `nil` until they were read.
  var listing: RunsListing?
  /// Why they can't be read; `nil` if they can, or there are none yet.
  var failure: String?
  /// The selected run.
  var selected: String?
  /// The run that others are compared with.
  var marked: String?
  /// The selected model of the selected run; the best one when `nil`.
  var model: String?
  /// What the lower part shows.
  var page = RunsPage.models
  /// Whether the lower part has the keys.
  var isBelow = false
  /// The first line in sight of what scrolls below.
  var firstLine = 0
  /// The figure that stands for a run.
  var metric = MetricKind.rocAUC
  /// What runs are sorted by.
  var sort = RunsColumn.time
  /// Whether the order is turned round.
  var isReversed = false
  /// Part of a name, a data set or a model that runs must have.
  var filter = ""
  /// The filter being typed.
  var entry: TextEntry?
  /// The change of stage that the same key does when pressed again.
  var asked: StageQuestion?
  /// Whether a training is being registered.
  var isRegistering = false
  /// The comparison that was registered last, by its training's number.
  var registeredTraining: Int?
}

/// The pages of the lower part.
enum RunsPage: String, Codable, Hashable, Sendable, CaseIterable {
  /// The models of the selected run.
  case models
  /// The selected run beside the marked one.
  case comparison
  /// Who did what.
  case log

  var title: String {
    switch self {
    case .models: "Models"
    case .comparison: "Compare"
    case .log: "Audit log"
    }
  }
}

/// The columns of the table of runs.
enum RunsColumn: String, Codable, Hashable, Sendable, CaseIterable {
  case time, kind, data, rows, split, best, figure, champion
}

/// A change of stage that waits for its second key.
struct StageQuestion: Codable, Hashable, Sendable {
  let model: String
  let stage: Stage
}

/// What a registry holds, read at one time.
public struct RunsListing: Sendable {
  /// The runs, newest first.
  let runs: [RegisteredRun]
  /// The audit log, oldest first.
  let log: [AuditEntry]

  /// Reads a registry; one that is not there holds nothing.
  ///
  /// - Throws: `RegistryError` when there is one that can't be read or trusted.
  init(artifacts folder: String) throws {
    do {
      let registry = try RunRegistry(reading: folder)
      self.init(runs: try registry.runs(), log: try registry.auditLog())
    } catch let error as RegistryError where error.code == .notFound {
      self.init(runs: [], log: [])
    }
  }

  init(runs: [RegisteredRun], log: [AuditEntry]) {
    self.runs = runs
    self.log = log
  }
}

/// What a person does in the Runs pane, or to a training for it.
public enum RunsAction: Codable, Hashable, Sendable {
  /// Keeps the training in sight as a run.
  case register
  /// Reads the runs again.
  case read
  /// Selects a run by its place in the table.
  case selectRow(Int)
  /// Selects a model by its place in the run.
  case selectModel(Int)
  /// Sorts by a column, or the other way round.
  case sort(Int)
  /// Sorts by the next column.
  case turnSort
  /// Turns the order round.
  case reverse
  /// Shows a page below.
  case show(Int)
  /// Shows the next or previous page below.
  case turnPage(Int)
  /// Lets another figure stand for a run.
  case turnFigure
  /// Begins to type a filter.
  case filter
  /// Marks the selected run to be compared with, or takes the mark away.
  case mark
  /// Makes the selected model champion; asked twice.
  case promote
  /// Retires the selected model; asked twice.
  case retire
  /// Holds log, runs and files against what was written.
  case verify
  /// Copies the command that trains the selected run again.
  case copyTraining
}
