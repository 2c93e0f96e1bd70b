public import Evaluation
public import Modelling
public import Offers

/// What the models say of one customer, with the offers in order.
public struct Simulation: Sendable {
  /// The customer.
  public let profile: CustomerProfile
  /// One entry a trained model, in the order of the table.
  public let models: [ModelView]
  /// What the models say of the customer to compare with; given to the next simulation, it saves
  /// ranking that customer again.
  public let baseline: Baseline

  /// One model's view of the customer.
  public struct ModelView: Sendable {
    /// Which model.
    public let kind: ModelKind
    /// The probability of the customer as is, 0…1.
    public let probability: Double
    /// The model's score before the link; it is the base and all reasons' contributions together.
    public let margin: Double
    /// The margin of the average row, by the model's own background.
    public let baseMargin: Double
    /// What margins and contributions measure.
    public let marginScale: MarginScale
    /// Whether the probability is that of the margin after a correction, which no reason explains.
    public let isCorrected: Bool
    /// The scores that part the segments: the model's own, or the conventional ones.
    public let segments: SegmentPlan
    /// The probability of the base profile.
    public let baseProbability: Double
    /// The probability of the average row, 0…1: of `baseMargin`.
    public let averageProbability: Double
    /// What the outcome is expected to bring if it happens, by the model of amounts; `nil` without one.
    public let expectedAmount: Double?
    /// Why: the columns that move the score most, largest first; empty where nobody asked.
    public let reasons: [Reason]
    /// Why the customer differs from the base; `nil` where nobody asked.
    public let change: Explanation?
    /// Why an offer shown to the customer differs from the base; `nil` where nobody asked.
    public let offerReasons: Explanation?
    /// The offers, eligible ones in order first; empty without a catalogue.
    public let offers: [RankedOffer]
    /// What the offers are ordered by.
    public let order: OfferRanking.Order
    /// The places of the offers for the base profile, by id; those that it can't be shown have none.
    public let basePositions: [String: Int]
    /// The offers for the base profile, in their order.
    public let baseOffers: [RankedOffer]

    /// Why the customer differs from the average row.
    public var explanation: Explanation {
      Explanation(
        subject: .customer, from: averageProbability, to: probability, reasons: reasons)
    }
    /// The segment of the customer.
    public var segment: CustomerSegment { segments.segment(of: probability) }
    /// The offers that can be shown and are expected to earn more than doing nothing.
    public var worthwhileCount: Int { offers.count(where: \.beatsDoingNothing) }
    /// How an offer's place for this customer differs from its place for the base; `nil` where
    /// neither can be shown it.
    public func move(of offer: RankedOffer) -> RankMove? {
      Simulation.move(from: basePositions[offer.id], to: offer.position)
    }
  }

  /// How one column moves a score.
  public struct Reason: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The customer's value, in the file's spelling.
    public let value: String
    /// The value that it is held against; `nil` against the average row.
    public let before: String?
    /// The SHAP value, in margin units; above 0 raises the score.
    public let contribution: Double
    /// What it is worth in probability, -1…1; all points lead from one probability to the other.
    public let points: Double
  }

  /// What is to be explained, besides being scored and ranked.
  public enum Question: Sendable, Equatable {
    /// Every model's view of the customer.
    case everything
    /// One model's view of the customer, against the average and the base; and of an offer, by its id.
    case only(ModelKind, offer: String?)

    func asks(_ kind: ModelKind) -> Bool {
      switch self {
      case .everything: true
      case .only(let only, _): only == kind
      }
    }
  }

  /// What every model says of the customer to compare with.
  public struct Baseline: Sendable {
    let profile: CustomerProfile
    let order: OfferRanking.Order
    let day: CalendarDay?
    var models: [Entry]

    /// What one model says.
    struct Entry: Sendable {
      let probability: Double
      let offers: [RankedOffer]
      /// The places of the offers by id.
      let positions: [String: Int]
      /// The SHAP values; `nil` until somebody asks.
      var contributions: [Double]?
    }
  }

  /// How one place of an offer differs from another; `nil` where it can be shown in neither case.
  public static func move(from old: Int?, to new: Int?) -> RankMove? {
    switch (old, new) {
    case (let old?, let new?): old > new ? .up(old - new) : old < new ? .down(new - old) : .same
    case (nil, .some): .new
    case (.some, nil): .out
    case (nil, nil): nil
    }
  }

  /// The view of one model, if it was simulated.
  public func view(_ kind: ModelKind) -> ModelView? { models.first { $0.kind == kind } }
}
