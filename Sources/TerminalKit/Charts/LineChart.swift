/// Lines over two axes: curves of several models, with a cursor and a reference.
///
/// The plot reports `plot` when clicked, with the value of the horizontal axis; entries of the legend
/// report `item(index)`.
public struct LineChart: Widget {
  /// One line.
  public struct Series: Hashable, Sendable {
    /// Its name in the legend; empty for background, which is drawn without markers and not told of.
    public var name: String
    /// Horizontal and vertical values, in the order of drawing; a value that isn't finite breaks the
    /// line.
    public var points: [Point]
    /// The colour and marker, as an index of six.
    public var color: Int
    /// Whether points are marked and not joined.
    public var isScatter: Bool
    /// Whether it is drawn without its colour, as something that is about to go.
    public var isFaint: Bool

    /// Makes a series; `color` is the index of its colour and marker.
    public init(
      _ name: String, points: [Point], color: Int, isScatter: Bool = false, isFaint: Bool = false
    ) {
      self.name = name
      self.points = points
      self.color = color
      self.isScatter = isScatter
      self.isFaint = isFaint
    }
  }

  /// A point in the units of the axes.
  public struct Point: Hashable, Sendable {
    /// The horizontal value.
    public var x: Double
    /// The vertical value.
    public var y: Double

    /// Makes a point.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The lines; a later one is drawn above an earlier one, and those without a name below all.
  public var series: [Series]
  /// The horizontal axis.
  public var xAxis: ChartAxis
  /// The vertical axis.
  public var yAxis: ChartAxis
  /// What the chart is called in words.
  public var title: String
  /// Ends of a straight line to compare with, such as the diagonal; drawn dotted.
  public var reference: [Point]
  /// A vertical line at this value, and the lines' values there in the legend.
  public var cursor: Double?
  /// The series that is emphasised: drawn last, its name in bold.
  public var highlighted: Int?
  /// What the numbers behind names are, over the names; empty for none.
  public var legendTitle: String
  /// What is said of the lines in place of where each begins and ends; `nil` says that.
  public var words: String?
  /// Whether to draw the names.
  public var hasLegend: Bool
  /// Half blocks in place of braille, for fonts without it.
  public var usesHalfBlocks: Bool
  /// The id for clicks.
  public var id: Int

  /// Makes a chart.
  public init(
    _ title: String, series: [Series], xAxis: ChartAxis, yAxis: ChartAxis, reference: [Point] = [],
    cursor: Double? = nil, highlighted: Int? = nil, legendTitle: String = "",
    words: String? = nil, hasLegend: Bool = true,
    usesHalfBlocks: Bool = false, id: Int
  ) {
    self.title = title
    self.series = series
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.reference = reference
    self.cursor = cursor
    self.highlighted = highlighted
    self.legendTitle = legendTitle
    self.words = words
    self.hasLegend = hasLegend
    self.usesHalfBlocks = usesHalfBlocks
    self.id = id
  }

  /// Draws axes, lines, cursor and legend, and adds the line of text that says the same.
  public func draw(in area: Rect, of frame: inout Frame) {
    let grid = ChartGrid(
      area: area, xAxis: xAxis, yAxis: yAxis,
      xRange: xAxis.resolved(series.lazy.flatMap(\.points).map(\.x)),
      yRange: yAxis.resolved(series.lazy.flatMap(\.points).map(\.y)))
    frame.describe(description(grid), in: area)
    guard grid.plot.width >= 4, grid.plot.height >= 2 else {
      frame.write("too small for a chart", in: area, style: .muted)
      return
    }
    grid.draw(cursor: cursor, in: &frame)
    let grain: DotCanvas.Grain =
      frame.glyphs.isASCII ? .cell : usesHalfBlocks ? .halfBlock : .braille
    var dots = DotCanvas(size: grid.plot.size, grain: grain)
    var order =
      series.indices.filter { series[$0].name.isEmpty }
      + series.indices.filter { !series[$0].name.isEmpty }
    if let highlighted, series.indices.contains(highlighted) {
      order.removeAll { $0 == highlighted }
      order.append(highlighted)
    }
    for index in order { plot(series[index], owner: index, grid, &dots) }
    drawReference(grid, grain, in: &frame)
    if let cursor { grid.drawCursor(cursor, in: &frame) }
    paint(dots, grid, in: &frame)
    if !frame.medium.hasColor || series.contains(where: \.isScatter) {
      for index in order { mark(index, grid, in: &frame) }
    }
    frame.addHit(grid.plot, HitTarget(id, .plot), horizontalValues: grid.xRange)
    if hasLegend && series.contains(where: { !$0.name.isEmpty }) {
      ChartLegend(chart: self, grid: grid, dots: dots).draw(in: &frame)
    }
  }

