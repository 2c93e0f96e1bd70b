public import Evaluation
import Foundation

/// Whether as many positives came as the scores promised, and as came of such scores when the model was
/// made.
public struct ConversionDrift: Sendable, Equatable {
  /// The questions and their answers: the rate, the conversion, then one a bin with outcomes on both
  /// sides.
  public let checks: [DriftCheck]
  /// Rows whose outcome is known.
  public let rows: Int
  /// Those with the positive one.
  public let positives: Int
  /// The sum of the probabilities of these rows: how many positives the model promised.
  public let promised: Double
  /// How many positives came of such scores when the model was made, for as many rows.
  public let expected: Double
  /// The share of positives with its 95 % interval.
  public let rate: Interval
  /// The share of positives when the model was made.
  public let referenceRate: Double
  /// The rows between deciles of the reference's scores, from low scores to high; empty bins are left
  /// out.
  public let bins: [Bin]

  /// Rows with scores between two deciles.
  public struct Bin: Sendable, Equatable {
    /// Scores above `lower`, minus infinity in the first bin.
    public let lower: Double
    /// Scores up to `upper`, infinity in the last bin.
    public let upper: Double
    /// Rows whose outcome is known.
    public let rows: Int
    /// Their mean probability.
    public let promised: Double
    /// The share of positives with its 95 % interval.
    public let rate: Interval
    /// The share of positives when the model was made; `nil` where nobody had such a score.
    public let referenceRate: Double?
    /// The answer for this bin; `nil` where there is no reference to hold it against.
    public let check: DriftCheck?
  }

  /// The gravest of the answers.
  public var severity: DriftSeverity { checks.map(\.severity).max() ?? .none }

  /// The positives that came, less those that came of such scores when the model was made, in shares of
  /// the latter; `nil` where none was expected.
  public var change: Double? { expected > 0 ? Double(positives) / expected - 1 : nil }
}

/// Outcomes before they are judged together with all else.
struct RaisedConversion {
  let checks: [RaisedCheck]
  private let outcomes: [ScoreReference.Outcomes]
  private let bins: [OutcomeTally.Bin]
  private let edges: [Double]
  private let expected: Double
  /// The bins that have a check, in the order of the checks after the first two.
  private let checkedBins: [Int]

  /// `nil` without outcomes on either side.
  init?(_ reference: ScoreReference, _ tally: OutcomeTally) {
    guard let outcomes = reference.outcomes else { return nil }
    let rows = tally.bins.reduce(0) { $0 + $1.rows }
    let positives = tally.bins.reduce(0) { $0 + $1.positives }
    let thenRows = outcomes.reduce(0) { $0 + $1.rows }
    let thenPositives = outcomes.reduce(0) { $0 + $1.positives }
    guard rows > 0, thenRows > 0 else { return nil }
    self.outcomes = outcomes
    bins = tally.bins
    edges = reference.values.decileEdges
    let base = Double(thenPositives) / Double(thenRows)
    var expected = 0.0
    var variance = 0.0
    for (then, now) in zip(outcomes, tally.bins) where now.rows > 0 {
      // A share of none or all says less than that there is no chance of the other outcome.
      let rate = (Double(then.positives) + base) / Double(then.rows + 1)
      let plain = then.rows > 0 ? Double(then.positives) / Double(then.rows) : base
      let count = Double(now.rows)
      expected += count * plain
      variance += count * rate * (1 - rate) * (1 + count / Double(max(1, then.rows)))
    }
    self.expected = expected
    let reach = variance > 0 ? (Double(positives) - expected) / variance.squareRoot() : 0
    var checks = [
      RaisedCheck(
        kind: .rate, effect: base > 0 ? Double(positives) / Double(rows) / base - 1 : 0,
        pValue: ShareTest.pValue(positives, of: rows, and: thenPositives, of: thenRows)),
      RaisedCheck(
        kind: .conversion, effect: expected > 0 ? Double(positives) / expected - 1 : 0,
        pValue: erfc(abs(reach) / 2.0.squareRoot())),
    ]
    var checkedBins: [Int] = []
    for (bin, (then, now)) in zip(outcomes, tally.bins).enumerated()
    where now.rows > 0 && then.rows > 0 {
      checkedBins.append(bin)
      checks.append(
        RaisedCheck(
          kind: .conversionOfBin,
          effect: Double(now.positives) / Double(now.rows) - Double(then.positives)
            / Double(then.rows),
          pValue: ShareTest.pValue(now.positives, of: now.rows, and: then.positives, of: then.rows)
        ))
    }
    self.checks = checks
    self.checkedBins = checkedBins
  }

  /// The finding with its questions answered.
  func judged(_ answers: [DriftCheck]) -> ConversionDrift {
    let rows = bins.reduce(0) { $0 + $1.rows }
    let positives = bins.reduce(0) { $0 + $1.positives }
    let thenRows = outcomes.reduce(0) { $0 + $1.rows }
    let thenPositives = outcomes.reduce(0) { $0 + $1.positives }
    guard let rate = Interval.share(positives, of: rows) else {
      preconditionFailure("Outcomes are judged where there are some.")
    }
    let bounds = [-Double.infinity] + edges + [.infinity]
    let all = bins.indices.compactMap { bin -> ConversionDrift.Bin? in
      guard let share = Interval.share(bins[bin].positives, of: bins[bin].rows) else { return nil }
      let then = outcomes[bin]
      return ConversionDrift.Bin(
        lower: bounds[bin], upper: bounds[bin + 1], rows: bins[bin].rows,
        promised: bins[bin].promised / Double(bins[bin].rows), rate: share,
        referenceRate: then.rows > 0 ? Double(then.positives) / Double(then.rows) : nil,
        check: checkedBins.firstIndex(of: bin).map { answers[2 + $0] })
    }
    return ConversionDrift(
      checks: answers, rows: rows, positives: positives,
      promised: bins.reduce(0) { $0 + $1.promised }, expected: expected, rate: rate,
      referenceRate: Double(thenPositives) / Double(thenRows), bins: all)
  }
}
