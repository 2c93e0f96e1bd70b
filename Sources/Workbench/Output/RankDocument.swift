import Foundation
import Modelling
public import Offers

/// The ranked offers of one customer as JSON: each model with its probability, reasons and offers.
public struct RankDocument: Encodable, Sendable {
  let profile: [String: ProfileValue]
  let models: [ModelPart]

  struct ModelPart: Encodable {
    let name: String
    let probability: Double
    let segment: String
    let reasons: [ReasonPart]
    let offers: [OfferPart]
    let notEligible: [ObstaclePart]
  }

  struct ReasonPart: Encodable {
    let column: String
    let value: String
    let contribution: Double
  }

  struct OfferPart: Encodable {
    let rank: Int?
    let id: String
    let name: String
    let category: String
    let probability: Double?
    let value: Double
    let cost: Double
    let expectedValue: Double?
  }

  struct ObstaclePart: Encodable {
    let id: String
    let name: String
    let reasons: [String]
  }

  /// Describes a simulation; `count` offers of each model at most.
  public init(_ simulation: Simulation, profile: CustomerProfile, count: Int) {
    self.profile = Dictionary(
      zip(profile.columns, profile.values), uniquingKeysWith: { first, _ in first })
    models = simulation.models.map { view in
      ModelPart(
        name: view.kind.rawValue, probability: view.probability, segment: view.segment.rawValue,
        reasons: view.reasons.map {
          ReasonPart(column: $0.column, value: $0.value, contribution: $0.contribution)
        },
        offers: view.offers.filter(\.isEligible).prefix(count).map { ranked in
          OfferPart(
            rank: ranked.position, id: ranked.id, name: ranked.offer.name,
            category: ranked.offer.category, probability: ranked.probability,
            value: ranked.offer.value, cost: ranked.offer.cost,
            expectedValue: ranked.expectedValue)
        },
        notEligible: view.offers.filter { !$0.isEligible }.map {
          ObstaclePart(id: $0.id, name: $0.offer.name, reasons: $0.obstacles)
        })
    }
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
