/// The extent of a screen or of an area of it, in cells.
public struct Size: Hashable, Sendable, Codable {
  /// Columns; never negative.
  public var width: Int
  /// Rows; never negative.
  public var height: Int

  /// Makes a size; negative extents become zero.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Whether this size has room for another.
  public func fits(_ other: Size) -> Bool { width >= other.width && height >= other.height }
}
