import Tabular

/// A table's columns, roles and warnings as JSON.
public struct ProfileDocument: Encodable, Sendable {
  let name: String
  let rows: Int
  let positives: Int
  let positiveRate: Double
  let roles: Roles
  let features: [String]
  let setAside: [Roles.Exclusion]
  let columns: [ColumnPart]
  let notes: [String]
  let warnings: [DataWarning]

  struct ColumnPart: Encodable {
    let name: String
    let kind: String
    let missing: Int
    let distinct: Int
    @Null var minimum: Double?
    @Null var maximum: Double?
    @Null var mean: Double?
    @Null var standardDeviation: Double?
  }

  /// Describes opened data.
  public init(_ data: OpenedData) {
    let dataset = data.dataset
    name = dataset.name
    rows = dataset.table.rowCount
    positives = dataset.positiveCount
    positiveRate = dataset.positiveRate
    roles = dataset.roles
    features = dataset.features
    setAside = dataset.setAside
    columns = data.profile.columns.map { column in
      ColumnPart(
        name: column.name, kind: column.kind.rawValue, missing: column.missingCount,
        distinct: column.distinctCount, minimum: column.statistics?.minimum,
        maximum: column.statistics?.maximum,
        mean: column.statistics?.mean, standardDeviation: column.statistics?.standardDeviation)
    }
    notes = data.notes
    warnings = data.warnings
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
