import Foundation

/// Reads a CSV or Parquet file batch by batch, so that it may be larger than memory.
///
/// A file of one batch is read as ``CSVReader`` reads it. Of a longer one the first batch tells the kinds
/// of the columns, unless the caller settles them, and all batches are read as these: a later cell that
/// doesn't fit is missing. Text in another encoding than UTF-8 is held in memory whole.
public struct TableStream {
  /// One batch of rows.
  public struct Batch {
    /// The rows.
    public let table: Table
    /// The number of its first row in the file, from 0.
    public let firstRow: Int
    /// Where the next batch starts, for going on there later; no number of rows.
    public let nextPlace: Int
    /// How much of the file is read when the batch is, 0…1.
    public let share: Double
    /// What was repaired or assumed, one sentence each.
    public let notes: [String]
  }

  /// Where a stream goes on: behind a batch of an earlier one of the same file.
  public struct Position: Sendable, Codable, Equatable {
    /// ``Batch/nextPlace`` of the last batch that was read.
    public let place: Int
    /// The number of rows before it.
    public let row: Int

    /// Makes a position.
    public init(place: Int, row: Int) {
      self.place = place
      self.row = row
    }
  }

  private let path: String
  private let options: CSVOptions
  private let source: Source
  /// The columns of the file, in its order.
  public let columnNames: [String]
  /// Whether there is more than one batch.
  public let isLong: Bool

