/// Columns over a horizontal axis, several rows high, with a second group in front if there is one.
///
/// The plot reports `plot` when clicked, with the value of the horizontal axis.
public struct Histogram: Widget {
  /// What the chart is called in words.
  public var title: String
  /// How many fall into each bin; all bins are equally wide.
  public var counts: [Double]
  /// How many of another group fall into each bin, drawn in front; empty for none.
  public var overlay: [Double]
  /// The horizontal axis; its range is that of all bins.
  public var axis: ChartAxis
  /// The colour of the counts.
  public var role: Role
  /// The colour of the overlay.
  public var overlayRole: Role
  /// A vertical line at this value.
  public var cursor: Double?
  /// The id for clicks.
  public var id: Int

  /// Makes a histogram.
  public init(
    _ title: String, counts: [Double], overlay: [Double] = [], axis: ChartAxis,
    role: Role = .series1, overlayRole: Role = .series2, cursor: Double? = nil, id: Int
  ) {
    precondition(overlay.isEmpty || overlay.count == counts.count, "Groups must share their bins.")
    self.title = title
    self.counts = counts
    self.overlay = overlay
    self.axis = axis
    self.role = role
    self.overlayRole = overlayRole
    self.cursor = cursor
    self.id = id
  }

  /// Draws columns, axis and cursor, and adds the line of text that says where most fall.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.describe(description, in: area)
    let range = axis.range ?? 0...Double(max(1, counts.count))
    var plot = area
    let labels = plot.takeBottom(area.height >= 3 ? 1 : 0)
    guard !counts.isEmpty, plot.width > 0, plot.height > 0 else { return }
    let highest = max(counts.max() ?? 0, overlay.max() ?? 0)
    draw(counts, highest, role, in: plot, of: &frame)
    if !overlay.isEmpty { draw(overlay, highest, overlayRole, in: plot, of: &frame) }
    if let cursor, range.contains(cursor) {
      let column = plot.column + Ticks.cell(of: cursor, in: range, cells: plot.width)
      for row in plot.row..<plot.endRow {
        let under = frame[column, row]
        let style =
          under.scalar == frame.glyphs.fullBlock
          ? Style(.accent, on: under.style.foreground) : .accent
        frame.put(frame.glyphs.verticalDotted, column: column, row: row, style: style)
      }
    }
    frame.addHit(plot, HitTarget(id, .plot), horizontalValues: range)
    let ticks = Ticks.horizontal(in: range, cells: plot.width, format: axis.format)
    for (value, label) in zip(ticks.values, ticks.labels) where !labels.isEmpty {
      let column = plot.column + Ticks.cell(of: value, in: range, cells: plot.width)
      let start = max(area.column, min(column - label.count / 2, area.endColumn - label.count))
      frame.write(label, column: start, row: labels.row, style: .muted)
    }
  }

  private func draw(
    _ values: [Double], _ highest: Double, _ role: Role, in plot: Rect, of frame: inout Frame
  ) {
    guard highest > 0 else { return }
    for offset in 0..<plot.width {
      let value = values[offset * values.count / plot.width]
      guard value.isFinite, value > 0 else { continue }
      let height = max(1.0 / 8, value / highest * Double(plot.height))
      for level in 0..<plot.height {
        let rest = height - Double(level)
        guard rest > 0 else { break }
        let glyph = frame.glyphs.lowerBlock(rest)
        guard glyph != " " else { break }
        let row = plot.endRow - 1 - level
        let under = frame[plot.column + offset, row]
        // Where a column ends in front of another, that one shows behind it.
        let isBehind = under.scalar == frame.glyphs.fullBlock && !frame.glyphs.isASCII
        frame.put(
          glyph, column: plot.column + offset, row: row,
          style: Style(role, on: isBehind && rest < 1 ? under.style.foreground : .canvas))
      }
    }
  }

  private var description: String {
    let total = counts.filter(\.isFinite).reduce(0, +)
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), total > 0 else {
      return "\(title): no values"
    }
    let range = axis.range ?? 0...Double(counts.count)
    let width = (range.upperBound - range.lowerBound) / Double(counts.count)
    let low = range.lowerBound + Double(most) * width
    return "\(title): \(counts.count) bins over \(axis.title); most, "
      + "\(NumberText.percent(counts[most] / total)), from \(NumberText.short(low)) to "
      + NumberText.short(low + width)
  }
}
