/// Counts rows, known labels and positives in numbered bins.
struct BinTally {
  /// Per bin: rows, rows with label 0, rows with label 1.
  private var counts: [(rows: Int, negative: Int, positive: Int)]
  private let labels: [UInt8]?

  init(binCount: Int, labels: [UInt8]?) {
    counts = .init(repeating: (0, 0, 0), count: binCount)
    self.labels = labels
  }

  /// Counts a row.
  @inline(__always)
  mutating func add(row: Int, bin: Int) {
    counts[bin].rows += 1
    guard let labels else { return }
    if labels[row] == 0 { counts[bin].negative += 1 }
    if labels[row] == 1 { counts[bin].positive += 1 }
  }

  func rowCount(_ bin: Int) -> Int { counts[bin].rows }

  /// A bin of the profile with the sum of these bins.
  func bin(
    _ bins: some Sequence<Int>, label: String, lower: Double? = nil, upper: Double? = nil
  ) -> ColumnProfile.Bin {
    let sum = bins.reduce(into: (rows: 0, negative: 0, positive: 0)) { sum, bin in
      sum.rows += counts[bin].rows
      sum.negative += counts[bin].negative
      sum.positive += counts[bin].positive
    }
    return ColumnProfile.Bin(
      label: label, lower: lower, upper: upper, count: sum.rows,
      labelledCount: sum.negative + sum.positive, positiveCount: sum.positive)
  }
}
