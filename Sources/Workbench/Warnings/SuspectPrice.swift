public import Evaluation

/// What a suspicious column is worth to a model: if it leaks the outcome, this much of the figures
/// will be missing in life.
public struct SuspectPrice: Sendable, Codable, Equatable {
  /// The column.
  public let column: String
  /// Why it is looked at, as a short phrase.
  public let reason: String
  /// Whether it is kept from the models now.
  public let isExcluded: Bool
  /// ROC-AUC on held-out rows of boosted trees that see the column, and no other suspect.
  public let with: Double
  /// ROC-AUC on the same rows of boosted trees that see no suspect.
  public let without: Double
  /// The first less the second, with its 95 % interval by DeLong's formula.
  public let price: Interval
  /// How many rows were held out.
  public let testRows: Int
}
