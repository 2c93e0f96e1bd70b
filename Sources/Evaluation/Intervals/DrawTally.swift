import Threads

/// Models on the same rows, ready to be drawn again: the draws are those of the first model's rows and
/// shared by all, which is what makes differences paired.
struct DrawTally: Sendable {
  let models: [ScoredRows]
  let plan: DrawPlan
  let counters: DrawCounters

  init(models: [ScoredRows], groups: RankingGroups?, seed: UInt64) {
    guard let first = models.first else { preconditionFailure("There is at least one model.") }
    for model in models.dropFirst() {
      precondition(
        model.labels == first.labels && model.weights == first.weights,
        "Models are compared on the same rows.")
    }
    self.models = models
    plan = DrawPlan(labels: first.labels, groups: groups, seed: seed)
    counters = DrawCounters(plan: plan, isGrouped: groups != nil, models: models)
  }

  /// Makes the draws in batches on several threads; gives which batches were made before a cancel.
  ///
  /// - Parameter body: gets the counts of a batch and the draw in its first lane; lanes beyond the
  ///   number of draws are to be left out.
  func forEachBatch(
    draws: Int, threads: Int, isCancelled: @Sendable () -> Bool,
    _ body: (DrawCountBatch, _ firstDraw: Int) -> Void
  ) -> [Bool] {
    let lanes = DrawCountBatch.lanes
    let batchCount = (draws + lanes - 1) / lanes
    // Each worker makes its counts when it makes its first batch.
    var scratch = [DrawCountBatch?](repeating: nil, count: max(1, min(threads, batchCount)))
    var made = [Bool](repeating: false, count: batchCount)
    made.withUnsafeMutableBufferPointer { made in
      scratch.withUnsafeMutableBufferPointer { scratch in
        inParallel(batchCount, threads: threads) { item, worker in
          if isCancelled() { return }
          let batch = scratch[worker] ?? DrawCountBatch(counters: counters)
          scratch[worker] = batch
          batch.fill(plan: plan, firstDraw: item * lanes)
          body(batch, item * lanes)
          made[item] = true
        }
      }
    }
    return made
  }

  /// One draw as a model scores it, for figures that have no quicker way.
  func blocks(of model: Int, in batch: DrawCountBatch, lane: Int) -> ScoreBlocks {
    let rows = models[model]
    var positives = [Double](repeating: 0, count: rows.blocks.count)
    var negatives = positives
    var rowCount = 0
    var positiveCount = 0
    for (row, counter) in counters.counterOfRow.enumerated() where counter >= 0 {
      let times = Int(batch.counts[Int(counter)][lane])
      guard times > 0 else { continue }
      let weight = Double(times) * (rows.weights?[row] ?? 1)
      let block = Int(rows.blockOfRow[row])
      rowCount += times
      if rows.labels[row] == 1 {
        positives[block] += weight
        positiveCount += times
      } else {
        negatives[block] += weight
      }
    }
    return ScoreBlocks(
      scores: rows.blocks.scores, positives: positives, negatives: negatives, rowCount: rowCount,
      positiveCount: positiveCount)
  }
}
