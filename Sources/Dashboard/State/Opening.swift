import TerminalKit
import Tabular
import Modelling
import Workbench

/// Opening data and training on them, as any pane may ask for.
enum Opening {
  /// Opens a path; its results show themselves.
  static func open(
    _ path: String, overrides: RoleOverrides, _ state: inout State
  ) -> [Effect] {
    begin(path, overrides, &state)
    state.session.source.isReading = true
    state.followsResults = true
    state.status = nil
    return [
      .open(
        request: state.session.openRequest, path: path, overrides: overrides,
        csv: state.csv)
    ]
  }

  /// Opens the same data with other roles, which trains again.
  static func reopen(_ overrides: RoleOverrides, _ state: inout State) -> [Effect] {
    guard let data = state.session.data else { return [] }
    begin(data.path, overrides, &state)
    return [.reopen(request: state.session.openRequest, data, overrides: overrides)]
  }

  private static func begin(_ path: String, _ overrides: RoleOverrides, _ state: inout State) {
    state.session.openRequest += 1
    state.session.openingPath = path
    state.session.openingShare = 0
    state.session.source.isReading = false
    state.session.source.openingStamp = nil
    state.session.overrides = overrides
    state.session.historyStep = nil
    state.train.entry = nil
  }

  /// Takes the opened data and trains on them.
  static func accept(_ data: OpenedData, _ state: inout State) -> [Effect] {
    let setup = SessionSetup(state)
    let before = state.session.data
    let remains = Effect.release(Remains([state.session, state.compare.curves, state.data]))
    let isSameSource = state.session.path == data.path && state.session.data != nil
    // Files that were read again may have other columns and rows.
    let isReread = isSameSource && state.session.source.isReading
    let isSameTable = isSameSource && before?.dataset.table.names == data.dataset.table.names
    state.session.openingPath = nil
    state.session.path = data.path
    state.session.data = data
    state.session.overrides = data.overrides
    // What still runs learns from data that are no longer open.
    let running = state.session.training
    let cancelled: [Effect] =
      running.isRunning ? [.cancelTraining(run: running.run, kind: nil)] : []
    let hadGroup = before?.dataset.roles.group != nil
    state.session.forgetModels()
    state.compare.figuresBySplit = [:]
    let values =
      DataPane.accept(isSameTable: isSameTable, &state)
      + (isReread ? DataPane.arrange(&state) : [])
    SimulatePane.forget(&state)
    MonitorPane.forget(isSameSource: isSameSource, &state)
    if !isSameSource || state.session.plan == nil {
      do {
        state.session.plan = try state.options.plan.plan(for: data)
      } catch {
        state.session.plan = TrainingPlan(for: data)
        state.status = Status(.failure, "\(error)")
      }
    } else {
      adaptSplit(to: data, hadGroup: hadGroup, &state)
      TrainPane.adaptModels(to: data, hadGroup: hadGroup, &state)
    }
    if !isSameSource, let plan = state.session.plan { TrainPane.accept(plan, &state) }
    if !isSameSource || isReread { tell(data, &state) }
    if isReread, let before { SourceProgram.tell(before, &state) }
    let watch = SourceProgram.acceptData(&state)
    Resuming.acceptData(&state)
    SetupHistory.accept(before: setup, &state)
    Economics.follow(state.session.plan, &state.compare)
    return SearchProgram.forget(&state) + cancelled + values + watch + train(&state) + [remains]
  }

  /// What was assumed stays among the messages; what was repaired is shown.
  private static func tell(_ data: OpenedData, _ state: inout State) {
    for note in data.notes where !data.repairs.contains(note) {
      state.remember(Status(.information, note))
    }
    for repair in data.repairs.dropFirst().reversed() { state.remember(Status(.warning, repair)) }
    guard state.status == nil, let first = data.repairs.first else { return }
    let others = data.repairs.count - 1
    state.status = Status(
      .warning, first + (others > 0 ? " ! shows \(counted(others, "more note"))." : ""))
  }

  /// A new group asks for a split that keeps it whole, and its absence forbids one; time likewise.
  private static func adaptSplit(
    to data: OpenedData, hadGroup: Bool, _ state: inout State
  ) {
    guard let plan = state.session.plan else { return }
    let roles = data.dataset.roles
    switch plan.split {
    case .holdout where roles.group != nil && !hadGroup: break
    case .group where roles.group == nil, .groupFolds where roles.group == nil,
      .time where roles.time == nil, .rolling where roles.time == nil,
      .groupTime where roles.group == nil || roles.time == nil:
      state.session.plan?.split =
        plan.split.foldCount > 1 ? .folds(5) : .holdout(share: plan.split.share)
      return
    default: return
    }
    state.session.plan?.split = .group(share: plan.split.share)
  }

  /// Begins a training of the session's plan; one that runs is cancelled.
  ///
  /// Models that would come out as they are in the comparison are taken over from it, unless nothing
  /// but a fresh training is left to ask for.
  ///
  /// - Parameter isLive: whether it follows a change of the settings by itself; what was there
  ///   before then stays in sight until the new results are there.
  static func train(_ state: inout State, isLive: Bool = false) -> [Effect] {
    guard let data = state.session.data, let plan = state.session.plan, !plan.models.isEmpty else {
      return []
    }
    var effects: [Effect] = []
    let before = state.session.training
    if before.isRunning { effects.append(.cancelTraining(run: before.run, kind: nil)) }
    let comparison = state.session.comparison ?? state.session.setAside
    let isFresh = !isLive && !before.isRunning && !state.session.isPlanChanged
    let earlier = isFresh ? nil : comparison
    let kept = earlier?.reusable(for: plan, of: data) ?? [:]
    // Models whose thresholds alone are chosen anew keep their losses too.
    let fitted = earlier?.keptFits(for: plan, of: data) ?? []
    var training = Training(run: before.run + 1)
    training.isRunning = true
    training.isLive = isLive
    training.plan = plan
    training.kinds = plan.models.map(\.kind)
    if isLive { training.split = comparison?.split }
    for kind in training.kinds {
      var model = ModelTraining()
      let known = EarlierResult(
        result: comparison?.results.first { $0.kind == kind },
        curve: state.session.curves[kind] ?? [])
      if fitted.contains(kind) { model.curve = known.curve }
      if let result = kept[kind] {
        model.phase = .ended
        model.result = result
        model.curve = known.curve
      } else if isLive, known.result != nil {
        model.earlier = known
      }
      training.models[kind] = model
    }
    state.session.training = training
    let check = isLive ? [] : SourceProgram.check(state)
    return effects + check + [.train(run: training.run, data, plan, reusing: earlier)]
  }
}
