/// A rectangle of cells.
public struct Rect: Hashable, Sendable, Codable {
  /// The leftmost column.
  public var column: Int
  /// The topmost row.
  public var row: Int
  /// Columns; never negative.
  public var width: Int
  /// Rows; never negative.
  public var height: Int

  /// Makes a rectangle; negative extents become zero.
  public init(column: Int, row: Int, width: Int, height: Int) {
    self.column = column
    self.row = row
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The rectangle of that size at the top left.
  public init(_ size: Size) {
    self.init(column: 0, row: 0, width: size.width, height: size.height)
  }

  /// The extent.
  public var size: Size { Size(width: width, height: height) }
  /// The top left cell.
  public var origin: Position { Position(column: column, row: row) }
  /// The first column right of the rectangle.
  public var endColumn: Int { column + width }
  /// The first row below the rectangle.
  public var endRow: Int { row + height }
  /// Whether there is no cell in it.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether a cell lies inside.
  public func contains(_ position: Position) -> Bool {
    position.column >= column && position.column < endColumn && position.row >= row
      && position.row < endRow
  }

  /// The cells in both rectangles; empty when they don't meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, width: min(endColumn, other.endColumn) - left,
      height: min(endRow, other.endRow) - top)
  }

  /// The rectangle without `horizontal` columns at both sides and `vertical` rows at top and bottom.
  public func inset(horizontal: Int = 0, vertical: Int = 0) -> Rect {
    Rect(
      column: column + min(horizontal, width), row: row + min(vertical, height),
      width: width - 2 * horizontal, height: height - 2 * vertical)
  }

  /// The rectangle of that size in the middle of this one, cut to fit.
  public func centered(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(
      column: column + (self.width - width) / 2, row: row + (self.height - height) / 2,
      width: width, height: height)
  }

  /// One row of the rectangle, counted from its top; empty when there is no such row.
  public func line(_ index: Int) -> Rect {
    Rect(
      column: column, row: row + index, width: width,
      height: index >= 0 && index < height ? 1 : 0)
  }

  /// Cuts `count` rows off the top and returns them.
  public mutating func takeTop(_ count: Int) -> Rect {
    let taken = min(max(0, count), height)
    defer {
      row += taken
      height -= taken
    }
    return Rect(column: column, row: row, width: width, height: taken)
  }

  /// Cuts `count` rows off the bottom and returns them.
  public mutating func takeBottom(_ count: Int) -> Rect {
    let taken = min(max(0, count), height)
    height -= taken
    return Rect(column: column, row: endRow, width: width, height: taken)
  }

  /// Cuts `count` columns off the left and returns them.
  public mutating func takeLeft(_ count: Int) -> Rect {
    let taken = min(max(0, count), width)
    defer {
      column += taken
      width -= taken
    }
    return Rect(column: column, row: row, width: taken, height: height)
  }

  /// Cuts `count` columns off the right and returns them.
  public mutating func takeRight(_ count: Int) -> Rect {
    let taken = min(max(0, count), width)
    width -= taken
    return Rect(column: endColumn, row: row, width: taken, height: height)
  }

  /// Splits the width into parts in proportion to `weights`, `gap` columns apart.
  ///
  /// The parts differ from their exact share by less than a cell and fill the whole width.
  public func columns(_ weights: [Int], gap: Int = 0) -> [Rect] {
    Rect.shares(of: width, weights: weights, gap: gap).map {
      Rect(column: column + $0.start, row: row, width: $0.length, height: height)
    }
  }

  /// Splits the height into parts in proportion to `weights`, `gap` rows apart.
  public func rows(_ weights: [Int], gap: Int = 0) -> [Rect] {
    Rect.shares(of: height, weights: weights, gap: gap).map {
      Rect(column: column, row: row + $0.start, width: width, height: $0.length)
    }
  }

  private static func shares(
    of extent: Int, weights: [Int], gap: Int
  ) -> [(start: Int, length: Int)] {
    precondition(weights.allSatisfy { $0 >= 0 }, "A share of an area can't be negative.")
    let room = max(0, extent - gap * max(0, weights.count - 1))
    let total = max(1, weights.reduce(0, +))
    var before = 0
    return weights.enumerated().map { index, weight in
      let start = room * before / total
      before += weight
      return (min(start + gap * index, extent), room * before / total - start)
    }
  }
}
