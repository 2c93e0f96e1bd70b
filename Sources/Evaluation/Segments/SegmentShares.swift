/// How large the high and the medium segment are to be, as shares of the customers; the rest is low.
public struct SegmentShares: Sendable, Hashable, Codable {
  /// The share that is high at most, above 0.
  public let high: Double
  /// The share that is medium at most, above 0; with `high` at most 1.
  public let medium: Double

  /// Makes shares; a tenth high and three tenths medium unless said otherwise.
  public init(high: Double = 0.1, medium: Double = 0.3) {
    precondition(Self.arePossible(high, medium), "Shares lie above 0 and sum to at most 1.")
    self.high = high
    self.medium = medium
  }

  /// Reads `high=0.05,medium=0.15`; what is left out is standard.
  ///
  /// - Throws: ``EvaluationError`` with `invalidRule`, naming what is wrong and how it is written.
  public init(parsing text: String) throws(EvaluationError) {
    let numbers = try NamedNumbers(text, of: "text of segments “\(text)”")
    let standard = SegmentShares()
    let isKnown = numbers.keys.allSatisfy { ["high", "medium"].contains($0) }
    let (high, medium) = (numbers["high"] ?? standard.high, numbers["medium"] ?? standard.medium)
    guard isKnown, !numbers.keys.isEmpty, Self.arePossible(high, medium) else {
      throw EvaluationError(
        .invalidRule,
        "The segments “\(text)” are no shares of high and medium above 0 that sum to at most 1; write "
          + "them as high=0.05,medium=0.15.")
    }
    self.init(high: high, medium: medium)
  }

  private static func arePossible(_ high: Double, _ medium: Double) -> Bool {
    high > 0 && medium > 0 && high + medium <= 1 + 1e-12
  }
}

extension SegmentShares: CustomStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String { "high=\(high),medium=\(medium)" }
}
