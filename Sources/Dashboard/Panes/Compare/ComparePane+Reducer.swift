import Modelling
import TerminalKit
import Workbench

extension ComparePane {
  /// The highest margin and cost.
  static let maximumAmount = 1e9

  static func reduce(_ state: inout State, _ action: CompareAction) -> [Effect] {
    let isDrag =
      switch action {
      case .setThreshold, .setShare, .followCurve: true
      default: false
      }
    return recording(isDrag: isDrag, &state) { change(&$0, action) }
  }

  private static func change(_ state: inout State, _ action: CompareAction) -> [Effect] {
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
    case .found(let action): return FoundProgram.reduce(action, &state)
    case .turnSplit: return HonestyProgram.turn(&state)
    case .toggleDifferences: LeaderboardProgram.turnDifferences(&state.compare)
    case .hideColumn: LeaderboardProgram.hideColumn(&state)
    case .showColumns: LeaderboardProgram.showColumns(&state)
    case .copyTable(let format): return CompareTables.copy(state, format)
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
    case .zoomChart:
      state.isZoomed.toggle()
      state.compare.showsOneChart = false
    case .toggleGrid: state.compare.showsOneChart.toggle()
    case .focus(let area): state.compare.area = area
    case .moveThreshold(let steps): moveCursor(by: steps, &state)
    case .setThreshold(let value): setThreshold(value, &state.compare)
    case .setShare(let value): setShare(value, &state.compare)
    case .toggleShare: toggleShare(&state)
    case .followCurve(let chart, let place): followCurve(chart, place, &state)
    case .ownThresholds:
      if state.compare.threshold == nil && state.compare.share == nil {
        state.status = Status(.information, "Each model is at its own threshold already.")
      }
      clearCursor(&state.compare)
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
      let columns = Leaderboard(state).columns
      let place = (columns.firstIndex(of: state.compare.column) ?? 0) + sideways
      state.compare.column = columns[max(0, min(columns.count - 1, place))]
      return []
    }
    return recording(&state) { state in
      moveCursor(by: sideways, &state)
      return []
    }
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
        FoldsBoard(state) != nil || !Leaderboard.isEmpty(state)
      {
        return recording(&state) { state in
          sort(by: state.compare.column, &state.compare)
          return []
        }
      }
      if state.isZoomed { state.compare.showsOneChart.toggle() }
      return []
    }
    return recording(&state) { accept(entry, &$0) }
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
