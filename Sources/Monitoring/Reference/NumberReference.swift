import Evaluation

/// How numbers lay when the model was made: counts between fixed quantiles, range, mean and deviation.
public struct NumberReference: Sendable, Codable, Equatable {
  /// The edges of the bins, ascending; at most 199 quantiles of the values, and the
  /// deciles between them.
  public let edges: [Double]
  /// The values in each bin, one more than there are edges; a bin holds its upper edge, and the first
  /// and the last are open.
  public let counts: [Int]
  /// Those edges at which the coarse bins of the stability index end.
  public let decileEdges: [Double]
  /// The smallest value; `nil` without values.
  public let lowest: Double?
  /// The largest value; `nil` without values.
  public let highest: Double?
  /// The mean; `nil` without values.
  public let mean: Double?
  /// The standard deviation; `nil` without values.
  public let deviation: Double?

  /// How many quantiles part the values.
  private static let quantiles = 200

  /// Describes values; NaN is left out, and what is beyond 32 bits counts as the largest of them.
  /// O(n log n).
  public init(_ values: some Sequence<Double>) {
    let sorted = values.lazy.filter { !$0.isNaN }.map(Self.bounded).sorted()
    decileEdges = PopulationStabilityIndex.decileEdges(ofSorted: sorted)
    lowest = sorted.first
    highest = sorted.last
    guard !sorted.isEmpty else {
      (edges, counts, mean, deviation) = ([], [0], nil, nil)
      return
    }
    var chosen = decileEdges
    for quantile in 1..<Self.quantiles {
      chosen.append(sorted[quantile * (sorted.count - 1) / Self.quantiles])
    }
    chosen.sort()
    var edges: [Double] = []
    for edge in chosen where edge != edges.last { edges.append(edge) }
    self.edges = edges
    let binning = Binning(edges)
    var counts = [Int](repeating: 0, count: edges.count + 1)
    for value in sorted { counts[binning.bin(of: value)] += 1 }
    self.counts = counts
    let center = sorted.reduce(0) { $0 + $1 / Double(sorted.count) }
    mean = center
    deviation =
      sorted.reduce(0) { $0 + ($1 - center) * ($1 - center) / Double(sorted.count) }
      .squareRoot()
  }

  /// A value as it is counted: infinities would leave no mean.
  static func bounded(_ value: Double) -> Double {
    let most = Double(Float.greatestFiniteMagnitude)
    return min(max(value, -most), most)
  }

  /// How many values there were.
  public var valueCount: Int { counts.reduce(0, +) }

  /// The bins between deciles: what each holds.
  var coarseContents: [PopulationStabilityIndex.Content] {
    let bounds = [-Double.infinity] + decileEdges + [.infinity]
    return (0...decileEdges.count).map { .range(lower: bounds[$0], upper: bounds[$0 + 1]) }
  }

  /// Counts in fine bins summed up between deciles.
  func coarse(_ fine: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: decileEdges.count + 1)
    var decile = 0
    for (bin, count) in fine.enumerated() {
      result[decile] += count
      if bin < edges.count, decile < decileEdges.count, edges[bin] == decileEdges[decile] {
        decile += 1
      }
    }
    return result
  }

  /// Refuses what no values can have given.
  func check(_ name: String) throws(MonitoringError) {
    guard counts.count == edges.count + 1, edges.count <= 2 * Self.quantiles,
      counts.allSatisfy({ (0...ReferenceProfile.mostRows).contains($0) })
    else { throw .damaged("the counts of \(name) don't fit its edges") }
    guard edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .damaged("the edges of \(name) are not ascending")
    }
    guard Set(edges).isSuperset(of: decileEdges),
      zip(decileEdges, decileEdges.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .damaged("the deciles of \(name) are none of its edges") }
    let figures = [lowest, highest, mean, deviation]
    guard figures.allSatisfy({ $0?.isFinite ?? true }),
      figures.allSatisfy({ $0 == nil }) == (valueCount == 0),
      lowest ?? 0 <= highest ?? 0, deviation ?? 0 >= 0
    else { throw .damaged("the range of \(name) is none") }
  }
}

/// Finds the bin of a number among ascending edges.
struct Binning: Sendable {
  private let edges: [Double]

  init(_ edges: [Double]) { self.edges = edges }

  /// The bin that ends at the first edge not below the value; the one beyond all edges if there is none.
  @inline(__always)
  func bin(of value: Double) -> Int {
    edges.withUnsafeBufferPointer { edges in
      var low = 0
      var high = edges.count
      while low < high {
        let middle = (low + high) / 2
        if edges[middle] < value { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
