public import Modelling
public import Offers
public import Registry
public import Tabular
public import Workbench

/// Work that the reducer asks for and that is done outside of it.
public enum Effect: Sendable {
  /// Looks for the bundled sets.
  case findSets
  /// Looks for a session to go on with.
  case findSession
  /// Saves where the person is; only the newest one that waits is written.
  case saveSession(SavedSession)
  /// Lists a folder.
  case listFolder(path: String)
  /// Lists a folder, or opens the file that a typed path leads to.
  case openPath(text: String)
  /// Looks for what a typed path may go on as; only the newest request counts.
  case completePath(text: String)
  /// Reads what is remembered of data.
  case recall
  /// Remembers something of data.
  case remember(DataMemory.Change)
  /// Opens data.
  case open(request: Int, path: String, overrides: RoleOverrides, csv: CSVOptions)
  /// Opens data again with other roles.
  case reopen(request: Int, OpenedData, overrides: RoleOverrides)
  /// Looks once whether files are still what they were.
  case checkSource(SourceStamp)
  /// Watches files from now on, and no others; `nil` watches none.
  case watchSource(SourceStamp?)
  /// Finds the rows that pass a filter and puts them in order; only the newest request counts.
  case arrangeRows(RowRequest)
  /// Counts the values of a column; only the newest request counts.
  case countValues(request: Int, Dataset, column: Int)
  /// Trains models, after the training before was cancelled and has ended; those that come out as
  /// in an earlier comparison are taken over. Only the newest request counts.
  case train(run: Int, OpenedData, TrainingPlan, reusing: Comparison?)
  /// Draws the test rows of a comparison again and again, to know how sure its figures are.
  case drawIntervals(run: Int, Comparison)
  /// Searches for better settings; one that runs is ended first by the reducer.
  ///
  /// A record that is there already is gone on with; one that is not begins.
  case search(run: Int, OpenedData, SearchPlan, record: String?)
  /// Ends a search with what it has; asked again, also without the test rows.
  case cancelSearch(run: Int)
  /// Makes a table of raw logs.
  case ingest(run: Int, IngestingSession.Plan)
  /// Stops the making of a table, with all processes that it started.
  case cancelIngest(run: Int)
  /// Lets a training wait, or go on.
  case pauseTraining(run: Int, isPaused: Bool)
  /// Cancels one model of a training, or all of them.
  case cancelTraining(run: Int, kind: ModelKind?)
  /// Computes importances of the trained models: the quick ones first, then permutation.
  case explain(run: Int, Comparison)
  /// Computes how the probabilities of all models follow one feature; only the newest request counts.
  case depend(request: Int, Comparison, feature: Int)
  /// Lays out one customer's list by every model; only the newest request counts.
  case explainList(request: Int, Comparison, position: Int)
  /// Stops what explains the models; what is known stays.
  case cancelExplaining
  /// Lets go of what is no longer needed, away from the keys: large arrays take time to give back.
  case release(Remains)
  /// Finds what suspicious columns are worth to a model.
  case price(request: Int, OpenedData)
  /// Simulates a customer; at once if that is quick, and only the newest request if it is not.
  case simulate(SimulationRequest)
  /// Looks for the smallest change that lifts an offer; a search before it is given up.
  case lift(LiftRequest)
  /// Looks for customers.
  case findCustomers(request: Int, CustomerSearch)
  /// Saves a customer under a name.
  case saveProfile(CustomerProfile, ProfileLibrary, name: String)
  /// Lists the saved customers.
  case listProfiles(ProfileLibrary)
  /// Deletes a saved customer.
  case deleteProfile(ProfileLibrary, name: String)
  /// Reads the registered runs; only the newest request counts.
  case readRuns(artifacts: String)
  /// Registers a finished training.
  case register(run: Int, RegisteredTraining, artifacts: String)
  /// Changes the stage of a registered model.
  case promote(String, Stage, artifacts: String)
  /// Holds the audit log, runs and files against what was written.
  case verifyRuns(artifacts: String)
  /// Holds rows against a model; only the newest request counts.
  case drift(DriftRequest)
  /// Gives up all requests before a number.
  case cancelDrift(before: Int)
  /// Reads what was found over time; only the newest request counts.
  case readDriftHistory(path: String)
  /// Adds a finding to a history.
  case appendDrift(DriftFinding, path: String)
  /// Looks for segments of customers; only the newest request counts.
  case findSegments(FoundRequest)
  /// Gives up all requests for segments before a number.
  case cancelSegments(before: Int)
  /// Copies text for use elsewhere.
  case copy(text: String, title: String)
  /// Copies a table to the clipboard and to a file of that name; the news says what it is, not its text.
  case copyTable(text: String, file: String, news: String)
  /// Begins or ends the recording of a macro.
  case recordMacro(Bool)
  /// Plays steps as if the person did them.
  case playMacro([ScriptStep])
  /// Writes down what a bug report needs.
  case writeReport
  /// Draws in the colours of a theme.
  case useTheme(String)
  /// Stops the job until it is continued.
  case suspend
  /// Draws everything again.
  case redraw
}

/// Rows to find and to put in order.
public struct RowRequest: Sendable {
  /// Its number; answers to older ones are passed over.
  public var number: Int
  /// The table.
  public var table: Table
  /// A text that a cell contains, or conditions; empty for all rows.
  public var filter: String
  /// The order; `nil` for that of the file.
  public var sort: RowSort?
}

/// A customer to simulate.
public struct SimulationRequest: Sendable {
  /// Its number; answers to older ones are passed over.
  public var number: Int
  /// The models and offers.
  public var simulator: Simulator
  /// The customer.
  public var profile: CustomerProfile
  /// The customer to compare with.
  public var base: CustomerProfile
  /// What the best offer has most of.
  public var order: OfferRanking.Order
  /// What these models say of the base already; `nil` if they were not asked.
  public var baseline: Simulation.Baseline?
  /// What is to be explained.
  public var question: Simulation.Question = .everything
}

/// An offer to lift above another.
public struct LiftRequest: Sendable {
  /// Its number; answers to older ones are passed over.
  public var number: Int
  /// The search.
  public var search: LiftSearch
  /// The customer.
  public var profile: CustomerProfile
}
