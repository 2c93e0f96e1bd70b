/// Held-out rows as calibration sees them: distinct scores, ascending, with the weight of each class.
struct CalibrationRows {
  /// Rows with one score.
  struct Block {
    let score: Double
    var positives: Double
    var negatives: Double
    var weight: Double { positives + negatives }
  }

  let blocks: [Block]
  let positiveWeight: Double
  let negativeWeight: Double

  init(scores: [Double], labels: [UInt8], weights: [Float]?) throws {
    precondition(scores.count == labels.count, "There is one label a score.")
    precondition(weights.map { $0.count == scores.count } ?? true, "There is one weight a score.")
    if let row = scores.firstIndex(where: { !$0.isFinite }) {
      throw ModellingError(
        .unusableData,
        "The score of held-out row \(row) (counted from 0) is \(scores[row]), which can't be "
          + "calibrated. Leave such rows out, or mend the model that made them.")
    }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var blocks: [Block] = []
    for row in order {
      let weight = weights.map { Double($0[row]) } ?? 1
      if blocks.last?.score != scores[row] {
        blocks.append(Block(score: scores[row], positives: 0, negatives: 0))
      }
      if labels[row] == 1 {
        blocks[blocks.count - 1].positives += weight
      } else {
        blocks[blocks.count - 1].negatives += weight
      }
    }
    self.blocks = blocks.filter { $0.weight > 0 }
    positiveWeight = blocks.reduce(0) { $0 + $1.positives }
    negativeWeight = blocks.reduce(0) { $0 + $1.negatives }
    guard positiveWeight > 0, negativeWeight > 0 else {
      throw ModellingError(
        .unusableData,
        "The \(scores.count) held-out rows have only one class, and calibration needs both; "
          + "hold out more rows.")
    }
  }
}

extension ModellingError {
  /// A calibration that no fit could have given.
  static func damagedCalibration(_ reason: String) -> ModellingError {
    ModellingError(
      .invalidModel,
      "The calibration is damaged: \(reason). Load another copy, or train the model again.")
  }
}
