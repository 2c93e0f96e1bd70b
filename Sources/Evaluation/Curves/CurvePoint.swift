/// One point of a curve over thresholds; it always lies at the end of a whole block of tied scores.
public struct CurvePoint: Sendable, Hashable {
  /// Across.
  public let x: Double
  /// Up.
  public let y: Double
  /// The score from which rows are predicted positive at this point; infinite where none is.
  public let threshold: Double
}

/// A curve whose points run from the highest threshold to the lowest, with x never falling.
public protocol ThresholdCurve: Sendable {
  /// The points, in order.
  var points: [CurvePoint] { get }
  /// The same curve with at most `count` of its points, at least 4, for drawing.
  ///
  /// The width is cut into `count / 4` columns, and each keeps its first, lowest, highest and last
  /// point: drawn on that many columns or fewer it can't be told from the whole. Source: Jugel, Jerzak,
  /// Hackenbroich and Markl 2014, doi:10.14778/2732951.2732953.
  func thinned(to count: Int) -> Self
}

extension ThresholdCurve {
  /// Where a threshold lies on the curve: the last point whose threshold is at least as high; `nil`
  /// above the first. O(log n). Ask the whole curve: a thinned one has only some of the points.
  public func point(at threshold: Double) -> CurvePoint? {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if points[middle].threshold >= threshold { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? points[low - 1] : nil
  }
}

extension Array<CurvePoint> {
  /// Keeps the first, lowest, highest and last point of each of `limit / 4` columns.
  func thinned(to limit: Int) -> [CurvePoint] {
    precondition(limit >= 4, "A thinned curve has at least 4 points.")
    guard count > limit, let first, let last else { return self }
    let columns = limit / 4
    let width = last.x - first.x
    var kept: [CurvePoint] = []
    kept.reserveCapacity(limit)
    var start = 0
    while start < count {
      let column = Self.column(of: self[start].x, from: first.x, width: width, columns: columns)
      var end = start
      var lowest = start
      var highest = start
      while end < count,
        Self.column(of: self[end].x, from: first.x, width: width, columns: columns) == column
      {
        if self[end].y < self[lowest].y { lowest = end }
        if self[end].y > self[highest].y { highest = end }
        end += 1
      }
      var previous = -1
      for index in [start, Swift.min(lowest, highest), Swift.max(lowest, highest), end - 1]
      where index > previous {
        kept.append(self[index])
        previous = index
      }
      start = end
    }
    return kept
  }

  private static func column(
    of x: Double, from origin: Double, width: Double, columns: Int
  ) -> Int {
    guard width > 0 else { return 0 }
    return Swift.min(Int((x - origin) / width * Double(columns)), columns - 1)
  }
}
