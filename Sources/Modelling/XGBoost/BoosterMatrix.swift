import CXGBoost

/// Rows in the library's own form. Used by the thread that made it only.
final class BoosterMatrix {
  /// The number of rows.
  let rowCount: Int
  let handle: DMatrixHandle

  /// Copies rows into the library.
  init(_ frame: FeatureFrame, threads: Int) throws {
    try XGBoostLibrary.silence()
    rowCount = frame.rowCount
    var made: DMatrixHandle?
    try BoosterValues(frame).withArray { array in
      try XGBoostLibrary.check(
        XGDMatrixCreateFromDense(array, XGBoostParameters.matrix(threads: threads), &made),
        call: "the rows")
    }
    guard let made else {
      throw ModellingError(.xgboostFailure, "XGBoost made no matrix and gave no reason.")
    }
    handle = made
    try setTypes(frame.schema)
  }

  deinit { XGDMatrixFree(handle) }

  /// Adds the labels of the rows.
  func setLabels(_ labels: [Float]) throws {
    precondition(labels.count == rowCount, "One label a row.")
    try set(XGBoostParameters.label, to: labels)
  }

  /// Adds weights: one a row or, where the rows form lists, one a list.
  func setWeights(_ weights: [Float]) throws { try set(XGBoostParameters.weight, to: weights) }

  /// Says how many rows each list has, one after another.
  func setLists(sizes: [UInt32]) throws {
    precondition(sizes.reduce(0) { $0 + Int($1) } == rowCount, "Every row is in a list.")
    try set(XGBoostParameters.group, to: sizes)
  }

  private func set<Number: BoosterNumber>(_ field: String, to values: [Number]) throws {
    try values.withUnsafeBytes { bytes in
      let array = XGBoostParameters.array(
        bytes.baseAddress, of: Number.self, shape: [values.count], strides: [1])
      try XGBoostLibrary.check(
        XGDMatrixSetInfoFromInterface(handle, field, array), call: "each row's \(field)")
    }
  }

  private func setTypes(_ schema: FeatureSchema) throws {
    // The library copies the strings; these only have to outlive the call.
    let strings = schema.features.map { feature in
      Array(XGBoostParameters.type(of: feature).utf8CString)
    }
    let storage = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 2 * strings.count)
    defer { storage.deallocate() }
    var pointers: [UnsafePointer<CChar>?] = []
    for (index, string) in strings.enumerated() {
      storage[2 * index] = string[0]
      storage[2 * index + 1] = 0
      pointers.append(storage.baseAddress.map { UnsafePointer($0 + 2 * index) })
    }
    try XGBoostLibrary.check(
      XGDMatrixSetStrFeatureInfo(
        handle, XGBoostParameters.featureType, &pointers, UInt64(pointers.count)),
      call: "the kinds of the features")
  }
}
