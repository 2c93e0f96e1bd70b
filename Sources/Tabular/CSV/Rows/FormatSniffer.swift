import Foundation

/// Finds out how a text is cut into cells, and whether its first row holds names, from its first
/// rows.
struct FormatSniffer {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  private static let sampleByteCount = 1 << 18
  private static let sampleRowCount = 100
  private static let sampleCellCount = 50_000

  private let sample: Bytes
  private let isWhole: Bool
  private let terminator: UInt8
  private let quote: UInt8

  /// What was found.
  struct Finding {
    var format: RowFormat
    var hasHeader: Bool
    /// Whether every row has one cell more than the header, as where row names have no heading.
    var lacksFirstName: Bool
  }

  /// Looks at a text.
  ///
  /// - Throws: ``TabularError`` when an option is no single byte.
  static func find(in bytes: Bytes, options: CSVOptions) throws(TabularError) -> Finding {
    let quote = try byte(options.quote, what: "quote") ?? RowFormat.noQuote
    let delimiter = try byte(options.delimiter, what: "delimiter")
    if let delimiter, delimiter == quote || delimiter == 0x0A || delimiter == 0x0D {
      throw TabularError(
        .invalidOption, "The delimiter can be neither a line end nor the quote; choose another.")
    }
    let sniffer = FormatSniffer(bytes, quote: quote)
    let chosen = delimiter ?? sniffer.delimiter()
    let rows = sniffer.rows(delimiter: chosen)
    let hasHeader =
      switch options.header {
      case .present: true
      case .absent: false
      case .sniffed: HeaderSniffer.firstRowHoldsNames(rows)
      }
    return Finding(
      format: RowFormat(delimiter: chosen, terminator: sniffer.terminator, quote: quote),
      hasHeader: hasHeader,
      lacksFirstName: hasHeader && HeaderSniffer.lacksFirstName(rows))
  }

  private static func byte(_ character: Character?, what: String) throws(TabularError) -> UInt8? {
    guard let character else { return nil }
    guard let value = character.asciiValue else {
      throw TabularError(
        .invalidOption, "The \(what) \(character) is not one ASCII character; choose one that is.")
    }
    return value
  }

  private init(_ bytes: Bytes, quote: UInt8) {
    sample = Bytes(rebasing: bytes.prefix(Self.sampleByteCount))
    isWhole = sample.count == bytes.count
    self.quote = quote
    let hasLineFeed = RowChunks.index(of: RowFormat.lineFeed, in: bytes, from: 0) != nil
    terminator = hasLineFeed ? RowFormat.lineFeed : RowFormat.carriageReturn
  }

  /// The candidate that cuts most rows into as many cells as the first, in case of a tie the one
  /// that is rarest in prose.
  private func delimiter() -> UInt8 {
    let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]
    var best: (byte: UInt8, share: Double)?
    for candidate in candidates {
      let counts = rows(delimiter: candidate).map(\.count)
      guard let first = counts.first, first > 1 else { continue }
      // A header may lack the name of a first column of row names.
      let share =
        Double(counts.filter { $0 == first || $0 == first + 1 }.count) / Double(counts.count)
      if share > best?.share ?? 0 { best = (candidate, share) }
    }
    if let best { return best.byte }
    // One column: a delimiter that doesn't occur cuts nothing.
    return [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")].first {
      RowChunks.index(of: $0, in: sample, from: 0) == nil
    } ?? UInt8(ascii: ",")
  }

  /// The cells of the first rows as strings, without quotes; a last row cut off by the sample is
  /// left out.
  private func rows(delimiter: UInt8) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var cellTotal = 0
    var isQuoted = false
    var isFresh = true
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      isFresh = true
    }
    func endRow() {
      if terminator == RowFormat.lineFeed, cell.last == 0x0D { cell.removeLast() }
      endCell()
      if row != [""] { rows.append(row) }
      cellTotal += row.count
      row = []
    }
    var position = 0
    while position < sample.count {
      let byte = sample[position]
      if isQuoted {
        if byte != quote {
          cell.append(byte)
        } else if position + 1 < sample.count, sample[position + 1] == quote {
          cell.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote, isFresh {
        isQuoted = true
        isFresh = false
      } else if byte == delimiter {
        endCell()
      } else if byte == terminator {
        endRow()
        if rows.count >= Self.sampleRowCount || cellTotal > Self.sampleCellCount { return rows }
      } else {
        cell.append(byte)
        isFresh = false
      }
      position += 1
    }
    if isWhole || rows.isEmpty { endRow() }
    return rows
  }
}

/// Decides whether a first row holds names.
enum HeaderSniffer {
  /// False when a cell of the first row is a number, a date or a flag in words, and so are those
  /// below it. Whole numbers that count up by one (years, or names made by a program) are names
  /// after all.
  static func firstRowHoldsNames(_ rows: [[String]]) -> Bool {
    guard let first = rows.first else { return true }
    let below = rows.dropFirst().prefix(20)
    let kinds = first.map(kind)
    if below.isEmpty { return kinds.allSatisfy { $0 == nil } }
    if countsUp(first), !below.allSatisfy(countsUp) { return true }
    for (column, kind) in kinds.enumerated() {
      guard let kind else { continue }
      let cells = below.compactMap { column < $0.count ? $0[column] : nil }.filter { !$0.isEmpty }
      if !cells.isEmpty, cells.filter({ Self.kind($0) == kind }).count * 2 > cells.count {
        return false
      }
    }
    return true
  }

  /// Whether all rows have one cell more than the first, and something in the last.
  static func lacksFirstName(_ rows: [[String]]) -> Bool {
    guard let first = rows.first, first.count > 1, rows.count > 1 else { return false }
    return rows.dropFirst().allSatisfy { $0.count == first.count + 1 && $0.last != "" }
  }

  private static func kind(_ cell: String) -> ColumnKind? {
    var copy = cell
    return copy.withUTF8 { bytes in
      let trimmed = CellReader.trim(bytes)
      if NumberParser(acceptsKeys: true).parse(trimmed) != nil { return .number }
      if NumberParser(decimalComma: true).parse(trimmed) != nil { return .number }
      for kind in CellKind.allCases where kind.isDate {
        if DateParser.parse(trimmed, kind: kind) != nil { return .date }
      }
      let isWord =
        FlagParser.parse(trimmed, kind: .truthFlag) != nil
        || FlagParser.parse(trimmed, kind: .yesNoFlag) != nil
      return isWord ? .flag : nil
    }
  }

  private static func countsUp(_ row: [String]) -> Bool {
    let numbers = row.compactMap(Int.init)
    return numbers.count >= 2 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }
}
