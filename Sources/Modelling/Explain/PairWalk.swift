import Foundation

/// Walks trees for a row and each background row, and shares each leaf out among the features in
/// which the way there agrees with one of the two alone.
///
/// A leaf that takes a features from the row and b from the background row gives each of the former
/// leaf · (a − 1)! b! / (a + b)! and each of the latter −leaf · a! (b − 1)! / (a + b)!.
struct PairWalk: Sendable {
  private let background: BackgroundRows
  private let weights: PairWeights
  private let mostFeatures: Int

  init(_ trees: TreeNodes, background: BackgroundRows) {
    self.background = background
    mostFeatures = PathLength.mostFeatures(in: trees)
    weights = PairWeights(mostFeatures: mostFeatures)
  }

  /// The values of one row, not scaled, summed over the background.
  ///
  /// - Parameter row: a finite or missing value for each feature.
  func values(of row: [Float], in trees: TreeNodes) -> [Double] {
    let width = row.count
    var walker = Walker(width: width, mostFeatures: mostFeatures, weights: weights)
    trees.nodes.withUnsafeBufferPointer { nodes in
      trees.words.withUnsafeBufferPointer { words in
        row.withUnsafeBufferPointer { row in
          background.values.withUnsafeBufferPointer { others in
            guard let nodes = nodes.baseAddress, let words = words.baseAddress,
              let row = row.baseAddress, let others = others.baseAddress
            else { return }
            // A tree's nodes stay in the cache while all of the background passes.
            for tree in 0..<trees.treeCount {
              for (other, count) in background.counts.enumerated() {
                walker.walk(
                  from: Int(trees.starts[tree]), nodes, words, row, others + other * width, count)
              }
            }
          }
        }
      }
    }
    return (0..<width).map { walker.totals.base[$0] }
  }

  /// The memory of one row's walks. Parting ways is kept on a stack of its own, so that the depth of
  /// a tree costs no frames of the program's.
  private struct Walker {
    let totals: ScratchBuffer<Double>
    /// By feature: 0 where both rows agreed so far, 1 where the way is the row's, 2 where it is the
    /// background row's.
    private let sides: ScratchBuffer<UInt8>
    private let partings: ScratchBuffer<Parting>
    private let weights: PairWeights

    /// A node where the rows part for the first time on its feature.
    private struct Parting {
      var feature = 0
      /// Where the background row goes.
      var otherChild = 0
      var isSecondWay = false
      /// Sums over the leaves below: what features of the row get, and those of the other row.
      var own = 0.0
      var others = 0.0
    }

    init(width: Int, mostFeatures: Int, weights: PairWeights) {
      totals = ScratchBuffer(count: width, repeating: 0)
      sides = ScratchBuffer(count: width, repeating: 0)
      partings = ScratchBuffer(count: mostFeatures + 1, repeating: Parting())
      self.weights = weights
    }

    mutating func walk(
      from root: Int, _ nodes: UnsafePointer<TreeNode>, _ words: UnsafePointer<UInt64>,
      _ row: UnsafePointer<Float>, _ other: UnsafePointer<Float>, _ count: Double
    ) {
      let partings = partings.base
      let sides = sides.base
      var depth = 0
      var (ownCount, otherCount) = (0, 0)
      var index = root
      while true {
        while !nodes[index].isLeaf {
          let node = nodes[index]
          let feature = Int(node.feature)
          let left = Int(node.left)
          let side = sides[feature]
          if side == 0 {
            let own = left + (node.sendsLeft(row[feature], words: words) ? 0 : 1)
            let others = left + (node.sendsLeft(other[feature], words: words) ? 0 : 1)
            index = own
            if own != others {
              partings[depth] = Parting(feature: feature, otherChild: others)
              depth += 1
              sides[feature] = 1
              ownCount += 1
            }
          } else {
            let value = side == 1 ? row[feature] : other[feature]
            index = left + (node.sendsLeft(value, words: words) ? 0 : 1)
          }
        }
        let leaf = Double(nodes[index].value) * count
        var own = ownCount > 0 ? leaf * weights.weight(ownCount - 1, otherCount) : 0
        var others = otherCount > 0 ? -leaf * weights.weight(ownCount, otherCount - 1) : 0
        // Up to the nearest parting whose second way is still to go.
        while true {
          if depth == 0 { return }
          let top = depth - 1
          let feature = partings[top].feature
          if !partings[top].isSecondWay {
            partings[top].isSecondWay = true
            partings[top].own = own
            partings[top].others = others
            sides[feature] = 2
            ownCount -= 1
            otherCount += 1
            index = partings[top].otherChild
            break
          }
          totals.base[feature] += partings[top].own + others
          own += partings[top].own
          others += partings[top].others
          sides[feature] = 0
          otherCount -= 1
          depth = top
        }
      }
    }
  }
}

/// a! b! / (a + b + 1)!, from a table where paths are of ordinary length.
struct PairWeights: Sendable {
  private let size: Int
  private let table: [Double]

  init(mostFeatures: Int) {
    let size = min(mostFeatures + 1, 128)
    self.size = size
    table = (0..<size * size).map { Self.exact($0 / size, $0 % size) }
  }

  @inline(__always)
  func weight(_ a: Int, _ b: Int) -> Double {
    a < size && b < size ? table[a * size + b] : Self.far(a, b)
  }

  /// As a product of ratios, which rounds less than logarithms do.
  private static func exact(_ a: Int, _ b: Int) -> Double {
    var value = 1 / Double(a + b + 1)
    for step in 0..<min(a, b) {
      value *= Double(min(a, b) - step) / Double(a + b - step)
    }
    return value
  }

  private static func far(_ a: Int, _ b: Int) -> Double {
    exp(lgamma(Double(a + 1)) + lgamma(Double(b + 1)) - lgamma(Double(a + b + 2)))
  }
}
