public import Modelling

/// How one model's mean probability follows one column, all else left as it is
/// (``PartialDependence``), with how many rows each value stands for.
public struct ColumnDependence: Sendable {
  /// One value of the column.
  public struct Point: Sendable, Equatable {
    /// The value as people read it.
    public let value: String
    /// The mean probability of the positive class where all rows have the value, 0…1.
    public let meanProbability: Double
    /// The rows that have the value itself or, of numbers, lie above the point before and up to this
    /// one.
    public let rowCount: Int
  }

  /// Which model.
  public let kind: ModelKind
  /// The column.
  public let column: String
  /// Whether values are numbers, whose points are quantiles.
  public let isNumber: Bool
  /// The points, ascending; empty where no row has a value.
  public let points: [Point]
  /// The number of rows that the means are over.
  public let averagedRowCount: Int
  /// The number of rows that were counted.
  public let countedRowCount: Int
  /// Those of them in which the column is missing.
  public let missingCount: Int
}

extension Explainer {
  /// How a model's mean probability follows one column.
  ///
  /// - Parameter rows: rows that the model never saw.
  /// - Throws: `WorkbenchError` with `badInput` when the name is no feature of the model, or one that is
  ///   known while fitting only and so is the same in every row that is scored.
  public static func dependence(
    on column: String, of model: CorrectedModel, rows: ExplainedRows, threads: Int
  ) throws -> ColumnDependence {
    guard let place = model.schema.names.firstIndex(of: column) else {
      throw WorkbenchError(
        .badInput,
        "--dependence \(column): is no feature of the \(model.kind.rawValue) model; name one of "
          + "\(model.schema.names.joined(separator: ", ")).")
    }
    let feature = model.schema.features[place]
    guard feature.trainingOnly == nil else {
      throw WorkbenchError(
        .badInput,
        "--dependence \(column): is known while fitting only, and rows are scored with one value of it; "
          + "name another column.")
    }
    let frame = rows.frame(for: model)
    let curve = PartialDependence(of: model, frame: frame, feature: place, threads: threads)
    var counts = [Int](repeating: 0, count: curve.points.count)
    let cells = frame.columns[place]
    for cell in cells {
      // A number above the highest point is infinite, and counts there.
      if let point = curve.points.firstIndex(where: { cell <= $0.value }) {
        counts[point] += 1
      } else if cell == .infinity, !counts.isEmpty {
        counts[counts.count - 1] += 1
      }
    }
    let isNumber = feature.kind == .number
    return ColumnDependence(
      kind: model.kind, column: column, isNumber: isNumber,
      points: zip(curve.points, counts).map { point, count in
        ColumnDependence.Point(
          value: isNumber
            ? TextReport.significant(Double(point.value))
            : feature.text(of: point.value) ?? "missing",
          meanProbability: point.meanProbability, rowCount: count)
      },
      averagedRowCount: curve.rowCount, countedRowCount: frame.rowCount,
      missingCount: cells.count(where: \.isNaN))
  }
}
