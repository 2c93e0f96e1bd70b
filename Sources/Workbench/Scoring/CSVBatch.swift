import Evaluation
import Modelling
import Foundation
import Tabular

/// Scores a CSV that comes in pieces, larger than memory, and gives the scores in pieces: the lines
/// that `predict` writes, in the order of the rows.
///
/// Rows are scored some megabyte at a time; what a line spells decides alone, so the pieces that
/// bytes come in change nothing.
public struct CSVBatch {
  private let scorer: CustomerScorer
  private let threads: Int
  private var header: [UInt8] = []
  private var options = CSVOptions()
  private var buffer: [UInt8] = []
  /// How much of the buffer was looked at for ends of rows.
  private var searched = 0
  /// Where the last whole row in the buffer ends.
  private var wholeEnd = 0
  private var isQuoted = false
  /// Rows scored so far.
  public private(set) var rowCount = 0
  /// What the model did not read, as far as rows are scored.
  public private(set) var unread = UnreadInput()
  private let pieceSize: Int
  private static let longestRow = 4 << 20

  /// Makes a batch.
  ///
  /// - Parameter pieceSize: from how many bytes on whole rows are scored.
  public init(_ scorer: CustomerScorer, threads: Int = 1, pieceSize: Int = 1 << 20) {
    self.scorer = scorer
    self.threads = threads
    self.pieceSize = pieceSize
    options.encoding = .utf8
    options.header = .present
    options.threads = threads
    if let identifier = scorer.artifact.roles.identifier {
      options.kinds[identifier] = .text
    }
  }

  /// Takes further bytes, and gives the scores of the rows that are whole; empty while there are few.
  ///
  /// - Throws: `TabularError` or ``WorkbenchError`` for what is no CSV, or has no column of the model.
  public mutating func take(_ bytes: some Collection<UInt8>) throws -> [UInt8] {
    buffer.append(contentsOf: bytes)
    findRows()
    guard wholeEnd >= pieceSize else {
      if buffer.count - wholeEnd > max(Self.longestRow, pieceSize) {
        throw WorkbenchError(
          .badInput,
          "Behind row \(rowCount): a row is longer than \(Self.longestRow >> 20) MiB; does a quote "
            + "never close?")
      }
      return []
    }
    return try scorePiece(upTo: wholeEnd)
  }

  /// Ends the batch and gives the scores of the rows that are left.
  ///
  /// - Throws: as ``take(_:)`` does, and for a file without any line.
  public mutating func finish() throws -> [UInt8] {
    guard !header.isEmpty || !buffer.isEmpty else {
      throw WorkbenchError(
        .badInput, "The CSV is empty; send a line of names and a line for each customer.")
    }
    return buffer.isEmpty ? [] : try scorePiece(upTo: buffer.count)
  }

  private mutating func findRows() {
    for place in searched..<buffer.count {
      if buffer[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if buffer[place] == UInt8(ascii: "\n"), !isQuoted { wholeEnd = place + 1 }
    }
    searched = buffer.count
  }

  private mutating func scorePiece(upTo end: Int) throws -> [UInt8] {
    var piece = Array(buffer[..<end])
    buffer.removeFirst(end)
    searched = buffer.count
    wholeEnd = 0
    let isFirst = header.isEmpty
    if isFirst {
      header = Self.firstLine(of: piece)
    } else {
      piece = header + piece
    }
    let result = try CSVReader.read(bytes: piece, name: "the CSV", options: options)
    if isFirst {
      options.delimiter = result.dialect.delimiter
      try scorer.artifact.check(against: result.table, path: "the CSV")
      unread.ignored = InputRemarks(path: "the CSV", artifact: scorer.artifact)
        .ignored(among: result.table.names)
    }
    let text = lines(of: result.table)
    rowCount += result.table.rowCount
    return Array((isFirst ? text : text.drop { $0 != "\n" }.dropFirst()).utf8)
  }

  private static func firstLine(of bytes: [UInt8]) -> [UInt8] {
    var isQuoted = false
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { return Array(bytes[...place]) }
    }
    return bytes + [UInt8(ascii: "\n")]
  }

  private mutating func lines(of table: Table) -> Substring {
    let artifact = scorer.artifact
    let frame = artifact.model.schema.frame(of: table)
    unread.report.add(frame.report)
    let identifier = artifact.roles.identifier.flatMap { table[$0] }
    let first = rowCount
    return ScoredFile(
      identifierName: identifier?.name ?? "row",
      identifiers: (0..<table.rowCount).map { row in
        identifier.map { $0.string(row) ?? "" } ?? String(first + row)
      },
      targetName: artifact.roles.target ?? "target", valueName: "probability",
      values: artifact.model.probabilities(for: frame, threads: threads),
      expectedAmounts: artifact.amount?.amounts(for: frame, threads: threads),
      threshold: artifact.threshold, segments: artifact.policy?.segments, remarks: []
    ).csv[...]
  }
}
