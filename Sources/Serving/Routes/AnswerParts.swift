import Evaluation
import Offers
import Workbench

/// The answer of `/v1/rank`.
struct RankingAnswer: Encodable {
  let model: String
  let version: String
  let order: String
  let rankings: [RankingPart]
}

/// One customer's offers in order.
struct RankingPart: Encodable {
  let probability: Double
  let segment: String
  /// How many offers are expected to earn more than doing nothing.
  let offersAboveDoingNothing: Int
  let offers: [OfferPart]
  let notEligible: [ObstaclePart]
  let missing: [String]
  let unseen: [String]
  let ignored: [String]

  /// An offer that can be shown; members that the model can't know are absent.
  struct OfferPart: Encodable {
    let rank: Int
    let id: String
    let name: String
    let category: String
    let probability: Double
    let value: Double
    let cost: Double
    let expectedValue: Double
    let beatsDoingNothing: Bool
    let amountIfTaken: Double?
    let expectedAmount: Double?

    init?(_ ranked: RankedOffer) {
      guard let position = ranked.position, let probability = ranked.probability,
        let expectedValue = ranked.expectedValue
      else { return nil }
      rank = position
      id = ranked.id
      name = ranked.offer.name
      category = ranked.offer.category
      self.probability = probability
      value = ranked.offer.value
      cost = ranked.offer.cost
      self.expectedValue = expectedValue
      beatsDoingNothing = ranked.beatsDoingNothing
      amountIfTaken = ranked.amountIfTaken
      expectedAmount = ranked.expectedAmount
    }
  }

  /// An offer that can't be shown, and why.
  struct ObstaclePart: Encodable {
    let id: String
    let name: String
    let reasons: [String]
  }

  init(_ customer: ReadCustomer, _ score: CustomerScore, offers: [RankedOffer], top: Int) {
    probability = score.probability
    segment = score.segment.rawValue
    offersAboveDoingNothing = offers.count(where: \.beatsDoingNothing)
    self.offers = offers.prefix(top).compactMap(OfferPart.init)
    notEligible = offers.filter { !$0.isEligible }.map {
      ObstaclePart(id: $0.id, name: $0.offer.name, reasons: $0.obstacles)
    }
    missing = customer.missing
    unseen = customer.unseen
    ignored = customer.ignored
  }
}

/// The answer of `/v1/explain`.
struct ExplanationAnswer: Encodable {
  let model: String
  let version: String
  /// What contributions measure.
  let marginScale: String
  let explanations: [ExplanationPart]
}

/// Why one customer's probability is what it is.
struct ExplanationPart: Encodable {
  let probability: Double
  /// The probability of the average row, which the reasons start from.
  let averageProbability: Double
  let reasons: [ReasonPart]
  let missing: [String]
  let unseen: [String]
  let ignored: [String]

  /// How one column moves the score.
  struct ReasonPart: Encodable {
    let column: String
    let value: String
    let contribution: Double
    let points: Double
  }

  init(_ customer: ReadCustomer, _ explanation: Simulation.Explanation, top: Int) {
    probability = explanation.to
    averageProbability = explanation.from
    reasons = explanation.reasons.prefix(top).map {
      ReasonPart(
        column: $0.column, value: $0.value, contribution: $0.contribution, points: $0.points)
    }
    missing = customer.missing
    unseen = customer.unseen
    ignored = customer.ignored
  }
}
