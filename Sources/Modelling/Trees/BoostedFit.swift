import Foundation
import Tabular

/// One fit of boosted trees: the margins so far, and the trees.
struct BoostedFit {
  private let estimator: BoostedEstimator
  private let data: TrainingSet
  private let run: TrainingRun
  private let rows: TreeTrainingRows
  private let gradients: LogisticGradients
  private let grower: LevelGrower
  private let base: Double
  private let margins: ScratchBuffer<Float>
  private var trees = TreeNodes()
  private var gains: [[(column: Int, gain: Double)]] = []
  private var validation: ValidationLoss?

  init(
    _ estimator: BoostedEstimator, data: TrainingSet, bins: SharedBins.Made, run: TrainingRun
  ) {
    self.estimator = estimator
    self.data = data
    self.run = run
    // A sample takes whole rows, so rows are merged only when every tree sees all of them.
    rows = TreeTrainingRows(data, bins: bins, merged: estimator.rowSampling == 1)
    gradients = LogisticGradients(rows)
    grower = LevelGrower(
      matrix: rows.matrix,
      rules: SplitRules(
        lambda: estimator.lambda, minimumChildWeight: estimator.minimumChildWeight,
        minimumGain: estimator.gamma, categorySmoothing: estimator.categorySmoothing,
        categoryLambda: estimator.categoryLambda, unit: gradients.unit),
      maximumDepth: estimator.maximumDepth, threads: run.threads)
    base = log(rows.positiveWeight / (rows.totalWeight - rows.positiveWeight))
    margins = ScratchBuffer(count: rows.matrix.rowCount, repeating: Float(base))
    validation = data.validation.flatMap {
      $0.labels.isEmpty ? nil : ValidationLoss($0, base: base)
    }
  }

  /// Runs the rounds.
  mutating func model() throws -> TreeEnsembleModel {
    var state = gradients.write(margins.base, round: 0, threads: run.threads)
    for round in 0..<estimator.rounds {
      if run.shouldStop() { break }
      grow(round: round, total: state.total)
      state = gradients.write(margins.base, round: round + 1, threads: run.threads)
      let loss = validation?.add(tree: round, of: trees, schema: data.frame.schema, run: run)
      run.advance(
        to: TrainingProgress(
          step: round + 1, stepCount: estimator.rounds,
          trainingLoss: state.loss / rows.totalWeight, validationLoss: loss))
      if let validation, round - validation.bestRound >= estimator.earlyStoppingRounds { break }
    }
    guard trees.treeCount > 0 else {
      throw ModellingError(
        .cancelled, "Boosted trees were stopped before the first tree; nothing was kept.")
    }
    if let validation { trees.keepFirst(validation.bestRound + 1) }
    var importance = [Double](repeating: 0, count: data.frame.schema.features.count)
    for (column, gain) in gains.prefix(trees.treeCount).joined() { importance[column] += gain }
    return TreeEnsembleModel(
      schema: data.frame.schema, kind: .boosted, baseMargin: base, trees: trees,
      gainImportance: TreeEnsembleModel.shares(of: importance))
  }

  private mutating func grow(round: Int, total: GradientPair) {
    var generator = SeededGenerator(seed: run.seed, stream: UInt64(round))
    let (count, sum) = sample(total: total, using: &generator)
    let columns = sampledColumns(using: &generator)
    var result = grower.grow(rowCount: count, pairs: gradients.pairs, total: sum, columns: columns)
    for leaf in result.leaves {
      let real = grower.rules.real(leaf.sum)
      let step = real.y + estimator.lambda > 0 ? -real.x / (real.y + estimator.lambda) : 0
      result.tree.nodes[leaf.node].value = Float(step * estimator.learningRate)
    }
    settle(&result, sampleCount: count)
    gains.append(result.tree.nodes.compactMap { $0.split.map { ($0.column, $0.gain) } })
    trees.append(result.tree, columns: rows.matrix.columns)
  }

  /// Puts the tree's rows into the partition; gives their number and the sum of their pairs.
  private func sample(
    total: GradientPair, using generator: inout SeededGenerator
  ) -> (count: Int, sum: GradientPair) {
    let target = grower.partition.rows.base
    let rowCount = rows.matrix.rowCount
    guard estimator.rowSampling < 1 else {
      for row in 0..<rowCount { target[row] = UInt32(truncatingIfNeeded: row) }
      return (rowCount, total)
    }
    let pairs = gradients.pairs
    var count = 0
    var sum = GradientPair()
    for row in 0..<rowCount where generator.unit() < estimator.rowSampling {
      target[count] = UInt32(truncatingIfNeeded: row)
      sum &+= pairs[row]
      count += 1
    }
    return (count, sum)
  }

