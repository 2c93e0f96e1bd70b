/// Two sums side by side, in integers so that neither the order of adding nor the threads matter.
///
/// `x` is the gradient (boosting) or the weight of positives (forest); `y` the hessian or the
/// weight. What one unit stands for is ``SplitRules/unit``.
typealias GradientPair = SIMD2<Int64>

/// Where the pair of each matrix row is found.
enum RowPairs {
  /// A pair of 64 bits each.
  case wide(UnsafePointer<GradientPair>)
  /// Both in one integer (``PackedPair``), small enough for the sum of `packedBlock` rows to fit.
  case packed(UnsafePointer<Int64>)

  /// Rows whose packed pairs may be summed without overflow.
  static let packedBlock = 1 << 13

  /// One row's pair.
  @inline(__always)
  subscript(row: Int) -> GradientPair {
    switch self {
    case .wide(let pairs): pairs[row]
    case .packed(let pairs): PackedPair.unpacked(pairs[row])
    }
  }
}

/// A set of bins of one column.
struct BinSet: Sendable, Equatable {
  private var words = SIMD4<UInt64>()

  @inline(__always)
  func contains(_ bin: Int) -> Bool { words[bin >> 6] >> UInt64(bin & 63) & 1 == 1 }

  mutating func insert(_ bin: Int) { words[bin >> 6] |= 1 << UInt64(bin & 63) }
}

/// How a node sends its rows to its children.
struct BinSplit: Sendable, Equatable {
  /// What sends a present value to the left.
  enum Test: Sendable, Equatable {
    /// Its bin is below this.
    case below(Int)
    /// Its bin is one of these.
    case among(BinSet)
  }

  let column: Int
  let gain: Double
  let test: Test
  let missingLeft: Bool
  let leftSum: GradientPair

  /// Whether a bin of the column goes left.
  @inline(__always)
  func sendsLeft(bin: Int, valueBinCount: Int) -> Bool {
    if bin >= valueBinCount { return missingLeft }
    switch test {
    case .below(let cut): return bin < cut
    case .among(let bins): return bins.contains(bin)
    }
  }
}
