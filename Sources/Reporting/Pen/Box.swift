/// An upright rectangle on a sheet, in points from the top left.
public struct Box: Sendable, Hashable {
  /// The left edge.
  public var x: Double
  /// The upper edge.
  public var y: Double
  /// The width, not negative.
  public var width: Double
  /// The height, not negative.
  public var height: Double

  /// Makes a box; negative sides become 0.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The right edge.
  var right: Double { x + width }
  /// The lower edge.
  var bottom: Double { y + height }
  /// The place half way across.
  var middle: Double { x + width / 2 }

  /// The box without so much of each side.
  func inset(
    left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0
  ) -> Box {
    Box(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }

  /// Equal boxes in rows of so many, from the top left, with a gap between.
  func cells(_ count: Int, columns: Int, gap: Double) -> [Box] {
    let columns = max(1, min(columns, count))
    let rows = (count + columns - 1) / columns
    let width = (self.width - gap * Double(columns - 1)) / Double(columns)
    let height = (self.height - gap * Double(rows - 1)) / Double(max(1, rows))
    return (0..<count).map { place in
      Box(
        x: x + Double(place % columns) * (width + gap),
        y: y + Double(place / columns) * (height + gap), width: width, height: height)
    }
  }
}
