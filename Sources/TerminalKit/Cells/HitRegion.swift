/// What lies under the mouse: a widget, named by its owner, and a part of it.
public struct HitTarget: Hashable, Sendable {
  /// The number that the owner gave to the widget.
  public var id: Int
  /// Which part of the widget.
  public var part: Part

  /// The parts that widgets register.
  public enum Part: Hashable, Sendable {
    /// The widget as a whole.
    case body
    /// A row, a list entry, a form field, a bar; by index in the owner's data.
    case row(Int)
    /// A column heading.
    case column(Int)
    /// A cell of a table, by row and column.
    case cell(row: Int, column: Int)
    /// A tab, a choice, a key of the footer, a legend entry.
    case item(Int)
    /// The control that lowers the value of a row.
    case decrease(Int)
    /// The control that raises the value of a row.
    case increase(Int)
    /// The area of a chart in which its series are drawn.
    case plot
    /// The track of a scrollbar.
    case scrollbar
    /// Everything around a popup.
    case outside
  }

  /// Makes a target.
  public init(_ id: Int, _ part: Part = .body) {
    self.id = id
    self.part = part
  }
}

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
