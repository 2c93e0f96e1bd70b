/// The question that a tree asks first.
public struct FirstSplit: Sendable, Equatable {
  /// What is asked of a feature.
  public enum Test: Sendable, Equatable {
    /// Whether it lies below a number.
    case below(Float)
    /// Whether it is one of these levels, by their place in the feature's list.
    case among(Set<Int>)
  }

  /// The feature's place in the schema.
  public let feature: Int
  /// What is asked; rows that it is true of go left.
  public let test: Test
  /// Whether rows without a value go left.
  public let missingGoesLeft: Bool

  /// Whether a row with this value goes left.
  public func sendsLeft(_ value: Float) -> Bool {
    guard !value.isNaN else { return missingGoesLeft }
    switch test {
    case .below(let cut): return value < cut
    case .among(let levels): return levels.contains(Int(value))
    }
  }
}

extension TreeEnsembleModel {
  /// The question at the root of the first tree; `nil` where that is a leaf.
  public var firstSplit: FirstSplit? {
    guard let root = trees.nodes.first, !root.isLeaf else { return nil }
    let test: FirstSplit.Test
    if root.isCategory {
      let levels = (0..<Int(root.value)).filter { level in
        trees.words[root.firstWord + level >> 6] >> UInt64(level & 63) & 1 == 1
      }
      test = .among(Set(levels))
    } else {
      test = .below(root.value)
    }
    return FirstSplit(
      feature: Int(root.feature), test: test, missingGoesLeft: root.missingLeft)
  }
}
