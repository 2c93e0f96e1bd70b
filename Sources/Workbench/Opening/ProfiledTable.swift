public import Tabular

/// A table without a target: its columns, as far as they can be told without one.
public struct ProfiledTable: Sendable {
  /// The path it was read from.
  public let path: String
  /// The table.
  public let table: Table
  /// Counts, ranges and histograms by column.
  public let profile: TableProfile
  /// What the reader repaired, one sentence each.
  public let notes: [String]

  /// Reads a CSV or Parquet file.
  ///
  /// - Throws: `TabularError` naming the file and what is wrong with it.
  public init(path: String, options: CSVOptions = .init()) throws {
    let read = try TableFile.read(path: path, options: options)
    self.path = path
    table = read.table
    profile = TableProfile(table)
    notes = read.notes
  }
}
