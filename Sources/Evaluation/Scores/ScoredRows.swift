/// Scores with their outcomes, checked and sorted once; every figure and curve reads this.
public struct ScoredRows: Sendable {
  /// The score of each row, as given.
  public let scores: [Double]
  /// The outcome of each row: 1 for the positive class, 0 for the other.
  public let labels: [UInt8]
  /// The weight of each row, or `nil` when all weigh the same.
  public let weights: [Double]?
  /// The distinct scores with what lies at each: where the figures are.
  public let blocks: ScoreBlocks
  /// Rows by score, highest first; tied rows by row number, which no figure may depend on.
  let order: [Int32]
  /// For each row the index of its block.
  let blockOfRow: [Int32]

  /// Sorts the rows.
  ///
  /// Scores may be probabilities or any other numbers, infinities included, that rank higher what is
  /// likelier. Equal scores tie exactly; there is no tolerance. No rows at all is allowed, and leaves
  /// every figure undefined. O(n).
  ///
  /// - Throws: ``EvaluationError`` naming the row, for a score that is NaN, a label other than 0
  ///   and 1, and a weight that is negative or not finite.
  public init(scores: [Double], labels: [UInt8], weights: [Double]? = nil) throws(EvaluationError) {
    precondition(scores.count == labels.count, "There is one label a score.")
    precondition(weights.map { $0.count == scores.count } ?? true, "There is one weight a score.")
    precondition(scores.count < Int(Int32.max), "Rows are numbered in 32 bits.")
    if let row = scores.firstIndex(where: \.isNaN) {
      throw EvaluationError.notANumber("score", row: row)
    }
    if let row = labels.firstIndex(where: { $0 > 1 }) {
      throw EvaluationError.invalidLabel(labels[row], row: row)
    }
    if let weights, let row = weights.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw EvaluationError.invalidWeight(weights[row], row: row)
    }
    self.scores = scores
    self.labels = labels
    self.weights = weights
    order = DescendingOrder.rows(of: scores)
    var builder = BlockBuilder(rowCount: scores.count)
    builder.add(order, scores: scores, labels: labels, weights: weights)
    blockOfRow = builder.blockOfRow
    blocks = ScoreBlocks(
      scores: builder.scores, positives: builder.positives, negatives: builder.negatives,
      rowCount: scores.count, positiveCount: builder.positiveCount)
  }

  /// The number of rows.
  public var rowCount: Int { scores.count }
}

/// Walks the sorted rows once and cuts them into blocks.
private struct BlockBuilder {
  var blockOfRow: [Int32]
  var scores: [Double] = []
  var positives: [Double] = []
  var negatives: [Double] = []
  var positiveCount = 0

  init(rowCount: Int) {
    scores.reserveCapacity(rowCount)
    positives.reserveCapacity(rowCount)
    negatives.reserveCapacity(rowCount)
    blockOfRow = [Int32](repeating: 0, count: rowCount)
  }

  mutating func add(
    _ order: [Int32], scores rowScores: [Double], labels: [UInt8], weights: [Double]?
  ) {
    var start = 0
    while start < order.count {
      let score = rowScores[Int(order[start])]
      let block = Int32(truncatingIfNeeded: scores.count)
      var end = start
      var positiveWeight = 0.0
      var negativeWeight = 0.0
      while end < order.count, rowScores[Int(order[end])] == score {
        let row = Int(order[end])
        let weight = weights?[row] ?? 1
        if labels[row] == 1 {
          positiveWeight += weight
          positiveCount += 1
        } else {
          negativeWeight += weight
        }
        blockOfRow[row] = block
        end += 1
      }
      // Adding zero turns −0 into 0, whichever of the two came first.
      scores.append(score + 0)
      positives.append(positiveWeight)
      negatives.append(negativeWeight)
      start = end
    }
  }
}
