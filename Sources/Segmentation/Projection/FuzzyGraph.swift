import Foundation

/// How strongly points belong to each other's surroundings: a symmetric graph with weights above 0 and up
/// to 1 (the fuzzy simplicial set of UMAP).
///
/// Each point's nearest neighbour has weight 1, and the others less with distance, such that the weights of
/// a point sum to log₂ of its neighbours; two points are joined if either takes the other in: a + b − ab.
struct FuzzyGraph: Sendable {
  struct Edge: Sendable, Equatable {
    let head: Int32
    let tail: Int32
    let weight: Float
  }

  let pointCount: Int
  /// Both ways, by head and then by tail.
  let edges: [Edge]

  init(_ near: Neighbours) {
    let perPoint = near.perPoint
    let count = near.indices.count / max(1, perPoint)
    pointCount = count
    let mean =
      near.distances.reduce(0) { $0 + Double($1) } / Double(max(1, near.distances.count))
    // Each point's neighbours by weight, and who counts it among theirs.
    var own: [[(tail: Int32, weight: Double)]] = []
    var taken = [[(tail: Int32, weight: Double)]](repeating: [], count: count)
    own.reserveCapacity(count)
    for head in 0..<count {
      let places = head * perPoint..<(head + 1) * perPoint
      let weights = Self.weights(near.distances[places].map(Double.init), meanOfAll: mean)
      var row: [(tail: Int32, weight: Double)] = []
      for (place, weight) in zip(places, weights) where weight > 0 {
        row.append((near.indices[place], weight))
        taken[Int(near.indices[place])].append((Int32(head), weight))
      }
      own.append(row.sorted { $0.tail < $1.tail })
    }
    edges = (0..<count).flatMap { Self.joined(own[$0], taken[$0], head: Int32($0)) }
  }

  /// The two directions of a point's edges as one; both lists ascend.
  private static func joined(
    _ own: [(tail: Int32, weight: Double)], _ taken: [(tail: Int32, weight: Double)], head: Int32
  ) -> [Edge] {
    var edges: [Edge] = []
    var (left, right) = (0, 0)
    while left < own.count || right < taken.count {
      let first = left < own.count ? own[left].tail : .max
      let second = right < taken.count ? taken[right].tail : .max
      let tail = min(first, second)
      var (a, b) = (0.0, 0.0)
      if first == tail {
        a = own[left].weight
        left += 1
      }
      if second == tail {
        b = taken[right].weight
        right += 1
      }
      edges.append(Edge(head: head, tail: tail, weight: Float(a + b - a * b)))
    }
    return edges
  }

  /// The weights of one point's neighbours, nearest first: exp(−(d − nearest) / σ), with the σ that makes
  /// them sum to log₂ of the surroundings.
  private static func weights(_ distances: [Double], meanOfAll: Double) -> [Double] {
    let target = log2(Double(distances.count + 1))
    let nearest = distances.first { $0 > 0 } ?? 0
    var (low, high, sigma) = (0.0, Double.infinity, 1.0)
    for _ in 0..<64 {
      let sum = distances.reduce(0) { sum, distance in
        let beyond = distance - nearest
        return sum + (beyond > 0 ? exp(-beyond / sigma) : 1)
      }
      if abs(sum - target) < 1e-5 { break }
      if sum > target {
        high = sigma
        sigma = (low + high) / 2
      } else {
        low = sigma
        sigma = high == .infinity ? sigma * 2 : (low + high) / 2
      }
    }
    // Surroundings of equal points must not shrink to nothing.
    let mean = distances.reduce(0, +) / Double(max(1, distances.count))
    sigma = max(sigma, 1e-3 * (nearest > 0 ? mean : meanOfAll))
    return distances.map { distance in
      let beyond = distance - nearest
      return beyond <= 0 || sigma == 0 ? 1 : exp(-beyond / sigma)
    }
  }
}
