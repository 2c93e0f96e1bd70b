/// A figure over folds: its mean and how far the folds lie apart.
///
/// .8, .9 and .7 have the mean .8 and the deviation .1.
public struct FoldSpread: Sendable, Hashable {
  /// The mean.
  public let mean: Double
  /// The standard deviation with one less than the number of folds below; `nil` for one fold. It is no
  /// standard error: folds share training rows.
  public let deviation: Double?

  /// Sums up the figures of some folds; `nil` without any.
  public init?(_ figures: [Double]) {
    guard !figures.isEmpty else { return nil }
    let mean = figures.reduce(0, +) / Double(figures.count)
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = figures.count > 1 ? (squares / Double(figures.count - 1)).squareRoot() : nil
  }
}
