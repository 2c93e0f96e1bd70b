import Evaluation
import Modelling
import TerminalKit
import Workbench

/// The models side by side on the same rows, which none of them saw.
enum ComparePane: PaneProgram {
  static let pane = Pane.compare

  static let bindings: [KeyBinding<Action>] =
    [
      key(["]"], .compare(.turnChart(1)), "chart", "Show the next chart."),
      key(["["], .compare(.turnChart(-1)), "chart", "Show the chart before.", isInFooter: false),
      key(
        ["s"], .compare(.sortBySelected), "sort",
        "Sort by the selected column, best first; again, worst first."),
      key(
        ["d"], .compare(.toggleDifferences), "diff",
        "Show how far each value lies from the first model's, or the values."),
      key(
        ["x"], .compare(.showList), "list",
        "Explain MAP@7 on one customer's list, or go back to the curves."),
      key(
        ["n"], .compare(.turnGroup(1)), "next list", "Explain the next customer's list.",
        isInFooter: false),
      key(
        ["N"], .compare(.turnGroup(-1)), "list before", "Explain the list of the customer before.",
        isInFooter: false),
      key(
        ["b"], .compare(.openMatrix), "beats",
        "Show how likely each model beats each other, with the interval of every difference."),
      key(
        ["H"], .compare(.turnSplit), "honesty",
        "Train the same models on the next split (random, by group, by time) and see whose rank flips."
      ),
      key(["m"], .compare(.enter(.margin)), "margin", "Type what a conversion earns, for profits."),
      key(["c"], .compare(.enter(.cost)), "cost", "Type what a contact costs, for profits."),
      key(
        ["C"], .compare(.enter(.capacity)), "capacity",
        "Type the most customers that can be contacted: a share, a number, or none.",
        isInFooter: false),
      key(
        ["t"], .compare(.turnRule), "rule",
        "Choose thresholds by the next rule: F1, profit, precision, recall or top share."),
      key(
        ["e"], .compare(.toggleBinning), "bins",
        "Show calibration in bins of equal width, or of equally many rows.", isInFooter: false),
      key(
        ["."], .compare(.moveThreshold(1)), "raise", "Raise the threshold of all models a little."),
      key(
        [","], .compare(.moveThreshold(-1)), "lower", "Lower the threshold of all models a little."),
      key(
        ["<"], .compare(.moveThreshold(-10)), "lower much",
        "Lower the threshold of all models by 0.05.", isInFooter: false),
      key(
        [">"], .compare(.moveThreshold(10)), "raise much",
        "Raise the threshold of all models by 0.05.", isInFooter: false),
      key(
        ["0"], .compare(.ownThresholds), "own thresholds",
        "Give each model its own threshold again, chosen on validation rows."),
      key(["z"], .compare(.zoomChart), "zoom", "Give the chart the whole pane, or end that."),
    ] + MatrixProgram.bindings

  static func availability(of action: Action, in state: State) -> Availability {
    if case .compare(let own) = action, state.session.training.isFolded {
      return foldsAvailability(of: own, in: state)
    }
    switch action {
    case .compare(.showChart), .compare(.focus), .compare(.select), .compare(.selectCell):
      return .enabled
    case .compare(.enter) where CompareLayout(state.size) == .compact:
      return .disabled("Profits need a screen of 76 columns × 22 rows.")
    case .compare where Leaderboard(state).isEmpty:
      return .disabled("There is no trained model yet; 1 opens data, 2 trains.")
    case .compare(.turnChart)
    where CompareLayout(state.size) == .compact && !state.isZoomed && !Leaderboard(state).isEmpty:
      return .disabled("At this size z shows the charts; then ] and [ turn to others.")
    case .compare(.showList), .compare(.turnGroup): return listAvailability(state)
    case .zoom where state.session.training.isFolded: return .disabled(FoldsProgram.refusal)
    case .zoom where Leaderboard(state).isEmpty:
      return .disabled("There is no chart to zoom before a model is trained.")
    case .undo: return SetupHistory.availability(of: .undo, in: state)
    case .redo: return SetupHistory.availability(of: .redo, in: state)
    case .copy: return TrainWords.availability(in: state)
    default: return .enabled
    }
  }

