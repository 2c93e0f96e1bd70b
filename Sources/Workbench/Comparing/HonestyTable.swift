public import Evaluation
public import Modelling
import Tabular

/// The same models on the same data, split at random, by whole groups and by time: does the winner
/// of the random split still win where the split resembles life?
public struct HonestyTable: Sendable {
  /// What the models are ranked by.
  public let metric: MetricKind
  /// One split each: the random one first.
  public let sides: [Side]

  /// The leaderboard of one way of splitting, or why there is none.
  public struct Side: Sendable {
    /// How rows were divided.
    public let scheme: SplitScheme
    /// The comparison; `nil` where the rows can't be divided so.
    public let comparison: Comparison?
    /// Why there is no comparison.
    public let failure: String?

    /// A side with numbers.
    public init(_ comparison: Comparison) {
      scheme = comparison.plan.split
      self.comparison = comparison
      failure = nil
    }

    /// A side that can't be.
    public init(scheme: SplitScheme, failure: String) {
      self.scheme = scheme
      comparison = nil
      self.failure = failure
    }
  }

  /// A model's place on one side.
  public struct Standing: Sendable, Equatable {
    /// Which model.
    public let kind: ModelKind
    /// Its place from 1; `nil` where the figure is undefined.
    public let rank: Int?
    /// Its figure.
    public let value: Double?
    /// How many places it gained (positive) or lost against the random split; `nil` on that itself.
    public let change: Int?
  }

  /// Two models that change places.
  public struct Flip: Sendable, Equatable {
    /// The better one at random.
    public let randomWinner: ModelKind
    /// The better one on the other side.
    public let winner: ModelKind
    /// The other side's scheme.
    public let scheme: SplitScheme
    /// The figures of the random winner and of the other at random.
    public let atRandom: [Double]
    /// The figures of the same two, in the same order, on the other side.
    public let there: [Double]
    /// Whether the difference of ROC-AUC at random is beyond chance (DeLong, p < .05); `nil` for other
    /// figures.
    public let isBeyondChanceAtRandom: Bool?
    /// The same on the other side.
    public let isBeyondChanceThere: Bool?

    /// Whether both differences are beyond chance; `nil` where one was not tested.
    public var isBeyondChance: Bool? {
      isBeyondChanceAtRandom.flatMap { random in isBeyondChanceThere.map { random && $0 } }
    }
  }

  /// Makes a table.
  ///
  /// - Precondition: there is a side.
  public init(metric: MetricKind, sides: [Side]) {
    precondition(!sides.isEmpty, "A table of splits has at least one side.")
    self.metric = metric
    self.sides = sides
  }

  /// The splits to hold side by side: random, by group where there is one, and by time, with
  /// groups kept whole; it is the order of the file where no column has it.
  public static func schemes(for data: OpenedData, share: Double) -> [SplitScheme] {
    data.dataset.roles.groupKey == nil
      ? [.holdout(share: share), .time(share: share)]
      : [.holdout(share: share), .group(share: share), .groupTime(share: share)]
  }

  /// The models' places on a side, best first; models without numbers are left out.
  public func standings(on side: Side) -> [Standing] {
    let places = Self.places(side, metric)
    let random = Self.places(sides[0], metric)
    return places.map { place in
      let before = random.first { $0.kind == place.kind }?.rank
      let change =
        side.scheme == sides[0].scheme
        ? nil
        : place.rank.flatMap { now in
          before.map { $0 - now }
        }
      return Standing(kind: place.kind, rank: place.rank, value: place.value, change: change)
    }
  }

  private static func places(
    _ side: Side, _ metric: MetricKind
  ) -> [(kind: ModelKind, rank: Int?, value: Double?)] {
    guard let comparison = side.comparison else { return [] }
    return comparison.ranking(by: metric).enumerated().map { position, kind in
      let value = comparison.trained(kind).flatMap { metric.value(in: $0.metrics) }
      return (kind, value == nil ? nil : position + 1, value)
    }
  }

  /// All pairs that change places against the random split, by side.
  public var flips: [Flip] {
    guard let random = sides[0].comparison else { return [] }
    return sides.dropFirst().flatMap { side -> [Flip] in
      guard let comparison = side.comparison else { return [] }
      let order = random.ranking(by: metric)
      return order.indices.flatMap { first in
        order.indices.dropFirst(first + 1).compactMap { second in
          flip(order[first], order[second], random, comparison)
        }
      }
    }
  }

  private func flip(
    _ first: ModelKind, _ second: ModelKind, _ random: Comparison, _ other: Comparison
  ) -> Flip? {
    let values = { (comparison: Comparison) in
      [first, second].compactMap { kind in
        comparison.trained(kind).flatMap { metric.value(in: $0.metrics) }
      }
    }
    let (before, after) = (values(random), values(other))
    guard before.count == 2, after.count == 2, metric.isBetter(before[0], than: before[1]),
      metric.isBetter(after[1], than: after[0])
    else { return nil }
    let tests = [random, other].map { comparison -> Bool? in
      guard metric == .rocAUC, let one = comparison.trained(first),
        let two = comparison.trained(second)
      else { return nil }
      return DeLong.difference(one.ranked, two.ranked).map { $0.pValue < 0.05 }
    }
    return Flip(
      randomWinner: first, winner: second, scheme: other.plan.split, atRandom: before,
      there: after, isBeyondChanceAtRandom: tests[0], isBeyondChanceThere: tests[1])
  }
}
