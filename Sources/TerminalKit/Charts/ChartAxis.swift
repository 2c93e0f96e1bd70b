/// One axis of a chart.
public struct ChartAxis: Hashable, Sendable {
  /// What is measured, with its unit.
  public var title: String
  /// The values at both ends; `nil` for what the data span.
  public var range: ClosedRange<Double>?
  /// How values are spelled.
  public var format: Ticks.Format

  /// Makes an axis.
  public init(
    _ title: String, range: ClosedRange<Double>? = nil, format: Ticks.Format = .number
  ) {
    self.title = title
    self.range = range
    self.format = format
  }

  /// The range, or that of the values, widened if they are all the same.
  func resolved(_ values: some Sequence<Double>) -> ClosedRange<Double> {
    if let range, range.upperBound > range.lowerBound { return range }
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return 0...1 }
    guard low < high else {
      return (low - max(1e-9, abs(low) * 0.1))...(high + max(1, abs(high) * 0.1))
    }
    return low...high
  }
}
