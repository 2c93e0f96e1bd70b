import Tabular
public import TerminalKit

/// Everything that the screen depends on, and nothing else.
public struct State: Sendable {
  /// What the program was started with.
  public let options: DashboardOptions
  /// Where effects leave large results.
  public let mailbox: Mailbox
  /// The extent of the whole screen.
  public var screenSize: Size
  /// The extent of what the panes have, which is less while the tour guides.
  public var size: Size
  /// The name of the theme.
  public var theme: String
  /// Whether a person chose the theme, rather than the surroundings.
  var hasChosenTheme: Bool
  /// How CSV files are read.
  var csv: CSVOptions
  /// Going on where somebody was.
  var resume = ResumeState()
  /// The pane in sight.
  public var pane = Pane.data
  /// Whether the chart or table with the focus has the whole pane.
  public var isZoomed = false
  /// Whether the first results of a training show themselves; off once the person goes elsewhere.
  public var followsResults = false
  /// Counted while something runs, for the spinner.
  public var tick = 0
  /// News; goes with the next key.
  public var status: Status? {
    didSet {
      guard let status, status != oldValue else { return }
      remember(status)
    }
  }
  /// What the status line said, oldest first, for those who read slower than they type.
  public private(set) var news: [Status] = []
  /// Keeps news for those who ask, without showing it.
  mutating func remember(_ status: Status) {
    news.append(status)
    if news.count > Self.newsLimit { news.removeFirst(news.count - Self.newsLimit) }
  }

  /// How much news is kept.
  static let newsLimit = 200
  /// What lies over the panes.
  public var overlay: Overlay?
  /// Whether the program should end.
  public var isQuitting = false
  /// The macro.
  public var macro = MacroState()
  /// The guided tour; `nil` while there is none.
  public var tour: TourState?
  /// The actions that the palette did last, newest first.
  var recentActions: [Action] = []
  /// Whether the recording of the session has ended early, which is said once.
  var hasLostLog = false
  /// The open data and what was trained on them.
  public var session: Session
  /// The Data pane.
  public var data = DataState()
  /// The Train pane.
  public var train = TrainState()
  /// The search for better settings.
  public var search = SearchState()
  /// The Compare pane.
  public var compare = CompareState()
  /// The Importances pane.
  public var importances = ImportancesState()
  /// The Simulate pane.
  public var simulate = SimulateState()
  /// The Runs pane.
  public var runs = RunsState()
  /// The Monitor pane.
  public var monitor = MonitorState()

  /// Makes the state of the first frame.
  public init(
    options: DashboardOptions = .init(), size: Size = Size(width: 120, height: 40),
    theme: String = Theme.dark.name, mailbox: Mailbox = Mailbox()
  ) {
    self.options = options
    self.mailbox = mailbox
    screenSize = size
    self.size = size
    self.theme = theme
    hasChosenTheme = options.theme != nil
    csv = options.csv
    session = Session(path: nil, overrides: options.overrides)
  }

  /// Something that lies over the panes.
  public enum Overlay: Codable, Hashable, Sendable {
    /// All keys, those of the current pane first, narrowed by what is typed.
    case help(TextEntry, first: Int)
    /// All actions by name, narrowed by what is typed.
    case palette(TextEntry, selected: Int)
    /// What the status line said, newest first, in full.
    case news(first: Int)
    /// The charts in sight in words: those of an overlay where one was open, which comes back.
    indirect case chartWords(first: Int, over: Overlay?)
    /// The roles that the selected column can have, with their keys.
    case roles(selected: Int)
    /// Which model beats which: the figure, the region of practical equivalence, and the pair.
    case matrix(ComparisonMatrix)
    /// The search for better settings.
    case search
    /// The segments of a model's customers.
    case segments
    /// The making of a table of raw logs.
    case ingest
    /// The customers that were saved.
    case profiles(SavedProfilesChoice)
    /// The models that can be watched.
    case monitored(selected: Int)
    /// The path of data to open.
    case path(PathEntry)
  }

  /// Whether something moves by itself, so that ticks are of use.
  public var isAnimated: Bool {
    !options.reducesMotion
      && ((session.training.isRunning && !session.training.isPaused) || session.openingPath != nil
        || search.isRunning || data.ingest.isRunning || monitor.underway != nil
        || compare.found.underway != nil)
  }
}
