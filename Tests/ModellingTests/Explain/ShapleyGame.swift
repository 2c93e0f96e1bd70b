@testable import Modelling

/// Shapley values straight from their definition, over all subsets of a few players.
struct ShapleyGame {
  let playerCount: Int
  /// The value of each set of players, a bit a player.
  let values: [Double]

  init(playerCount: Int, value: (Int) -> Double) {
    self.playerCount = playerCount
    values = (0..<1 << playerCount).map(value)
  }

  /// The game of path-dependent explanations: at splits on unknown features both children count by
  /// their cover.
  init(pathDependent model: TreeEnsembleModel, row: [Float]) {
    self.init(playerCount: row.count) { known in
      (0..<model.treeCount).reduce(0.0) {
        $0 + Self.value(model, row: row, known: known, node: Int(model.trees.starts[$1]))
      } * model.leafScale
    }
  }

  /// The game of interventional explanations: unknown features are those of each background row.
  init(_ model: some Model, row: [Float], background: FeatureFrame) {
    let count = background.rowCount
    self.init(playerCount: row.count) { known in
      var frame = background
      for feature in row.indices where known >> feature & 1 == 1 {
        frame = frame.replacing(
          feature: feature, with: [Float](repeating: row[feature], count: count))
      }
      return model.margins(for: frame, threads: 1).reduce(0, +) / Double(count)
    }
  }

  private static func value(
    _ model: TreeEnsembleModel, row: [Float], known: Int, node: Int
  ) -> Double {
    let trees = model.trees
    let here = trees.nodes[node]
    if here.isLeaf { return Double(here.value) }
    let left = Int(here.left)
    if known >> Int(here.feature) & 1 == 1 {
      let goesLeft = trees.words.withUnsafeBufferPointer { words in
        words.baseAddress.map { here.sendsLeft(row[Int(here.feature)], words: $0) } ?? false
      }
      return value(model, row: row, known: known, node: goesLeft ? left : left + 1)
    }
    let (a, b) = (Double(trees.covers[left]), Double(trees.covers[left + 1]))
    return
      (a * value(model, row: row, known: known, node: left)
      + b * value(model, row: row, known: known, node: left + 1)) / (a + b)
  }

  private func factorial(_ n: Int) -> Double { n < 2 ? 1 : Double(n) * factorial(n - 1) }

  /// The value of each player.
  var shares: [Double] {
    (0..<playerCount).map { player in
      values.indices.filter { $0 >> player & 1 == 0 }.reduce(0.0) { sum, known in
        let size = known.nonzeroBitCount
        let weight =
          factorial(size) * factorial(playerCount - size - 1) / factorial(playerCount)
        return sum + weight * (values[known | 1 << player] - values[known])
      }
    }
  }

  /// Half of the interaction index of two players.
  func interaction(_ a: Int, _ b: Int) -> Double {
    let both = 1 << a | 1 << b
    return values.indices.filter { $0 & both == 0 }.reduce(0.0) { sum, known in
      let size = known.nonzeroBitCount
      let weight =
        factorial(size) * factorial(playerCount - size - 2) / factorial(playerCount - 1) / 2
      let change =
        values[known | both] - values[known | 1 << a] - values[known | 1 << b] + values[known]
      return sum + weight * change
    }
  }
}
