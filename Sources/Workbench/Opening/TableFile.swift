import Foundation
import Ingestion
import Tabular

/// A table as a file holds it: CSV or Parquet, or what can be made into one of them.
enum TableFile {
  /// Reads the typed columns, and what was assumed or repaired, one sentence each.
  ///
  /// - Parameters:
  ///   - path: the file, or what ``ForeignTable/find(_:)`` knows.
  ///   - options: how a CSV file is to be read; of a Parquet file only the limits count.
  ///   - sample: which rows are kept; of a CSV file all are read first.
  ///   - memory: bytes that the cells of a Parquet file may take; the columns of a larger one stand on
  ///     disk.
  ///   - progress: told the share of a CSV file that is read, from reading threads; Parquet tells none.
  /// - Throws: `TabularError`, `IngestionError` or ``WorkbenchError`` naming the file and what is wrong
  ///   with it.
  static func read(
    path: String, options: CSVOptions, sample: RowSample? = nil,
    memory: Int = TableSize.heldBytes, progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> (table: Table, notes: [String]) {
    if let source = try ForeignTable.find(path) {
      return try fetched(
        source, options: options, sample: sample, memory: memory, progress: progress)
    }
    do {
      return try plain(
        path: path, options: options, sample: sample, memory: memory, progress: progress)
    } catch let error as TabularError where error.code == .unsupportedParquet {
      return try fetched(
        .files([path]), options: options, sample: sample, memory: memory, progress: progress)
    }
  }

  /// Reads a file of a kind that our readers know.
  private static func plain(
    path: String, options: CSVOptions, sample: RowSample?, memory: Int,
    progress: (@Sendable (Double) -> Void)?
  ) throws -> (table: Table, notes: [String]) {
    guard ParquetReader.isParquet(path) else {
      let read = try CSVReader.read(path: path, options: options, progress: progress)
      return (sample.map(read.table.sampled) ?? read.table, read.notes.map(\.message))
    }
    let table = try ParquetReader.read(
      path: path, maximumCategoryLevels: options.maximumCategoryLevels, threads: options.threads,
      sample: sample, memory: memory)
    return (table, [])
  }

  /// Reads a table that must be fetched first, into a folder that goes at once: what is read of it is
  /// in memory, or mapped from a file that is no longer in any folder.
  private static func fetched(
    _ source: TableSource, options: CSVOptions, sample: RowSample?, memory: Int,
    progress: (@Sendable (Double) -> Void)?
  ) throws -> (table: Table, notes: [String]) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-fetch-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw WorkbenchError(
        .badInput, "\(folder): can't be made; set TMPDIR to a folder with room for the table.")
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let fetched = try TableFetch(source).write(into: folder)
    do {
      let read = try plain(
        path: fetched.path, options: options, sample: sample, memory: memory, progress: progress)
      return (read.table, fetched.notes + read.notes)
    } catch let error as TabularError {
      throw TabularError(
        error.code, error.message.replacing(fetched.path, with: source.title))
    }
  }
}
