/// Points in a space of one dimension or more, row after row.
public struct Points: Sendable, Equatable {
  /// Numbers a point.
  public let dimension: Int
  /// `values[row * dimension + place]`, all finite.
  public let values: [Float]

  /// Makes points.
  ///
  /// - Precondition: the dimension is at least 1, there are whole rows, and every value is finite and
  ///   below 1e18, so that squared distances are finite too.
  public init(dimension: Int, values: [Float]) {
    precondition(dimension > 0 && values.count % dimension == 0, "Points come in whole rows.")
    precondition(values.allSatisfy { abs($0) < 1e18 }, "Points are finite and below 1e18.")
    self.dimension = dimension
    self.values = values
  }

  /// The number of points.
  public var count: Int { values.count / dimension }

  /// The numbers of one point.
  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * dimension..<(row + 1) * dimension]
  }

  /// The chosen points, in the given order.
  public func rows(_ rows: [Int]) -> Points {
    var chosen: [Float] = []
    chosen.reserveCapacity(rows.count * dimension)
    for row in rows { chosen += self[row] }
    return Points(dimension: dimension, values: chosen)
  }
}
