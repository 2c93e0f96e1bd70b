/// One offer's place in a ranking for one customer.
public struct RankedOffer: Sendable, Equatable, Identifiable {
  /// The offer.
  public let offer: Offer
  /// The place, counted from 1; `nil` where the offer can't be shown.
  public let position: Int?
  /// The probability of the outcome when it is shown, 0…1; `nil` where it can't be shown.
  public let probability: Double?
  /// What showing it earns on average over doing nothing, in currency units; `nil` where it can't be
  /// shown.
  public let expectedValue: Double?
  /// What the outcome is expected to bring if it happens, in currency units; `nil` where it can't be
  /// shown, or without a model of amounts.
  public let amountIfTaken: Double?
  /// Why it can't be shown, each reason in words; empty if it can.
  public let obstacles: [String]

  /// Probability × amount − cost, in currency units; `nil` without an amount.
  public var expectedAmount: Double? {
    guard let probability, let amountIfTaken else { return nil }
    return probability * amountIfTaken - offer.cost
  }

  /// The offer's id.
  public var id: String { offer.id }
  /// Whether the offer can be shown.
  public var isEligible: Bool { obstacles.isEmpty }
  /// Whether showing it is expected to earn more than doing nothing, which is 0.
  public var beatsDoingNothing: Bool { (expectedValue ?? 0) > 0 }
}

/// How an offer's place changed from one ranking to the next.
public enum RankMove: Sendable, Hashable {
  /// So many places nearer to the top, at least 1.
  case up(Int)
  /// So many places further from the top, at least 1.
  case down(Int)
  /// The same place.
  case same
  /// It could not be shown before, or was not in the catalogue.
  case new
  /// It can't be shown now.
  case out
}
