import CXGBoost
import Foundation
import Synchronization

/// A booster of the library, behind a lock.
///
/// In 1.7 predictions from several threads are safe only while nothing configures the booster, and
/// the first prediction after loading or after setting the threads does just that. So one thread at
/// a time uses a booster, and what the library returns is copied before the lock is given up.
final class Booster: Sendable {
  private struct State: @unchecked Sendable {
    let handle: BoosterHandle
    var threads = 0
  }
  private let state: Mutex<State>

  private init(_ handle: BoosterHandle) { state = Mutex(State(handle: handle)) }

  deinit { state.withLock { _ = XGBoosterFree($0.handle) } }

  /// A booster to train on the matrices given, whose predictions it keeps up to date.
  convenience init(
    training matrices: [BoosterMatrix], parameters: [(name: String, value: String)]
  ) throws {
    let handles: [DMatrixHandle?] = matrices.map(\.handle)
    self.init(try Self.created(handles))
    try state.withLock { state in
      for parameter in parameters {
        try XGBoostLibrary.check(
          XGBoosterSetParam(state.handle, parameter.name, parameter.value),
          call: "\(parameter.name) = \(parameter.value)")
      }
    }
  }

  /// A booster from the bytes of a saved one, which must have passed ``BoosterNormaliser``.
  convenience init(loading bytes: Data) throws {
    self.init(try Self.created([]))
    try state.withLock { state in
      try bytes.withUnsafeBytes { buffer in
        try XGBoostLibrary.check(
          XGBoosterLoadModelFromBuffer(state.handle, buffer.baseAddress, UInt64(buffer.count)),
          call: "the model")
      }
    }
  }

  private static func created(_ matrices: [DMatrixHandle?]) throws -> BoosterHandle {
    try XGBoostLibrary.silence()
    var made: BoosterHandle?
    try XGBoostLibrary.check(
      XGBoosterCreate(matrices, UInt64(matrices.count), &made), call: "a new model")
    guard let made else {
      throw ModellingError(.xgboostFailure, "XGBoost made no model and gave no reason.")
    }
    return made
  }

  /// Adds one tree.
  func update(round: Int, on matrix: BoosterMatrix) throws {
    try state.withLock { state in
      try XGBoostLibrary.check(
        XGBoosterUpdateOneIter(state.handle, Int32(round), matrix.handle),
        call: "round \(round + 1)")
    }
  }

  /// The booster of the first rounds.
  func firstRounds(_ count: Int) throws -> Booster {
    try state.withLock { state in
      var made: BoosterHandle?
      try XGBoostLibrary.check(
        XGBoosterSlice(state.handle, 0, Int32(count), 1, &made), call: "the first \(count) rounds")
      guard let made else {
        throw ModellingError(.xgboostFailure, "XGBoost cut no model and gave no reason.")
      }
      return Booster(made)
    }
  }

  /// The model as JSON text.
  func saved() throws -> Data {
    try state.withLock { state in
      var count: bst_ulong = 0
      var bytes: UnsafePointer<CChar>?
      try XGBoostLibrary.check(
        XGBoosterSaveModelToBuffer(state.handle, XGBoostParameters.json, &count, &bytes),
        call: "to save the model")
      guard let bytes else { return Data() }
      return Data(bytes: bytes, count: Int(count))
    }
  }

  /// The log-odds of a matrix's rows.
  func margins(of matrix: BoosterMatrix) throws -> [Float] {
    try state.withLock { state in
      try Self.predicted(.margins, of: matrix, by: state.handle)
    }
  }

  /// A row of SHAP values for each row of a matrix, the base last in each: what the explanations of
  /// our own engine are held against.
  func contributions(of matrix: BoosterMatrix, threads: Int) throws -> [Float] {
    try state.withLock { state in
      try Self.use(threads, of: &state)
      return try Self.predicted(.contributions, of: matrix, by: state.handle)
    }
  }

  private static func use(_ threads: Int, of state: inout State) throws {
    guard state.threads != threads else { return }
    try XGBoostLibrary.check(
      XGBoosterSetParam(
        state.handle, XGBoostParameters.threads, XGBoostParameters.threads(threads)),
      call: "\(threads) threads")
    state.threads = threads
  }

  private static func predicted(
    _ kind: XGBoostParameters.Prediction, of matrix: BoosterMatrix, by handle: BoosterHandle
  ) throws -> [Float] {
    var shape: UnsafePointer<bst_ulong>?
    var dimensions: bst_ulong = 0
    var result: UnsafePointer<Float>?
    try XGBoostLibrary.check(
      XGBoosterPredictFromDMatrix(
        handle, matrix.handle, XGBoostParameters.prediction(kind), &shape, &dimensions, &result),
      call: "to score rows")
    return copied(result, shape, dimensions)
  }

  private static func copied(
    _ values: UnsafePointer<Float>?, _ shape: UnsafePointer<bst_ulong>?, _ dimensions: bst_ulong
  ) -> [Float] {
    var count = 1
    for index in 0..<Int(dimensions) { count *= Int(shape?[index] ?? 0) }
    return Array(UnsafeBufferPointer(start: values, count: count))
  }
}
