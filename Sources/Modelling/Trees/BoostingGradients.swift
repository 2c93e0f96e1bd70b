import Foundation
import Threads

/// First and second derivatives of a loss by the margins of matrix rows, as integers.
protocol BoostingGradients {
  /// What one unit of the sums stands for.
  var unit: SIMD2<Double> { get }
  /// The pairs as last written.
  var pairs: RowPairs { get }
  /// Rows whose pairs may differ from 0, ascending; `nil` for all. The margins of others have no part
  /// in the loss.
  var pullingRows: [UInt32]? { get }
  /// Writes the pair of every row; gives their sum, and the loss summed in an order of its own.
  ///
  /// Random parts depend on the round and the row, never on the threads.
  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double)
}

extension BoostingGradients {
  var pullingRows: [UInt32]? { nil }
}

extension LogisticGradients: BoostingGradients {}

/// The loss of held-out rows by their margins.
protocol HeldOutLoss {
  /// The mean loss; lower is better.
  func value(_ margins: [Double], threads: Int) -> Double
  /// The same loss by one margin for all rows that are alike; `nil` where it must know each row's.
  ///
  /// - Parameters:
  ///   - ofRow: which of the margins each row has.
  ///   - count: how many there are.
  func merged(ofRow: [Int32], count: Int) -> (any HeldOutLoss)?
}

extension HeldOutLoss {
  func merged(ofRow: [Int32], count: Int) -> (any HeldOutLoss)? { nil }
}

/// One objective on one training set: where the margins begin, their gradients and their losses.
struct ObjectiveFit {
  let rows: TreeTrainingRows
  let gradients: any BoostingGradients
  /// What the model adds to its leaves.
  let base: Double
  /// What the margins that the gradients read begin with.
  let start: Double
  /// What a leaf in the gradients' scale is multiplied with in the model.
  let valueScale: Double
  /// The loss of the validation rows; `nil` without any.
  let heldOut: (any HeldOutLoss)?
  private let lossDivisor: Double
  private let objective: BoostingObjective

  /// - Throws: ``ModellingError`` with `unusableData` for rows that the objective can't be fitted
  ///   to.
  init(
    _ estimator: BoostedEstimator, data: TrainingSet, bins: SharedBins.Made, run: TrainingRun
  ) throws {
    let objective = estimator.objective
    self.objective = objective
    try TreeTrainingRows.check(data, for: objective)
    // A sample takes whole rows, so rows are merged only when every tree sees all of them; and rows
    // of different lists are never alike.
    rows = TreeTrainingRows(
      data, bins: bins, merged: estimator.rowSampling == 1 && !objective.isRanking)
    let held = data.validation.flatMap { $0.frame.rowCount == 0 ? nil : $0 }
    switch objective {
    case .logistic:
      gradients = LogisticGradients(rows)
      base = log(rows.positiveWeight / (rows.totalWeight - rows.positiveWeight))
      start = base
      valueScale = 1
      lossDivisor = rows.totalWeight
      heldOut = held.map { HeldOutLogLoss(labels: $0.labels, weights: $0.weights) }
    case .squaredError:
      let amounts = StandardAmounts(data)
      gradients = SquaredErrorGradients(rows, amounts: amounts)
      base = amounts.mean
      start = 0
      valueScale = amounts.deviation
      lossDivisor = rows.totalWeight / (amounts.deviation * amounts.deviation)
      heldOut = held.map { HeldOutSquaredError(amounts: $0.amounts ?? []) }
    case .lambdaNDCG, .lambdaMAP, .yetiRank:
      let measure = RankingMeasure(objective, cutoff: estimator.rankingCutoff)
      let lists = RankingLists(
        groups: data.groups ?? [], grades: data.labels, measure: measure, seed: run.seed)
      gradients =
        objective == .yetiRank
        ? YetiRankGradients(rows, lists: lists, seed: run.seed)
        : LambdaGradients(rows, lists: lists)
      (base, start, valueScale) = (0, 0, 1)
      lossDivisor = Double(max(1, lists.scoredCount))
      heldOut = held.map {
        HeldOutRanking(
          RankingLists(
            groups: $0.groups ?? [], grades: $0.labels, measure: measure, seed: run.seed))
      }
    }
  }

  /// The minimum gain in the scale of the gradients.
  func gain(_ gain: Double) -> Double { gain / (valueScale * valueScale) }

  /// The mean loss, from the sum that the gradients gave.
  func trainingLoss(_ sum: Double) -> Double {
    objective == .squaredError ? (sum / lossDivisor).squareRoot() : sum / lossDivisor
  }
}

/// The weighted mean log-loss of labels.
struct HeldOutLogLoss: HeldOutLoss {
  /// The weight of positives and of negatives at each margin.
  private let positives: [Double]
  private let negatives: [Double]
  private let total: Double

  init(labels: [UInt8], weights: [Float]?) {
    let own = weights.map { $0.map(Double.init) } ?? [Double](repeating: 1, count: labels.count)
    self.init(
      positives: zip(own, labels).map { $1 == 1 ? $0 : 0 },
      negatives: zip(own, labels).map { $1 == 1 ? 0 : $0 })
  }

  private init(positives: [Double], negatives: [Double]) {
    self.positives = positives
    self.negatives = negatives
    total = positives.reduce(0, +) + negatives.reduce(0, +)
  }

  func merged(ofRow: [Int32], count: Int) -> (any HeldOutLoss)? {
    var positives = [Double](repeating: 0, count: count)
    var negatives = [Double](repeating: 0, count: count)
    for (row, place) in ofRow.enumerated() {
      positives[Int(place)] += self.positives[row]
      negatives[Int(place)] += self.negatives[row]
    }
    return HeldOutLogLoss(positives: positives, negatives: negatives)
  }

  func value(_ margins: [Double], threads: Int) -> Double {
    let sum = blockSum(of: positives.count, threads: threads) { rows in
      var loss = 0.0
      for row in rows {
        // −ln p of the likelier class, and how much more the other's is.
        let margin = margins[row]
        let shared = log1p(exp(-abs(margin)))
        loss += positives[row] * (max(-margin, 0) + shared)
        loss += negatives[row] * (max(margin, 0) + shared)
      }
      return loss
    }
    return sum / total
  }
}

/// The root mean squared error of amounts.
struct HeldOutSquaredError: HeldOutLoss {
  let amounts: [Float]

  func value(_ margins: [Double], threads: Int) -> Double {
    let sum = blockSum(of: amounts.count, threads: threads) { rows in
      var loss = 0.0
      for row in rows {
        let error = margins[row] - Double(amounts[row])
        loss += error * error
      }
      return loss
    }
    return (sum / Double(amounts.count)).squareRoot()
  }
}

/// A sum over rows, a block at a time and the blocks in order, so that threads do not matter.
private func blockSum(
  of rowCount: Int, threads: Int, _ body: (Range<Int>) -> Double
) -> Double {
  let blockSize = 1 << 10
  let blocks = (rowCount + blockSize - 1) / blockSize
  return parallelMap(blocks, threads: threads) { block in
    body(block * blockSize..<min(rowCount, (block + 1) * blockSize))
  }.reduce(0, +)
}
