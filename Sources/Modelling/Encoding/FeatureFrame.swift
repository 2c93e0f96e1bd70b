/// Encoded rows: one array of `Float` a feature, `rowCount` long, NaN where missing.
public struct FeatureFrame: Sendable {
  /// The features, one a column.
  public let schema: FeatureSchema
  /// The number of rows.
  public let rowCount: Int
  /// `columns[feature][row]`.
  public let columns: FrameColumns
  /// What the encoding met that training had not.
  public let report: EncodingReport
  /// Which rows are alike; worked out when a model first asks.
  let distinct = SharedDistinctRows()

  /// Makes a frame.
  ///
  /// - Precondition: one column a feature, each `rowCount` long.
  public init(
    schema: FeatureSchema, rowCount: Int, columns: [[Float]], report: EncodingReport = .init()
  ) {
    precondition(
      columns.allSatisfy { $0.count == rowCount }, "A frame has rowCount values in each column.")
    self.init(
      schema: schema, rowCount: rowCount, columns: FrameColumns(columns), report: report)
  }

  /// Makes a frame of columns that may be read when they are asked for.
  init(schema: FeatureSchema, rowCount: Int, columns: FrameColumns, report: EncodingReport) {
    precondition(
      columns.count == schema.features.count, "A frame has a column for each feature.")
    self.schema = schema
    self.rowCount = rowCount
    self.columns = columns
    self.report = report
  }

  /// The chosen rows, in the given order.
  public func rows(_ rows: [Int]) -> FeatureFrame {
    FeatureFrame(
      schema: schema, rowCount: rows.count,
      columns: columns.map { column in rows.map { column[$0] } },
      report: report)
  }

  /// The frame with one feature's values replaced.
  ///
  /// - Precondition: `values` has `rowCount` elements.
  public func replacing(feature: Int, with values: [Float]) -> FeatureFrame {
    var columns = Array(columns)
    columns[feature] = values
    return FeatureFrame(schema: schema, rowCount: rowCount, columns: columns, report: report)
  }
}

/// What encoding met in a table that training had not, by column name, in cells.
public struct EncodingReport: Sendable, Codable, Equatable {
  /// Features that the table has no column for; encoded as missing.
  public var absentColumns: [String] = []
  /// Cells with a level that training never saw; encoded as missing.
  public var unseen: [String: Int] = [:]
  /// Cells that are neither a number nor missing where a number or flag was due; encoded as missing.
  public var unreadable: [String: Int] = [:]

  /// Makes an empty report.
  public init() {}
}
