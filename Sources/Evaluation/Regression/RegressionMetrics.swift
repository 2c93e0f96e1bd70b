/// How near predicted amounts come to actual ones.
public struct RegressionMetrics: Sendable, Hashable, Codable {
  /// The root of the mean squared error, in the unit of the amounts; lower is better.
  public let rootMeanSquaredError: Double?
  /// The mean absolute error, in the unit of the amounts; lower is better.
  public let meanAbsoluteError: Double?
  /// Mean prediction less mean actual: above 0 the model promises too much.
  public let bias: Double?
  /// 1 − squared error over the spread of the actual values; 1 at best, negative when the mean would
  /// do better. `nil` when the actual values are all equal.
  public let rSquared: Double?
  /// The correlation of average ranks, −1…1; rows of weight 0 take part, for ranks have no weights.
  /// `nil` when either side is constant.
  public let spearman: Double?

  /// Compares predictions with actual values, row by row.
  ///
  /// Without rows, or with no weight, every figure is `nil`. O(n).
  ///
  /// - Throws: ``EvaluationError`` naming the row, for a value that is not a finite number and a weight
  ///   that is negative or not finite.
  public init(
    predictions: [Double], actuals: [Double], weights: [Double]? = nil
  ) throws(EvaluationError) {
    precondition(predictions.count == actuals.count, "There is one prediction an actual value.")
    precondition(
      weights.map { $0.count == actuals.count } ?? true, "There is one weight an actual value.")
    if let row = predictions.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError.notANumber("prediction", row: row)
    }
    if let row = actuals.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationError.notANumber("actual value", row: row)
    }
    if let weights, let row = weights.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw EvaluationError.invalidWeight(weights[row], row: row)
    }
    let total = weights?.reduce(0, +) ?? Double(actuals.count)
    guard total > 0 else {
      rootMeanSquaredError = nil
      meanAbsoluteError = nil
      bias = nil
      rSquared = nil
      spearman = nil
      return
    }
    var squares = 0.0
    var absolutes = 0.0
    var errors = 0.0
    var sum = 0.0
    for row in actuals.indices {
      let weight = weights?[row] ?? 1
      let error = predictions[row] - actuals[row]
      squares += weight * error * error
      absolutes += weight * abs(error)
      errors += weight * error
      sum += weight * actuals[row]
    }
    let mean = sum / total
    var spread = 0.0
    for row in actuals.indices {
      spread += (weights?[row] ?? 1) * (actuals[row] - mean) * (actuals[row] - mean)
    }
    rootMeanSquaredError = (squares / total).squareRoot()
    meanAbsoluteError = absolutes / total
    bias = errors / total
    let isConstant = actuals.allSatisfy { $0 == actuals[0] }
    rSquared = isConstant || spread == 0 ? nil : 1 - squares / spread
    spearman = RegressionMetrics.correlation(
      RegressionMetrics.averageRanks(predictions), RegressionMetrics.averageRanks(actuals))
  }

  /// Ranks from the highest value down, ties sharing the mean of their ranks.
  private static func averageRanks(_ values: [Double]) -> [Double] {
    let order = DescendingOrder.rows(of: values)
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[Int(order[end])] == values[Int(order[start])] { end += 1 }
      let rank = Double(start + end - 1) / 2
      for index in start..<end { ranks[Int(order[index])] = rank }
      start = end
    }
    return ranks
  }

  private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    // Ranks average (n − 1)/2 whatever the ties.
    let mean = Double(first.count - 1) / 2
    var product = 0.0
    var firstSquares = 0.0
    var secondSquares = 0.0
    for row in first.indices {
      product += (first[row] - mean) * (second[row] - mean)
      firstSquares += (first[row] - mean) * (first[row] - mean)
      secondSquares += (second[row] - mean) * (second[row] - mean)
    }
    guard firstSquares > 0, secondSquares > 0 else { return nil }
    return product / (firstSquares.squareRoot() * secondSquares.squareRoot())
  }
}