  private func sampledColumns(using generator: inout SeededGenerator) -> [Bool] {
    let columnCount = rows.matrix.columns.count
    guard estimator.columnSampling < 1 else {
      return [Bool](repeating: true, count: columnCount)
    }
    let wanted = max(1, Int((estimator.columnSampling * Double(columnCount)).rounded()))
    var order = Array(0..<columnCount)
    var chosen = [Bool](repeating: false, count: columnCount)
    for index in 0..<wanted {
      order.swapAt(index, index + generator.below(columnCount - index))
      chosen[order[index]] = true
    }
    return chosen
  }

  /// Moves the margins by the tree, and gives its nodes the weight of their rows.
  private func settle(_ result: inout LevelGrower.Result, sampleCount: Int) {
    let indices = grower.partition.rows.base
    let weights = rows.weights
    let leaves = result.leaves
    let tree = result.tree
    let threads = worthwhileThreads(run.threads, steps: sampleCount * 4)
    let isSingle = rows.isSingle
    let covers = parallelMap(leaves.count, threads: threads) { index in
      let value = tree.nodes[leaves[index].node].value
      if isSingle {
        for position in leaves[index].range { margins.base[Int(indices[position])] += value }
        return Double(leaves[index].range.count)
      }
      var cover = 0.0
      for position in leaves[index].range {
        let row = Int(indices[position])
        margins.base[row] += value
        cover += Double(weights[row])
      }
      return cover
    }
    for (leaf, cover) in zip(leaves, covers) {
      // A sample can leave a tree without a single row; its only leaf still has some weight.
      result.tree.nodes[leaf.node].cover = max(cover, Double(Float.leastNormalMagnitude))
    }
    result.tree.sumCovers()
    guard sampleCount < rows.matrix.rowCount else { return }
    let router = grower.router(result.tree)
    let outside = rowsOutside(sampleCount: sampleCount)
    inRowBlocks(outside.count, of: 1 << 12, threads: run.threads) { range, _ in
      router.forEachValue(of: outside.base + range.lowerBound, count: range.count) { row, value in
        margins.base[row] += value
      }
    }
  }

  /// The rows that the tree's sample left out.
  private func rowsOutside(sampleCount: Int) -> ScratchBuffer<UInt32> {
    let indices = grower.partition.rows.base
    let isSampled = ScratchBuffer<Bool>(count: rows.matrix.rowCount, repeating: false)
    for position in 0..<sampleCount { isSampled.base[Int(indices[position])] = true }
    let outside = ScratchBuffer<UInt32>(
      count: rows.matrix.rowCount - sampleCount, repeating: 0)
    var count = 0
    for row in 0..<rows.matrix.rowCount where !isSampled.base[row] {
      outside.base[count] = UInt32(truncatingIfNeeded: row)
      count += 1
    }
    return outside
  }
}

/// The log-loss of held-out rows, tree by tree.
struct ValidationLoss {
  private let labels: [UInt8]
  private let rows: [Float]
  private let width: Int
  private var margins: [Double]
  private(set) var bestRound = 0
  private var bestLoss = Double.infinity

  init(_ validation: TrainingSet.Validation, base: Double) {
    labels = validation.labels
    width = validation.frame.columns.count
    let count = labels.count * width
    rows = [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = count
      if let target = buffer.baseAddress {
        RowBlock.fill(target, from: validation.frame, rows: 0..<validation.frame.rowCount)
      }
    }
    margins = [Double](repeating: base, count: labels.count)
  }

  /// Adds a tree and gives the loss with it.
  mutating func add(tree: Int, of trees: TreeNodes, schema: FeatureSchema, run: TrainingRun)
    -> Double
  {
    let blockSize = 1 << 10
    let blocks = (labels.count + blockSize - 1) / blockSize
    let count = labels.count
    let start = Int(trees.starts[tree])
    let losses = margins.withUnsafeMutableBufferPointer { margins in
      parallelMap(blocks, threads: run.threads) { block in
        var loss = 0.0
        for row in block * blockSize..<min(count, (block + 1) * blockSize) {
          margins[row] += trees.leafValue(from: start, rows: rows, at: row * width)
          let margin = labels[row] == 1 ? -margins[row] : margins[row]
          loss += max(margin, 0) + log1p(exp(-abs(margin)))
        }
        return loss
      }
    }
    let loss = losses.reduce(0, +) / Double(count)
    if loss < bestLoss {
      bestLoss = loss
      bestRound = tree
    }
    return loss
  }
}

extension TreeNodes {
  /// The value of the leaf that a row ends in, from a tree's root.
  @inline(__always)
  fileprivate func leafValue(from root: Int, rows: [Float], at offset: Int) -> Double {
    words.withUnsafeBufferPointer { words in
      guard let words = words.baseAddress else { return 0 }
      var index = root
      while !nodes[index].isLeaf {
        let node = nodes[index]
        let left = node.sendsLeft(rows[offset + Int(node.feature)], words: words)
        index = Int(node.left) + (left ? 0 : 1)
      }
      return Double(nodes[index].value)
    }
  }
}
