import Evaluation
import Monitoring

/// What has become of the data since the model was made, as JSON.
public struct DriftDocument: Encodable, Sendable {
  let model: String
  let kind: String
  let trainedOn: String
  let data: String
  let rows: Int
  let referenceRows: Int
  let severity: DriftSeverity
  let falseFindingLevel: Double
  let questions: Int
  let columns: [ColumnPart]
  @Null var score: ColumnPart?
  @Null var conversion: ConversionPart?
  let remarks: [String]

  struct ColumnPart: Encodable, Sendable {
    let name: String
    let severity: DriftSeverity
    let findings: [String]
    let checks: [DriftCheck]
    @Null var psi: Double?
    @Null var noiseFloor: Double?
    @Null var ks: Double?
    @Null var ksPValue: Double?
    @Null var referenceMean: Double?
    @Null var mean: Double?
    @Null var meanShift: Double?
    let referenceMissing: Double
    let missing: Double
    let below: Int
    let above: Int
    let newLevels: [LevelPart]
    let absent: Bool
    let bins: [BinPart]
  }

  struct LevelPart: Encodable, Sendable {
    let level: String
    let rows: Int
  }

  struct BinPart: Encodable, Sendable {
    let bin: String
    let reference: Double
    let current: Double
  }

  struct ConversionPart: Encodable, Sendable {
    let severity: DriftSeverity
    let checks: [DriftCheck]
    let rows: Int
    let positives: Int
    let promised: Double
    let expected: Double
    let rate: Interval
    let referenceRate: Double
    let bins: [ConversionBinPart]
  }

  struct ConversionBinPart: Encodable, Sendable {
    @Null var lower: Double?
    @Null var upper: Double?
    let rows: Int
    let promised: Double
    let rate: Interval
    @Null var referenceRate: Double?
    @Null var check: DriftCheck?
  }

  /// Describes a finding.
  public init(_ finding: DriftFinding) {
    let report = finding.report
    model = finding.modelPath
    kind = finding.modelKind
    trainedOn = finding.fingerprint
    data = finding.dataPath
    rows = report.rowCount
    referenceRows = report.referenceRowCount
    severity = report.severity
    falseFindingLevel = report.level
    questions = report.checkCount
    columns = report.columns.map(Self.part)
    score = report.score.map(Self.part)
    conversion = report.conversion.map(Self.part)
    remarks = finding.remarks
  }

  private static func part(_ column: ColumnDrift) -> ColumnPart {
    ColumnPart(
      name: column.name, severity: column.severity, findings: DriftWords.findings(of: column),
      checks: column.checks, psi: column.stability?.value, noiseFloor: column.stability?.noiseFloor,
      ks: column.shape?.statistic, ksPValue: column.shape?.pValue,
      referenceMean: column.means?.reference, mean: column.means?.current,
      meanShift: column.meanShift, referenceMissing: column.missing.reference,
      missing: column.missing.current, below: column.beyond.below, above: column.beyond.above,
      newLevels: column.newLevels.prefix(100).map { LevelPart(level: $0.level, rows: $0.rows) },
      absent: column.isAbsent,
      bins: DriftWords.shares(of: column).map {
        BinPart(
          bin: DriftWords.name(of: $0.content, in: column), reference: $0.then, current: $0.now)
      })
  }

  private static func part(_ drift: ConversionDrift) -> ConversionPart {
    ConversionPart(
      severity: drift.severity, checks: drift.checks, rows: drift.rows, positives: drift.positives,
      promised: drift.promised, expected: drift.expected, rate: drift.rate,
      referenceRate: drift.referenceRate,
      bins: drift.bins.map { bin in
        ConversionBinPart(
          lower: bin.lower.isFinite ? bin.lower : nil, upper: bin.upper.isFinite ? bin.upper : nil,
          rows: bin.rows, promised: bin.promised, rate: bin.rate, referenceRate: bin.referenceRate,
          check: bin.check)
      })
  }

  /// The document as text.
  public func json() throws -> String { try JSONText.of(self) }
}
