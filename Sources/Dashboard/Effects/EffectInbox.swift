import Workbench

/// Results that the user interface has not taken yet.
struct EffectInbox {
  var actions: [Action] = []
  /// Progress since it was last taken: the newest word of each model, and its losses.
  var steps: [TrainingStep] = []
  var stepsRun = 0
  var pending = 0
  var session: TrainingSession?
  var sessionRun = 0
  /// Runs that were cancelled before their session began.
  var cancelledRuns: Set<Int> = []
  /// The run that waits; `nil` if none does.
  var pausedRun: Int?
  var search: (session: SearchSession, run: Int)?
  /// Searches that were cancelled before they began.
  var cancelledSearches: Set<Int> = []
  var ingest: (session: IngestingSession, run: Int)?
  /// Makings of tables that were stopped before they began.
  var cancelledIngests: Set<Int> = []
  var explaining: ExplainingRun?
  var lastSimulationSeconds = 0.0
}
