public import Drawing

/// Curves of several models over one pair of axes.
public struct LineFigure: Figure {
  /// A pair of values.
  public struct Place: Sendable, Hashable {
    /// Across.
    public var x: Double
    /// Up.
    public var y: Double

    /// Makes a pair.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// How sure a point of a curve is, from one value of y to another.
  public struct Whisker: Sendable, Hashable {
    /// Across.
    public var x: Double
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// Makes a whisker.
    public init(x: Double, lower: Double, upper: Double) {
      self.x = x
      self.lower = lower
      self.upper = upper
    }
  }

  /// One curve.
  public struct Series: Sendable {
    /// Its name in the legend.
    public var name: String
    /// Which of the colours and dashes it has; the same model has the same in every figure.
    public var style: Int
    /// The points, left to right; those that are no finite numbers are left out.
    public var points: [Place]
    /// Whether the curve keeps its height up to the next point, as precision over recall does.
    public var isStepped: Bool
    /// Whether each point has a dot.
    public var hasDots: Bool
    /// How sure the points are.
    public var whiskers: [Whisker]
    /// A place that is to be seen, such as the model's threshold.
    public var mark: Place?

    /// Makes a curve.
    public init(
      name: String, style: Int, points: [Place], isStepped: Bool = false, hasDots: Bool = false,
      whiskers: [Whisker] = [], mark: Place? = nil
    ) {
      self.name = name
      self.style = style
      self.points = points
      self.isStepped = isStepped
      self.hasDots = hasDots
      self.whiskers = whiskers
      self.mark = mark
    }
  }

  /// A grey line to hold curves against, such as chance.
  public struct Guide: Sendable {
    /// Its name in the legend.
    public var name: String
    /// Its points.
    public var points: [Place]

    /// Makes a guide.
    public init(_ name: String, _ points: [Place]) {
      self.name = name
      self.points = points
    }
  }

  /// What it is.
  public var title: String
  /// What a reader should know; may be empty.
  public var remark: String
  /// Across.
  public var x: Axis
  /// Up.
  public var y: Axis
  /// The curves, the first drawn last and so on top.
  public var series: [Series]
  /// Lines to hold them against.
  public var guides: [Guide]
  /// Whether names stand above the plot.
  public var hasLegend: Bool

  /// Makes a figure.
  public init(
    title: String, remark: String = "", x: Axis, y: Axis, series: [Series], guides: [Guide] = [],
    hasLegend: Bool = true
  ) {
    self.title = title
    self.remark = remark
    self.x = x
    self.y = y
    self.series = series
    self.guides = guides
    self.hasLegend = hasLegend
  }

  /// The style of a guide, by its place: each has dashes of its own.
  private static func guideStyle(_ place: Int) -> SeriesStyle {
    let dashes: [[Double]] = [[1.5, 2.5], [6, 3], [6, 2, 1.5, 2]]
    return SeriesStyle(color: Ink.axis, dashes: dashes[place % dashes.count])
  }

  /// Draws the figure.
  public func draw(on canvas: Canvas, in box: Box) {
    let keys =
      series.map { ChartFrame.Key(name: $0.name, style: .style($0.style)) }
      + guides.enumerated().filter { !$1.name.isEmpty }
      .map { ChartFrame.Key(name: $1.name, style: Self.guideStyle($0)) }
    let frame = ChartFrame(
      Pen(canvas: canvas), in: box, title: title, remark: remark, keys: hasLegend ? keys : [], x: x,
      y: y)
    for (place, guide) in guides.enumerated() {
      stroke(guide.points, isStepped: false, Self.guideStyle(place), width: 1.1, frame)
    }
    for series in series.reversed() {
      let style = SeriesStyle.style(series.style)
      for whisker in series.whiskers where [whisker.x, whisker.lower, whisker.upper].isFinite {
        frame.pen.line(
          frame.point(whisker.x, whisker.lower), frame.point(whisker.x, whisker.upper), width: 1,
          style.color.mixed(with: Ink.paper, share: 0.35))
      }
      stroke(series.points, isStepped: series.isStepped, style, width: 1.7, frame)
      if series.hasDots {
        for point in series.points where point.isFinite {
          canvas.fill(.circle(frame.point(point.x, point.y), radius: 2.4), style.color)
        }
      }
    }
    for series in series.reversed() {
      guard let mark = series.mark, mark.isFinite else { continue }
      let place = frame.point(mark.x, mark.y)
      canvas.fill(.circle(place, radius: 4.6), Ink.paper)
      canvas.fill(.circle(place, radius: 3.4), SeriesStyle.style(series.style).color)
    }
  }

  private func stroke(
    _ points: [Place], isStepped: Bool, _ style: SeriesStyle, width: Double, _ frame: ChartFrame
  ) {
    let places = points.filter(\.isFinite).map { frame.point($0.x, $0.y) }
    guard places.count > 1 else { return }
    var path = Path()
    for (index, place) in places.enumerated() {
      guard index > 0 else {
        path.move(to: place)
        continue
      }
      if isStepped { path.line(to: Point(places[index - 1].x, place.y)) }
      path.line(to: place)
    }
    frame.pen.canvas.stroke(path, width: width, style.color, dashes: style.dashes)
  }
}

extension LineFigure.Place {
  fileprivate var isFinite: Bool { x.isFinite && y.isFinite }
}

extension [Double] {
  fileprivate var isFinite: Bool { allSatisfy(\.isFinite) }
}
