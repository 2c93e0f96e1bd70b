/// Horizontal bars from a common zero, to both sides if there are negative values.
///
/// Each bar's line reports `row(index)` when clicked.
public struct BarChart: Widget {
  /// One bar.
  public struct Bar: Hashable, Sendable {
    /// In front of the bar.
    public var label: String
    /// The length; `nil` and values that aren't finite draw no bar.
    public var value: Double?
    /// Behind the bar; `nil` writes the value.
    public var note: String?
    /// The colour; `nil` takes `positive` or `negative` by the sign.
    public var role: Role?
    /// A range of uncertainty, drawn as a line over the bar's end.
    public var interval: ClosedRange<Double>?

    /// Makes a bar.
    public init(
      _ label: String, _ value: Double?, note: String? = nil, role: Role? = nil,
      interval: ClosedRange<Double>? = nil
    ) {
      self.label = label
      self.value = value
      self.note = note
      self.role = role
      self.interval = interval
    }
  }

  /// What the chart is called in words.
  public var title: String
  /// The bars from top to bottom.
  public var bars: [Bar]
  /// The value of the longest bar; `nil` for that of the data.
  public var maximum: Double?
  /// The first bar in sight.
  public var first: Int
  /// The selected bar.
  public var selected: Int?
  /// Whether the chart has the focus.
  public var isFocused: Bool
  /// The most columns for labels.
  public var maximumLabelWidth: Int
  /// The id for clicks.
  public var id: Int

  /// Makes a chart.
  public init(
    _ title: String, bars: [Bar], maximum: Double? = nil, first: Int = 0, selected: Int? = nil,
    isFocused: Bool = false, maximumLabelWidth: Int = 24, id: Int
  ) {
    self.title = title
    self.bars = bars
    self.maximum = maximum
    self.first = first
    self.selected = selected
    self.isFocused = isFocused
    self.maximumLabelWidth = maximumLabelWidth
    self.id = id
  }

  /// Where things stand in a line.
  private struct Layout {
    var labelWidth: Int
    var noteWidth: Int
    /// Columns of the bars, and the one right of zero among them.
    var width: Int
    var zero: Int
    /// Columns for one unit.
    var scale: Double
  }

