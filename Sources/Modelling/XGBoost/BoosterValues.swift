/// Encoded rows as the library reads them: one run of memory, a column after the other.
struct BoosterValues {
  let rowCount: Int
  let featureCount: Int
  private let values: [Float]

  /// Copies a frame. Infinite values, which the library refuses, become missing.
  init(_ frame: FeatureFrame) {
    rowCount = frame.rowCount
    featureCount = frame.columns.count
    let total = rowCount * featureCount
    let rowCount = rowCount
    values = [Float](unsafeUninitializedCapacity: total) { buffer, count in
      for (feature, column) in frame.columns.enumerated() {
        for row in 0..<rowCount {
          let value = column[row]
          buffer[feature * rowCount + row] = value.isFinite ? value : .nan
        }
      }
      count = total
    }
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
