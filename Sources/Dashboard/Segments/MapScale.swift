import Drawing
import Workbench

/// The way from places on a map to points of a square on a sheet.
struct MapScale {
  private let xs: ClosedRange<Double>
  private let ys: ClosedRange<Double>
  private let x: Double
  private let y: Double
  private let side: Double
  private static let margin = 12.0

  init(_ points: [FoundSegments.MapPoint], x: Double, y: Double, side: Double) {
    xs = SegmentMapText.range(points.map(\.x))
    ys = SegmentMapText.range(points.map(\.y))
    (self.x, self.y, self.side) = (x, y, side)
  }

  func callAsFunction(_ point: FoundSegments.MapPoint) -> Point {
    let room = side - 2 * Self.margin
    let share = { (value: Double, range: ClosedRange<Double>) in
      max(0, min(1, (value - range.lowerBound) / (range.upperBound - range.lowerBound)))
    }
    return Point(
      x + Self.margin + room * share(point.x, xs),
      y + side - Self.margin - room * share(point.y, ys))
  }

  /// Where most of some points are; `nil` for none.
  func middle(of points: [FoundSegments.MapPoint]) -> Point? {
    guard !points.isEmpty else { return nil }
    let places = points.map(callAsFunction)
    let xs = places.map(\.x).sorted()
    let ys = places.map(\.y).sorted()
    let (x, y) = (xs[xs.count / 2], ys[ys.count / 2])
    // The middle of a ring lies in nothing; its nearest point does not.
    return places.min {
      ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y)
        < ($1.x - x) * ($1.x - x) + ($1.y - y) * ($1.y - y)
    }
  }
}
