public import Tabular
public import Workbench

/// What the dashboard is started with.
public struct DashboardOptions: Sendable {
  /// The data to open at once; `nil` shows what there is to open.
  public var dataPath: String?
  /// What is said of the columns.
  public var overrides: RoleOverrides
  /// How a CSV file is to be read.
  public var csv: CSVOptions
  /// What is said of the training.
  public var plan: PlanConfiguration
  /// The name of a theme; `nil` chooses by the environment.
  public var theme: String?
  /// Whether only ASCII characters are drawn.
  public var isASCII: Bool
  /// Whether nothing on screen moves by itself.
  public var reducesMotion: Bool
  /// The folder of registered runs; `nil` keeps none.
  public var artifacts: String?
  /// Seconds below which models are trained again with every change of the settings.
  public var liveTrainingLimit: Double
  /// The folder that copied and saved texts are written to; `nil` copies to the clipboard alone and
  /// saves to the working folder.
  public var copyFolder: String?
  /// The folder of sessions and of what is remembered from one session to the next; `nil` keeps
  /// nothing.
  public var stateFolder: String?
  /// Whether to go on with the newest session at once.
  public var resumes: Bool
  /// Whether copies, profiles and reports go to files; off in a replay, which says the same and writes
  /// nothing.
  public var writesFiles = true
  /// Whether the files of the open data are watched while nobody asks; off where nobody waits.
  public var watchesFiles = false
  /// The file that the session is recorded to; `nil` keeps it in memory.
  public var recordPath: String?
  /// The words behind the program's name, for the recording.
  public var arguments: [String] = []
  /// Whether the guided tour begins at once.
  public var startsTour = false
  /// Where the figures of the clock come from.
  public var clock = ScriptClock.measured
  /// The version of the program, for reports.
  public var version = "unknown"

  /// Makes options.
  public init(
    dataPath: String? = nil, overrides: RoleOverrides = .init(), csv: CSVOptions = .init(),
    plan: PlanConfiguration = .init(), theme: String? = nil, isASCII: Bool = false,
    reducesMotion: Bool = false, liveTrainingLimit: Double = 0.3, copyFolder: String? = nil,
    stateFolder: String? = nil, resumes: Bool = false
  ) {
    self.dataPath = dataPath
    self.overrides = overrides
    self.csv = csv
    self.plan = plan
    self.theme = theme
    self.isASCII = isASCII
    self.reducesMotion = reducesMotion
    self.liveTrainingLimit = liveTrainingLimit
    self.copyFolder = copyFolder
    self.stateFolder = stateFolder
    self.resumes = resumes
  }
}
