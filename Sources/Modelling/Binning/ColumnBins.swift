/// How the values of one column become bins.
///
/// Present values take the bins 0..<`valueBinCount`. A column in which training saw missing values
/// has one bin more, the last, for them.
public struct ColumnBins: Sendable, Equatable {
  /// What a bin stands for.
  public enum Kind: Sendable, Equatable {
    /// Bin `b` holds values with exactly `b` of the ascending edges at or below them.
    case number(edges: [Float])
    /// The bin of each level. Above 255 levels the rarest ones share the last bin.
    case category(binOfLevel: [UInt8])
  }

  /// What the bins stand for.
  public let kind: Kind
  /// The number of bins for present values, at most 255; 0 when every value is missing.
  public let valueBinCount: Int
  /// Whether training saw a missing value.
  public let hasMissing: Bool

  /// The number of bins, the one for missing values included; at least 1.
  public var binCount: Int { max(1, valueBinCount + (hasMissing ? 1 : 0)) }

  /// Whether a bin is a set of levels without order.
  public var isCategory: Bool {
    if case .category = kind { true } else { false }
  }

  /// The bins of a column's training values.
  init(values: [Float], feature: Feature, maximumBins: Int) {
    if let levels = feature.levels {
      self.init(codes: values, levelCount: levels.count, maximumBins: maximumBins)
    } else {
      self.init(numbers: values, maximumBins: maximumBins)
    }
  }

  private init(numbers values: [Float], maximumBins: Int) {
    let edges = QuantileEdges.edges(for: values, maximumBins: maximumBins)
    kind = .number(edges: edges ?? [])
    valueBinCount = edges.map { $0.count + 1 } ?? 0
    hasMissing = values.contains { $0.isNaN }
  }

  private init(codes: [Float], levelCount: Int, maximumBins: Int) {
    var counts = [Int](repeating: 0, count: levelCount)
    var missing = false
    for code in codes {
      if let level = Self.level(code, below: levelCount) {
        counts[level] += 1
      } else {
        missing = true
      }
    }
    var bins = [UInt8](repeating: 0, count: levelCount)
    if levelCount <= maximumBins {
      for level in 0..<levelCount { bins[level] = UInt8(level) }
      valueBinCount = levelCount
    } else {
      // The commonest levels keep a bin each; all others share the last.
      let order = (0..<levelCount).sorted { (counts[$1], $0) < (counts[$0], $1) }
      for (rank, level) in order.enumerated() { bins[level] = UInt8(min(rank, maximumBins - 1)) }
      valueBinCount = maximumBins
    }
    kind = .category(binOfLevel: bins)
    hasMissing = missing
  }

  /// The level that an encoded value stands for; `nil` when it is missing or none of them.
  @inline(__always)
  static func level(_ code: Float, below levelCount: Int) -> Int? {
    code >= 0 && code < Float(levelCount) ? Int(code) : nil
  }

  /// Writes the bins of training values.
  ///
  /// - Precondition: `values` are those that the bins were made of.
  func write(_ values: [Float], to target: UnsafeMutablePointer<UInt8>) {
    let missingBin = UInt8(hasMissing ? valueBinCount : 0)
    switch kind {
    case .category(let binOfLevel):
      for (row, code) in values.enumerated() {
        target[row] =
          Self.level(code, below: binOfLevel.count).map { binOfLevel[$0] } ?? missingBin
      }
    case .number(let edges):
      // Padded to 255 edges the search has eight steps for every value, and no branch to foretell.
      let padded = edges + [Float](repeating: .infinity, count: 255 - edges.count)
      padded.withUnsafeBufferPointer { edges in
        guard let edges = edges.baseAddress else { return }
        for (row, value) in values.enumerated() {
          let rank = Self.rank(of: QuantileEdges.clamped(value), in: edges)
          target[row] = value == value ? rank : missingBin
        }
      }
    }
  }

  /// The number of 255 ascending edges at or below a value.
  @inline(__always)
  private static func rank(of value: Float, in edges: UnsafePointer<Float>) -> UInt8 {
    var low = 0
    var step = 128
    while step > 0 {
      low &+= edges[low &+ step &- 1] <= value ? step : 0
      step >>= 1
    }
    return UInt8(truncatingIfNeeded: low)
  }
}
