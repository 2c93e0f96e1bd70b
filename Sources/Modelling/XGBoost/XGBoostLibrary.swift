import CXGBoost
import Foundation

/// The library that is loaded: its version, its errors and its silence.
enum XGBoostLibrary {
  /// The version of the library that runs, not of the header that was compiled.
  static let version: (major: Int, minor: Int, patch: Int) = {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    XGBoostVersion(&major, &minor, &patch)
    return (Int(major), Int(minor), Int(patch))
  }()

  /// Turns a status into an error with the library's own words. To be called on the thread of the
  /// call and straight after it: the words are kept by thread.
  ///
  /// - Throws: ``ModellingError`` with `xgboostFailure`.
  static func check(_ status: Int32, call: String) throws {
    guard status != 0 else { return }
    let words = XGBGetLastError().map { String(cString: $0) } ?? ""
    // The first line says what; the rest is a stack trace.
    let line = words.split(separator: "\n").first.map(String.init) ?? "no reason given"
    throw ModellingError(.xgboostFailure, "XGBoost refused \(call): \(line)")
  }

  /// How many threads to ask for when the caller grants so many.
  ///
  /// GNU OpenMP spins at its barriers while it believes that each of its threads has a processor of
  /// its own, and a fit takes tens of times as long when something else runs too, as when several
  /// models train side by side. With one thread more than there are processors it sleeps instead.
  /// So a caller who grants all of them gets one more; the results are the same at any number.
  static func threadCount(granted: Int) -> Int {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    return granted > 1 && granted >= processors ? max(granted, processors + 1) : granted
  }

  /// Keeps the library from writing to the terminal, which a front end may be drawing on. The
  /// setting belongs to a thread, so it precedes every use of a new handle.
  static func silence() throws {
    try check(XGBSetGlobalConfig(#"{"verbosity": 0}"#), call: "to be silent")
  }
}