  private static func foldsAvailability(
    of action: CompareAction, in state: State
  ) -> Availability {
    switch action {
    case .turnSplit, .select, .selectCell, .sort, .matrix: return .enabled
    case .sortBySelected, .openMatrix:
      return FoldsBoard(state) == nil ? .disabled("No fold was measured yet.") : .enabled
    default: return .disabled(FoldsProgram.refusal)
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    TrainPane.perform(action, &state)
  }

  static func isTyping(in state: State) -> Bool { state.compare.entry != nil }

  static func hint(in state: State) -> String {
    if FoldsBoard(state) != nil { return state.compare.column.explanation }
    if Leaderboard(state).isEmpty { return "" }
    switch focusedArea(state) {
    case .leaderboard:
      return state.compare.showsDifferences
        ? "Differences to the row marked ref, which shows values; = reads the same."
        : state.compare.column.explanation
    case .chart: return CompareLayout(state.size).chart(of: state).explanation
    case .threshold:
      return state.compare.margin == nil && CompareLayout(state.size) == .compact
        ? "Rows are actual, columns predicted; a larger screen shows all models."
        : state.compare.margin == nil
          ? "Rows actual, columns predicted; m and c set margin and cost, for profits."
          : "Profit per 1,000: promised on validation rows, earned on test rows."
    }
  }

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    if let board = FoldsBoard(state) {
      return FoldsView(state: state, board: board).draw(in: area, of: &frame)
    }
    if state.session.training.isFolded {
      return FoldsView.drawWaiting(state, in: area, of: &frame)
    }
    let board = Leaderboard(state)
    guard !board.isEmpty || state.session.training.isRunning else {
      EmptyPage.draw(
        "Here the models stand side by side once they are trained: metrics, curves, thresholds.",
        in: area, of: &frame)
      return
    }
    CompareView(state: state, board: board).draw(in: area, of: &frame)
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    if case .wheel = gesture { return wheelActions(gesture) }
    if let board = FoldsBoard(state) { return actions(for: hit, gesture, on: board) }
    let board = Leaderboard(state)
    let models = Leaderboard.trained(state)
    func model(_ index: Int) -> ModelKind? {
      models.indices.contains(index) ? models[index].kind : nil
    }
    switch (hit.target.id, hit.target.part) {
    case (CompareView.Widget.leaderboard, .column(let index)) where gesture == .press:
      return [.compare(.focus(.leaderboard)), .compare(.sort(LeaderboardColumn.all[index]))]
    case (CompareView.Widget.leaderboard, .cell(let row, let column)):
      guard board.rows.indices.contains(row) else { return [] }
      return [.compare(.selectCell(board.rows[row].kind, LeaderboardColumn.all[column]))]
    case (CompareView.Widget.tabs, .item(let index)) where gesture == .press:
      let charts = CompareLayout(state.size).charts(of: state)
      return charts.indices.contains(index) ? [.compare(.showChart(charts[index]))] : []
    case (CompareView.Widget.list, .row(let index)) where gesture == .press:
      return model(index).map { [.compare(.focus(.chart)), .compare(.select($0))] } ?? []
    case (CompareView.Widget.chart, .plot):
      guard let value = hit.value else { return [] }
      let chart = CompareLayout(state.size).chart(of: state)
      return [
        .compare(.focus(.chart)),
        .compare(
          CompareChartView.isThresholdAxis(chart) ? .setThreshold(value) : .followCurve(value)),
      ]
    case (CompareView.Widget.chart, .item(let index)) where gesture == .press:
      return model(index).map { [.compare(.select($0))] } ?? []
    case (CompareView.Widget.slider, .plot):
      return hit.value.map { [.compare(.focus(.threshold)), .compare(.setThreshold($0))] } ?? []
    case (CompareView.Widget.models, .row(let index)) where gesture == .press:
      return model(index).map { [.compare(.focus(.threshold)), .compare(.select($0))] } ?? []
    default: return []
    }
  }
}

extension ComparePane {
  /// What the mouse means on the tables of folds.
  private static func actions(
    for hit: Hit, _ gesture: Gesture, on board: FoldsBoard
  ) -> [Action] {
    guard gesture == .press, hit.target.id == CompareView.Widget.leaderboard else { return [] }
    switch hit.target.part {
    case .column(let index): return [.compare(.sort(board.columns[index]))]
    case .cell(let row, let column):
      return [.compare(.selectCell(board.rows[row].kind, board.columns[column]))]
    default: return []
    }
  }
}

extension CompareChart {
  /// One sentence on how to read it.
  var explanation: String {
    switch self {
    case .roc:
      "Better to the upper left; the marks stand at the threshold, drag to move it."
    case .precisionRecall:
      "Better to the upper right; the marks stand at the threshold, drag to move it."
    case .calibration:
      "Below the diagonal predictions are too high, above it too low."
    case .gains: "The share of positives reached by contacting the best-scored first."
    case .scores: "The further apart both classes lie the better; drag moves the threshold."
    case .threshold: "Drag the slider, or press , and . to move the threshold of all models."
    case .segments:
      "Parted on validation rows, counted on test rows; m and c give them a value."
    case .balance:
      "Without balancing, with it, and corrected; each at a threshold of its own."
    case .list:
      "Hits add their precision, over the most hits possible; n and N turn lists."
    }
  }
}
