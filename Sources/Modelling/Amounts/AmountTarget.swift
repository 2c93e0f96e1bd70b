import Foundation

/// In which form trees are fitted to amounts.
public enum AmountTarget: String, Sendable, Codable, CaseIterable {
  /// The natural log of 1 + amount, so that a few large amounts do not decide every split; amounts
  /// are 0 or more. Predictions come back as money by smearing (``AmountEstimator``).
  case log
  /// The amount itself, which may be negative.
  case plain

  /// The form in words.
  public var title: String {
    switch self {
    case .log: "log(1 + amount)"
    case .plain: "amount"
    }
  }

  /// What trees are fitted to for an amount.
  func value(of amount: Double) -> Double {
    switch self {
    case .log: log1p(amount)
    case .plain: amount
    }
  }
}
