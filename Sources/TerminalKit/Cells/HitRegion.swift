/// An area that can be clicked.
public struct HitRegion: Hashable, Sendable {
  /// The cells.
  public var rect: Rect
  /// What they belong to.
  public var target: HitTarget
  /// The values at the centres of the leftmost and the rightmost column, where columns mean values.
  public var horizontalValues: ClosedRange<Double>?
  /// The share, 0 at the first row and 1 at the last, is meaningful: a scrollbar.
  public var isVerticalScale: Bool

  /// Makes a region.
  public init(
    rect: Rect, target: HitTarget, horizontalValues: ClosedRange<Double>? = nil,
    isVerticalScale: Bool = false
  ) {
    self.rect = rect
    self.target = target
    self.horizontalValues = horizontalValues
    self.isVerticalScale = isVerticalScale
  }
}
