/// Points eight by eight with their places side by side, so that eight distances are worked out at once.
///
/// The last eight are filled up with infinity, whose distance to anything is infinite.
struct PackedPoints {
  static let width = 8
  let count: Int
  let dimension: Int
  /// `lanes[group * dimension + place]`.
  let lanes: [SIMD8<Float>]

  var groupCount: Int { (count + Self.width - 1) / Self.width }

  init(_ points: Points) {
    count = points.count
    dimension = points.dimension
    let groups = (count + Self.width - 1) / Self.width
    var lanes = [SIMD8<Float>](
      repeating: SIMD8(repeating: .infinity), count: groups * dimension)
    for row in 0..<count {
      let (group, lane) = row.quotientAndRemainder(dividingBy: Self.width)
      for place in 0..<dimension {
        lanes[group * dimension + place][lane] = points.values[row * dimension + place]
      }
    }
    self.lanes = lanes
  }

  /// The squared distances of a point to eight.
  ///
  /// - Precondition: `lanes` are this value's, and `point` has its dimension.
  @inline(__always)
  static func squares(
    _ group: Int, of lanes: UnsafePointer<SIMD8<Float>>, dimension: Int,
    to point: UnsafePointer<Float>
  ) -> SIMD8<Float> {
    let base = lanes + group * dimension
    var sum = SIMD8<Float>.zero
    for place in 0..<dimension {
      let difference = base[place] - SIMD8(repeating: point[place])
      sum += difference * difference
    }
    return sum
  }
}
