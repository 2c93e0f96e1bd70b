/// The names of the columns, made distinct, and where the data rows start.
struct HeaderRow {
  let names: [String]
  /// The offset of the first data row.
  let dataStart: Int
  let notes: [CSVNote]

  /// Reads the first row of a text.
  ///
  /// - Throws: ``TabularError`` when a quote in it never closes.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, finding: FormatSniffer.Finding, name: String
  ) throws(TabularError) {
    let format = finding.format
    let first = try Self.firstRow(bytes, format: format, name: name)
    var cells = first.cells
    var notes: [CSVNote] = []
    guard finding.hasHeader else {
      names = cells.indices.map { "column\($0 + 1)" }
      dataStart = 0
      self.notes = [
        CSVNote(
          .namesMade,
          "\(name) has no row of names; its columns are called column1 to column\(cells.count).",
          count: cells.count)
      ]
      return
    }
    if finding.lacksFirstName {
      cells.insert("", at: 0)
      notes.append(
        CSVNote(
          .unnamedFirstColumn,
          "The header names one column fewer than the rows have; the first column is called column1.",
          column: "column1"))
    }
    names = Self.distinct(cells, &notes, isFirstNoted: finding.lacksFirstName)
    dataStart = first.end
    self.notes = notes
  }

  /// The cells of the first row that is not blank, and the offset behind it.
  private static func firstRow(
    _ bytes: UnsafeBufferPointer<UInt8>, format: RowFormat, name: String
  ) throws(TabularError) -> (cells: [String], end: Int) {
    var start = 0
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    let end = start + RowChunks.endOfFirstRow(in: rest, format: format)
    let row = UnsafeBufferPointer(rebasing: bytes[start..<end])
    var cellCount = 1
    for byte in row where byte == format.delimiter { cellCount += 1 }
    let index = RowIndex(columnCount: cellCount)
    index.index(row, format: format)
    if let offset = index.unterminatedQuote {
      throw CSVParse.unterminatedQuote(line: TextCheck.line(of: start + offset, in: bytes), name)
    }
    // Delimiters inside quotes were counted too: the row has at most that many cells.
    cellCount = index.shortRows.first?.cellCount ?? cellCount
    guard let base = row.baseAddress else { return ([], end) }
    let reader = CellReader(base: base, quote: format.quote)
    let cells = (0..<cellCount).map { cell in
      String(
        decoding: reader.trimmed(
          Int(index.entries[cell]), Int(index.entries[cell + 1]) - 1), as: UTF8.self)
    }
    return (cells, end)
  }

  /// Gives names to the nameless and numbers to repeated names, so that all differ.
  private static func distinct(
    _ cells: [String], _ notes: inout [CSVNote], isFirstNoted: Bool
  ) -> [String] {
    var taken = Set(cells)
    var used: Set<String> = []
    var names: [String] = []
    func free(_ base: String, from first: Int) -> String {
      var number = first
      while taken.contains("\(base)_\(number)") { number += 1 }
      return "\(base)_\(number)"
    }
    for (position, cell) in cells.enumerated() {
      var name = cell
      if cell.isEmpty {
        name = "column\(position + 1)"
        if taken.contains(name) { name = free(name, from: 2) }
        if position > 0 || !isFirstNoted {
          notes.append(
            CSVNote(
              .emptyName, "Column \(position + 1) has no name and is called \(name).",
              column: name))
        }
      } else if used.contains(cell) {
        name = free(cell, from: 2)
        notes.append(
          CSVNote(
            .duplicateName,
            "Column \(position + 1) is a second \"\(cell)\" and is called \(name).", column: name))
      }
      taken.insert(name)
      used.insert(name)
      names.append(name)
    }
    return names
  }
}