  private enum Source {
    case text(CSVSource, HeaderRow, FormatSniffer.Finding, windowSize: Int)
    case parquet(FileBytes, ParquetFooter)
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - options: how a CSV file is to be read.
  ///   - batchByteCount: about how much of a CSV file is in memory at a time; a Parquet file comes in the
  ///     groups of rows that it has.
  /// - Throws: ``TabularError`` as reading the file at once does.
  public init(
    path: String, options: CSVOptions = .init(), batchByteCount: Int = 1 << 25
  ) throws(TabularError) {
    precondition(batchByteCount > 0, "A batch has bytes.")
    self.path = path
    self.options = options
    if ParquetReader.isParquet(path) {
      let file = try FileBytes.open(path: path)
      guard file.count > 0 else {
        throw TabularError(.emptyFile, "\(path) is empty; fetch the file anew.")
      }
      let footer = try ParquetReader.explaining(path) {
        try ParquetReader.footer(UnsafeRawBufferPointer(start: file.base, count: file.count))
      }
      source = .parquet(file, footer)
      columnNames = footer.columns.map(\.name)
      isLong = footer.groups.count > 1
      return
    }
    let text = try CSVSource(
      file: FileBytes.open(path: path), name: path, encoding: options.encoding,
      threads: options.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let finding = try FormatSniffer.find(in: text.bytes, options: options)
    let header = try HeaderRow(text.bytes, finding: finding, name: path)
    source = .text(text, header, finding, windowSize: batchByteCount)
    columnNames = header.names
    isLong = text.bytes.count - header.dataStart > batchByteCount
  }

  /// Reads the batches in order.
  ///
  /// - Parameters:
  ///   - wanted: the columns to read; all when `nil`.
  ///   - start: where an earlier reading of the same file stopped; its first row when `nil`.
  ///   - kinds: settles the kinds of columns of a long CSV file from its first batch; those left out are
  ///     read as the first batch was.
  ///   - body: gets each batch; what it throws ends the reading and is thrown on.
  /// - Throws: ``TabularError`` for a file that can't be read, or what `body` throws.
  public func forEach(
    columns wanted: Set<String>? = nil, from start: Position? = nil,
    kinds: (Table) -> [String: ColumnKind] = { _ in [:] }, _ body: (Batch) throws -> Void
  ) throws {
    switch source {
    case .parquet(let file, let footer):
      try forEachGroup(of: file, footer, wanted, from: start, body)
    case .text(let text, let header, let finding, let size):
      try forEachWindow(
        Reading(text: text, header: header, finding: finding, size: size), wanted, from: start,
        kinds, body)
    }
  }

  private func forEachGroup(
    of file: FileBytes, _ footer: ParquetFooter, _ wanted: Set<String>?, from start: Position?,
    _ body: (Batch) throws -> Void
  ) throws {
    let bytes = UnsafeRawBufferPointer(start: file.base, count: file.count)
    var row = start?.row ?? 0
    let groups = footer.groups.indices
    var group = min(max(start?.place ?? 0, 0), groups.upperBound)
    if start != nil, group == groups.upperBound { return }
    repeat {
      let next = min(group + 1, groups.upperBound)
      let table = try ParquetReader.explaining(path) {
        try ParquetReader.table(
          bytes, footer: footer, groups: group..<next, wanted: wanted,
          maximumCategoryLevels: options.maximumCategoryLevels, threads: options.threads)
      }
      let rows = footer.groups[group..<next].reduce(0) { $0 + $1.rowCount }
      // Without any of its columns a table would not know its rows.
      precondition(table.rowCount == rows || table.columns.isEmpty, "A group has its rows.")
      let share = groups.isEmpty ? 1 : Double(next) / Double(groups.count)
      try body(Batch(table: table, firstRow: row, nextPlace: next, share: share, notes: []))
      file.letGo(0..<file.count)
      row += rows
      group = next
    } while group < groups.upperBound
  }

  /// A CSV file that is being read.
  private struct Reading {
    let text: CSVSource
    let header: HeaderRow
    let finding: FormatSniffer.Finding
    let size: Int

    /// The rows from an offset on that fill a batch, whole ones.
    func window(from start: Int, threads: Int) -> Range<Int> {
      let bytes = text.bytes
      var reach = size
      while start < bytes.count, bytes.count - start > reach {
        let part = UnsafeBufferPointer(
          rebasing: bytes[..<min(bytes.count, start + reach + reach / 8)])
        let starts = RowChunks.starts(
          in: part, from: start, format: finding.format, size: reach, threads: threads)
        // The last piece may be cut anywhere; the ones before it are whole rows.
        if starts.count > 1 { return start..<starts[1] }
        reach *= 2
      }
      return start..<max(start, bytes.count)
    }
  }

  private func forEachWindow(
    _ reading: Reading, _ wanted: Set<String>?, from start: Position?,
    _ kinds: (Table) -> [String: ColumnKind], _ body: (Batch) throws -> Void
  ) throws {
    let threads = max(1, options.threads ?? ProcessInfo.processInfo.activeProcessorCount)
    var options = options
    options.columns = wanted
    let bytes = reading.text.bytes
    func read(_ range: Range<Int>) throws -> (Table, [CSVNote]) {
      let parse = CSVParse(
        source: reading.text, name: path, header: reading.header, format: reading.finding.format,
        options: options, threads: threads, progress: nil, range: range)
      return try parse.table()
    }
    var range = reading.window(from: reading.header.dataStart, threads: threads)
    if range.upperBound < bytes.count {
      let (sample, notes) = try read(range)
      options.kinds = settled(sample, notes, by: kinds(sample))
      options.commaColumns = Set(
        notes.filter { $0.kind == .decimalComma }.compactMap(\.column))
    }
    var row = start?.row ?? 0
    if let start, start.place > range.lowerBound {
      range = reading.window(from: min(start.place, bytes.count), threads: threads)
      if range.isEmpty { return }
    }
    var isFirst = start == nil
    while true {
      let (table, notes) = try read(range)
      let share = bytes.isEmpty ? 1 : Double(range.upperBound) / Double(bytes.count)
      // Whoever reads batches says what columns are; how they would be read alone is not what happens.
      let said =
        (isFirst ? reading.text.notes + reading.header.notes : [])
        + notes.filter { $0.kind != .nearlyNumbers }
      try body(
        Batch(
          table: table, firstRow: row, nextPlace: range.upperBound, share: share,
          notes: said.map(\.message)))
      isFirst = false
      row += table.rowCount
      reading.text.letGo(0..<range.upperBound)
      guard range.upperBound < bytes.count else { return }
      range = reading.window(from: range.upperBound, threads: threads)
    }
  }

  /// The kinds that all batches are read as: those of the first where the caller says nothing. What was
  /// a flag there may have other words later, and text costs less than levels.
  private func settled(
    _ sample: Table, _ notes: [CSVNote], by chosen: [String: ColumnKind]
  ) -> [String: ColumnKind] {
    var kinds = options.kinds
    for column in sample.columns where kinds[column.name] == nil {
      switch column.kind {
      case .number, .date: kinds[column.name] = chosen[column.name] ?? column.kind
      case .flag, .category: kinds[column.name] = chosen[column.name] ?? .category
      case .text: kinds[column.name] = chosen[column.name] ?? .text
      }
    }
    return kinds
  }
}
