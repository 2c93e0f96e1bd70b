/// The names of a chart's lines, in the corner of the plot where they cover the least.
struct ChartLegend {
  let chart: LineChart
  let grid: ChartGrid
  let dots: DotCanvas

  func draw(in frame: inout Frame) {
    let all = entries(ascii: frame.glyphs.isASCII)
    // Lines without a name are background.
    let named = chart.series.indices.filter { !chart.series[$0].name.isEmpty }
    let rows = named.map { all[$0] }
    let plot = grid.plot
    let wanted = rows.map { SafeText.width(of: $0, ascii: frame.glyphs.isASCII) + 3 }.max() ?? 0
    // On a narrow plot the names are cut rather than left out: colour alone tells too little.
    let width = min(wanted, plot.width - 3)
    guard width >= 8, rows.count < plot.height else { return }
    // The heading goes where it would leave too little of the plot.
    let hasTitle = !chart.legendTitle.isEmpty && rows.count + 3 <= plot.height
    var place = bestPlace(Size(width: width, height: rows.count + (hasTitle ? 1 : 0)))
    if hasTitle {
      let line = Rect(column: place.column, row: place.row, width: width, height: 1)
      frame.fill(line)
      frame.write(
        chart.legendTitle,
        in: Rect(column: line.column, row: line.row, width: width - 1, height: 1),
        style: Style(.muted, on: .canvas, .italic), alignment: .right)
      place.row += 1
    }
    for (offset, text) in rows.enumerated() {
      let index = named[offset]
      let line = Rect(column: place.column, row: place.row + offset, width: width, height: 1)
      let series = chart.series[index]
      let role: Role = series.isFaint ? .faint : .series(series.color)
      let isBold = index == chart.highlighted
      frame.fill(line)
      frame.put(
        frame.glyphs.seriesMarker(series.color), column: line.column, row: line.row,
        style: Style(role))
      frame.write(
        frame.truncated(text, width: width - 3), column: line.column + 2, row: line.row,
        style: Style(role, on: .canvas, isBold ? .bold : []))
      frame.addHit(line, HitTarget(chart.id, .item(index)))
    }
  }

  /// Names, and the values at the cursor lined up behind them.
  private func entries(ascii: Bool) -> [String] {
    let names = chart.series.map(\.name)
    guard let cursor = chart.cursor else { return names }
    let width = names.map { SafeText.width(of: $0, ascii: ascii) }.max() ?? 0
    return chart.series.map { line in
      let value = LineChart.value(of: line, at: cursor)
      let text =
        value.map {
          grid.yAxis.format == .percent ? NumberText.percent($0, digits: 1) : NumberText.short($0)
        } ?? "–"
      let space = width - SafeText.width(of: line.name, ascii: ascii) + 1
      return line.name + String(repeating: " ", count: space) + text
    }
  }

  /// Nine places are tried; the right ones first, since lines end there.
  private func bestPlace(_ size: Size) -> Position {
    let plot = grid.plot
    let columns = [
      plot.endColumn - size.width - 1, plot.column + 2,
      plot.column + (plot.width - size.width) / 2,
    ]
    let rows = [
      plot.endRow - size.height - 1, plot.row, plot.row + (plot.height - size.height) / 2,
    ].map { max(plot.row, $0) }
    var best = (covered: Int.max, position: Position(column: columns[0], row: rows[0]))
    for column in columns {
      for row in rows {
        var covered = 0
        for y in row..<(row + size.height) {
          for x in (column - 1)..<(column + size.width + 1)
          where dots.isSet(column: x - plot.column, row: y - plot.row) {
            covered += 1
          }
        }
        if covered < best.covered {
          best = (covered, Position(column: column, row: row))
        }
      }
    }
    return best.position
  }
}
