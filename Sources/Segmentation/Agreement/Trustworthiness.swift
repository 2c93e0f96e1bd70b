import Threads

/// How far the neighbours on a map are neighbours in the space that it draws (Venna and Kaski 2001,
/// doi:10.1007/3-540-44668-0_68).
public enum Trustworthiness {
  /// 1 where every near point on the map is near in the space, falling with the ranks of those that are
  /// not; about 0.5 for a map at random. `nil` where `neighbours` is not below half the points.
  ///
  /// O(n² × dimension); give a sample of many points.
  ///
  /// - Precondition: the map has as many points as the space, and `neighbours` is above 0.
  public static func score(
    of map: Points, for space: Points, neighbours: Int = 15, threads: Int
  ) -> Double? {
    precondition(map.count == space.count, "A map has every point of its space.")
    precondition(neighbours > 0, "A point has a neighbour.")
    let count = space.count
    guard 2 * neighbours < count else { return nil }
    let near = Neighbours(of: map, count: neighbours, threads: threads)
    let packed = PackedPoints(space)
    let penalties = parallelMap(count, threads: threads) { row in
      penalty(
        of: row, Array(space[row]),
        near: near.indices[row * neighbours..<(row + 1) * neighbours].map(Int.init), in: packed)
    }
    let scale =
      Double(count) * Double(neighbours) * Double(2 * count - 3 * neighbours - 1)
    return 1 - 2 / scale * penalties.reduce(0) { $0 + Double($1) }
  }

  /// By how much the ranks in the space of a point's neighbours on the map lie beyond their number.
  private static func penalty(
    of row: Int, _ point: [Float], near: [Int], in packed: PackedPoints
  ) -> Int {
    var squares: [Float] = []
    squares.reserveCapacity(packed.count + PackedPoints.width)
    packed.lanes.withUnsafeBufferPointer { lanes in
      point.withUnsafeBufferPointer { point in
        guard let lane = lanes.baseAddress, let point = point.baseAddress else { return }
        for group in 0..<packed.groupCount {
          let eight = PackedPoints.squares(group, of: lane, dimension: packed.dimension, to: point)
          for place in 0..<PackedPoints.width { squares.append(eight[place]) }
        }
      }
    }
    return near.reduce(0) { sum, neighbour in
      let own = squares[neighbour]
      var rank = 1
      for (other, square) in squares.enumerated()
      where other != row && (square < own || square == own && other < neighbour) {
        rank += 1
      }
      return sum + max(0, rank - near.count)
    }
  }
}
