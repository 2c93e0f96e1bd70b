public import Drawing

/// How the scores of two classes lie: for each class the share of its own rows in every bin, so that a
/// rare class can be seen beside a common one.
public struct HistogramFigure: Figure {
  /// One class.
  public struct Class: Sendable {
    /// Its name in the legend.
    public var name: String
    /// Rows in each bin, from low scores to high.
    public var counts: [Double]

    /// Makes a class.
    public init(name: String, counts: [Double]) {
      self.name = name
      self.counts = counts
    }
  }

  /// What it is.
  public var title: String
  /// What a reader should know; may be empty.
  public var remark: String
  /// The scores, all bins being equally wide.
  public var x: Axis
  /// The classes; two are easily told apart.
  public var classes: [Class]
  /// A score that is to be seen, such as the threshold; `nil` for none.
  public var cut: (name: String, score: Double)?

  /// Makes a figure.
  public init(
    title: String, remark: String = "", x: Axis, classes: [Class],
    cut: (name: String, score: Double)? = nil
  ) {
    self.title = title
    self.remark = remark
    self.x = x
    self.classes = classes
    self.cut = cut
  }

  /// Draws the figure.
  public func draw(on canvas: Canvas, in box: Box) {
    let shares = classes.map { own in
      let total = own.counts.reduce(0, +)
      return own.counts.map { total > 0 ? $0 / total : 0 }
    }
    let highest = shares.flatMap(\.self).max() ?? 0
    let styles = classes.indices.map { SeriesStyle.style($0 == 0 ? 0 : 1) }
    var keys = zip(classes, styles).map {
      ChartFrame.Key(
        name: $0.name, style: SeriesStyle(color: soft($1.color), dashes: []), mark: .area)
    }
    let cutStyle = SeriesStyle(color: Ink.text, dashes: [4, 2.5])
    if let cut { keys.append(.init(name: cut.name, style: cutStyle)) }
    let frame = ChartFrame(
      Pen(canvas: canvas), in: box, title: title, remark: remark, keys: keys, x: x,
      y: Axis("share of the class's rows", from: 0, to: max(highest, 0.01), format: .percent))
    for (own, style) in zip(shares, styles) {
      draw(own, style, frame)
    }
    if let cut, cut.score >= x.lower, cut.score <= x.upper {
      let place = frame.point(cut.score, 0).x
      frame.pen.line(
        Point(place, frame.plot.y), Point(place, frame.plot.bottom), width: 1.2, cutStyle.color,
        dashes: cutStyle.dashes)
    }
  }

  private func soft(_ color: Color) -> Color {
    Color(red: color.red, green: color.green, blue: color.blue, opacity: 0.5)
  }

  private func draw(_ shares: [Double], _ style: SeriesStyle, _ frame: ChartFrame) {
    guard !shares.isEmpty else { return }
    let width = (x.upper - x.lower) / Double(shares.count)
    var outline = Path()
    outline.move(to: frame.point(x.lower, 0))
    for (bin, share) in shares.enumerated() {
      outline.line(to: frame.point(x.lower + width * Double(bin), share))
      outline.line(to: frame.point(x.lower + width * Double(bin + 1), share))
    }
    outline.line(to: frame.point(x.upper, 0))
    frame.pen.canvas.stroke(outline, width: 1, style.color)
    outline.close()
    frame.pen.canvas.fill(outline, soft(style.color))
  }
}
