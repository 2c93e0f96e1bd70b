import Evaluation
import Tabular

/// Where models do worse than elsewhere, and how they treat the levels of columns that somebody asked
/// about, on the rows they were measured on.
struct SliceAudit {
  private let columns: [SliceColumn]
  private let parity: [SliceColumn]
  private let places: [Int]
  private let seed: UInt64
  private let threads: Int

  /// Weak slices are looked for in at most so many rows, evenly taken.
  static let mostRows = 20_000

  /// Reads the columns.
  ///
  /// - Parameters:
  ///   - rows: rows of the table that were measured.
  ///   - fairness: columns whose levels are held against each other.
  /// - Throws: ``WorkbenchError`` for a name that is no column with levels.
  init(
    _ dataset: Dataset, rows: [Int], fairness: [String], seed: UInt64, threads: Int
  ) throws {
    let places = Explainer.evenly(rows.count, Self.mostRows)
    self.places = places
    columns = dataset.features.compactMap { name in
      dataset.table[name].flatMap { SliceColumn($0, rows: places.map { rows[$0] }) }
    }
    parity = try fairness.map { try Self.column($0, of: dataset, rows) }
    self.seed = seed
    self.threads = threads
  }

  /// Checks that columns can be asked about, before anything is trained.
  ///
  /// - Throws: ``WorkbenchError`` as ``init(_:rows:fairness:seed:threads:)``.
  static func check(_ fairness: [String], of dataset: Dataset) throws {
    for name in fairness { _ = try column(name, of: dataset, dataset.labelledRows) }
  }

  private static func column(
    _ name: String, of dataset: Dataset, _ rows: [Int]
  ) throws -> SliceColumn {
    guard name != dataset.roles.target, let column = dataset.table[name] else {
      let known = dataset.table.names.filter { $0 != dataset.roles.target }
      throw WorkbenchError(
        .badInput,
        "--fairness \(name): is no column of \(dataset.name) to part its rows by; name one of "
          + "\(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "").")
    }
    guard let parted = SliceColumn(column, rows: rows) else {
      throw WorkbenchError(
        .badInput,
        "--fairness \(name): has free text or one value throughout, so it parts no rows; name another "
          + "column.")
    }
    return parted
  }

  /// The fewest rows of a slice that is looked at: a hundred, or one of a hundred rows.
  private var minimumRows: Int { max(100, places.count / 100) }

  /// The slices in which a model does worst.
  func weakSlices(of rows: ScoredRows) -> WeakSlices? {
    let own =
      places.count == rows.rowCount
      ? rows
      : try? ScoredRows(
        scores: places.map { rows.scores[$0] }, labels: places.map { rows.labels[$0] })
    return own.map {
      WeakSlices(
        columns.flatMap(\.slices), of: $0, minimumRows: minimumRows, limit: 6, threads: threads)
    }
  }

  /// How a model treats the levels of each column asked about.
  func parity(of rows: ScoredRows, threshold: Double) -> [SliceParity] {
    parity.map {
      SliceParity(
        column: $0.name, names: $0.levels.map { PlainText.line($0, limit: 60) }, codes: $0.codes,
        rows: rows, threshold: threshold, seed: seed)
    }
  }
}
