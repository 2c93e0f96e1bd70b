import Drawing

/// A table with the widths of its columns and its cells in lines.
struct TableGrid {
  let table: ReportTable
  /// One a row.
  let heights: [Double]
  let headingHeight: Double
  private let lefts: [Double]
  private let widths: [Double]
  private let headings: [[String]]
  private let cells: [[[String]]]

  private static let style = Pen.Style(size: 8.5)
  private static let headingStyle = Pen.Style(size: 8, isBold: true, color: Ink.muted)
  private static let gap = 10.0
  private static let leading = 11.5

  init(_ table: ReportTable, width: Double, pen: Pen) {
    self.table = table
    let bold = { (row: Int) in
      var style = TableGrid.style
      style.isBold = row == table.emphasis
      return style
    }
    let widest = { (texts: [String]) in
      texts.map { pen.width($0, TableGrid.headingStyle) }.max() ?? 0
    }
    let words = table.headings.map { widest($0.split(separator: " ").map(String.init)) }
    let natural = table.headings.indices.map { column in
      max(
        words[column],
        table.rows.indices.map { pen.width(table.rows[$0][column], bold($0)) }.max() ?? 0)
    }
    let whole = zip(natural, table.headings).map { max($0, widest([$1])) }
    let narrowest = natural.indices.map { column in
      table.rows.indices.flatMap { row in
        table.rows[row][column].split(separator: " ").map { pen.width(String($0), bold(row)) }
      }.reduce(words[column], max)
    }
    let widths = Self.shared(
      natural, from: narrowest, upTo: whole, width: width, words: table.wordColumns)
    self.widths = widths
    var left = PageLayout.body.x
    lefts = widths.map { width in
      defer { left += width + TableGrid.gap }
      return left
    }
    headings = table.headings.enumerated().map {
      pen.lines($1, width: widths[$0], TableGrid.headingStyle)
    }
    cells = table.rows.enumerated().map { row, texts in
      texts.enumerated().map { pen.lines($1, width: widths[$0], bold(row)) }
    }
    headingHeight = Double(headings.map(\.count).max() ?? 1) * 10.5 + 7
    heights = cells.map { Double($0.map(\.count).max() ?? 1) * TableGrid.leading + 4 }
  }

  /// Columns of numbers keep their width; what is left is shared by the words, the widest giving way.
  ///
  /// - Parameters:
  ///   - narrowest: widths at which nothing is broken inside a word, kept while there is another way.
  ///   - whole: widths at which headings stand in one line.
  private static func shared(
    _ natural: [Double], from narrowest: [Double], upTo whole: [Double], width: Double,
    words: Set<Int>
  ) -> [Double] {
    let free = width - gap * Double(max(0, natural.count - 1))
    var widths = natural
    var excess = widths.reduce(0, +) - free
    let least = narrowest.map { max(40, $0) }
    let broken = [Double](repeating: 40, count: widths.count)
    let order = [
      (Array(words), least), (Array(widths.indices), least), (Array(words), broken),
      (Array(widths.indices), broken),
    ]
    for (columns, least) in order where excess > 0 {
      while excess > 0.5,
        let widest = columns.filter({ widths[$0] > least[$0] + 0.01 })
          .max(by: { widths[$0] < widths[$1] })
      {
        let cut = min(excess, 4, widths[widest] - least[widest])
        widths[widest] -= cut
        excess -= cut
      }
    }
    // What is spare makes room for headings in one line, and then for all columns alike.
    for column in widths.indices where excess < 0 {
      let more = min(-excess, whole[column] - widths[column])
      widths[column] += more
      excess += more
    }
    let more = max(0, -excess) / Double(max(1, widths.count))
    return widths.map { $0 + more }
  }

  func writeHeading(_ pen: Pen, top: Double) {
    for (column, lines) in headings.enumerated() {
      let drop = headingHeight - 7 - Double(lines.count) * 10.5
      write(lines, column, top: top + drop, Self.headingStyle, leading: 10.5, pen)
    }
    pen.line(
      Point(PageLayout.body.x, top + headingHeight - 3),
      Point(PageLayout.body.right, top + headingHeight - 3), width: 0.8, Ink.axis)
  }

  func write(_ row: Int, _ pen: Pen, top: Double) {
    if row == table.emphasis {
      pen.canvas.fill(
        x: PageLayout.body.x - 4, y: top, width: PageLayout.body.width + 8, height: heights[row],
        Ink.band)
    }
    var style = Self.style
    style.isBold = row == table.emphasis
    for (column, lines) in cells[row].enumerated() {
      write(lines, column, top: top + 2, style, leading: Self.leading, pen)
    }
    pen.line(
      Point(PageLayout.body.x, top + heights[row]),
      Point(PageLayout.body.right, top + heights[row]), width: 0.4, Ink.grid)
  }

  private func write(
    _ lines: [String], _ column: Int, top: Double, _ style: Pen.Style, leading: Double, _ pen: Pen
  ) {
    let isWord = table.wordColumns.contains(column)
    let x = isWord ? lefts[column] : lefts[column] + widths[column]
    for (index, line) in lines.enumerated() {
      pen.write(
        line, at: Point(x, top + style.size + Double(index) * leading), style,
        isWord ? .leading : .trailing)
    }
  }
}
