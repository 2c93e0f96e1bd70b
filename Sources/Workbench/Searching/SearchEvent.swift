public import Modelling

/// What a search tells while it runs.
public enum SearchEvent: Sendable {
  /// The test rows are set apart and the folds are made, one summary each.
  case prepared(testRows: Int, folds: [SplitSummary])
  /// A trial begins.
  case began(trial: Int, settings: ModelSettings)
  /// The fit of a fold moves on; of several trials and folds at once, from working threads.
  case progress(trial: Int, fold: Int, TrainingProgress)
  /// A fold of a trial is measured; from working threads.
  case measured(trial: Int, fold: Int, figure: Double)
  /// A trial ended; it is in the record by now. One that was taken from a record has its line there.
  case finished(SearchTrial)
  /// The search is over; the best and the standard settings go to the test rows.
  case testing(best: SearchTrial)
}

/// Why a search ended.
public enum SearchEnding: String, Sendable, Codable {
  /// It had as many trials as it should.
  case trials
  /// Its time was up.
  case seconds
  /// Somebody asked it to stop.
  case cancelled

  /// Why a trial was cut short by it.
  var reason: String {
    switch self {
    case .trials: "there were trials enough"
    case .seconds: "the search's time was up"
    case .cancelled: "the search was cancelled"
    }
  }
}
