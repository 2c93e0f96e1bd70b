import Tabular

/// How a set's file is spelt, so that it reads like the real one.
struct FileLayout: Sendable, Equatable {
  /// The character between cells.
  var delimiter = UInt8(ascii: ",")
  /// Whether header and text stand in double quotes everywhere, numbers excepted.
  var quotesText = false
  /// What stands for a missing value.
  var missing = ""

  /// The table as a file's bytes, with a header and LF at each row's end.
  func bytes(_ table: Table) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(64 + table.rowCount * table.columns.count * 6)
    let writers = table.columns.map { CellWriter($0, layout: self) }
    for (position, column) in table.columns.enumerated() {
      if position > 0 { output.append(delimiter) }
      output.append(contentsOf: quoted(column.name))
    }
    output.append(UInt8(ascii: "\n"))
    for row in 0..<table.rowCount {
      for (position, writer) in writers.enumerated() {
        if position > 0 { output.append(delimiter) }
        writer.append(row, to: &output)
      }
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// Text with the quotes that it needs.
  func quoted(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let quote = UInt8(ascii: "\"")
    let needsQuotes = bytes.contains { $0 == quote || $0 == delimiter || $0 == 10 || $0 == 13 }
    guard quotesText || needsQuotes else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}

/// Writes the cells of one column; spellings that repeat are made once.
private struct CellWriter {
  private enum Cells {
    case spelt(codes: [Int32], spellings: [[UInt8]])
    case numbers([Double])
    case other(Column)
  }
  private let cells: Cells
  private let missing: [UInt8]
  private let layout: FileLayout

  init(_ column: Column, layout: FileLayout) {
    self.layout = layout
    missing = Array(layout.missing.utf8)
    switch column.values {
    case .flag(let flags, let labels):
      let isNumber = labels == .digits
      let spellings = [labels.zero, labels.one].map {
        isNumber ? Array($0.utf8) : layout.quoted($0)
      }
      let codes = flags.map { $0 == Column.missingFlag ? -1 : Int32($0) }
      cells = .spelt(codes: codes, spellings: spellings)
    case .category(let codes, let levels):
      cells = .spelt(codes: codes, spellings: levels.map(layout.quoted))
    case .double(let numbers): cells = .numbers(numbers)
    case .float(let numbers): cells = .numbers(numbers.map(Double.init))
    case .date, .text: cells = .other(column)
    }
  }

  func append(_ row: Int, to output: inout [UInt8]) {
    switch cells {
    case .spelt(let codes, let spellings):
      output.append(contentsOf: codes[row] < 0 ? missing : spellings[Int(codes[row])])
    case .numbers(let numbers):
      let number = numbers[row]
      if number.isNaN {
        output.append(contentsOf: missing)
      } else if number == number.rounded(), abs(number) < 1e15 {
        Self.append(Int(number), to: &output)
      } else {
        output.append(contentsOf: "\(number)".utf8)
      }
    case .other(let column):
      output.append(contentsOf: column.string(row).map(layout.quoted) ?? missing)
    }
  }

  private static func append(_ number: Int, to output: inout [UInt8]) {
    if number < 0 { output.append(UInt8(ascii: "-")) }
    let start = output.count
    var left = abs(number)
    repeat {
      output.append(UInt8(ascii: "0") + UInt8(left % 10))
      left /= 10
    } while left > 0
    output[start...].reverse()
  }
}
