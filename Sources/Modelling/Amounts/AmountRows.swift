/// Rows whose outcome happened, with the amount that it brought.
public struct AmountRows: Sendable {
  /// The encoded rows.
  public let frame: FeatureFrame
  /// A finite amount a row, in the unit of the column.
  public let amounts: [Double]

  /// Makes rows.
  ///
  /// - Precondition: one amount a row, each finite.
  public init(frame: FeatureFrame, amounts: [Double]) {
    precondition(frame.rowCount == amounts.count, "One amount a row.")
    precondition(amounts.allSatisfy(\.isFinite), "Every amount is a number.")
    self.frame = frame
    self.amounts = amounts
  }

  /// The number of rows.
  public var count: Int { amounts.count }

  /// The mean amount; `nil` without rows.
  static func mean(_ amounts: [Double]) -> Double? {
    amounts.isEmpty ? nil : amounts.reduce(0, +) / Double(amounts.count)
  }

  /// The middle amount, of an even number the mean of the two in the middle; `nil` without rows.
  static func median(_ amounts: [Double]) -> Double? {
    guard !amounts.isEmpty else { return nil }
    let sorted = amounts.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
