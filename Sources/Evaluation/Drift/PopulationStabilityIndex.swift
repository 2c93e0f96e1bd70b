import Foundation

/// How far a column has moved from its reference: Σ (c − r) ln(c / r) over bins.
///
/// Shares below 1e−4 are raised to it and not normalised again. Missing values are a bin of their own,
/// and count among the rows. A bin that is empty on both sides adds nothing and is not listed.
public struct PopulationStabilityIndex: Sendable, Equatable {
  /// What a bin holds.
  public enum Content: Sendable, Hashable {
    /// Numbers above `lower` and up to `upper`, either of which may be infinite.
    case range(lower: Double, upper: Double)
    /// One category by its code.
    case category(Int32)
    /// All categories that the reference doesn't have.
    case unseen
    /// Missing values.
    case missing
  }

  /// One bin.
  public struct Bin: Sendable, Equatable {
    /// What it holds.
    public let content: Content
    /// Its share of the reference rows, 0…1, not floored.
    public let referenceShare: Double
    /// Its share of the current rows, 0…1, not floored.
    public let currentShare: Double
    /// What it adds to the index.
    public let contribution: Double
  }

  /// How much the index says.
  public enum Verdict: String, Sendable, Codable {
    /// Nothing to see.
    case stable
    /// Above the larger of .1 and twice the noise floor.
    case shifted
    /// Above .25, and above the flag.
    case alarm
  }

  /// The bins: numbers ascending or categories by code, then unseen, then missing.
  public let bins: [Bin]
  /// The index; 0 for equal shares.
  public let value: Double
  /// What chance alone gives on average: (B − 1)(1/N_r + 1/N_c).
  public let noiseFloor: Double

  /// The verdict.
  public var verdict: Verdict {
    guard value > max(0.1, 2 * noiseFloor) else { return .stable }
    return value > 0.25 ? .alarm : .shifted
  }

  /// Compares numbers; NaN is missing.
  ///
  /// The edges are the deciles of the reference's present values, by linear interpolation, merged where
  /// equal; a bin holds its upper edge, and the end bins are open. Where all deciles are one value,
  /// what lies below it, at it and above it are three bins, or else a fall below would not show. With
  /// no present reference value all numbers are one bin. `nil` when either side has no rows.
  public init?(reference: [Double], current: [Double]) {
    guard !reference.isEmpty, !current.isEmpty else { return nil }
    let edges = PopulationStabilityIndex.decileEdges(
      ofSorted: reference.filter { !$0.isNaN }.sorted())
    func counts(_ values: [Double]) -> [Int] {
      var counts = [Int](repeating: 0, count: edges.count + 2)
      for value in values {
        counts[value.isNaN ? edges.count + 1 : edges.count { $0 < value }] += 1
      }
      return counts
    }
    let bounds = [-Double.infinity] + edges + [.infinity]
    let contents =
      (0...edges.count).map { Content.range(lower: bounds[$0], upper: bounds[$0 + 1]) } + [.missing]
    self.init(contents: contents, reference: counts(reference), current: counts(current))
  }

  /// Compares counts in bins that were settled beforehand; `nil` when either side has no rows.
  ///
  /// - Precondition: there is one count on each side for every content.
  public init?(contents: [Content], referenceCounts: [Int], currentCounts: [Int]) {
    precondition(
      contents.count == referenceCounts.count && contents.count == currentCounts.count,
      "Every bin has a count on each side.")
    guard referenceCounts.contains(where: { $0 > 0 }), currentCounts.contains(where: { $0 > 0 })
    else { return nil }
    self.init(contents: contents, reference: referenceCounts, current: currentCounts)
  }

  /// Compares category codes that mean the same on both sides; a negative code is missing. `nil` when
  /// either side has no rows.
  public init?(referenceCodes reference: [Int32], currentCodes current: [Int32]) {
    guard !reference.isEmpty, !current.isEmpty else { return nil }
    var positions: [Int32: Int] = [:]
    let levels = Set(reference.lazy.filter { $0 >= 0 }).sorted()
    for (position, level) in levels.enumerated() { positions[level] = position }
    func counts(_ codes: [Int32]) -> [Int] {
      var counts = [Int](repeating: 0, count: levels.count + 2)
      for code in codes {
        counts[code < 0 ? levels.count + 1 : positions[code] ?? levels.count] += 1
      }
      return counts
    }
    self.init(
      contents: levels.map(Content.category) + [.unseen, .missing], reference: counts(reference),
      current: counts(current))
  }

  private init(contents: [Content], reference: [Int], current: [Int]) {
    let referenceCount = Double(reference.reduce(0, +))
    let currentCount = Double(current.reduce(0, +))
    var bins: [Bin] = []
    for index in contents.indices where reference[index] + current[index] > 0 {
      let referenceShare = Double(reference[index]) / referenceCount
      let currentShare = Double(current[index]) / currentCount
      let floored = (max(referenceShare, 1e-4), max(currentShare, 1e-4))
      bins.append(
        Bin(
          content: contents[index], referenceShare: referenceShare, currentShare: currentShare,
          contribution: (floored.1 - floored.0) * log(floored.1 / floored.0)))
    }
    self.bins = bins
    value = bins.reduce(0) { $0 + $1.contribution }
    noiseFloor = Double(bins.count - 1) * (1 / referenceCount + 1 / currentCount)
  }

  /// The edges between the bins of numbers: the deciles of ascending values, equal ones merged; where
  /// all are one value, that value and the number just below it. Empty without values.
  public static func decileEdges(ofSorted sorted: [Double]) -> [Double] {
    guard !sorted.isEmpty else { return [] }
    var edges: [Double] = []
    for decile in 1...9 {
      // Multiplied before it is divided: a decile that falls on a value is then exactly that value.
      let edge = Quantile.of(sorted, position: Double(decile * (sorted.count - 1)) / 10)
      if edge != edges.last { edges.append(edge) }
    }
    if edges.count == 1 { edges.insert(edges[0].nextDown, at: 0) }
    return edges
  }
}
