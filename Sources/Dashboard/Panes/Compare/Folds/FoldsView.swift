import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws what folds measured: means with their spread, the pooled figures, and fold by fold.
struct FoldsView {
  let state: State
  let board: FoldsBoard

  /// What is said while no fold was measured yet.
  static func drawWaiting(_ state: State, in area: Rect, of frame: inout Frame) {
    let training = state.session.training
    let count = training.plan?.split.foldCount ?? 0
    EmptyPage.draw(
      training.isRunning
        ? "Fold \(max(1, training.foldsBegun)) of \(count) is being measured. Means, spread and pooled "
          + "figures stand here once all are."
        : "No fold was measured.", in: area, of: &frame)
  }

  func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    let rowCount = board.rows.count
    let isOld = state.session.training.isRunning || state.session.isPlanChanged
    frame.draw(
      Panel(
        "Mean of \(counted(board.validation.folds.count, "fold")) ± standard deviation",
        note: isOld ? "of the old settings" : rowsNote, footnote: sortNote, isFocused: true),
      in: rest.line(0, height: rowCount + 3))
    drawTable(
      in: Panel.inside(rest.takeTop(min(rest.height, rowCount + 3))), isFocused: true, of: &frame
    ) { board.mean($0, $1) }
    if rest.height >= rowCount + 3 {
      let place = rest.takeTop(rowCount + 3)
      frame.draw(Panel("Pooled: all out-of-fold scores as one list", note: pooledNote), in: place)
      drawTable(
        in: Panel.inside(place), isFocused: false, of: &frame,
        columns: board.columns.filter { $0 != .seconds }
      ) { board.pooled($0, $1) }
    }
    if rest.height >= 5, let model = board.selected, model.failure == nil {
      let place = rest.takeTop(min(rest.height, model.folds.count + 3))
      frame.draw(Panel("Folds of \(model.kind.rawValue)"), in: place)
      drawFolds(of: model, in: Panel.inside(place), of: &frame)
    }
    for line in remarks.prefix(max(0, rest.height)) {
      frame.write(line, in: rest.takeTop(1).inset(horizontal: 1), style: .muted)
    }
  }

  private var rowsNote: String {
    let folds = board.validation.folds
    let mean = { (counts: [Int]) in counts.reduce(0, +) / max(1, counts.count) }
    return "each about \(NumberText.grouped(mean(folds.map(\.fitRows)))) fit, "
      + "\(NumberText.grouped(mean(folds.map(\.validationRows)))) validate, "
      + "\(NumberText.grouped(mean(folds.map(\.testRows)))) test"
  }

  private var sortNote: String {
    state.compare.sort == .model
      ? "in order"
      : "by \(state.compare.sort.title(isShort: false)), "
        + (state.compare.isReversed ? "worst first" : "best first")
  }

  private var pooledNote: String {
    "\(NumberText.grouped(board.validation.testRows.count)) rows tested"
  }

  private var remarks: [String] {
    board.validation.models.compactMap { model in
      model.note.map { "\(model.kind.rawValue): \($0)" }
    } + [
      "The spread is no standard error: folds share training rows. b tests which model is better."
    ]
  }

  private func drawTable(
    in area: Rect, isFocused: Bool, of frame: inout Frame,
    columns: [LeaderboardColumn]? = nil,
    text: @escaping (LeaderboardColumn, CrossValidation.Model) -> String
  ) {
    let columns = columns ?? board.columns
    let best = columns.map { board.best($0) }
    let glyphs = frame.glyphs
    let hasColor = frame.medium.hasColor
    let table = TableView(
      columns: columns.map { column in
        column == .model
          ? .init("Model", minimumWidth: 11, maximumWidth: 11)
          : .init(column.title(isShort: true), isDecimal: true)
      },
      rowCount: board.rows.count,
      state: .init(
        selectedRow: board.selectedIndex,
        selectedColumn: columns.firstIndex(of: state.compare.column),
        sortColumn: isFocused ? columns.firstIndex(of: state.compare.sort) : nil,
        isAscending: state.compare.sort.startsLow != state.compare.isReversed),
      isFocused: isFocused, id: CompareView.Widget.leaderboard
    ) { row, index in
      let model = board.rows[row]
      if columns[index] == .model {
        let series = model.kind.seriesIndex
        return Span("\(glyphs.seriesMarker(series)) \(model.kind.label)", Style(.series(series)))
      }
      let words = text(columns[index], model)
      let isBest = isFocused && best[index].map { words.hasPrefix($0) } ?? false
      guard isBest else { return Span(words, .text) }
      return Span(words, Style(.good, on: .canvas, hasColor ? [.bold] : [.bold, .underline]))
    }
    frame.draw(table, in: area)
    for (index, model) in board.rows.enumerated() where model.failure != nil {
      var line = area.line(index + 1)
      _ = line.takeLeft(12)
      let isSelected = index == board.selectedIndex
      let ground: Role = !isSelected ? .canvas : isFocused ? .selection : .selectionUnfocused
      frame.fill(line, style: Style(.text, on: ground))
      frame.write(
        "\(glyphs.cross) \(model.failure ?? "")", in: line,
        style: Style(isSelected && isFocused ? .selectionText : .bad, on: ground))
    }
  }

  private func drawFolds(
    of model: CrossValidation.Model, in area: Rect, of frame: inout Frame
  ) {
    let metrics = board.columns.compactMap { column -> MetricKind? in
      if case .metric(let kind) = column { kind } else { nil }
    }
    frame.draw(
      TableView(
        columns: [.init("Fold", minimumWidth: 11, maximumWidth: 11)]
          + metrics.map {
            .init(LeaderboardColumn.metric($0).title(isShort: true), isDecimal: true)
          },
        rowCount: model.folds.count,
        state: .init(
          selectedColumn: board.columns.firstIndex(of: state.compare.column)),
        id: CompareView.Widget.folds
      ) { row, index in
        index == 0
          ? Span("  \(row + 1)", .muted)
          : Span(metrics[index - 1].text(model.folds[row][metrics[index - 1]]), .text)
      }, in: area)
  }
}

extension Rect {
  /// The rows from the top.
  fileprivate func line(_ row: Int, height: Int) -> Rect {
    Rect(column: column, row: self.row + row, width: width, height: min(height, self.height))
  }
}
