public import Drawing

/// Bars of numbers with their intervals, in panels of one measure each.
public struct BarFigure: Figure {
  /// One bar.
  public struct Bar: Sendable {
    /// What it stands for.
    public var name: String
    /// Its length; `nil` where there is no number, which is said.
    public var value: Double?
    /// The interval of the value; `nil` where there is none.
    public var interval: ClosedRange<Double>?
    /// The value as it is written at the end.
    public var label: String
    /// Which of the colours it has.
    public var style: Int

    /// Makes a bar.
    public init(
      name: String, value: Double?, interval: ClosedRange<Double>? = nil, label: String, style: Int
    ) {
      self.name = name
      self.value = value
      self.interval = interval
      self.label = label
      self.style = style
    }
  }

  /// Bars of one measure.
  public struct Panel: Sendable {
    /// The measure.
    public var title: String
    /// What a reader should know; may be empty.
    public var remark: String
    /// The scale of all bars; 0 should be on it, where bars begin.
    public var axis: Axis
    /// The bars, from the top.
    public var bars: [Bar]

    /// Makes a panel.
    public init(title: String, remark: String = "", axis: Axis, bars: [Bar]) {
      self.title = title
      self.remark = remark
      self.axis = axis
      self.bars = bars
    }
  }

  /// What it is; may be empty.
  public var title: String
  /// What a reader should know; may be empty.
  public var remark: String
  /// The panels, row by row.
  public var panels: [Panel]
  /// How many panels stand beside each other.
  public var columns: Int

  /// Makes a figure.
  public init(title: String, remark: String = "", panels: [Panel], columns: Int) {
    self.title = title
    self.remark = remark
    self.panels = panels
    self.columns = columns
  }

  /// Draws the figure.
  public func draw(on canvas: Canvas, in box: Box) {
    let pen = Pen(canvas: canvas)
    let top = ChartFrame.head(pen, in: box, title: title, remark: remark, keys: [])
    let inner = box.inset(top: top - box.y + (title.isEmpty && remark.isEmpty ? 0 : 8))
    for (panel, cell) in zip(panels, inner.cells(panels.count, columns: columns, gap: 22)) {
      draw(panel, in: cell, pen)
    }
  }

  private func draw(_ panel: Panel, in box: Box, _ pen: Pen) {
    let top = ChartFrame.head(pen, in: box, title: panel.title, remark: panel.remark, keys: [])
    let names = panel.bars.map { pen.fitted($0.name, width: box.width * 0.38, .label) }
    let nameWidth = names.map { pen.width($0, .label) }.max() ?? 0
    let labelWidth = panel.bars.map { pen.width($0.label, .label) }.max() ?? 0
    let plot = Box(
      x: box.x + nameWidth + 7, y: top + 5, width: box.width - nameWidth - labelWidth - 16,
      height: box.bottom - top - 7)
    guard !panel.bars.isEmpty, plot.width > 4 else { return }
    let pitch = min(plot.height / Double(panel.bars.count), 26)
    let thickness = min(pitch * 0.62, 13)
    let zero = plot.x + plot.width * panel.axis.place(0)
    let height = pitch * Double(panel.bars.count)
    pen.line(
      Point(zero, plot.y), Point(zero, plot.y + height), width: 0.8, Ink.axis)
    for (index, bar) in panel.bars.enumerated() {
      let middle = plot.y + pitch * (Double(index) + 0.5)
      pen.write(names[index], at: Point(plot.x - 7, middle + 3), .label, .trailing)
      let end = draw(bar, at: middle, thickness, zero: zero, panel.axis, plot, pen)
      pen.write(bar.label, at: Point(end + 6, middle + 3), .label)
    }
  }

  /// Draws one bar and says where it ends on the right.
  private func draw(
    _ bar: Bar, at middle: Double, _ thickness: Double, zero: Double, _ axis: Axis, _ plot: Box,
    _ pen: Pen
  ) -> Double {
    guard let value = bar.value, value.isFinite else { return zero }
    let place = { plot.x + plot.width * axis.place($0) }
    let color = SeriesStyle.style(bar.style).color
    let end = place(value)
    pen.canvas.fill(
      x: min(zero, end), y: middle - thickness / 2, width: abs(end - zero), height: thickness,
      bar.interval == nil ? color : color.mixed(with: Ink.paper, share: 0.25))
    guard let interval = bar.interval else { return max(zero, end) }
    let (low, high) = (place(interval.lowerBound), place(interval.upperBound))
    pen.line(Point(low, middle), Point(high, middle), width: 1.3, Ink.text)
    for side in [low, high] {
      pen.line(
        Point(side, middle - thickness * 0.3), Point(side, middle + thickness * 0.3), width: 1.3,
        Ink.text)
    }
    return max(zero, end, high)
  }
}
