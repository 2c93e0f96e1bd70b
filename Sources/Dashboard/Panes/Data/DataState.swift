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
  /// Whether the page for opening data lies over data that are open.
  public var isOpening = false
  /// A file whose target has to be chosen first.
  public var targetChoice: TargetChoice?
  /// The area with the focus.
  public var area = Area.columns
  /// The selected column.
  public var columns = TableView.State(selectedRow: 0)
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
  /// What is said of the columns and held when the data were opened.
  public var acceptedOverrides = RoleOverrides()

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
    public var columns: [String]
    /// What was said of them.
    public var overrides = RoleOverrides()
    /// The selected one.
    public var selected = 0
  }

  /// The rows of the table in sight.
  public struct RowsState: Sendable {
    /// What is selected and scrolled to; rows count among those that pass the filter.
    public var table = TableView.State(selectedRow: 0)
    /// The text being typed as filter; `nil` while none is typed.
    public var entry: TextEntry?
    /// The filter in force; empty for none.
    public var filter = ""
    /// The rows that pass it; `nil` for all.
    public var matches: [Int]?
    /// The number of the newest filter; answers to older ones are passed over.
    public var request = 0
  }
}

/// What a person does in the Data pane.
public enum DataAction: Codable, Hashable, Sendable {
  /// Shows what there is to open.
  case browse
  /// Opens a path.
  case open(String)
  /// Shows rows, or columns again.
  case toggleRows
  /// Begins typing a filter for rows.
  case filter
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
  /// Selects a warning and its column.
  case selectWarning(Int)
}
