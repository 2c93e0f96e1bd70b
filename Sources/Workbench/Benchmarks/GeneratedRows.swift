import Tabular

/// What makes the rows of one generated benchmark table, one after the other.
protocol RowMaking {
  /// The names of the columns, the target last.
  var names: [String] { get }
  /// Writes the cells of the next row.
  mutating func makeRow(using generator: inout SeededGenerator, into line: inout RowText)
}

/// Generated rows as they are written to a file, without the table ever being in memory.
enum GeneratedRows {
  /// Writes a file of rows; it appears whole or not at all.
  ///
  /// - Throws: `TabularError` when the file can't be written.
  static func write(
    _ maker: some RowMaking, rows: Int, seed: UInt64, to path: String
  ) throws {
    var maker = maker
    var generator = SeededGenerator(seed: seed)
    var text = RowText()
    try AtomicFile.write(to: path) { sink in
      try sink.write(maker.names.joined(separator: ",") + "\n")
      for row in 0..<rows {
        maker.makeRow(using: &generator, into: &text)
        text.endRow()
        if text.bytes.count > 1 << 16 || row == rows - 1 {
          try sink.write(text.bytes)
          text.bytes.removeAll(keepingCapacity: true)
        }
      }
    }
  }
}

/// Cells as bytes; whole numbers and decimals are spelt without the system's slow formatting.
struct RowText {
  fileprivate(set) var bytes: [UInt8] = []

  /// A whole number.
  mutating func add(_ number: Int) {
    append(number)
    bytes.append(UInt8(ascii: ","))
  }

  /// A number with three decimals.
  mutating func add(_ number: Double) {
    let thousandths = Int((number * 1000).rounded())
    if thousandths < 0 { bytes.append(UInt8(ascii: "-")) }
    append(abs(thousandths) / 1000)
    bytes.append(UInt8(ascii: "."))
    let rest = abs(thousandths) % 1000
    for digit in [rest / 100, rest / 10 % 10, rest % 10] {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
    }
    bytes.append(UInt8(ascii: ","))
  }

  /// A word that needs no quotes.
  mutating func add(_ word: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: ","))
  }

  fileprivate mutating func endRow() { bytes[bytes.count - 1] = UInt8(ascii: "\n") }

  private mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}

/// Draws that need no more than sums and products, so that every platform makes the same file.
extension SeededGenerator {
  /// Nearly normal, with mean 0 and variance 1: the sum of four even draws.
  mutating func bell() -> Double {
    (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772
  }

  /// True with the probability of a score, by a curve like the logistic one that needs no powers.
  mutating func outcome(of score: Double) -> Bool {
    unit() < 0.5 * (1 + score / (1 + abs(score)))
  }

  /// A whole number from 0, half as often with each step on.
  mutating func count(limit: Int) -> Int {
    min(next().trailingZeroBitCount, limit)
  }
}
