import Tabular

/// A table as a file holds it: CSV or Parquet.
enum TableFile {
  /// Reads the typed columns, and what was assumed or repaired, one sentence each.
  ///
  /// - Parameter options: how a CSV file is to be read; of a Parquet file only the limits count.
  /// - Throws: `TabularError` naming the file and what is wrong with it.
  static func read(path: String, options: CSVOptions) throws -> (table: Table, notes: [String]) {
    guard ParquetReader.isParquet(path) else {
      let read = try CSVReader.read(path: path, options: options)
      return (read.table, read.notes.map(\.message))
    }
    let table = try ParquetReader.read(
      path: path, maximumCategoryLevels: options.maximumCategoryLevels, threads: options.threads)
    return (table, [])
  }
}
