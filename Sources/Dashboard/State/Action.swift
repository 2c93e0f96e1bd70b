public import Modelling
public import Tabular
public import TerminalKit
public import Workbench

/// Everything that can happen to the dashboard: the output of the key map, an entry of the palette, a
/// click, a step of a script, or a result of an effect.
public enum Action: Codable, Hashable, Sendable {
  // What a person does anywhere.
  case show(Pane)
  case nextPane
  case previousPane
  case move(Movement)
  case nextArea
  case previousArea
  case activate
  case back
  case type(TextEntry.Edit)
  case zoom
  case undo
  case redo
  case copy
  case openHelp
  case openPalette
  case openNews
  case overlay(OverlayAction)
  case cycleTheme
  case chooseTheme(String)
  case tour(TourAction)
  case toggleMacro
  case playMacro
  case writeReport
  case redraw
  case resume
  case reload
  case chartWords
  case suspend
  case quit

  // What a person does in a pane.
  case data(DataAction)
  case train(TrainAction)
  case compare(CompareAction)
  case importances(ImportancesAction)
  case simulate(SimulateAction)
  case runs(RunsAction)
  case monitor(MonitorAction)

  // What happened elsewhere.
  case resized(Size)
  /// The terminal got the focus again.
  case focused
  case ticked
  case happened(Happening)
}

/// What a person does in an overlay besides moving and typing.
public enum OverlayAction: Codable, Hashable, Sendable {
  /// Selects an entry and does it.
  case choose(Int)
  /// Closes the overlay.
  case close
  /// A key that means nothing here, so that the panes below don't get it.
  case ignore
}

/// Results of effects, named by what happened.
public enum Happening: Codable, Hashable, Sendable {
  /// The bundled sets are known.
  case setsFound(Reference<[BundledSet]>)
  /// Sessions were looked for.
  case sessionFound(Reference<FoundSession>)
  /// A folder was listed.
  case folderListed(FolderListing)
  /// A folder can't be listed.
  case folderFailed(path: String, reason: String)
  /// What is remembered of data is known.
  case recalled(DataMemory)
  /// What a typed path may go on as is known.
  case pathCompleted(text: String, [String])
  /// A typed path leads to a file, or to a data set.
  case pathFound(String)
  /// So much of a file is read, 0…1; then its columns are counted.
  case openingAdvanced(request: Int, share: Double)
  /// Data are open.
  case opened(request: Int, Reference<OpenedData>)
  /// Data can't be opened; the columns are given where the file is readable but has no usable target.
  case openFailed(request: Int, reason: String, columns: [TargetCandidate])
  /// Files of data were looked at before they are read.
  case sourceSeen(request: Int, SourceStamp)
  /// Files of data are no longer what they were.
  case sourceChanged(from: SourceStamp, to: SourceStamp)
  /// The rows that pass a filter are known, in the order asked for.
  case rowsArranged(request: Int, Reference<[Int]>)
  /// How often each value of a column occurs is known.
  case valuesCounted(request: Int, Reference<ValueFrequencies>)
  /// A training moved on; several steps come as one.
  case trainingAdvanced(run: Int, Reference<[TrainingStep]>)
  /// A model's curves are ready to be drawn; comes before its result.
  case curvesDrawn(run: Int, kind: ModelKind, Reference<ModelCurves>)
  /// A model was fitted and measured, or failed, or was cancelled.
  case modelFinished(run: Int, kind: ModelKind, Reference<ModelResult>)
  /// All models of a training have ended.
  case trainingEnded(run: Int, Reference<FinishedTraining>)
  /// All models were measured on all folds.
  case foldsEnded(run: Int, Reference<CrossValidation>)
  /// How sure the figures of a comparison are is known.
  case intervalsDrawn(run: Int, Reference<DrawnIntervals>)
  /// A training could not begin.
  case trainingFailed(run: Int, reason: String)
  /// One model's importances are known, with or without permutation.
  case explained(run: Int, kind: ModelKind, Reference<Importances>)
  /// One model's importances could not be computed.
  case explainingFailed(run: Int, kind: ModelKind, reason: String)
  /// So much of one model's permutation is done, 0…1.
  case explainingAdvanced(run: Int, kind: ModelKind, share: Double)
  /// One customer's list is laid out.
  case listExplained(request: Int, Reference<ExplainedList>)
  /// How the probabilities follow one feature is known.
  case dependenceDrawn(request: Int, Reference<FeatureDependence>)
  /// What suspicious columns are worth is known, the dearest first.
  case priced(request: Int, Reference<[SuspectPrice]>)
  /// Suspicious columns could not be priced.
  case pricingFailed(request: Int, reason: String)
  /// The customers that a search found are known, as rows.
  case customersFound(request: Int, Reference<[Int]>, title: String)
  /// The saved customers are known.
  case profilesListed(Reference<[ProfileLibrary.Entry]>)
  /// A customer was simulated.
  case simulated(request: Int, Reference<Simulation>)
  /// A customer could not be simulated.
  case simulationFailed(request: Int, reason: String)
  /// A search for a change that lifts an offer has ended.
  case liftFound(request: Int, Reference<LiftSearch.Outcome>)
  /// A search for a change that lifts an offer failed.
  case liftFailed(request: Int, reason: String)
  /// A search for settings moved on.
  case searchAdvanced(run: Int, Reference<SearchStep>)
  /// A search for settings has ended.
  case searchEnded(run: Int, Reference<SearchResult>)
  /// A search for settings came to nothing.
  case searchFailed(run: Int, reason: String)
  /// The registered runs are known.
  case runsRead(Reference<RunsListing>)
  /// The registered runs can't be read.
  case runsFailed(reason: String)
  /// A training was registered under a name, or could not be, for a reason.
  case runRegistered(run: Int, name: String?, reason: String?)
  /// So many of the rows are held against a model, 0…1.
  case driftAdvanced(request: Int, share: Double)
  /// Rows were held against a model.
  case driftFound(request: Int, Reference<DriftFinding>)
  /// Rows can't be held against a model.
  case driftFailed(request: Int, reason: String)
  /// What was found over time is known.
  case driftHistoryRead(Reference<DriftHistoryListing>)
  /// What was found over time can't be read.
  case driftHistoryFailed(reason: String)
  /// A search for segments of customers moved on.
  case segmentsAdvanced(request: Int, step: String)
  /// Segments of customers were found.
  case segmentsFound(request: Int, Reference<FoundSegments>)
  /// No segments of customers were found.
  case segmentsFailed(request: Int, reason: String)
  /// The making of a table moved on.
  case ingestAdvanced(run: Int, IngestingSession.Event)
  /// A table was made of raw logs.
  case ingested(run: Int, IngestingSession.Outcome)
  /// No table came of raw logs.
  case ingestFailed(run: Int, reason: String)
  /// A macro was recorded.
  case macroRecorded([ScriptStep])
  /// There is news for the status line.
  case reported(Status)
}
