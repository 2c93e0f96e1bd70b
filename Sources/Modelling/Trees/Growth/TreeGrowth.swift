import Tabular

/// In what order the nodes of a tree are split.
public enum TreeGrowth: String, Sendable, Codable, CaseIterable {
  /// All nodes of a level, then those of the next.
  case depthWise
  /// The node of the greatest gain next, up to the most leaves (as LightGBM grows trees).
  case leafWise
  /// All nodes of a level by one and the same test, that of the greatest sum of gains (as CatBoost
  /// grows trees). A node of which a level's test would leave a side too light is left whole there.
  case symmetric
}

/// Which way predictions may go along a feature, all else being equal.
public enum MonotoneDirection: Int, Sendable, Codable {
  case falling = -1
  case rising = 1
}

/// The columns that a node may split, out of those of its tree.
struct ColumnChoice: Sendable {
  /// The columns of the tree.
  let tree: [Bool]
  private let levelShare: Double
  private let nodeShare: Double
  private let seed: UInt64

  init(tree: [Bool], _ estimator: BoostedEstimator, seed: UInt64) {
    self.tree = tree
    levelShare = estimator.columnSamplingByLevel
    nodeShare = estimator.columnSamplingByNode
    self.seed = seed
  }

  /// The columns of a node.
  ///
  /// - Parameter path: 1 for a root, and twice its parent's for a left child, one more for a right
  ///   one: the choice does not depend on the order in which nodes are split.
  func columns(depth: Int, path: UInt64) -> [Bool] {
    guard levelShare < 1 || nodeShare < 1 else { return tree }
    var generator = SeededGenerator(seed: seed, stream: UInt64(depth))
    let level = Self.sample(tree, share: levelShare, using: &generator)
    var own = SeededGenerator(seed: seed ^ 0x5EED, stream: path)
    return Self.sample(level, share: nodeShare, using: &own)
  }

  /// So many of the marked columns, rounded up, so that two columns are not torn apart by a share
  /// of most.
  static func sample(
    _ columns: [Bool], share: Double, using generator: inout SeededGenerator
  ) -> [Bool] {
    guard share < 1 else { return columns }
    var marked = columns.indices.filter { columns[$0] }
    let wanted = count(of: marked.count, share: share)
    var chosen = [Bool](repeating: false, count: columns.count)
    for index in 0..<wanted {
      marked.swapAt(index, index + generator.below(marked.count - index))
      chosen[marked[index]] = true
    }
    return chosen
  }

  /// How many of some columns a share is: rounded up, at least one.
  static func count(of columns: Int, share: Double) -> Int {
    // Shares such as 0.7 of 10 come out a hair above a whole number.
    min(columns, max(1, Int((share * Double(columns) - 1e-9).rounded(.up))))
  }
}
