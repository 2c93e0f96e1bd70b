import Evaluation
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
    let doNothing: DoNothingPart?
    let offers: [OfferPart]
    let notEligible: [ObstaclePart]
    let lift: LiftPart?
    /// What the outcome brings if it happens, and p times that; `null` without a model of amounts.
    @Null var amountIfTaken: Double?
    @Null var expectedAmount: Double?
  }

  /// The smallest change that lifts an offer; `changes` is null where none does, and empty where the
  /// offer stands above already.
  struct LiftPart: Encodable {
    let lifted: String
    let over: String
    @Null var changes: [String: ProfileValue]? = nil
    @Null var liftedGain: Double? = nil
    @Null var overGain: Double? = nil
  }

  struct ReasonPart: Encodable {
    let column: String
    let value: String
    let contribution: Double
    let points: Double
  }

  /// What every expected value is compared with, and how many offers beat it.
  struct DoNothingPart: Encodable {
    let probability: Double
    let expectedValue = 0.0
    let offersAbove: Int
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
    let beatsDoingNothing: Bool
    /// What the outcome brings if it happens, and p times that less the cost.
    @Null var amountIfTaken: Double?
    @Null var expectedAmount: Double?
  }

  struct ObstaclePart: Encodable {
    let id: String
    let name: String
    let reasons: [String]
  }

  /// Describes a simulation; `count` offers of each model at most, and the lifts that were asked for.
  public init(
    _ simulation: Simulation, profile: CustomerProfile, count: Int, lifts: [LiftReport] = []
  ) {
    self.profile = Dictionary(
      zip(profile.columns, profile.values), uniquingKeysWith: { first, _ in first })
    models = simulation.models.map { view in
      ModelPart(
        name: view.kind.rawValue, probability: view.probability, segment: view.segment.rawValue,
        reasons: view.reasons.map {
          ReasonPart(
            column: $0.column, value: $0.value, contribution: $0.contribution, points: $0.points)
        },
        doNothing: view.offers.isEmpty
          ? nil
          : DoNothingPart(probability: view.probability, offersAbove: view.worthwhileCount),
        offers: view.offers.filter(\.isEligible).prefix(count).map { ranked in
          OfferPart(
            rank: ranked.position, id: ranked.id, name: ranked.offer.name,
            category: ranked.offer.category, probability: ranked.probability,
            value: ranked.offer.value, cost: ranked.offer.cost,
            expectedValue: ranked.expectedValue, beatsDoingNothing: ranked.beatsDoingNothing,
            amountIfTaken: ranked.amountIfTaken, expectedAmount: ranked.expectedAmount)
        },
        notEligible: view.offers.filter { !$0.isEligible }.map {
          ObstaclePart(id: $0.id, name: $0.offer.name, reasons: $0.obstacles)
        },
        lift: lifts.first { $0.kind == view.kind }.map(Self.part),
        amountIfTaken: view.expectedAmount,
        expectedAmount: view.expectedAmount.map { view.probability * $0 })
    }
  }

  private static func part(_ report: LiftReport) -> LiftPart {
    var part = LiftPart(lifted: report.lifted, over: report.over)
    switch report.outcome {
    case .alreadyAbove: part.changes = [:]
    case .impossible: break
    case .found(let lift):
      part.changes = Dictionary(
        lift.changes.map { ($0.column, $0.value) }, uniquingKeysWith: { first, _ in first })
      part.liftedGain = lift.liftedGain
      part.overGain = lift.overGain
    }
    return part
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
