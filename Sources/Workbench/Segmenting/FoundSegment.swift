public import Evaluation
import Tabular

/// What became of the customers of a segment.
public struct SegmentOutcome: Sendable, Equatable {
  /// Customers.
  public let rows: Int
  /// Those with the positive outcome.
  public let positives: Int
  /// Their share, with its 95 % interval; `nil` without customers.
  public let rate: Interval?
  /// How many times the rate of all customers that is; `nil` where it is undefined.
  public let lift: Double?
  /// The mean probability by the model; `nil` without a model or customers.
  public let meanProbability: Double?
  /// What contacting all of them earned: margin × positives − cost × customers; `nil` without a margin.
  public let value: Double?
}

/// A segment that was found, with what sets it apart.
public struct FoundSegment: Sendable, Equatable {
  /// Its number, from 1, the largest first.
  public let number: Int
  /// A few words on what sets it apart.
  public let title: String
  /// The outcome that rates are of, as `y = yes`.
  public let outcome: String
  /// Its share of the rows that segments were found on, 0…1.
  public let share: Double
  /// The outcome on the rows that segments were found on.
  public let found: SegmentOutcome
  /// The outcome on held-out rows.
  public let heldOut: SegmentOutcome
  /// What sets it apart, the largest difference first.
  public let traits: [SegmentTrait]
  /// The features that move its score most beside all customers, with by how much in margin units, the
  /// largest first; empty without a model.
  public let drivers: [Driver]
  /// How much of it comes back in random halves: mean overlap (Jaccard), 0…1.
  public let overlap: Double

  /// A feature that moves the score of a segment.
  public struct Driver: Sendable, Equatable {
    /// The feature.
    public let feature: String
    /// Its mean SHAP value in the segment, less that of all customers.
    public let effect: Double
  }

  /// The most traits that are told of.
  public static let toldTraits = 4

  /// What sets it apart, in sentences.
  public var profile: String {
    let told = traits.prefix(Self.toldTraits).map(\.sentence)
    let apart =
      told.isEmpty
      ? "No single feature sets it apart." : told.joined(separator: "; ") + "."
    guard !drivers.isEmpty else { return apart }
    let moves = drivers.map { driver in
      "\(driver.feature) (\(driver.effect >= 0 ? "+" : "")\(TextReport.format(driver.effect, 2)))"
    }
    return apart + " Beside all customers its score moves most by \(moves.joined(separator: ", "))."
  }

  /// What it holds and how it does, in one sentence.
  public var summary: String {
    let known = heldOut.rows > 0 ? heldOut : found
    guard let rate = known.rate else {
      return "\(SegmentTrait.percent(share)) of the customers."
    }
    let lift = known.lift.map { ", \(TextReport.format($0, 1)) × all customers" } ?? ""
    return
      "\(SegmentTrait.percent(share)) of the customers; of \(CountText.grouped(known.rows)) held out "
      + "\(SegmentTrait.percent(rate.estimate)) have \(outcome) "
      + "(\(SegmentTrait.percent(rate.lower)) to \(SegmentTrait.percent(rate.upper)))\(lift)."
  }
}
