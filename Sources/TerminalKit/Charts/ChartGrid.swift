/// Axes, their labels, and the way from values to cells.
struct ChartGrid {
  let xAxis: ChartAxis
  let yAxis: ChartAxis
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>
  /// The cells of the data.
  let plot: Rect
  private let area: Rect
  private let yTicks: Ticks
  private let xTicks: Ticks
  private let hasTitles: Bool

  init(
    area: Rect, xAxis: ChartAxis, yAxis: ChartAxis, xRange: ClosedRange<Double>,
    yRange: ClosedRange<Double>
  ) {
    self.area = area
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.xRange = xRange
    self.yRange = yRange
    hasTitles = area.height >= 8
    let rows = area.height - 2 - (hasTitles ? 2 : 0)
    yTicks = Ticks.vertical(in: yRange, rows: max(2, rows), format: yAxis.format)
    let labelWidth = yTicks.labels.map(\.count).max() ?? 1
    // The label of the last tick stands half outside of the plot.
    let margin = 2
    plot = Rect(
      column: area.column + labelWidth + 1,
      row: area.row + (hasTitles && !yAxis.title.isEmpty ? 1 : 0),
      width: area.width - labelWidth - 1 - margin,
      height: area.height - 2 - (hasTitles ? (yAxis.title.isEmpty ? 1 : 2) : 0))
    xTicks = Ticks.horizontal(in: xRange, cells: max(2, plot.width), format: xAxis.format)
  }

  /// Draws axis lines, ticks, labels and titles.
  ///
  /// Labels that the value of the cursor would cut are left out.
  func draw(cursor: Double?, in frame: inout Frame) {
    let glyphs = frame.glyphs
    let line = Style(.faint)
    let axisColumn = plot.column - 1
    frame.verticalLine(column: axisColumn, row: plot.row, height: plot.height, style: line)
    frame.horizontalLine(column: plot.column, row: plot.endRow, width: plot.width, style: line)
    frame.put(glyphs.axisCorner, column: axisColumn, row: plot.endRow, style: line)
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let row = plot.endRow - 1 - Ticks.cell(of: value, in: yRange, cells: plot.height)
      frame.put(glyphs.verticalTick, column: axisColumn, row: row, style: line)
      frame.write(
        label,
        in: Rect(column: area.column, row: row, width: axisColumn - area.column, height: 1),
        style: .muted, alignment: .right)
      // Without colours a grid is as loud as the data.
      if frame.medium.hasColor {
        frame.fill(
          Rect(column: plot.column, row: row, width: plot.width, height: 1),
          with: glyphs.horizontalDotted, style: Style(.grid))
      }
    }
    drawHorizontalLabels(
      beside: cursor.flatMap { xRange.contains($0) ? cursorLabel($0) : nil }, in: &frame)
    guard hasTitles else { return }
    frame.write(
      yAxis.title,
      in: Rect(column: area.column, row: area.row, width: area.width, height: plot.row - area.row),
      style: Style(.muted, on: .canvas, .italic))
    frame.write(
      xAxis.title,
      in: Rect(column: plot.column, row: plot.endRow + 2, width: plot.width, height: 1),
      style: Style(.muted, on: .canvas, .italic), alignment: .center)
  }

  private func drawHorizontalLabels(
    beside cursor: (column: Int, text: String)?, in frame: inout Frame
  ) {
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      let column = plot.column + Ticks.cell(of: value, in: xRange, cells: plot.width)
      frame.put(frame.glyphs.horizontalTick, column: column, row: plot.endRow, style: .faint)
      let start = max(
        area.column, min(column - label.count / 2, area.endColumn - label.count))
      if let cursor, start <= cursor.column + cursor.text.count,
        start + label.count >= cursor.column
      {
        continue
      }
      frame.write(label, column: start, row: plot.endRow + 1, style: .muted)
    }
  }

  /// Draws the vertical line of the cursor, with its value over the axis labels.
  func drawCursor(_ value: Double, in frame: inout Frame) {
    guard xRange.contains(value) else { return }
    let column = plot.column + Ticks.cell(of: value, in: xRange, cells: plot.width)
    frame.fill(
      Rect(column: column, row: plot.row, width: 1, height: plot.height),
      with: frame.glyphs.verticalDotted, style: .accent)
    frame.put(frame.glyphs.up, column: column, row: plot.endRow, style: .accent)
    let label = cursorLabel(value)
    frame.write(
      label.text, column: label.column, row: plot.endRow + 1, style: Style.accent.bold)
  }

  private func cursorLabel(_ value: Double) -> (column: Int, text: String) {
    let text =
      xAxis.format == .percent ? NumberText.percent(value, digits: 1) : NumberText.short(value)
    let column = plot.column + Ticks.cell(of: value, in: xRange, cells: plot.width)
    return (max(area.column, min(column - text.count / 2, area.endColumn - text.count)), text)
  }

  /// The dot of a point inside of both ranges.
  func dot(_ point: LineChart.Point, of dots: DotCanvas) -> (x: Int, y: Int) {
    (
      Ticks.cell(of: point.x, in: xRange, cells: dots.width),
      dots.height - 1 - Ticks.cell(of: point.y, in: yRange, cells: dots.height)
    )
  }

  /// The cell of a point; `nil` if it lies outside.
  func cell(of point: LineChart.Point) -> Position? {
    guard xRange.contains(point.x), yRange.contains(point.y) else { return nil }
    return Position(
      column: plot.column + Ticks.cell(of: point.x, in: xRange, cells: plot.width),
      row: plot.endRow - 1 - Ticks.cell(of: point.y, in: yRange, cells: plot.height))
  }

  /// The part of a straight line inside of both ranges (Liang and Barsky); `nil` if there is none.
  func clipped(
    from start: LineChart.Point, to end: LineChart.Point
  ) -> (LineChart.Point, LineChart.Point)? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (first, last) = (0.0, 1.0)
    let edges: [(slope: Double, room: Double)] = [
      (-dx, start.x - xRange.lowerBound), (dx, xRange.upperBound - start.x),
      (-dy, start.y - yRange.lowerBound), (dy, yRange.upperBound - start.y),
    ]
    for edge in edges {
      if edge.slope == 0 {
        if edge.room < 0 { return nil }
      } else if edge.slope < 0 {
        first = max(first, edge.room / edge.slope)
      } else {
        last = min(last, edge.room / edge.slope)
      }
    }
    guard first <= last else { return nil }
    return (
      LineChart.Point(start.x + first * dx, start.y + first * dy),
      LineChart.Point(start.x + last * dx, start.y + last * dy)
    )
  }
}
