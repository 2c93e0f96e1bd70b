/// A region that was hit, and where.
public struct Hit: Hashable, Sendable {
  /// What was hit.
  public var target: HitTarget
  /// The cell, counted from the top left of the region; outside of it while dragging.
  public var offset: Position
  /// The value at that place: of the chart's horizontal axis, or the share of a scrollbar. Held
  /// inside the region's range; `nil` where places mean nothing.
  public var value: Double?

  /// The hit of a region at a cell of the screen, which may be outside of it while dragging.
  public init(_ region: HitRegion, at position: Position) {
    target = region.target
    offset = Position(
      column: position.column - region.rect.column, row: position.row - region.rect.row)
    if let range = region.horizontalValues {
      let share = Hit.share(offset.column, of: region.rect.width)
      value = range.lowerBound + share * (range.upperBound - range.lowerBound)
    } else if region.isVerticalScale {
      value = Hit.share(offset.row, of: region.rect.height)
    }
  }

  private static func share(_ offset: Int, of extent: Int) -> Double {
    guard extent > 1 else { return 0 }
    return min(1, max(0, Double(offset) / Double(extent - 1)))
  }
}
