import Tabular
import Threads

/// One fit of boosted trees: the margins so far, and the trees.
struct BoostedFit {
  private let estimator: BoostedEstimator
  private let data: TrainingSet
  private let run: TrainingRun
  private let objective: ObjectiveFit
  private let grower: any TreeGrower
  private let margins: ScratchBuffer<Float>
  private var trees = TreeNodes()
  private var gains: [[(column: Int, gain: Double)]] = []
  private var validation: HeldOutRows?

  init(
    _ estimator: BoostedEstimator, data: TrainingSet, bins: SharedBins.Made, run: TrainingRun
  ) throws {
    self.estimator = estimator
    self.data = data
    self.run = run
    let objective = try ObjectiveFit(estimator, data: data, bins: bins, run: run)
    self.objective = objective
    grower = try estimator.grower(of: objective, schema: data.frame.schema, run: run)
    margins = ScratchBuffer(
      count: objective.rows.matrix.rowCount, repeating: Float(objective.start))
    if let held = data.validation, let loss = objective.heldOut {
      validation = HeldOutRows(
        held.frame, loss: loss, base: objective.base,
        stopping: EarlyStopping(
          patience: estimator.earlyStoppingRounds, ofLists: estimator.objective.isRanking),
        threads: run.threads)
    }
  }

  private var rows: TreeTrainingRows { objective.rows }

  /// Runs the rounds.
  mutating func model() throws -> TreeEnsembleModel {
    var state = objective.gradients.write(margins.base, round: 0, threads: run.threads)
    for round in 0..<estimator.rounds {
      if run.shouldStop() { break }
      grow(round: round, total: state.total)
      state = objective.gradients.write(margins.base, round: round + 1, threads: run.threads)
      let loss = heldOutLoss(round: round)
      run.advance(
        to: TrainingProgress(
          step: round + 1, stepCount: estimator.rounds,
          trainingLoss: objective.trainingLoss(state.loss), validationLoss: loss))
      if let validation, validation.stopping.isOver(after: round) { break }
    }
    guard trees.treeCount > 0 else {
      throw ModellingError(
        .cancelled, "Boosted trees were stopped before the first tree; nothing was kept.")
    }
    if let validation { trees.keepFirst(validation.stopping.kept(of: trees.treeCount)) }
    var importance = [Double](repeating: 0, count: data.frame.schema.features.count)
    for (column, gain) in gains.prefix(trees.treeCount).joined() { importance[column] += gain }
    return TreeEnsembleModel(
      schema: data.frame.schema, kind: .boosted, objective: estimator.objective,
      baseMargin: objective.base, trees: trees,
      gainImportance: TreeEnsembleModel.shares(of: importance))
  }

  private mutating func heldOutLoss(round: Int) -> Double? {
    let (trees, threads) = (trees, run.threads)
    return validation?.add(tree: round, of: trees, threads: threads)
  }

  private mutating func grow(round: Int, total: GradientPair) {
    var generator = SeededGenerator(seed: run.seed, stream: UInt64(round))
    let (count, sum) = sample(total: total, using: &generator)
    let columns = sampledColumns(using: &generator)
    var result = grower.grown(
      rowCount: count, pairs: objective.gradients.pairs, total: sum,
      columns: ColumnChoice(tree: columns, estimator, seed: generator.next()))
    for leaf in result.leaves {
      let step = grower.rules.value(of: leaf.sum, within: leaf.limits)
      result.tree.nodes[leaf.node].value = Float(step * estimator.learningRate)
    }
    settle(&result, sampleCount: count)
    gains.append(result.tree.nodes.compactMap { $0.split.map { ($0.column, $0.gain) } })
    if objective.valueScale != 1 {
      for leaf in result.leaves {
        result.tree.nodes[leaf.node].value *= Float(objective.valueScale)
      }
    }
    trees.append(result.tree, columns: rows.matrix.columns)
  }

  /// Puts the tree's rows into the partition; gives their number and the sum of their pairs.
  private func sample(
    total: GradientPair, using generator: inout SeededGenerator
  ) -> (count: Int, sum: GradientPair) {
    let target = grower.partition.rows.base
    let rowCount = rows.matrix.rowCount
    guard estimator.rowSampling < 1 else {
      let chosen = objective.gradients.pullingRows
      let count = chosen?.count ?? rowCount
      inRowBlocks(count, of: 1 << 16, threads: run.threads) { places, _ in
        if let chosen {
          for place in places { target[place] = chosen[place] }
        } else {
          for row in places { target[row] = UInt32(truncatingIfNeeded: row) }
        }
      }
      return (count, total)
    }
    let pairs = objective.gradients.pairs
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
    let all = [Bool](repeating: true, count: rows.matrix.columns.count)
    return ColumnChoice.sample(all, share: estimator.columnSampling, using: &generator)
  }

  /// Moves the margins by the tree, and gives its nodes the sum of their rows' hessians as weight, as
  /// XGBoost does: SHAP values of the two engines then split the same trees alike.
  private func settle(_ result: inout GrowthResult, sampleCount: Int) {
    move(by: result, threads: worthwhileThreads(run.threads, steps: sampleCount * 4))
    let unit = objective.gradients.unit.y
    for leaf in result.leaves {
      // A sample can leave a tree without a single row; its only leaf still has some weight.
      result.tree.nodes[leaf.node].cover = max(
        Double(leaf.sum.y) * unit, Double(Float.leastNormalMagnitude))
    }
    result.tree.sumCovers()
    guard estimator.rowSampling < 1 else { return }
    let router = grower.router(result.tree)
    let outside = rowsOutside(sampleCount: sampleCount)
    inRowBlocks(outside.count, of: 1 << 12, threads: run.threads) { range, _ in
      router.forEachValue(of: outside.base + range.lowerBound, count: range.count) { row, value in
        margins.base[row] += value
      }
    }
  }

  /// Adds the leaves' values to the margins of their rows.
  private func move(by result: GrowthResult, threads: Int) {
    let indices = grower.partition.rows.base
    let nodes = result.tree.nodes
    let twinCount = result.twins.count
    inParallel(twinCount + result.leaves.count, threads: threads) { index, _ in
      guard index < twinCount else {
        let leaf = result.leaves[index - twinCount]
        let value = nodes[leaf.node].value
        for position in leaf.range { margins.base[Int(indices[position])] += value }
        return
      }
      let twins = result.twins[index]
      let (left, right) = (nodes[twins.left].value, nodes[twins.right].value)
      let values = twins.sendsLeft.map { $0 == 1 ? left : right }
      let start = twins.group * rows.matrix.rowCount
      rows.matrix.bytes.withUnsafeBufferPointer { bytes in
        values.withUnsafeBufferPointer { values in
          for position in twins.range {
            let row = Int(indices[position])
            margins.base[row] += values[Int(bytes[start + row])]
          }
        }
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
