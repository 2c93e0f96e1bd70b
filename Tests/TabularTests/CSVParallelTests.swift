import Testing

@testable import Tabular

/// The result of reading may depend on neither the number of threads nor where pieces are cut.
@Suite struct CSVParallelTests {
  private static let samples = [
    "0", "1", "12", "-3.5", "0.123456789", "1e999", "inf", "", "NA", " ", "yes", "no", "2017-06-01",
    "03/04/2017", "25/12/2017", "007", "word", "two words", "\"q\"", "\"a,b\"", "\"a\nb\"",
    "\"a\r\nb\"", "\"\"\"\"", "\"x\"\"y\"", "6\" nail", "\"in\"out", "é", "\"\n\n\"",
  ]

  /// A random file: each column draws from a few kinds of cell, so that all kinds of column occur.
  private func file(_ generator: inout SplitMix) -> String {
    let columnCount = Int.random(in: 1...5, using: &generator)
    let pools = (0..<columnCount).map { _ in
      (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
        Self.samples.randomElement(using: &generator)
      }
    }
    let end = Bool.random(using: &generator) ? "\n" : "\r\n"
    var lines = [(0..<columnCount).map { "c\($0)" }.joined(separator: ",")]
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
      var row = pools.map { $0.randomElement(using: &generator) ?? "" }
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: row.removeLast()
      case 1: row.append("surplus")
      case 2: row = []
      default: break
      }
      lines.append(row.joined(separator: ","))
    }
    return lines.joined(separator: end) + (Bool.random(using: &generator) ? end : "")
  }

  private func options(chunk: Int, threads: Int) -> CSVOptions {
    var options = CSVOptions()
    options.header = .present
    options.delimiter = ","
    options.chunkByteCount = chunk
    options.threads = threads
    return options
  }

  @Test func tinyPiecesGiveWhatOnePieceGives() throws {
    var generator = SplitMix(seed: 20)
    for _ in 0..<1500 {
      let text = file(&generator)
      // A few rows may by chance be longer than the first line, most of them: that is refused alike.
      if let refusal = readingError(Array(text.utf8), options(chunk: 1 << 30, threads: 1)) {
        #expect(readingError(Array(text.utf8), options(chunk: 7, threads: 3)) == refusal)
        continue
      }
      let whole = try read(text, options(chunk: 1 << 30, threads: 1))
      for chunk in [1, 7, 40] {
        let pieces = try read(text, options(chunk: chunk, threads: 3))
        try #require(cells(pieces.table) == cells(whole.table), "\(text.debugDescription)")
        try #require(pieces.table.columns.map(\.kind) == whole.table.columns.map(\.kind))
        try #require(pieces.notes == whole.notes, "\(text.debugDescription)")
        try #require(
          pieces.table.fingerprint == whole.table.fingerprint,
          "\(text.debugDescription)")
      }
    }
  }

  /// A second reader, a byte at a time and by the book, for what the first takes in eights.
  private func plainCells(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var isFresh = true
    let scalars = Array(text.unicodeScalars)
    var position = 0
    func endRow() {
      if cell.unicodeScalars.last == "\r" { cell.unicodeScalars.removeLast() }
      row.append(cell)
      if row != [""] { rows.append(row) }
      (row, cell, isFresh) = ([], "", true)
    }
    while position < scalars.count {
      let scalar = scalars[position]
      let next = position + 1 < scalars.count ? scalars[position + 1] : nil
      position += 1
      switch (isQuoted, scalar) {
      case (true, "\"") where next == "\"":
        cell.unicodeScalars.append(scalar)
        position += 1
      case (true, "\""): isQuoted = false
      case (true, _): cell.unicodeScalars.append(scalar)
      case (false, "\"") where isFresh: (isQuoted, isFresh) = (true, false)
      case (false, ","):
        row.append(cell)
        (cell, isFresh) = ("", true)
      case (false, "\n"): endRow()
      default:
        cell.unicodeScalars.append(scalar)
        isFresh = false
      }
    }
    if !row.isEmpty || !cell.isEmpty || !isFresh { endRow() }
    return rows
  }

  @Test func agreesWithAPlainReader() throws {
    var generator = SplitMix(seed: 21)
    for _ in 0..<500 {
      let text =
        "first,second,third\n"
        + (0..<20).map { _ in
          (0..<3).map { _ in Self.samples.randomElement(using: &generator) ?? "" }
            .joined(separator: ",")
        }.joined(separator: "\n") + "\n"
      var options = options(chunk: 32, threads: 2)
      options.missingMarkers = []
      for name in ["first", "second", "third"] { options.kinds[name] = .text }
      let expected = plainCells(text).dropFirst().map { row in
        row.map { $0.allSatisfy { $0 == " " } ? nil : $0 }
      }
      try #require(cells(try read(text, options).table) == Array(expected), "\(text)")
    }
  }

  @Test func randomBytesNeverCrash() {
    var generator = SplitMix(seed: 22)
    let alphabet = Array("ab1,;\"\"\n\r\t 0.-\u{0}é|".utf8) + [0xFF, 0xC3]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).compactMap { _ in
        alphabet.randomElement(using: &generator)
      }
      var options = CSVOptions()
      options.chunkByteCount = 5
      if let table = try? CSVReader.read(bytes: bytes, name: "noise", options: options).table {
        #expect(table.columns.count >= 1)
      }
    }
  }

  @Test func aLateCellDecidesTheKindOfAWholeColumn() throws {
    func kind(_ cells: [String]) throws -> ColumnKind? {
      let text = "v,w\n" + cells.map { "\($0),x\n" }.joined()
      return try read(text, options(chunk: 16, threads: 2)).table["v"]?.kind
    }
    let flags = (0..<50).map { "\($0 % 2)" }
    #expect(try kind(flags) == .flag)
    #expect(try kind(flags + ["2"]) == .number)
    #expect(try kind(flags + ["two"]) == .category)
    #expect(try kind(flags + ["2017-01-01"]) == .category)
    #expect(try kind((0..<50).map { _ in "" } + ["2017-01-01"]) == .date)
    #expect(try kind((0..<50).map { "k\($0)" } + ["1"]) == .text)
  }
}