  /// Draws the bars in sight and adds the line of text that names the longest.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.describe(description)
    let start = Scrollbar.first(
      showing: selected, from: first, visible: area.height, total: bars.count)
    let layout = layout(width: area.width, ascii: frame.glyphs.isASCII)
    for offset in 0..<min(area.height, max(0, bars.count - start)) {
      let index = start + offset
      let line = area.line(offset)
      frame.addHit(line, HitTarget(id, .row(index)))
      draw(index, layout, in: line, of: &frame)
    }
  }

  private func note(of bar: Bar) -> String {
    bar.note ?? bar.value.map { NumberText.short($0) } ?? "–"
  }

  private func layout(width: Int, ascii: Bool) -> Layout {
    let labels = bars.map { SafeText.width(of: $0.label, ascii: ascii) }.max() ?? 0
    let noteWidth = bars.map { SafeText.width(of: note(of: $0), ascii: ascii) }.max() ?? 0
    let labelWidth = min(labels, maximumLabelWidth, max(4, width / 2))
    let room = max(0, width - labelWidth - noteWidth - 2)
    var (low, high) = (0.0, 0.0)
    for bar in bars {
      for value in [bar.value, bar.interval?.lowerBound, bar.interval?.upperBound] {
        guard let value, value.isFinite else { continue }
        low = min(low, value)
        high = max(high, value)
      }
    }
    if let maximum, maximum > 0 { (low, high) = (low < 0 ? -maximum : 0, maximum) }
    let span = high - low
    guard span > 0 else {
      return Layout(labelWidth: labelWidth, noteWidth: noteWidth, width: room, zero: 0, scale: 0)
    }
    let zero = low < 0 ? max(1, Int((Double(room) * -low / span).rounded())) : 0
    // The side that is rounded down sets the scale, so that no bar leaves its side.
    let scale = min(
      high > 0 ? Double(room - zero) / high : .infinity, low < 0 ? Double(zero) / -low : .infinity)
    return Layout(
      labelWidth: labelWidth, noteWidth: noteWidth, width: room, zero: zero, scale: scale)
  }

  private func draw(_ index: Int, _ layout: Layout, in line: Rect, of frame: inout Frame) {
    let bar = bars[index]
    let isSelected = index == selected
    let ground: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .canvas
    let isBright = isSelected && isFocused
    if isSelected { frame.fill(line, style: Style(.text, on: ground)) }
    if isBright { frame.offerCursor(Position(column: line.column, row: line.row)) }
    var rest = line
    frame.write(
      bar.label, in: rest.takeLeft(layout.labelWidth),
      style: Style(isBright ? .selectionText : .text, on: ground, isSelected ? .bold : []))
    _ = rest.takeLeft(1)
    let track = rest.takeLeft(layout.width)
    _ = rest.takeLeft(1)
    frame.write(
      note(of: bar), in: rest.takeLeft(layout.noteWidth),
      style: Style(isBright ? .selectionText : .muted, on: ground), alignment: .right)
    if let value = bar.value, value.isFinite {
      let role = bar.role ?? (value < 0 ? .negative : .positive)
      let side =
        value < 0
        ? (track.column, layout.zero) : (track.column + layout.zero, layout.width - layout.zero)
      let rect = Rect(column: side.0, row: track.row, width: side.1, height: 1)
      let length = abs(value) * layout.scale
      if value < 0 {
        frame.leftwardBar(length, in: rect, role: role, background: ground)
      } else if rect.width > 0 {
        frame.bar(length / Double(rect.width), in: rect, role: role, background: ground)
      }
      // Too short to be seen is not the same as nothing.
      if value != 0 && length < 1.0 / 16 && rect.width > 0 {
        frame.put(
          frame.glyphs.vertical, column: value < 0 ? rect.endColumn - 1 : rect.column,
          row: rect.row, style: Style(role, on: ground))
      }
    }
    if let interval = bar.interval { draw(interval, layout, in: track, ground: ground, of: &frame) }
  }

  private func draw(
    _ interval: ClosedRange<Double>, _ layout: Layout, in track: Rect, ground: Role,
    of frame: inout Frame
  ) {
    guard interval.lowerBound.isFinite, interval.upperBound.isFinite, layout.scale > 0 else {
      return
    }
    func column(_ value: Double) -> Int {
      let place = layout.zero + Int((value * layout.scale).rounded(.down))
      return track.column + max(0, min(layout.width - 1, place))
    }
    let (start, end) = (column(interval.lowerBound), column(interval.upperBound))
    for place in start...max(start, end) {
      let isOver = frame[place, track.row].scalar == frame.glyphs.fullBlock
      let role = frame[place, track.row].style.foreground
      let style = isOver ? Style(.inverseText, on: role) : Style(.muted, on: ground)
      frame.put(frame.glyphs.horizontal, column: place, row: track.row, style: style)
    }
  }

  private var description: String {
    let known = bars.compactMap { bar in bar.value.map { (bar.label, $0) } }
      .filter { $0.1.isFinite }.sorted { abs($0.1) > abs($1.1) }
    let words = known.prefix(3).map { "\($0.0) \(NumberText.short($0.1))" }
    return "\(title): \(bars.count) bars; "
      + (words.isEmpty ? "no values" : "largest " + words.joined(separator: ", "))
  }
}

extension Frame {
  /// Fills columns of an area from its right edge to the left, to an eighth of a cell.
  mutating func leftwardBar(_ length: Double, in rect: Rect, role: Role, background: Role) {
    for offset in 0..<rect.width {
      let rest = length - Double(offset)
      guard rest > 0 else { return }
      let column = rect.endColumn - 1 - offset
      if rest >= 1 || glyphs.isASCII {
        let glyph = glyphs.leftBlock(rest)
        put(glyph, column: column, row: rect.row, style: Style(role, on: background))
      } else {
        // Blocks grow from the left only: the empty part is drawn, and the colours exchanged.
        let style = Style(role, on: background, medium.hasColor ? [] : .reverse)
        put(
          glyphs.leftBlock(1 - rest), column: column, row: rect.row,
          style: medium.hasColor ? Style(background, on: role) : style)
      }
    }
  }
}
