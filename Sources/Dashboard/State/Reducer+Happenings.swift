import Foundation
import TerminalKit
import Modelling
import Workbench

extension Reducer {
  /// The results of effects. Those of a request or run that is no longer the newest are passed over.
  static func reduce(_ state: inout State, _ happening: Happening) -> [Effect] {
    switch happening {
    case .setsFound(let reference):
      if let sets = state.mailbox.take(reference) { state.data.sets = sets }
    case .sessionFound(let reference):
      if let found = state.mailbox.take(reference) { return Resuming.accept(found, &state) }
    case .folderListed(let listing): DataPane.accept(listing, &state)
    case .folderFailed(let path, let reason):
      state.status = Status(.failure, "\(path): \(reason)")
    case .recalled(let memory): state.data.memory = memory
    case .pathCompleted(let text, let completions):
      PathProgram.accept(completions, of: text, &state)
    case .pathFound(let path): return Opening.open(path, overrides: .init(), &state)
    case .openingAdvanced(let request, let share):
      if request == state.session.openRequest { state.session.openingShare = share }
    case .opened(let request, let reference):
      guard let data = state.mailbox.take(reference), request == state.session.openRequest else {
        return []
      }
      return Opening.accept(data, &state)
    case .openFailed(let request, let reason, let columns):
      guard request == state.session.openRequest else { return [] }
      return openFailed(reason, columns: columns, &state)
    case .sourceSeen(let request, let stamp):
      SourceProgram.accept(stamp, request: request, &state)
    case .sourceChanged(let stamp, let now):
      SourceProgram.accept(from: stamp, to: now, &state)
    case .rowsArranged(let request, let reference):
      if let rows = state.mailbox.take(reference) {
        DataPane.accept(rows, request: request, &state)
      }
    case .valuesCounted(let request, let reference):
      if let values = state.mailbox.take(reference) {
        DetailProgram.accept(values, request: request, &state)
      }
    case .trainingAdvanced(let run, let reference):
      guard let steps = state.mailbox.take(reference), run == state.session.training.run else {
        return []
      }
      let isCalm = state.options.reducesMotion
      for step in steps { advance(step, isCalm: isCalm, &state.session.training) }
    case .curvesDrawn(let run, let kind, let reference):
      guard let curves = state.mailbox.take(reference), run == state.session.training.run else {
        return []
      }
      state.compare.curves[kind] = curves
    case .modelFinished(let run, let kind, let reference):
      guard let result = state.mailbox.take(reference), run == state.session.training.run else {
        return []
      }
      finish(kind, result, &state)
    case .trainingEnded(let run, let reference):
      guard let finished = state.mailbox.take(reference), run == state.session.training.run else {
        return []
      }
      return end(finished, &state)
    case .foldsEnded(let run, let reference):
      guard let validation = state.mailbox.take(reference), run == state.session.training.run else {
        return []
      }
      return FoldsProgram.accept(validation, &state)
    case .intervalsDrawn(let run, let reference):
      if let intervals = state.mailbox.take(reference), run == state.session.training.run {
        state.compare.intervals = intervals
      }
    case .trainingFailed(let run, let reason):
      guard run == state.session.training.run else { return [] }
      state.session.training.isRunning = false
      state.session.training.isPaused = false
      state.session.training.failure = reason
      state.status = Status(.failure, reason)
    case .explained, .explainingFailed: explain(happening, &state)
    case .explainingAdvanced(let run, let kind, let share):
      if run == state.session.training.run { state.importances.progress[kind] = share }
    case .dependenceDrawn(let request, let reference):
      if let dependence = state.mailbox.take(reference) {
        ImportancesPane.accept(dependence, request: request, &state)
      }
    case .priced(let request, let reference):
      if let prices = state.mailbox.take(reference) {
        PriceProgram.accept(prices, request: request, &state)
      }
    case .pricingFailed(let request, let reason):
      PriceProgram.fail(reason, request: request, &state)
    case .listExplained(let request, let reference):
      if let list = state.mailbox.take(reference) {
        ComparePane.accept(list, request: request, &state)
      }
    case .customersFound(let request, let reference, let title):
      guard let rows = state.mailbox.take(reference) else { return [] }
      return SimulatePane.accept(found: rows, title: title, request: request, &state)
    case .profilesListed(let reference):
      if let entries = state.mailbox.take(reference) { SavedProfiles.accept(entries, &state) }
    case .driftAdvanced, .driftFound, .driftFailed, .driftHistoryRead, .driftHistoryFailed:
      return MonitorPane.accept(happening, &state)
    case .segmentsAdvanced, .segmentsFound, .segmentsFailed: FoundProgram.accept(happening, &state)
    case .runsRead, .runsFailed, .runRegistered: RunsPane.accept(happening, &state)
    case .simulated(let request, let reference):
      guard let simulation = state.mailbox.take(reference) else { return [] }
      SimulatePane.accept(simulation, request: request, &state)
    case .simulationFailed(let request, let reason):
      SimulatePane.fail(reason, request: request, &state)
    case .liftFound(let request, let reference):
      guard let outcome = state.mailbox.take(reference) else { return [] }
      SimulatePane.accept(outcome, request: request, &state)
    case .liftFailed(let request, let reason):
      guard state.simulate.lift?.request == request else { return [] }
      state.simulate.lift = nil
      state.status = Status(.failure, reason)
    case .searchAdvanced(let run, let reference):
      if let step = state.mailbox.take(reference) {
        SearchProgram.advance(step, run: run, &state)
      }
    case .searchEnded(let run, let reference):
      if let result = state.mailbox.take(reference) {
        SearchProgram.end(result, run: run, &state)
      }
    case .searchFailed(let run, let reason): SearchProgram.fail(reason, run: run, &state)
    case .ingestAdvanced(let run, let event): IngestProgram.advance(event, run: run, &state)
    case .ingested(let run, let outcome): IngestProgram.end(outcome, run: run, &state)
    case .ingestFailed(let run, let reason): IngestProgram.fail(reason, run: run, &state)
    case .macroRecorded(let steps): MacroProgram.accept(steps, &state)
    case .reported(let status): state.status = status
    }
    return []
  }

