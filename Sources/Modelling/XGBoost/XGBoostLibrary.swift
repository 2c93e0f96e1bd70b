import CXGBoost

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
  /// - Throws: ``ModellingError`` with `libraryFailure`.
  static func check(_ status: Int32, call: String) throws {
    guard status != 0 else { return }
    let words = XGBGetLastError().map { String(cString: $0) } ?? ""
    // The first line says what; the rest is a stack trace.
    let line = words.split(separator: "\n").first.map(String.init) ?? "no reason given"
    throw ModellingError(.libraryFailure, "XGBoost refused \(call): \(line)")
  }

  /// Keeps the library from writing to the terminal, which a front end may be drawing on. The
  /// setting belongs to a thread, so it precedes every use of a new handle.
  static func silence() throws {
    try check(XGBSetGlobalConfig(#"{"verbosity": 0}"#), call: "to be silent")
  }
}
