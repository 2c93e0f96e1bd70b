import Foundation
import Tabular

/// Draws the first centres: each from the points, with a probability that grows with the square of the
/// distance to the nearest centre before it, the best of a few draws.
enum KMeansSeeding {
  static func centres(
    of points: Points, _ count: Int, using generator: inout SeededGenerator
  ) -> Points {
    var chosen = [generator.below(points.count)]
    let packed = PackedPoints(points)
    var nearest = squares(of: packed, to: points[chosen[0]])
    let draws = 2 + Int(log(Double(count)))
    while chosen.count < count {
      var sums: [Double] = []
      sums.reserveCapacity(points.count)
      var sum = 0.0
      for square in nearest {
        sum += Double(square)
        sums.append(sum)
      }
      // Nothing is left that differs from a centre.
      guard sum > 0 else { break }
      var best: (row: Int, nearest: [Float], sum: Double)?
      for _ in 0..<draws {
        let row = first(in: sums, above: generator.unit() * sum)
        guard nearest[row] > 0 else { continue }
        let own = squares(of: packed, to: points[row])
        let candidate = zip(nearest, own).map { Swift.min($0, $1) }
        let total = candidate.reduce(0) { $0 + Double($1) }
        if total < best?.sum ?? .infinity { best = (row, candidate, total) }
      }
      guard let best else { break }
      chosen.append(best.row)
      nearest = best.nearest
    }
    return points.rows(chosen)
  }

  private static func squares(of packed: PackedPoints, to point: ArraySlice<Float>) -> [Float] {
    var squares: [Float] = []
    squares.reserveCapacity(packed.count)
    packed.lanes.withUnsafeBufferPointer { lanes in
      point.withUnsafeBufferPointer { point in
        guard let lane = lanes.baseAddress, let point = point.baseAddress else { return }
        for group in 0..<packed.groupCount {
          let eight = PackedPoints.squares(group, of: lane, dimension: packed.dimension, to: point)
          for place in 0..<min(PackedPoints.width, packed.count - group * PackedPoints.width) {
            squares.append(eight[place])
          }
        }
      }
    }
    return squares
  }

  /// The first place whose sum lies above a value; the last where none does.
  private static func first(in sums: [Double], above value: Double) -> Int {
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
