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

  /// Adds the labels and, if there are any, the weights of the rows.
  func setLabels(_ labels: [UInt8], weights: [Float]?) throws {
    try set(XGBoostParameters.label, to: labels.map { $0 == 0 ? 0 : 1 })
    if let weights { try set(XGBoostParameters.weight, to: weights) }
  }

  private func set(_ field: String, to values: [Float]) throws {
    precondition(values.count == rowCount, "One value a row.")
    try values.withUnsafeBytes { bytes in
      let array = XGBoostParameters.array(
        bytes.baseAddress, shape: [values.count], strides: [1])
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
