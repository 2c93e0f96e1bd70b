public import Monitoring

/// A file of new data held against a model.
public struct DriftFinding: Sendable {
  /// The model's file.
  public let modelPath: String
  /// Which model.
  public let modelKind: String
  /// The fingerprint of the data it was trained on.
  public let fingerprint: String
  /// The new data.
  public let dataPath: String
  /// What was found.
  public let report: DriftReport
  /// What it was held against.
  public let reference: ReferenceProfile
  /// What a careful person should know, one sentence each.
  public let remarks: [String]

  /// The columns in the order of the model, which the report puts by severity.
  public var columnsInOrder: [ColumnDrift] {
    let place = Dictionary(
      uniqueKeysWithValues: reference.features.enumerated().map { ($0.element.name, $0.offset) })
    return report.columns.sorted { (place[$0.name] ?? 0) < (place[$1.name] ?? 0) }
  }
}

extension DriftSeverity {
  /// The exit code for schedulers: 10 for a warning, 11 for an alarm, else 0.
  public var exitCode: Int32 {
    switch self {
    case .none, .notice: 0
    case .warning: 10
    case .alarm: 11
    }
  }
}
