public import Modelling
public import Offers

/// What one model says of lifting an offer above another.
public struct LiftReport: Sendable {
  /// Which model.
  public let kind: ModelKind
  /// The id of the offer to lift.
  public let lifted: String
  /// The id of the offer to lift it above.
  public let over: String
  /// What was found.
  public let outcome: LiftSearch.Outcome

  /// Makes a report.
  public init(kind: ModelKind, lifted: String, over: String, outcome: LiftSearch.Outcome) {
    self.kind = kind
    self.lifted = lifted
    self.over = over
    self.outcome = outcome
  }
}

extension TextReport {
  /// A sentence a model: what lifts one offer above another.
  public static func lifts(_ reports: [LiftReport], from profile: CustomerProfile) -> String {
    reports.map { report in
      let what = "\(report.lifted) above \(report.over)"
      let sentence: String
      switch report.outcome {
      case .alreadyAbove: sentence = "\(report.lifted) stands above \(report.over) already."
      case .impossible(let columns, let tried):
        let many = columns == 1 ? "one column" : "one or two columns"
        sentence = "no change of \(many) lifts \(what); \(tried) were tried."
      case .found(let lift):
        let changes = lift.changes.map { change in
          "\(change.column) from \(profile[change.column] ?? .missing) to \(change.value)"
        }
        sentence =
          "\(changes.joined(separator: " and ")) lifts \(what), "
          + "\(format(lift.liftedGain, 4)) against \(format(lift.overGain, 4))."
      }
      return "\(report.kind.rawValue): \(sentence)"
    }.joined(separator: "\n")
  }
}
