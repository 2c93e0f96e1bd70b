/// One question about new data, with its answer.
public struct DriftCheck: Sendable, Codable, Equatable {
  /// What was asked.
  public let kind: Kind
  /// How much has moved, in the unit of the kind.
  public let effect: Double
  /// The chance of an effect this large where nothing has changed; `nil` where there is nothing to test.
  public let pValue: Double?
  /// The chance raised for the number of questions that were asked together.
  public let adjustedPValue: Double?
  /// How much the answer asks for.
  public let severity: DriftSeverity

  /// The questions, and the unit of their effects.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Whether the shares of bins or levels have moved: the stability index.
    case distribution
    /// Whether numbers have moved: the widest gap of the distribution functions.
    case shape
    /// Whether more or fewer values are missing: the difference of the rates.
    case missing
    /// Whether numbers lie beyond all of the reference: their share.
    case range
    /// Whether there are levels that the model doesn't know: their share less that of the reference.
    case newLevels
    /// Whether cells are not of the column's kind: their share less that of the reference.
    case unreadable
    /// Whether the column is there at all: 1 if it is not.
    case absent
    /// Whether the outcome is as frequent as it was: the ratio of the rates, less 1.
    case rate
    /// Whether as many positives came as the scores promised when the model was made: their ratio, less 1.
    case conversion
    /// Whether they did among the rows of one bin of the score: the difference of the rates.
    case conversionOfBin
  }

  /// From which effect on a finding beyond chance is a warning, and from which an alarm.
  static func limits(_ kind: Kind) -> (warning: Double, alarm: Double) {
    switch kind {
    case .distribution: (0.1, 0.25)
    case .shape: (0.1, 0.2)
    case .missing: (0.02, 0.1)
    case .range: (0.001, 0.05)
    case .newLevels: (0.005, 0.05)
    case .unreadable: (0.005, 0.05)
    case .absent: (1, 1)
    case .rate: (0.15, 0.4)
    case .conversion: (0.1, 0.25)
    case .conversionOfBin: (0.05, 0.15)
    }
  }
}

/// A question before it is judged together with all others.
struct RaisedCheck {
  let kind: DriftCheck.Kind
  let effect: Double
  let pValue: Double?
  /// An effect up to this is noise, whatever else is said of it.
  var noise = 0.0

  /// Judges at a level that holds for all questions together.
  func judged(adjusted: Double?, level: Double) -> DriftCheck {
    let (warning, alarm) = DriftCheck.limits(kind)
    let size = abs(effect)
    var severity = DriftSeverity.none
    if let adjusted, adjusted > level {
      severity = .none
    } else if size >= alarm, size > noise {
      severity = .alarm
    } else if size >= warning, size > noise {
      severity = .warning
    } else {
      severity = .notice
    }
    return DriftCheck(
      kind: kind, effect: effect, pValue: pValue, adjustedPValue: adjusted, severity: severity)
  }
}
