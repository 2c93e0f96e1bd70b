import Foundation

@testable import Tabular

/// Reads a text as if it were a file.
func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> CSVResult {
  try CSVReader.read(bytes: Array(text.utf8), name: "test.csv", options: options)
}

/// A whole table as strings, row by row; missing is `nil`.
func cells(_ table: Table) -> [[String?]] {
  (0..<table.rowCount).map { row in table.columns.map { $0.string(row) } }
}

/// The code of the error that reading a text gives.
func readingError(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) -> TabularError? {
  do {
    _ = try CSVReader.read(bytes: bytes, name: "test.csv", options: options)
    return nil
  } catch {
    return error
  }
}

/// A folder that is removed at the end.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "tabular-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// A generator of reproducible random numbers.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
