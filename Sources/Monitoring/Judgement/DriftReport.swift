import Evaluation

/// What has become of the data since a model was made, the gravest first.
///
/// All questions are asked together, and their chances raised by Holm's method: where nothing has changed,
/// any finding at all comes up in at most ``level`` of fresh samples. A finding beyond chance asks for as
/// much as its effect is large.
public struct DriftReport: Sendable, Equatable {
  /// How many rows the new data have.
  public let rowCount: Int
  /// How many rows the columns of the reference were described from.
  public let referenceRowCount: Int
  /// The columns, the gravest first, then by their stability index.
  public let columns: [ColumnDrift]
  /// The scores; `nil` where the reference has none.
  public let score: ColumnDrift?
  /// The outcomes; `nil` where either side has none.
  public let conversion: ConversionDrift?
  /// How often a fresh sample may have a finding, 0…1.
  public let level: Double

  /// The gravest of all findings.
  public var severity: DriftSeverity {
    (columns.map(\.severity) + [score?.severity, conversion?.severity].compactMap(\.self)).max()
      ?? .none
  }

  /// How many questions were asked.
  public var checkCount: Int {
    columns.reduce(0) { $0 + $1.checks.count } + (score?.checks.count ?? 0)
      + (conversion?.checks.count ?? 0)
  }

  /// Judges what was counted.
  ///
  /// - Parameter level: how often a fresh sample of the same source may have a finding, 0…1.
  public init(_ tally: DriftTally, level: Double = 0.01) {
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    let raised = zip(tally.reference.features, tally.features).map {
      RaisedColumn($0, $1, rows: tally.rowCount)
    }
    let score = tally.reference.scores.flatMap { reference in
      tally.scores.flatMap { tally.rowCount > 0 ? RaisedColumn(score: reference.values, $0) : nil }
    }
    let conversion = tally.reference.scores.flatMap { reference in
      tally.outcomes.flatMap { RaisedConversion(reference, $0) }
    }
    let groups = raised.map(\.checks) + [score?.checks ?? [], conversion?.checks ?? []]
    let answers = Self.judged(groups, level: level)
    rowCount = tally.rowCount
    referenceRowCount = tally.reference.rowCount
    self.level = level
    let judged = raised.indices.map { raised[$0].judged(answers[$0]) }
    columns = judged.enumerated().sorted { first, second in
      let one = (first.element, Self.weight(first.element))
      let two = (second.element, Self.weight(second.element))
      if one.0.severity != two.0.severity { return one.0.severity > two.0.severity }
      return (two.1, first.offset) < (one.1, second.offset)
    }.map(\.element)
    self.score = score?.judged(answers[raised.count])
    self.conversion = conversion?.judged(answers[raised.count + 1])
  }

  /// What columns of one severity are put in order by; one that is not there comes first.
  private static func weight(_ column: ColumnDrift) -> Double {
    column.isAbsent ? .infinity : column.stability?.value ?? 0
  }

  /// Answers all questions at one level.
  private static func judged(_ groups: [[RaisedCheck]], level: Double) -> [[DriftCheck]] {
    let adjusted = ShareTest.adjusted(groups.flatMap { $0.compactMap(\.pValue) })
    var next = 0
    return groups.map { checks in
      checks.map { check in
        guard check.pValue != nil else { return check.judged(adjusted: nil, level: level) }
        defer { next += 1 }
        return check.judged(adjusted: adjusted[next], level: level)
      }
    }
  }
}
