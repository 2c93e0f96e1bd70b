public import Evaluation
public import Modelling
import Workbench

/// What the Compare pane remembers.
public struct CompareState: Sendable {
  /// The part of the pane that has the focus.
  public var area = CompareArea.leaderboard
  /// The selected model; `nil` for the first row.
  public var selected: ModelKind?
  /// The selected column of the leaderboard.
  public var column = LeaderboardColumn.metric(.rocAUC)
  /// The column that the leaderboard is sorted by, best first.
  public var sort = LeaderboardColumn.metric(.rocAUC)
  /// Whether the worst comes first.
  public var isReversed = false
  /// Whether the leaderboard shows how far each value lies from the first ranked model's.
  public var showsDifferences = false
  /// Whether columns are left out in which all ranked models read the same.
  public var showsOnlyDifferent = false
  /// The columns of the leaderboard that a person put away.
  public var hidden: Set<LeaderboardColumn> = []
  /// The chart in sight.
  public var chart = CompareChart.roc
  /// The threshold of all models together; `nil` gives each its own, chosen on validation rows.
  public var threshold: Double?
  /// The share of rows that all models contact, each at a threshold of its own, 0…1; `nil` to go by
  /// ``threshold``.
  public var share: Double?
  /// Whether a zoomed chart has the pane for itself where several have room.
  public var showsOneChart = false
  /// What was set here and can be taken back.
  var history = ChangeHistory<CompareStep>()
  /// Whether the mouse moves the cursor, so that its way is one change.
  var isDragging = false
  /// What a conversion earns; `nil` leaves profit out.
  public var margin: Double?
  /// What a contact costs.
  public var cost = 0.0
  /// Whether calibration is shown in bins of equal width.
  public var hasEqualWidth = false
  /// The most that can be contacted, as a share of the rows; `nil` for no limit.
  public var capacity: Double?
  /// The amount that is being typed; `nil` while none is.
  public var entry: AmountEntry?
  /// The curves of each trained model, drawn once when its results arrive.
  public var curves: [ModelKind: ModelCurves] = [:]
  /// How sure the figures of the comparison are; `nil` until that is known.
  var intervals: DrawnIntervals?
  /// The figures of each way of splitting that was tried on the open data, by its name.
  var figuresBySplit: [String: SplitFigures] = [:]
  /// The customer whose list is explained, as a place among those with something relevant.
  public var group = 0
  /// The number of the newest request for a list; answers to older ones are passed over.
  var listRequest = 0
  /// The newest answer.
  var list: ExplainedList?
  /// The segments of the selected model's customers.
  var found = FoundState()

  /// An amount of money that is being typed.
  public struct AmountEntry: Codable, Hashable, Sendable {
    /// Which amount.
    public var amount: CompareAmount
    /// What is typed so far.
    public var text: TextEntry
  }

  /// Makes the state of the first frame.
  public init() {}
}

/// The parts of the Compare pane that can have the focus.
public enum CompareArea: String, Codable, Hashable, Sendable, CaseIterable {
  /// The table of figures.
  case leaderboard
  /// The chart.
  case chart
  /// The matrices at the threshold.
  case threshold
}

/// The amounts that profit is made of.
public enum CompareAmount: String, Codable, Hashable, Sendable {
  /// What a conversion earns.
  case margin
  /// What a contact costs.
  case cost
  /// The most that can be contacted.
  case capacity
}

/// The charts of the Compare pane, in the order of their tabs.
public enum CompareChart: String, Codable, Hashable, Sendable, CaseIterable {
  /// True against false positive rate.
  case roc
  /// Precision against recall.
  case precisionRecall
  /// Observed rate against predicted probability.
  case calibration
  /// Share of the positives reached against share contacted.
  case gains
  /// How the scores of both classes lie.
  case scores
  /// What contacting from each threshold on promises and earns, or F1 where no margin is known.
  case profit
  /// The matrices at the threshold, where they have no room beside the chart.
  case threshold
  /// Who is likely, in between and unlikely.
  case segments
  /// What balancing did.
  case balance
  /// Expected amounts, and the money that they find.
  case money
  /// How MAP@7 comes about, on one customer's list.
  case list

  /// The words on its tab where many tabs share little room.
  var shortTitle: String {
    switch self {
    case .calibration: "Cal."
    case .segments: "Segm."
    case .threshold: "Thr."
    default: title
    }
  }

  /// The words on its tab.
  var title: String {
    switch self {
    case .roc: "ROC"
    case .precisionRecall: "PR"
    case .calibration: "Calibration"
    case .gains: "Gains"
    case .scores: "Scores"
    case .profit: "Profit"
    case .money: "Money"
    case .threshold: "Threshold"
    case .segments: "Segments"
    case .balance: "Balance"
    case .list: "List"
    }
  }
}

/// A column of the leaderboard.
public enum LeaderboardColumn: Codable, Hashable, Sendable {
  /// The model's name; in the order of the plan.
  case model
  /// A figure.
  case metric(MetricKind)
  /// The threshold that the validation rows chose.
  case threshold
  /// Seconds of fitting.
  case seconds

  /// All columns from left to right.
  static let all: [LeaderboardColumn] =
    [.model] + MetricKind.leaderboard.map(LeaderboardColumn.metric) + [.threshold, .seconds]
}

/// What a person does in the Compare pane.
public enum CompareAction: Codable, Hashable, Sendable {
  /// Selects a model.
  case select(ModelKind)
  /// Selects a cell of the leaderboard.
  case selectCell(ModelKind, LeaderboardColumn)
  /// Sorts by the selected column; again the other way round.
  case sortBySelected
  /// Sorts by a column; again the other way round.
  case sort(LeaderboardColumn)
  /// Shows values, or how far they lie from the first ranked model's.
  case toggleDifferences
  /// Puts the selected column of the leaderboard away.
  case hideColumn
  /// Shows all columns of the leaderboard again.
  case showColumns
  /// Copies the table in sight.
  case copyTable(TableFormat)
  /// Goes so many charts to the right.
  case turnChart(Int)
  /// Shows a chart.
  case showChart(CompareChart)
  /// Gives the chart the whole pane, or ends that.
  case zoomChart
  /// In the zoom shows one chart or four.
  case toggleGrid
  /// Shows which model beats which.
  case openMatrix
  /// Does something in the matrix of which model beats which.
  case matrix(MatrixAction)
  /// Does something with segments of customers.
  case found(FoundAction)
  /// Trains the same models on the next way of splitting.
  case turnSplit
  /// Explains MAP@7 on one customer's list, or ends that.
  case showList
  /// Goes so many customers further.
  case turnGroup(Int)
  /// Gives an area the focus.
  case focus(CompareArea)
  /// Moves the cursor of all models by so many steps of 0.005.
  case moveThreshold(Int)
  /// Sets the share that all models contact, 0…1.
  case setShare(Double)
  /// Goes by the share contacted, or by the threshold.
  case toggleShare
  /// Sets the threshold of all models, 0…1.
  case setThreshold(Double)
  /// Sets the cursor to that of the selected model's curve at this place across a chart.
  case followCurve(CompareChart, Double)
  /// Gives each model its own threshold again.
  case ownThresholds
  /// Goes to the next rule by which thresholds are chosen.
  case turnRule
  /// Shows calibration in bins of equal width, or of equally many rows.
  case toggleBinning
  /// Types an amount.
  case enter(CompareAmount)
}
