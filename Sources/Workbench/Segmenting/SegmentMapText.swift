/// A map of customers in characters: each cell shows the number of the segment that most of its customers
/// are in, `·` for none.
public struct SegmentMapText: Sendable {
  /// From top to bottom, with a frame.
  public let lines: [String]

  /// Draws a map.
  ///
  /// - Parameters: the cells inside the frame, at least 2 each way.
  public init(_ points: [FoundSegments.MapPoint], width: Int, height: Int) {
    precondition(width > 1 && height > 1, "A map has cells.")
    let xs = Self.range(points.map(\.x))
    let ys = Self.range(points.map(\.y))
    var cells = [[Int?: Int]](repeating: [:], count: width * height)
    for point in points {
      let column = Self.cell(point.x, xs, width)
      let row = height - 1 - Self.cell(point.y, ys, height)
      cells[row * width + column][point.segment, default: 0] += 1
    }
    let rule = String(repeating: "─", count: width)
    let rows = (0..<height).map { row in
      "│" + cells[row * width..<(row + 1) * width].map(Self.character).joined() + "│"
    }
    lines = ["┌\(rule)┐"] + rows + ["└\(rule)┘"]
  }

  /// What nearly all values lie in, so that a few far ones don't press the others together.
  public static func range(_ values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return 0...1 }
    let edge = sorted.count / 200
    let (low, high) = (sorted[edge], sorted[sorted.count - 1 - edge])
    if high > low { return low...high }
    return last > first ? first...last : first - 0.5...first + 0.5
  }

  private static func cell(_ value: Double, _ range: ClosedRange<Double>, _ count: Int) -> Int {
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return max(0, min(count - 1, Int(share * Double(count))))
  }

  private static func character(_ counts: [Int?: Int]) -> String {
    let most = counts.max { ($0.value, $1.key ?? .max) < ($1.value, $0.key ?? .max) }
    guard let most else { return " " }
    guard let segment = most.key else { return "·" }
    return segment < 9 ? "\(segment + 1)" : String(UnicodeScalar(UInt8(97 + (segment - 9) % 26)))
  }
}
