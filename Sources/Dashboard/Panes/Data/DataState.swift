public import TerminalKit
public import Workbench

/// What the Data pane remembers.
public struct DataState: Sendable {
  /// The bundled sets.
  public var sets: [BundledSet] = []
  /// The selected bundled set or file of the opening page.
  public var selectedSource = 0
  /// The folder of the file browser; `nil` while the bundled sets are listed.
  public var folder: FolderListing?
  /// What a part of the names in the file browser is; empty for all.
  public var fileFilter = ""
  /// The filter of names being typed; `nil` while none is typed.
  public var fileEntry: TextEntry?
  /// Whether the file browser lists hidden files and those that are no data.
  public var showsAllFiles = false
  /// What is remembered of data from earlier sessions.
  public var memory = DataMemory()
  /// Whether the page for opening data lies over data that are open.
  public var isOpening = false
  /// A file whose target has to be chosen first.
  public var targetChoice: TargetChoice?
  /// The area with the focus.
  public var area = Area.columns
  /// The selected column, counted in the order of the file.
  public var columns = TableView.State(selectedRow: 0)
  /// The selected figure of the table of columns, an index into its figures.
  public var figure = 0
  /// The order of the table of columns by one of its figures; `nil` for that of the file.
  public var columnSort: RowSort?
  /// What the names, kinds or roles of the columns in sight contain; empty for all.
  public var columnFilter = ""
  /// The filter of columns being typed; `nil` while none is typed.
  public var columnEntry: TextEntry?
  /// The names of columns that are out of sight.
  public var hidden: Set<String> = []
  /// The selected warning.
  public var selectedWarning = 0
  /// What suspicious columns are worth, by name, once somebody asked.
  public var prices: [String: SuspectPrice] = [:]
  /// Whether prices are being found.
  public var isPricing = false
  /// The number of the newest request for prices; answers to older ones are passed over.
  public var priceRequest = 0
  /// The rows view; `nil` while the columns are listed.
  public var rows: RowsState?
  /// The page of one column; `nil` while the columns are listed.
  public var detail: DetailState?
  /// The number of the newest request for the values of a column; answers to older ones are passed
  /// over.
  public var detailRequest = 0
  /// What is said of the columns and held when the data were opened.
  public var acceptedOverrides = RoleOverrides()

  /// The making of a table of raw logs.
  public var ingest = IngestState()

  /// Makes the state of the first frame.
  public init() {}

  /// The areas of the pane.
  public enum Area: String, Codable, Hashable, Sendable {
    /// The columns.
    case columns
    /// The warnings.
    case warnings
  }

  /// A file without a usable target.
  public struct TargetChoice: Sendable {
    /// The file.
    public var path: String
    /// Its columns.
    public var columns: [TargetCandidate]
    /// What was said of them.
    public var overrides = RoleOverrides()
    /// The selected one.
    public var selected = 0
  }
}

/// What a person does in the Data pane.
public enum DataAction: Codable, Hashable, Sendable {
  /// Shows what there is to open.
  case browse
  /// Opens a path.
  case open(String)
  /// Lists hidden files and those that are no data as well, or no longer.
  case toggleAllFiles
  /// Begins typing the path of data to open.
  case enterPath
  /// Goes on with a typed path as far as all that begin so agree.
  case completePath
  /// Makes a table of raw logs.
  case ingest(IngestAction)
  /// Shows rows, or columns again.
  case toggleRows
  /// Begins typing a filter for rows, or for columns where those are listed.
  case filter
  /// Puts the table in the order of the selected column: ascending, descending, as in the file.
  case sort
  /// Puts the table in the order of the selected column; asked for again, as in the file.
  case sortSelected(isAscending: Bool)
  /// Puts the table in the order of a column whose heading was clicked.
  case sortBy(Int)
  /// Takes the selected column out of sight.
  case hide
  /// Brings all hidden columns back.
  case showHidden
  /// Shows the bins of a column's values, or the single values.
  case toggleValues
  /// Selects the next (1) or previous (-1) row that passes the filter.
  case nextMatch(Int)
  /// Finds what suspicious columns are worth to a model.
  case price
  /// Shows the roles that the selected column can have.
  case openRoles
  /// Makes the selected column the target.
  case setTarget
  /// Makes the next value of the target the positive class.
  case cyclePositive
  /// Makes the selected column the group, or takes that role from it.
  case setGroup
  /// Adds the selected column to those that make a group together, or takes it out.
  case addToGroup
  /// Makes the selected column the item, or takes that role from it.
  case setItem
  /// Makes the selected column the time, or takes that role from it.
  case setTime
  /// Makes the selected column tell where something was shown, or no longer.
  case setPosition
  /// Makes the selected column the identifier, or takes that role from it.
  case setIdentifier
  /// Keeps the selected column from the models, or gives it to them.
  case toggleExcluded
  /// Selects a source, a column, a row or a warning by index.
  case select(Int)
  /// Selects a row and a column of the table in sight.
  case selectCell(row: Int, column: Int)
  /// Selects a warning and its column.
  case selectWarning(Int)
}
