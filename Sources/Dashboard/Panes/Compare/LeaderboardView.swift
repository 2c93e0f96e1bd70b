import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws the leaderboard and the lines below it.
struct LeaderboardView {
  let board: Leaderboard
  let isFocused: Bool
  let id: Int
  /// From here on the headings have room for whole words.
  static let spaciousWidth = 139
  /// The columns of a model's marker and name.
  static let nameWidth = 11
  /// The columns of rank, marker and name, which never scroll.
  private var headWidth: Int { LeaderboardView.nameWidth + (board.state.showsDifferences ? 6 : 2) }

  func draw(in area: Rect, of frame: inout Frame) {
    let columns = board.columns
    let isShort = area.width < LeaderboardView.spaciousWidth
    let best = columns.map { board.best($0) }
    let hasColor = frame.medium.hasColor
    let glyphs = frame.glyphs
    let tied = board.tiedWithBest
    let state = TableView.State(
      selectedRow: board.selectedIndex,
      selectedColumn: columns.firstIndex(of: board.state.column),
      sortColumn: columns.firstIndex(of: board.state.sort),
      isAscending: board.state.sort.startsLow != board.state.isReversed)
    let table = TableView(
      columns: columns.map { column in
        column == .model
          ? .init(
            "# Model", minimumWidth: headWidth, maximumWidth: headWidth)
          : .init(column.title(isShort: isShort), isDecimal: true)
      },
      rowCount: board.rows.count, state: state, isFocused: isFocused, id: id
    ) { row, index in
      LeaderboardView.span(
        board, board.rows[row], columns[index], best[index],
        isTied: tied.contains(board.rows[row].kind), hasColor: hasColor, glyphs: glyphs)
    }
    frame.draw(table, in: area)
    for (index, row) in board.rows.enumerated() where row.trained == nil {
      drawState(of: row, isSelected: index == board.selectedIndex, in: area.line(index + 1), &frame)
    }
  }

  private static func span(
    _ board: Leaderboard, _ row: Leaderboard.Row, _ column: LeaderboardColumn, _ best: Double?,
    isTied: Bool, hasColor: Bool, glyphs: Glyphs
  ) -> Span {
    if column == .model {
      let index = row.kind.seriesIndex
      let rank = board.rank(of: row).map { "\($0)" } ?? (row.isRanked ? " " : "\(glyphs.undefined)")
      let isReference = board.state.showsDifferences && row.kind == board.reference?.kind
      return Span(
        (row.trained == nil ? " " : rank) + (isTied ? Leaderboard.tieMark : " ")
          + "\(glyphs.seriesMarker(index)) \(row.kind.label)"
          + (row.trained?.mark ?? "") + (isReference ? " ref" : ""),
        Style(.series(index), on: .canvas))
    }
    let (value, isBest) = board.text(column, row, best: best)
    let text = value + (board.halfWidth(column, row).map { " \($0)" } ?? "")
    if row.isStale { return Span(text, .faint) }
    if isBest {
      // Without colours bold alone is lost in the selected row, which is bold as a whole.
      return Span(
        text, Style(.good, on: .canvas, hasColor ? [.bold] : [.bold, .underline]))
    }
    return Span(text, column == .threshold || column == .seconds ? .muted : .text)
  }

  /// Across the figures that are not there: how far the model is, or why there are none.
  private func drawState(
    of row: Leaderboard.Row, isSelected: Bool, in line: Rect, _ frame: inout Frame
  ) {
    var rest = line
    _ = rest.takeLeft(headWidth + 2)
    let ground: Role = !isSelected ? .canvas : isFocused ? .selection : .selectionUnfocused
    frame.fill(rest, style: Style(.text, on: ground))
    if let reason = row.result?.failure {
      frame.write(
        "\(frame.glyphs.cross) \(reason)", in: rest,
        style: Style(isSelected && isFocused ? .selectionText : .bad, on: ground))
      return
    }
    let training = row.training
    guard training?.phase == .running else {
      frame.write("waiting", in: rest, style: Style(.muted, on: ground))
      return
    }
    let share = training?.share ?? 0
    frame.draw(
      Gauge(
        share, label: "training", note: NumberText.percent(share),
        role: .series(row.kind.seriesIndex), noteWidth: 4, background: ground),
      in: rest.takeLeft(min(50, rest.width)))
  }
}
