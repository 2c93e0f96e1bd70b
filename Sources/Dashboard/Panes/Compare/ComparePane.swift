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
        "Show how far each value lies from the first model's, then only columns that differ, then values."
      ),
      key(
        ["-"], .compare(.hideColumn), "hide", "Hide the selected column.", isInFooter: false),
      key(["+", "="], .compare(.showColumns), "all columns", "Show the hidden columns again."),
      key(
        ["Y"], .compare(.copyTable(.markdown)), "Markdown", "Copy the table as Markdown.",
        isInFooter: false),
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
        ["S"], .compare(.found(.open)), "segments",
        "Show customers by intent, and find segments among them."),
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
        ["%"], .compare(.toggleShare), "by share",
        "Let all models contact the same share of the rows, or stand at the same threshold."),
      key(
        ["0"], .compare(.ownThresholds), "own thresholds",
        "Give each model its own threshold again, chosen on validation rows."),
      key(
        ["z"], .compare(.zoomChart), "zoom",
        "Give the charts the whole pane, four of them where there is room, or end that."),
      key(["o"], .compare(.toggleGrid), "one or four", "In the zoom show one chart, or four."),
    ] + MatrixProgram.bindings + FoundProgram.bindings

  static func availability(of action: Action, in state: State) -> Availability {
    if case .compare(let own) = action, state.session.training.isFolded {
      return foldsAvailability(of: own, in: state)
    }
    switch action {
    case .compare(.showChart), .compare(.focus), .compare(.select), .compare(.selectCell):
      return .enabled
    case .compare(.enter) where CompareLayout(state.size) == .compact:
      return .disabled("Profits need a screen of 76 columns × 22 rows.")
    case .compare where Leaderboard.isEmpty(state):
      return .disabled("There is no trained model yet; 1 opens data, 2 trains.")
    case .compare(.turnChart)
    where CompareLayout(state.size) == .compact && !state.isZoomed && !Leaderboard.isEmpty(state):
      return .disabled("At this size z shows the charts; then ] and [ turn to others.")
    case .compare(.found(let own)): return FoundProgram.availability(of: own, in: state)
    case .compare(.showList), .compare(.turnGroup): return listAvailability(state)
    case .compare(.hideColumn): return LeaderboardProgram.availabilityOfHiding(state)
    case .compare(.showColumns) where state.compare.hidden.isEmpty:
      return .disabled("No column was hidden; - hides the selected one.")
    case .compare(.toggleGrid) where CompareLayout(state.size) != .wide || !state.isZoomed:
      return .disabled(
        state.isZoomed
          ? "Four charts need a screen of 112 columns × 32 rows."
          : "z zooms; then o shows one or four.")
    case .zoom where state.session.training.isFolded: return .disabled(FoldsProgram.refusal)
    case .zoom where Leaderboard.isEmpty(state):
      return .disabled("There is no chart to zoom before a model is trained.")
    case .undo: return historyAvailability(of: .undo, in: state)
    case .redo: return historyAvailability(of: .redo, in: state)
    case .copy:
      return CompareTables.table(state) == nil
        ? .disabled("There is no table to copy before a model is trained.") : .enabled
    default: return .enabled
    }
  }

  private static func foldsAvailability(
    of action: CompareAction, in state: State
  ) -> Availability {
    switch action {
    case .turnSplit, .select, .selectCell, .sort, .matrix: return .enabled
    case .copyTable where FoldsBoard(state) != nil: return .enabled
    case .sortBySelected, .openMatrix:
      return FoldsBoard(state) == nil ? .disabled("No fold was measured yet.") : .enabled
    default: return .disabled(FoldsProgram.refusal)
    }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    switch action {
    case .undo: step(.undo, &state)
    case .redo: step(.redo, &state)
    default: CompareTables.copy(state, .tabs)
    }
  }

  static func isTyping(in state: State) -> Bool { state.compare.entry != nil }

  static func hint(in state: State) -> String {
    if FoldsBoard(state) != nil { return state.compare.column.explanation }
    if Leaderboard.isEmpty(state) { return "" }
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
      guard board.columns.indices.contains(index) else { return [] }
      return [.compare(.focus(.leaderboard)), .compare(.sort(board.columns[index]))]
    case (CompareView.Widget.leaderboard, .cell(let row, let column)):
      guard board.rows.indices.contains(row), board.columns.indices.contains(column) else {
        return []
      }
      return [.compare(.selectCell(board.rows[row].kind, board.columns[column]))]
    case (CompareView.Widget.tabs, .item(let index)) where gesture == .press:
      let charts = CompareLayout(state.size).charts(of: state)
      return charts.indices.contains(index) ? [.compare(.showChart(charts[index]))] : []
    case (CompareView.Widget.list, .row(let index)) where gesture == .press:
      return model(index).map { [.compare(.focus(.chart)), .compare(.select($0))] } ?? []
    case (let id, .plot) where CompareView.Widget.chart(of: id, in: state) != nil:
      guard let value = hit.value, let chart = CompareView.Widget.chart(of: id, in: state) else {
        return []
      }
      let isInGrid = id != CompareView.Widget.chart
      return (isInGrid ? [.compare(.showChart(chart))] : [.compare(.focus(.chart))])
        + [.compare(.followCurve(chart, value))]
    case (let id, .item(let index))
    where gesture == .press && CompareView.Widget.chart(of: id, in: state) != nil:
      return model(index).map { [.compare(.select($0))] } ?? []
    case (CompareView.Widget.slider, .plot):
      return hit.value.map {
        [
          .compare(.focus(.threshold)),
          .compare(state.compare.share == nil ? .setThreshold($0) : .setShare($0)),
        ]
      } ?? []
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
    case .gains:
      "Positives reached by contacting the best-scored first; drag sets the share."
    case .scores: "The further apart both classes lie the better; drag moves the threshold."
    case .profit: "Drag moves the cursor; m and c set margin and cost, % counts in contacts."
    case .threshold: "Drag the slider, or press , and . to move the threshold of all models."
    case .segments:
      "Parted on validation rows, counted on test rows; m and c give them a value."
    case .balance:
      "Without balancing, with it, and corrected; each at a threshold of its own."
    case .money: "Money in the tenth of the rows with the highest p × amount, and by p alone."
    case .list:
      "Hits add their precision, over the most hits possible; n and N turn lists."
    }
  }
}