  private static func openFailed(
    _ reason: String, columns: [TargetCandidate], _ state: inout State
  ) -> [Effect] {
    let path = state.session.openingPath
    state.session.openingPath = nil
    state.session.historyStep = nil
    state.followsResults = false
    Resuming.fail(&state)
    state.status = Status(.failure, reason)
    if let path, path != state.session.data?.path, !columns.isEmpty {
      // The option is for the command line; here the column is chosen.
      let words = reason.range(of: WorkbenchError.targetAdvice).map { reason[..<$0.lowerBound] }
      state.status = Status(
        .warning, "\(words ?? reason[...]) Choose the column to predict: Enter or t.")
      DataPane.askForTarget(path: path, columns: columns, &state)
    }
    // The columns as they are stay open; what was said of them did not hold.
    if state.session.data != nil { state.session.overrides = state.data.acceptedOverrides }
    return []
  }

  /// - Parameter isCalm: whether nothing may move by itself: progress shows in quarters then.
  private static func advance(_ step: TrainingStep, isCalm: Bool, _ training: inout Training) {
    switch step {
    case .prepared(let split):
      training.split = split
      training.foldsBegun += 1
    case .started(let kind):
      if training.isFolded { FoldsProgram.begin(kind, &training) }
      training.models[kind]?.phase = .running
    case .advanced(let kind, let progress, let losses, let seconds):
      guard training.models[kind]?.phase == .running else { return }
      training.models[kind]?.advance(progress, losses, seconds: seconds, isCalm: isCalm)
    case .evaluating(let kind): training.models[kind]?.isMeasured = true
    }
  }

  private static func finish(_ kind: ModelKind, _ result: ModelResult, _ state: inout State) {
    state.session.training.models[kind]?.releaseHeldCurve()
    state.session.training.models[kind]?.phase = .ended
    state.session.training.models[kind]?.result = result
    if result.outcome.isCancelled || result.isCutShort {
      // How long it takes to its end is not known.
      state.session.lastSeconds[kind] = nil
    } else {
      state.session.lastSeconds[kind] = result.seconds
    }
    if let reason = result.failure, reason != "cancelled" {
      state.status = Status(.failure, "\(kind.title): \(reason)")
    }
    if state.followsResults, result.trained != nil {
      state.followsResults = false
      if state.pane == .data { state.pane = .compare }
    }
  }

  private static func end(_ finished: FinishedTraining, _ state: inout State) -> [Effect] {
    state.session.training.isRunning = false
    state.session.training.isCancelling = false
    state.session.training.isPaused = false
    let comparison = finished.comparison
    let trained = comparison.trained
    guard !trained.isEmpty else {
      if state.status == nil {
        state.status = Status(.warning, "No model was trained; the reasons are in Train.")
      }
      return []
    }
    let remains = Effect.release(Remains([state.session, state.compare.curves]))
    state.session.comparison = comparison
    state.session.validation = nil
    state.session.setAside = nil
    state.compare.intervals = nil
    HonestyProgram.remember(comparison, &state)
    state.session.curves = state.session.training.models.mapValues(\.curve)
    state.session.simulator = finished.simulator
    state.session.importances = [:]
    state.session.importanceFailures = [:]
    ImportancesPane.forget(&state)
    if state.status == nil, !state.session.training.isLive {
      state.status = outcome(of: comparison)
      // Screens without room for remarks have the ranks that flip here.
      if let remark = HonestyProgram.remark(state, glyphs: .unicode) {
        state.status = Status(.success, remark.map(\.text).joined())
      }
    }
    return SimulatePane.begin(finished.simulator, &state) + Resuming.acceptModels(&state)
      + ComparePane.renewList(&state) + MonitorPane.renew(&state)
      + FoundProgram.forget(&state)
      + [
        .drawIntervals(run: state.session.training.run, comparison),
        .explain(run: state.session.training.run, comparison), remains,
      ]
  }

  /// What there is now; models that were cancelled half way are no whole ones.
  private static func outcome(of comparison: Comparison) -> Status {
    let trained = comparison.trained
    let cut = trained.compactMap { kind, model in
      model.cancellation.map { "\(kind.rawValue) was \($0)" }
    }
    let whole = trained.count - cut.count
    let count = "Trained \(whole) model\(whole == 1 ? "" : "s")"
    return cut.isEmpty
      ? Status(.success, "\(count). 3 compares them, 5 simulates.")
      : Status(.warning, "\(count); \(cut.joined(separator: "; ")) and is not ranked.")
  }

  private static func explain(_ happening: Happening, _ state: inout State) {
    switch happening {
    case .explained(let run, let kind, let reference):
      guard let importances = state.mailbox.take(reference), run == state.session.training.run
      else { return }
      state.session.importances[kind] = importances
    case .explainingFailed(let run, let kind, let reason):
      guard run == state.session.training.run else { return }
      state.session.importanceFailures[kind] = reason
    default: break
    }
  }
}
