import Foundation
import Synchronization
import Tabular

/// One fit of a forest: its trees are grown on all threads, each tree from a seed of its own.
struct ForestFit {
  private let estimator: ForestEstimator
  private let data: TrainingSet
  private let run: TrainingRun
  private let rows: TreeTrainingRows
  /// What a weight of 1 is in the integer sums, which stay below 2³¹.
  private let scale: Double
  /// The mean weight of a row.
  private let meanWeight: Double

  init(
    _ estimator: ForestEstimator, data: TrainingSet, bins: SharedBins.Made, run: TrainingRun
  ) {
    self.estimator = estimator
    self.data = data
    self.run = run
    rows = TreeTrainingRows(data, bins: bins, merged: true)
    // A sample can weigh more than the rows do, so two bits are left for it.
    let exponent = rows.exponent(bits: 29, most: rows.isWhole ? 0 : 40)
    scale = scalbn(1, exponent)
    meanWeight = rows.totalWeight / Double(data.labels.count)
  }

  /// Grows the trees; those finished before a cancel make the model.
  func model() throws -> TreeEnsembleModel {
    let matrix = rows.matrix
    let decode = ColumnProjection.decodeTable(of: matrix)
    let workers = min(run.threads, estimator.treeCount)
    let desks = (0..<workers).map { _ in
      ForestDesk(
        grower: ForestGrower(
          matrix: matrix, decode: decode, rules: rules, maximumDepth: estimator.maximumDepth,
          columnsPerNode: columnsPerNode),
        rowCount: matrix.rowCount, trainingRowCount: estimator.bootstrap ? data.labels.count : 0)
    }
    let grown = Mutex([GrownTree?](repeating: nil, count: estimator.treeCount))
    let progress = ProgressCount(run: run, stepCount: estimator.treeCount)
    inParallel(estimator.treeCount, threads: workers) { index, worker in
      if run.shouldStop() { return }
      let tree = grow(index, at: desks[worker], decode: decode)
      grown.withLock { $0[index] = tree }
      progress.advance()
    }
    let kept = grown.withLock { $0.compactMap(\.self) }
    guard !kept.isEmpty else {
      throw ModellingError(
        .cancelled, "The forest was stopped before its first tree; nothing was kept.")
    }
    return assembled(kept, desks: desks)
  }

  private func assembled(_ grown: [GrownTree], desks: [ForestDesk]) -> TreeEnsembleModel {
    var trees = TreeNodes()
    var gains = [Double](repeating: 0, count: data.frame.schema.features.count)
    for tree in grown {
      trees.append(tree, columns: rows.matrix.columns)
      for node in tree.nodes {
        if let split = node.split { gains[split.column] += split.gain }
      }
    }
    return TreeEnsembleModel(
      schema: data.frame.schema, kind: .forest, baseMargin: 0, trees: trees,
      gainImportance: TreeEnsembleModel.shares(of: gains),
      outOfBag: estimator.bootstrap ? OutOfBagTally.score(desks.map(\.tally), data) : nil)
  }

  private var columnsPerNode: Int {
    let count = rows.matrix.columns.count
    let chosen = estimator.columnsPerNode ?? Int(Double(count).squareRoot().rounded())
    return min(count, max(1, chosen))
  }

  private var rules: SplitRules {
    SplitRules(
      lambda: 0, minimumChildWeight: Double(estimator.minimumLeafRows), minimumGain: 0,
      categorySmoothing: estimator.categorySmoothing, categoryLambda: 0,
      unit: SIMD2(repeating: 1 / (scale * meanWeight)))
  }

  private func grow(_ index: Int, at desk: ForestDesk, decode: [UInt8]) -> GrownTree {
    var generator = SeededGenerator(seed: run.seed, stream: UInt64(index))
    let total = fillSums(of: desk, using: &generator)
    var count = 0
    for row in 0..<rows.matrix.rowCount where desk.packed.base[row] != 0 {
      desk.grower.rows.base[count] = UInt32(truncatingIfNeeded: row)
      count += 1
    }
    // An empty sample, which only tiny sets can draw, is replaced by all rows.
    if total.y == 0 { return GrownTree(nodes: [fallbackLeaf]) }
    let tree = desk.grower.grow(
      rowCount: count, packed: desk.packed.base, total: total, using: &generator
    ) { value, range in
      for position in range {
        desk.predictions.base[Int(desk.grower.rows.base[position])] = value
      }
    }
    if estimator.bootstrap { tally(tree, at: desk, decode: decode) }
    return tree
  }

  private var fallbackLeaf: GrownTree.Node {
    GrownTree.Node(
      value: Float(rows.positiveWeight / rows.totalWeight), cover: rows.totalWeight)
  }

  /// Draws the sample: the packed weight of every matrix row, and how often each row counts.
  private func fillSums(of desk: ForestDesk, using generator: inout SeededGenerator) -> GradientPair
  {
    let packed = desk.packed.base
    packed.update(repeating: 0, count: rows.matrix.rowCount)
    var total = GradientPair()
    guard estimator.bootstrap else {
      for row in 0..<rows.matrix.rowCount {
        let pair = GradientPair(
          Int64((Double(rows.positives[row]) * scale).rounded()),
          max(1, Int64((Double(rows.weights[row]) * scale).rounded())))
        packed[row] = PackedPair.packed(min(pair.x, pair.y), pair.y)
        total &+= GradientPair(min(pair.x, pair.y), pair.y)
      }
      return total
    }
    var bootstrap = Bootstrap(generator: generator)
    let counts = desk.counts.base
    data.labels.withUnsafeBufferPointer { labels in
      for row in labels.indices {
        let count = bootstrap.next()
        counts[row] = UInt8(truncatingIfNeeded: count)
        if count == 0 { continue }
        let unit = data.weights.map { max(1, Int64((Double($0[row]) * scale).rounded())) } ?? 1
        let weight = Int64(count) * unit
        let target = rows.matrixRow.map { Int($0[row]) } ?? row
        let positive = labels[row] == 1 ? weight : 0
        packed[target] &+= PackedPair.packed(positive, weight)
        total &+= GradientPair(positive, weight)
      }
    }
    generator = SeededGenerator(seed: generator.next(), stream: 1)
    return total
  }

  private func tally(_ tree: GrownTree, at desk: ForestDesk, decode: [UInt8]) {
    let router = BinRouter(tree, matrix: rows.matrix, decode: decode)
    for row in 0..<rows.matrix.rowCount where desk.packed.base[row] == 0 {
      desk.predictions.base[row] = router.value(row: row)
    }
    for row in data.labels.indices where desk.counts.base[row] == 0 {
      let target = rows.matrixRow.map { Int($0[row]) } ?? row
      desk.tally.add(desk.predictions.base[target], row: row)
    }
  }
}

/// What one thread needs to grow trees.
final class ForestDesk {
  let grower: ForestGrower
  let packed: ScratchBuffer<Int64>
  let predictions: ScratchBuffer<Float>
  let counts: ScratchBuffer<UInt8>
  let tally: OutOfBagTally

  init(grower: ForestGrower, rowCount: Int, trainingRowCount: Int) {
    self.grower = grower
    packed = ScratchBuffer(count: rowCount, repeating: 0)
    predictions = ScratchBuffer(count: rowCount, repeating: 0)
    counts = ScratchBuffer(count: trainingRowCount, repeating: 0)
    tally = OutOfBagTally(rowCount: trainingRowCount)
  }
}
