import Foundation
import Synchronization
import Tabular
import Threads

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
  /// Each training row's weight in the integer sums; `nil` when every one is 1.
  private let units: [UInt32]?

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
    let scale = scale
    units = data.weights.map { weights in
      weights.map { UInt32(max(1, (Double($0) * scale).rounded())) }
    }
  }

  /// Grows the trees; those finished before a cancel make the model.
  func model() throws -> TreeEnsembleModel {
    let matrix = rows.matrix
    let decode = ColumnProjection.decodeTable(of: matrix)
    let workers = min(run.threads, estimator.treeCount)
    let rowMajor = RowMajorBytes(matrix, threads: run.threads)
    let desks = (0..<workers).map { _ in
      ForestDesk(
        grower: ForestGrower(
          matrix: matrix, rowMajor: rowMajor, decode: decode, rules: rules,
          maximumDepth: estimator.maximumDepth, columnsPerNode: columnsPerNode),
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
    let members = desk.grower.rows.base
    let packed = desk.packed.base
    var count = 0
    for row in 0..<rows.matrix.rowCount {
      members[count] = UInt32(truncatingIfNeeded: row)
      count += packed[row] != 0 ? 1 : 0
    }
    // An empty sample, which only tiny sets can draw, is replaced by all rows.
    if total.y == 0 { return GrownTree(nodes: [fallbackLeaf]) }
    // Only merged rows can be in the sample and out of it.
    let votes = estimator.bootstrap && rows.matrixRow != nil ? desk.votes.base : nil
    let tree = desk.grower.grow(
      rowCount: count, packed: packed, total: total, using: &generator
    ) { value, range in
      guard let votes else { return }
      let vote = OutOfBagTally.vote(value)
      for position in range { votes[Int(members[position])] = vote }
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
    bootstrap.fill(counts, count: data.labels.count)
    data.labels.withUnsafeBufferPointer { labels in
      for row in labels.indices {
        let weight = Int64(counts[row]) &* (units.map { Int64($0[row]) } ?? 1)
        let positive = labels[row] == 1 ? weight : 0
        packed[matrixRow(row)] &+= PackedPair.packed(positive, weight)
        total &+= GradientPair(positive, weight)
      }
    }
    generator = SeededGenerator(seed: generator.next(), stream: 1)
    return total
  }

  @inline(__always)
  private func matrixRow(_ row: Int) -> Int { rows.matrixRow.map { Int($0[row]) } ?? row }

  /// Lets the tree vote on the rows that its sample left out.
  private func tally(_ tree: GrownTree, at desk: ForestDesk, decode: [UInt8]) {
    let router = BinRouter(tree, matrix: rows.matrix, decode: decode)
    let packed = desk.packed.base
    let votes = desk.votes.base
    // The grower is done with its rows.
    let outside = desk.grower.rows.base
    var count = 0
    for row in 0..<rows.matrix.rowCount {
      outside[count] = UInt32(truncatingIfNeeded: row)
      count += packed[row] == 0 ? 1 : 0
    }
    guard let matrixRow = rows.matrixRow else {
      router.forEachValue(of: outside, count: count) { row, value in
        desk.tally.add(OutOfBagTally.vote(value), row: row)
      }
      return
    }
    router.forEachValue(of: outside, count: count) { row, value in
      votes[row] = OutOfBagTally.vote(value)
    }
    let counts = desk.counts.base
    matrixRow.withUnsafeBufferPointer { matrixRow in
      for row in matrixRow.indices {
        // A mask instead of a branch, which could not be foretold.
        let isOutside: UInt64 = counts[row] == 0 ? 1 : 0
        desk.tally.add(votes[Int(matrixRow[row])] & (0 &- isOutside), row: row)
      }
    }
  }
}

/// What one thread needs to grow trees.
final class ForestDesk {
  let grower: ForestGrower
  let packed: ScratchBuffer<Int64>
  /// What the tree says of each merged row.
  let votes: ScratchBuffer<UInt64>
  let counts: ScratchBuffer<UInt8>
  let tally: OutOfBagTally

  init(grower: ForestGrower, rowCount: Int, trainingRowCount: Int) {
    self.grower = grower
    packed = ScratchBuffer(count: rowCount, repeating: 0)
    votes = ScratchBuffer(count: rowCount, repeating: 0)
    counts = ScratchBuffer(count: trainingRowCount, repeating: 0)
    tally = OutOfBagTally(rowCount: trainingRowCount)
  }
}
