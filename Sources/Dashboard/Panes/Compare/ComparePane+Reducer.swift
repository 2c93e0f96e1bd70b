import Modelling
import TerminalKit
import Workbench

extension ComparePane {
  /// The highest margin and cost.
  static let maximumAmount = 1e9
  /// The step of the threshold's fine keys.
  static let thresholdStep = 0.005

  static func reduce(_ state: inout State, _ action: CompareAction) -> [Effect] {
    switch action {
    case .select(let kind): state.compare.selected = kind
    case .selectCell(let kind, let column):
      state.compare.area = .leaderboard
      state.compare.selected = kind
      state.compare.column = column
    case .sortBySelected: sort(by: state.compare.column, &state.compare)
    case .sort(let column):
      state.compare.column = column
      sort(by: column, &state.compare)
    case .openMatrix: MatrixProgram.open(&state)
    case .matrix(let action): MatrixProgram.reduce(action, &state)
    case .turnSplit: return HonestyProgram.turn(&state)
    case .toggleDifferences: state.compare.showsDifferences.toggle()
    case .turnChart(let count):
      let layout = CompareLayout(state.size)
      let charts = layout.charts(of: state)
      let place = charts.firstIndex(of: layout.chart(of: state)) ?? 0
      let next = charts[((place + count) % charts.count + charts.count) % charts.count]
      return show(next, &state)
    case .showChart(let chart): return show(chart, &state)
    case .showList:
      let isShown = CompareLayout(state.size).chart(of: state) == .list && hasFocus(.chart, state)
      return show(isShown ? .roc : .list, &state)
    case .turnGroup(let count): return turnGroup(by: count, &state)
    case .zoomChart: state.isZoomed.toggle()
    case .focus(let area): state.compare.area = area
    case .moveThreshold(let steps): moveThreshold(by: steps, &state)
    case .setThreshold(let value): setThreshold(value, &state.compare)
    case .followCurve(let place): followCurve(place, &state)
    case .ownThresholds: state.compare.threshold = nil
    case .turnRule: return Economics.turnRule(&state)
    case .toggleBinning:
      state.compare.hasEqualWidth.toggle()
      return show(.calibration, &state)
    case .enter(let amount): enter(amount, &state)
    }
    return []
  }

  /// The chart has the focus with it, so that keys and help are about what was called for.
  private static func show(_ chart: CompareChart, _ state: inout State) -> [Effect] {
    state.compare.chart = chart
    state.compare.area = chart == .threshold ? .threshold : .chart
    return chart == .list ? requestList(&state) : []
  }

  /// Whether an area has the focus in this layout.
  static func hasFocus(_ area: CompareArea, _ state: State) -> Bool {
    focusedArea(state) == area
  }

  /// The area with the focus. Where chart and threshold share a place, either stands for the one in
  /// sight.
  static func focusedArea(_ state: State) -> CompareArea {
    let areas = CompareLayout(state.size).areas(of: state)
    if areas.contains(state.compare.area) { return state.compare.area }
    return state.compare.area == .leaderboard ? areas[0] : areas[areas.count - 1]
  }

  private static func sort(by column: LeaderboardColumn, _ compare: inout CompareState) {
    compare.isReversed = compare.sort == column ? !compare.isReversed : false
    compare.sort = column
  }

  // MARK: The threshold

  /// The model whose threshold and curve the keys start from.
  private static func selectedModel(_ state: State) -> (kind: ModelKind, model: TrainedModel)? {
    let models = Leaderboard.trained(state)
    let selected = Leaderboard(state).selected?.kind
    return models.first { $0.kind == selected } ?? models.first
  }

  private static func moveThreshold(by steps: Int, _ state: inout State) {
    guard let start = state.compare.threshold ?? selectedModel(state)?.model.threshold else {
      return
    }
    let place = (start / thresholdStep).rounded()
    setThreshold((place + Double(steps)) * thresholdStep, &state.compare)
  }

  private static func setThreshold(_ value: Double, _ compare: inout CompareState) {
    guard value.isFinite else { return }
    compare.threshold = min(1, max(0, value))
  }

  private static func followCurve(_ place: Double, _ state: inout State) {
    guard let kind = selectedModel(state)?.kind, let curves = state.compare.curves[kind] else {
      return
    }
    let curve: ModelCurves.Curve? =
      switch CompareLayout(state.size).chart(of: state) {
      case .roc: curves.roc
      case .precisionRecall: curves.precisionRecall
      case .gains: curves.gains
      case .calibration, .scores, .threshold, .segments, .balance, .list: nil
      }
    if let threshold = curve?.threshold(at: place) { setThreshold(threshold, &state.compare) }
  }

  // MARK: Moving

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    if state.compare.entry != nil { return [] }
    let folds = FoldsBoard(state)
    let kinds = folds?.rows.map(\.kind) ?? Leaderboard(state).rows.map(\.kind)
    let sideways: Int? = movement == .left ? -1 : movement == .right ? 1 : nil
    guard let sideways else {
      let index = movement.applied(
        to: folds?.selectedIndex ?? Leaderboard(state).selectedIndex, count: kinds.count, page: 10)
      if kinds.indices.contains(index) { state.compare.selected = kinds[index] }
      return []
    }
    if let folds {
      let place = (folds.columns.firstIndex(of: state.compare.column) ?? 0) + sideways
      state.compare.column = folds.columns[max(0, min(folds.columns.count - 1, place))]
      return []
    }
    if focusedArea(state) == .chart, CompareLayout(state.size).chart(of: state) == .list {
      return turnGroup(by: sideways, &state)
    }
    if focusedArea(state) == .leaderboard {
      let columns = LeaderboardColumn.all
      let place = (columns.firstIndex(of: state.compare.column) ?? 0) + sideways
      state.compare.column = columns[max(0, min(columns.count - 1, place))]
    } else {
      moveThreshold(by: sideways, &state)
    }
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    let areas = CompareLayout(state.size).areas(of: state)
    let place = areas.firstIndex(of: state.compare.area) ?? 0
    state.compare.area = areas[((place + count) % areas.count + areas.count) % areas.count]
    return []
  }

  static func activate(_ state: inout State) -> [Effect] {
    guard let entry = state.compare.entry else {
      // Enter never turns the order round: a second press must not undo the first.
      let isOnTable = FoldsBoard(state) != nil || focusedArea(state) == .leaderboard
      if isOnTable, state.compare.sort != state.compare.column,
        FoldsBoard(state) != nil || !Leaderboard(state).isEmpty
      {
        sort(by: state.compare.column, &state.compare)
      }
      return []
    }
    return accept(entry, &state)
  }

  static func back(_ state: inout State) -> [Effect] {
    state.compare.entry = nil
    return []
  }

  // MARK: Amounts

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.compare.entry?.text.apply(edit)
    return []
  }

  private static func enter(_ amount: CompareAmount, _ state: inout State) {
    state.compare.entry = .init(
      amount: amount, text: TextEntry(Economics.text(of: amount, in: state.compare)))
    state.compare.area = .threshold
    state.isZoomed = false
    if CompareLayout(state.size) == .medium { state.compare.chart = .threshold }
  }

  private static func accept(
    _ entry: CompareState.AmountEntry, _ state: inout State
  ) -> [Effect] {
    do {
      let effects = try Economics.take(entry.text.text, entry.amount, &state)
      state.compare.entry = nil
      return effects
    } catch {
      state.status = Status(.warning, "\(error)")
      return []
    }
  }
}
