import Foundation

/// How much an outcome brings if it happens: the amount expected of each row.
///
/// Together with a probability it makes an expected value, p × amount.
public struct AmountModel: Sendable, Codable, Equatable {
  /// What the trees were fitted to.
  public let target: AmountTarget
  /// The trees; `nil` where there was nothing to learn, and every row is given the mean.
  public let trees: TreeEnsembleModel?
  /// What 1 + the amount is multiplied with on the way back from logs, above 0: the weighed mean of
  /// e to the residuals, without which the model would predict medians. 1 for plain amounts.
  public let smearing: Double
  /// The mean amount of the training rows, validation rows included.
  public let trainingMean: Double
  /// The median amount of the same rows.
  public let trainingMedian: Double
  /// Rows that it was fitted on, all of them positive.
  public let fitRows: Int
  /// Rows that stopped the fit, all of them positive.
  public let validationRows: Int

  /// Amounts beyond it, in either direction, are neither fitted nor predicted.
  public static let largest = 1e18

  /// The expected amount of each row of a frame of the model's features, given that the outcome
  /// happens. Always finite; 0 or more for the target log.
  public func amounts(for frame: FeatureFrame, threads: Int) -> [Double] {
    guard let trees else { return [Double](repeating: trainingMean, count: frame.rowCount) }
    return trees.margins(for: frame, threads: threads).map(amount(ofMargin:))
  }

  /// A margin of the trees in money.
  func amount(ofMargin margin: Double) -> Double {
    switch target {
    case .plain: max(-Self.largest, min(Self.largest, margin))
    case .log: max(0, min(Self.largest, exp(min(margin, 700)) * smearing - 1))
    }
  }

  /// Checks a model that was read against the features of the classifier that it stands beside.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidModel`.
  public func check(against schema: FeatureSchema) throws {
    let fits = trees.map { $0.schema == schema && $0.objective == .squaredError } ?? true
    let numbers = [smearing, trainingMean, trainingMedian]
    guard fits, numbers.allSatisfy({ $0.isFinite && abs($0) <= Self.largest }), smearing > 0 else {
      throw ModellingError(
        .invalidModel,
        "The model is damaged: its amounts do not belong to its features. Load another copy, or train "
          + "it again.")
    }
  }
}
