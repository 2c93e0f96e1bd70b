/// Writes rows of comma-separated values, one after the other.
///
/// UTF-8 without mark, rows end with a line feed. A cell is quoted when it holds the delimiter, a
/// quote, a line end, or blanks at its ends; missing cells are empty. A row of a single missing
/// cell is `""`, since a blank line is no row. What ``CSVReader`` reads and this writes,
/// ``CSVReader`` reads back equal.
public struct CSVWriter {
  private let sink: AtomicFile.Sink
  private let delimiter: UInt8
  private let columnCount: Int

  private init(_ sink: AtomicFile.Sink, delimiter: UInt8, columnCount: Int) {
    self.sink = sink
    self.delimiter = delimiter
    self.columnCount = columnCount
  }

  /// Writes a file row by row; it appears complete or not at all.
  ///
  /// - Parameters:
  ///   - path: where the file goes; its folder must exist.
  ///   - names: the names of the columns, the first row.
  ///   - delimiter: the character between cells.
  ///   - rows: calls ``row(_:)`` of the writer that it is given, once a row.
  /// - Precondition: the delimiter is an ASCII character, and neither a quote nor a line end.
  /// - Throws: ``TabularError`` with the code `notWritten`, or what `rows` throws; nothing is
  ///   written then.
  public static func write(
    to path: String, names: [String], delimiter: Character = ",",
    rows: (CSVWriter) throws -> Void
  ) throws {
    guard let byte = delimiter.asciiValue, byte != 0x22, byte != 0x0A, byte != 0x0D else {
      preconditionFailure("The delimiter of a CSV file is an ASCII character and no quote.")
    }
    try AtomicFile.write(to: path) { sink in
      let writer = CSVWriter(sink, delimiter: byte, columnCount: names.count)
      try writer.row(names)
      try rows(writer)
    }
  }

  /// Writes a table.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`; nothing is written then.
  public static func write(
    _ table: Table, to path: String, delimiter: Character = ","
  ) throws {
    try write(to: path, names: table.names, delimiter: delimiter) { writer in
      let columns = table.columns.map { CellBytes($0, writer) }
      var line: [UInt8] = []
      for row in 0..<table.rowCount {
        line.removeAll(keepingCapacity: true)
        for (position, column) in columns.enumerated() {
          if position > 0 { line.append(writer.delimiter) }
          column.append(row, to: &line)
        }
        try writer.finish(&line)
      }
    }
  }

  /// Writes one row; `nil` is a missing cell.
  ///
  /// - Precondition: there are as many cells as names.
  /// - Throws: ``TabularError`` with the code `notWritten`, for example when the disk is full.
  public func row(_ cells: some Sequence<String?>) throws(TabularError) {
    var line: [UInt8] = []
    var count = 0
    for cell in cells {
      if count > 0 { line.append(delimiter) }
      count += 1
      if let cell { append(cell, to: &line) }
    }
    precondition(count == columnCount, "A row has as many cells as there are names.")
    try finish(&line)
  }

  private func finish(_ line: inout [UInt8]) throws(TabularError) {
    if line.isEmpty { line = [0x22, 0x22] }
    line.append(0x0A)
    try sink.write(line)
  }

  /// The cells of a column as bytes; few distinct values are quoted once, not once a row.
  private enum CellBytes {
    case coded(codes: [Int32], cells: [[UInt8]])
    case spelt(Column, CSVWriter)

    init(_ column: Column, _ writer: CSVWriter) {
      func cells(_ levels: [String]) -> [[UInt8]] {
        levels.map { level in
          var cell: [UInt8] = []
          writer.append(level, to: &cell)
          return cell
        }
      }
      switch column.values {
      case .flag(let flags, let labels):
        self = .coded(
          codes: flags.map { $0 == Column.missingFlag ? -1 : Int32($0) },
          cells: cells([labels.zero, labels.one]))
      case .category(let codes, let levels): self = .coded(codes: codes, cells: cells(levels))
      default: self = .spelt(column, writer)
      }
    }

    @inline(__always)
    func append(_ row: Int, to line: inout [UInt8]) {
      switch self {
      case .coded(let codes, let cells):
        if codes[row] >= 0 { line.append(contentsOf: cells[Int(codes[row])]) }
      case .spelt(let column, let writer):
        if let cell = column.string(row) { writer.append(cell, to: &line) }
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func append(_ cell: String, to line: inout [UInt8]) {
    let bytes = cell.utf8
    let isBlankAtEnds = [bytes.first, bytes.last].contains { $0.map(Self.isBlank) ?? false }
    let needsQuotes =
      isBlankAtEnds
      || bytes.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      line.append(contentsOf: bytes)
      return
    }
    line.append(0x22)
    for byte in bytes {
      if byte == 0x22 { line.append(0x22) }
      line.append(byte)
    }
    line.append(0x22)
  }
}
