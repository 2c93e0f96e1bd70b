/// The rows that trees are grown on: bytes, weights, and how the weights become integers.
struct TreeTrainingRows {
  let matrix: BinnedMatrix
  /// The matrix row of each training row; `nil` when they are the same.
  let matrixRow: [UInt32]?
  /// The weight of each matrix row.
  let weights: [Float]
  /// The weight of positives in each matrix row.
  let positives: [Float]
  /// The sum of all weights.
  let totalWeight: Double
  /// The sum of the positives' weights.
  let positiveWeight: Double
  /// Whether every weight is a whole number.
  let isWhole: Bool
  /// Whether every matrix row weighs 1.
  let isSingle: Bool
  /// The weight of each training row; `nil` when all are 1.
  let ownWeights: [Float]?

  /// - Throws: ``ModellingError`` with the code `unusableData`.
  static func check(_ data: TrainingSet, for objective: BoostingObjective = .logistic) throws {
    guard !data.frame.schema.features.isEmpty else {
      throw ModellingError(
        .unusableData, "There are no features to fit to; leave at least one column in.")
    }
    guard data.frame.rowCount > 0 else {
      throw ModellingError(.unusableData, "There are no training rows; give at least two.")
    }
    switch objective {
    case .logistic: try data.requireClassesForTrees()
    case .squaredError: try data.requireAmounts()
    case .lambdaNDCG, .lambdaMAP, .yetiRank: try data.requireLists()
    }
    if let weights = data.weights {
      guard weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw ModellingError(
          .unusableData, "A training row has a weight that is not above 0; drop the row instead.")
      }
    }
  }

  init(_ data: TrainingSet, bins: SharedBins.Made, merged: Bool) {
    let use = merged ? bins.merged : nil
    matrix = use?.matrix ?? bins.matrix
    matrixRow = use?.mergedRow
    var weights = [Float](repeating: 0, count: matrix.rowCount)
    var positives = [Float](repeating: 0, count: matrix.rowCount)
    var total = 0.0
    var positive = 0.0
    for row in 0..<data.frame.rowCount {
      let target = use.map { Int($0.mergedRow[row]) } ?? row
      let weight = data.weights?[row] ?? 1
      weights[target] += weight
      total += Double(weight)
      if !data.labels.isEmpty && data.labels[row] == 1 {
        positives[target] += weight
        positive += Double(weight)
      }
    }
    self.weights = weights
    self.positives = positives
    totalWeight = total
    positiveWeight = positive
    isSingle = weights.allSatisfy { $0 == 1 }
    ownWeights = data.weights
    isWhole = data.weights.map { $0.allSatisfy { $0 == $0.rounded() } } ?? true
  }

  /// A power of two by which sums of weights may be multiplied without reaching 2^`bits`.
  func exponent(bits: Int, most: Int) -> Int {
    min(most, bits - 1 - (Int(totalWeight.exponent) + 1))
  }
}
