import Evaluation
import Modelling

/// The same models under several splits, as the JSON that `compare --json` prints.
public struct HonestyDocument: Encodable, Sendable {
  let metric: String
  let splits: [SplitPart]
  let flips: [FlipPart]

  struct SplitPart: Encodable {
    let scheme: String
    @Null var error: String?
    let ranks: [RankPart]
    @Null var comparison: ComparisonDocument?
  }

  struct RankPart: Encodable {
    let model: String
    @Null var rank: Int?
    @Null var value: Double?
    @Null var gainedPlaces: Int?
  }

  struct FlipPart: Encodable {
    let scheme: String
    let betterAtRandom: String
    let betterThere: String
    let atRandom: [Double]
    let there: [Double]
    @Null var isBeyondChance: Bool?
    @Null var isBeyondChanceAtRandom: Bool?
    @Null var isBeyondChanceThere: Bool?
  }

  /// Describes a table.
  ///
  /// - Parameter spending: amounts and expected values of each side, where they were measured.
  public init(_ table: HonestyTable, spending: [SpendTable?] = []) {
    metric = table.metric.rawValue
    splits = table.sides.enumerated().map { place, side in
      SplitPart(
        scheme: side.scheme.description, error: side.failure,
        ranks: table.standings(on: side).map {
          RankPart(
            model: $0.kind.rawValue, rank: $0.rank, value: $0.value, gainedPlaces: $0.change)
        },
        comparison: side.comparison.map {
          ComparisonDocument(
            $0, spending: spending.indices.contains(place) ? spending[place] : nil)
        })
    }
    flips = table.flips.map { flip in
      FlipPart(
        scheme: flip.scheme.name, betterAtRandom: flip.randomWinner.rawValue,
        betterThere: flip.winner.rawValue, atRandom: flip.atRandom, there: flip.there,
        isBeyondChance: flip.isBeyondChance,
        isBeyondChanceAtRandom: flip.isBeyondChanceAtRandom,
        isBeyondChanceThere: flip.isBeyondChanceThere)
    }
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
