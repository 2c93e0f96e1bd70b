import Tabular

/// A table's columns, roles and warnings as JSON.
public struct ProfileDocument: Encodable, Sendable {
  let name: String
  let rows: Int
  @Null var positives: Int?
  @Null var positiveRate: Double?
  @Null var grades: GradesPart?
  @Null var roles: Roles?
  let features: [String]
  let setAside: [Roles.Exclusion]
  let columns: [ColumnPart]
  let notes: [String]
  let warnings: [DataWarning]
  let prices: [SuspectPrice]
  @Null var splits: [SplitAuditPart]?

  /// The grades of a target, and what the warnings and prices make of them.
  struct GradesPart: Encodable {
    let rows: [String: Int]
    let relevantFrom: Int
    let meaning: String

    /// `nil` for a target of two classes.
    init?(_ dataset: Dataset) {
      guard let grades = dataset.grades else { return nil }
      rows = Dictionary(
        uniqueKeysWithValues: grades.counts.map { (String($0.grade), $0.rows) })
      relevantFrom = grades.relevantFrom
      meaning =
        "What follows takes rows of grade \(relevantFrom) or more (--relevant-from) as positive, "
        + "\(CountText.grouped(dataset.positiveCount)) of \(CountText.grouped(dataset.labelledRows.count))."
    }
  }

  struct ColumnPart: Encodable {
    let name: String
    let kind: String
    let missing: Int
    let distinct: Int
    let mostFrequent: [ValuePart]
    @Null var minimum: Double?
    @Null var maximum: Double?
    @Null var mean: Double?
    @Null var standardDeviation: Double?
  }

  struct ValuePart: Encodable {
    let value: String
    let count: Int
  }

  /// Describes opened data, with the prices of its suspects, and what splits do where that was asked
  /// for.
  public init(_ data: OpenedData, prices: [SuspectPrice], splits: [SplitAudit]? = nil) {
    self.splits = splits.map { $0.map(SplitAuditPart.init) }
    let dataset = data.dataset
    name = dataset.name
    rows = dataset.table.rowCount
    positives = dataset.positiveCount
    positiveRate = dataset.positiveRate
    grades = GradesPart(dataset)
    roles = dataset.roles
    features = dataset.features
    setAside = dataset.setAside
    columns = data.profile.columns.map(Self.part)
    notes = data.notes
    warnings = data.warnings
    self.prices = prices
  }

  /// Describes a table without a target.
  public init(_ table: ProfiledTable) {
    name = table.path
    rows = table.table.rowCount
    positives = nil
    positiveRate = nil
    grades = nil
    roles = nil
    features = []
    setAside = []
    columns = table.profile.columns.map(Self.part)
    notes = table.notes
    warnings = []
    prices = []
  }

  private static func part(_ column: ColumnProfile) -> ColumnPart {
    // The spread of numbers near the largest overflows, and JSON knows no infinity.
    let finite = { (value: Double?) in value.flatMap { $0.isFinite ? $0 : nil } }
    return ColumnPart(
      name: column.name, kind: column.kind.rawValue, missing: column.missingCount,
      distinct: column.distinctCount,
      mostFrequent: column.mostFrequent.prefix(5).map {
        ValuePart(value: $0.value, count: $0.count)
      }, minimum: finite(column.statistics?.minimum),
      maximum: finite(column.statistics?.maximum),
      mean: finite(column.statistics?.mean),
      standardDeviation: finite(column.statistics?.standardDeviation))
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