  private func plot(_ line: Series, owner: Int, _ grid: ChartGrid, _ dots: inout DotCanvas) {
    guard !line.isScatter else { return }
    var last: Point?
    for point in line.points {
      guard point.x.isFinite, point.y.isFinite else {
        last = nil
        continue
      }
      if let segment = grid.clipped(from: last ?? point, to: point) {
        dots.line(
          from: grid.dot(segment.0, of: dots), to: grid.dot(segment.1, of: dots), owner: owner)
      }
      last = point
    }
  }

  private func drawReference(_ grid: ChartGrid, _ grain: DotCanvas.Grain, in frame: inout Frame) {
    guard reference.count >= 2 else { return }
    var dots = DotCanvas(size: grid.plot.size, grain: grain)
    for (start, end) in zip(reference, reference.dropFirst()) {
      guard let segment = grid.clipped(from: start, to: end) else { continue }
      dots.line(
        from: grid.dot(segment.0, of: dots), to: grid.dot(segment.1, of: dots), owner: 0,
        every: 2)
    }
    for row in 0..<grid.plot.height {
      for column in 0..<grid.plot.width {
        guard let glyph = dots.glyph(column: column, row: row)?.glyph else { continue }
        frame.put(
          grain == .cell ? "." : glyph, column: grid.plot.column + column,
          row: grid.plot.row + row, style: Style(.border))
      }
    }
  }

  private func paint(_ dots: DotCanvas, _ grid: ChartGrid, in frame: inout Frame) {
    for row in 0..<grid.plot.height {
      for column in 0..<grid.plot.width {
        guard let (glyph, owner) = dots.glyph(column: column, row: row) else { continue }
        let color = series[owner].color
        frame.put(
          dots.grain == .cell ? frame.glyphs.seriesMarker(color) : glyph,
          column: grid.plot.column + column, row: grid.plot.row + row,
          style: Style(
            series[owner].isFaint ? .faint : .series(color), on: .canvas,
            owner == highlighted ? .bold : []))
      }
    }
  }

  /// Puts the marker of a series on its points, in places of its own for each series.
  private func mark(_ index: Int, _ grid: ChartGrid, in frame: inout Frame) {
    let line = series[index]
    guard !line.name.isEmpty || line.isScatter else { return }
    let style = Style(
      line.isFaint ? .faint : .series(line.color), on: .canvas,
      index == highlighted ? .bold : [])
    let spacing = max(4, grid.plot.width / 6)
    var next = (index * spacing / max(1, series.count)) + 1
    for point in line.points {
      guard let cell = grid.cell(of: point) else { continue }
      if !line.isScatter {
        guard cell.column - grid.plot.column >= next else { continue }
        next = cell.column - grid.plot.column + spacing
      }
      frame.put(
        frame.glyphs.seriesMarker(line.color), column: cell.column, row: cell.row, style: style)
    }
  }

  /// The value of a series at a horizontal value, along the line; `nil` outside of it. Of several
  /// values at the same place it is the last.
  public static func value(of series: Series, at x: Double) -> Double? {
    var result: Double?
    for (start, end) in zip(series.points, series.points.dropFirst()) {
      let (low, high) = (min(start.x, end.x), max(start.x, end.x))
      guard low <= x, x <= high, start.y.isFinite, end.y.isFinite else { continue }
      let share = end.x == start.x ? 1 : (x - start.x) / (end.x - start.x)
      result = start.y + share * (end.y - start.y)
    }
    return result
  }

  private func description(_ grid: ChartGrid) -> String {
    func range(_ range: ClosedRange<Double>) -> String {
      "\(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))"
    }
    let lines = series.filter { !$0.name.isEmpty }.map { line -> String in
      let finite = line.points.filter { $0.x.isFinite && $0.y.isFinite }
      guard let first = finite.first, let last = finite.last else {
        return "\(line.name) has no points"
      }
      if let cursor, let value = LineChart.value(of: line, at: cursor) {
        return "\(line.name) is \(NumberText.short(value)) at \(NumberText.short(cursor))"
      }
      return "\(line.name) goes from \(NumberText.short(first.y)) to \(NumberText.short(last.y))"
    }
    return
      "\(title): \(yAxis.title) \(range(grid.yRange)) over \(xAxis.title) \(range(grid.xRange)); "
      + (words ?? (lines.isEmpty ? "no lines" : lines.joined(separator: ", ")))
  }
}
