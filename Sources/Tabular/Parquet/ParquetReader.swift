import Foundation

/// Reads flat Parquet files: plain and dictionary encodings, uncompressed or packed by Snappy.
///
/// That is what the recipes write. A file that keeps its columns otherwise is refused with a reason.
public enum ParquetReader {
  /// Whether a path is called as Parquet files are, or starts as they do.
  public static func isParquet(_ path: String) -> Bool {
    if path.lowercased().hasSuffix(".parquet") { return true }
    // A pipe must not lose its first bytes.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let handle = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 4)) == Data("PAR1".utf8)
  }

  /// Reads a file into typed columns.
  ///
  /// NULL is missing; a column of 0 and 1 is a flag, text with few distinct values a category, as in a
  /// CSV file. Times are in UTC.
  ///
  /// - Parameters:
  ///   - maximumCategoryLevels: text with more distinct values than this stays text.
  ///   - threads: all cores when `nil`; the result is the same for any number.
  ///   - sample: the rows that are kept; others take no memory beyond a piece of the file.
  ///   - memory: bytes that the cells may take; the columns of a larger table stand on disk, but for
  ///     dates and text. No limit when `nil`.
  /// - Throws: ``TabularError`` with the code `malformed` where the file is damaged, `emptyFile` where it
  ///   has no columns, or `unsupportedParquet` where it is written in another way than is read here.
  public static func read(
    path: String, maximumCategoryLevels: Int = 10_000, threads: Int? = nil,
    sample: RowSample? = nil, memory: Int? = nil
  ) throws(TabularError) -> Table {
    let file = try FileBytes.open(path: path)
    let bytes = UnsafeRawBufferPointer(start: file.base, count: file.count)
    guard file.count > 0 else {
      throw TabularError(.emptyFile, "\(path) is empty; fetch the file anew.")
    }
    return try explaining(path) {
      let footer = try footer(bytes)
      let isLarge = memory.map { footer.rowCount > $0 / (4 * footer.columns.count) } ?? false
      return try table(
        bytes, footer: footer, groups: footer.groups.indices, wanted: nil,
        maximumCategoryLevels: maximumCategoryLevels, threads: threads, sample: sample,
        disk: isLarge && sample == nil ? ColumnsOnDisk() : nil)
    }
  }

  /// Puts what is wrong with a file into a sentence.
  static func explaining<Result>(
    _ path: String, _ read: () throws -> Result
  ) throws(TabularError) -> Result {
    do {
      return try read()
    } catch let damage as ParquetDamage {
      throw TabularError(
        .malformed,
        "\(path): \(damage.words), so it is no whole Parquet file; fetch or write it anew.")
    } catch let refusal as ParquetRefusal {
      throw TabularError(
        .unsupportedParquet,
        "\(path): \(refusal.words), which is not read here; write it anew with snappy and plain or "
          + "dictionary encoding, for example by DuckDB: COPY (FROM '\(path)') TO 'new.parquet'.")
    } catch let error as TabularError {
      throw error
    } catch {
      throw TabularError(.malformed, "\(path): \(error)")
    }
  }

  /// How large a table is, from its footer alone.
  ///
  /// - Throws: as ``read(path:maximumCategoryLevels:threads:)``.
  public static func size(path: String) throws(TabularError) -> (rowCount: Int, columnCount: Int) {
    let file = try FileBytes.open(path: path)
    do {
      let footer = try ParquetFooter(UnsafeRawBufferPointer(start: file.base, count: file.count))
      return (footer.rowCount, footer.columns.count)
    } catch {
      throw TabularError(.malformed, "\(path): \(error.words).")
    }
  }

  /// What a file says of itself, refused where it can't be so.
  static func footer(_ bytes: UnsafeRawBufferPointer) throws -> ParquetFooter {
    let footer = try ParquetFooter(bytes)
    guard !footer.columns.isEmpty else { throw ParquetDamage("has no columns") }
    // Constants pack well, but not without end: a small file must not fill the memory.
    guard footer.rowCount <= bytes.count * 20_000 else {
      throw ParquetDamage("claims \(footer.rowCount) rows in \(bytes.count) bytes")
    }
    var names: Set<String> = []
    for column in footer.columns where !names.insert(column.name).inserted {
      throw ParquetDamage("has two columns \(column.name)")
    }
    return footer
  }

  /// Reads some groups of rows of the columns wanted.
  ///
  /// - Parameters:
  ///   - sample: the rows that are kept, which only a reading of all groups can know.
  ///   - disk: takes the columns as soon as they are read.
  static func table(
    _ bytes: UnsafeRawBufferPointer, footer: ParquetFooter, groups: Range<Int>,
    wanted: Set<String>?, maximumCategoryLevels: Int, threads: Int?, sample: RowSample? = nil,
    disk: ColumnsOnDisk? = nil
  ) throws -> Table {
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let kept = try sample.map { sample in
      let keys = footer.columns.indices.filter { sample.columns.contains(footer.columns[$0].name) }
      return sample.kept(
        of: try keys.map {
          try column($0, of: footer, bytes, groups: groups, maximumCategoryLevels: .max)
        },
        rowCount: footer.rowCount)
    }
    let chosen = footer.columns.indices.filter {
      wanted?.contains(footer.columns[$0].name) ?? true
    }
    let columns = ParallelMap.run(count: chosen.count, threads: count) { place in
      Result<Column, any Error> {
        let column = try column(
          chosen[place], of: footer, bytes, groups: groups,
          maximumCategoryLevels: maximumCategoryLevels, kept: kept)
        return try disk.map(column.putAside) ?? column
      }
    }
    return Table(columns: try columns.map { try $0.get() })
  }

  private static func column(
    _ number: Int, of footer: ParquetFooter, _ bytes: UnsafeRawBufferPointer, groups: Range<Int>,
    maximumCategoryLevels: Int, kept: [Bool]? = nil
  ) throws -> Column {
    let column = footer.columns[number]
    func read(into values: inout ParquetValues) throws {
      var row = 0
      for group in footer.groups[groups] {
        let start = values.count
        try ParquetChunkReader(bytes: bytes, column: column, chunk: group.chunks[number])
          .read(into: &values, rowCount: group.rowCount)
        if let kept { values.keep(kept[row..<row + group.rowCount], from: start) }
        row += group.rowCount
      }
    }
    var values = ParquetValues(column)
    try read(into: &values)
    if values.hasLongKeys {
      values = ParquetValues(column, spelled: true)
      try read(into: &values)
    }
    return values.finished(maximumCategoryLevels: maximumCategoryLevels)
  }
}
