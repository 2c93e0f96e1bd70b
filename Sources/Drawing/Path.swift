/// A place in points, from the top left.
public struct Point: Hashable, Sendable {
  /// To the right.
  public var x: Double
  /// Downwards.
  public var y: Double

  /// Makes a point.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// Lines and curves, to be filled or drawn.
public struct Path: Hashable, Sendable {
  /// One part of a path.
  enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case arc(center: Point, radius: Double)
    case close
  }

  private(set) var elements: [Element] = []

  /// Makes an empty path.
  public init() {}

  /// Makes a path through points.
  public init(_ points: [Point], isClosed: Bool = false) {
    for (index, point) in points.enumerated() {
      elements.append(index == 0 ? .move(point) : .line(point))
    }
    if isClosed, !points.isEmpty { elements.append(.close) }
  }

  /// A whole circle.
  public static func circle(_ center: Point, radius: Double) -> Path {
    var path = Path()
    path.elements = [
      .move(Point(center.x + radius, center.y)), .arc(center: center, radius: radius), .close,
    ]
    return path
  }

  /// Begins a new line at a point.
  public mutating func move(to point: Point) { elements.append(.move(point)) }
  /// Goes straight to a point.
  public mutating func line(to point: Point) { elements.append(.line(point)) }
  /// Goes to a point along a Bézier curve with two control points.
  public mutating func curve(to point: Point, _ first: Point, _ second: Point) {
    elements.append(.curve(first, second, point))
  }
  /// Goes back to where the line began.
  public mutating func close() { elements.append(.close) }
}
