import Tabular

/// A table as a file holds it: CSV or Parquet.
enum TableFile {
  /// Reads the typed columns, and what was assumed or repaired, one sentence each.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - options: how a CSV file is to be read; of a Parquet file only the limits count.
  ///   - progress: told the share of a CSV file that is read, from reading threads; Parquet tells none.
  /// - Throws: `TabularError` naming the file and what is wrong with it.
  static func read(
    path: String, options: CSVOptions, progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> (table: Table, notes: [String]) {
    guard ParquetReader.isParquet(path) else {
      let read = try CSVReader.read(path: path, options: options, progress: progress)
      return (read.table, read.notes.map(\.message))
    }
    let table = try ParquetReader.read(
      path: path, maximumCategoryLevels: options.maximumCategoryLevels, threads: options.threads)
    return (table, [])
  }
}
