/// Encoded rows as the library reads them: one run of memory, a column after the other.
struct BoosterValues {
  let rowCount: Int
  let featureCount: Int
  private let values: [Float]

  /// Copies a frame. Infinite values and codes that are no level's, which the library refuses or
  /// misreads, become missing.
  init(_ frame: FeatureFrame) {
    rowCount = frame.rowCount
    featureCount = frame.columns.count
    let total = rowCount * featureCount
    let rowCount = rowCount
    values = [Float](unsafeUninitializedCapacity: total) { buffer, count in
      for (index, column) in frame.columns.enumerated() {
        let range = Self.range(of: frame.schema.features[index])
        for row in 0..<rowCount {
          let value = column[row]
          buffer[index * rowCount + row] = range.contains(value) ? value : .nan
        }
      }
      count = total
    }
  }

  private static func range(of feature: Feature) -> ClosedRange<Float> {
    guard let levels = feature.levels else {
      return -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude
    }
    return 0...max(0, Float(levels.count) - 1)
  }

  /// Calls `body` with a description of the values, valid for the call only.
  func withArray<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    try values.withUnsafeBytes { bytes in
      try body(
        XGBoostParameters.array(
          bytes.baseAddress, shape: [rowCount, featureCount], strides: [1, rowCount]))
    }
  }
}
