import Foundation

@testable import Evaluation

/// What must hold for one figure in the cases where metrics go wrong.
struct MetricExpectation {
  /// The value when all rows are positive; `nil` where undefined.
  var onlyPositives: Double?
  /// The value when all rows are negative.
  var onlyNegatives: Double?
  /// The value when a quarter of the rows is positive and every score is .25.
  var allTied: Double?
}

/// Every figure, and what it is on the three inputs of ``MetricTableTests``: a figure that isn't here
/// fails the suite.
let metricTable: [MetricKind: MetricExpectation] = [
  // Threshold .3: of the one-class scores .2 .4 .6 .8 three are predicted positive; of the tied none.
  .f1: .init(onlyPositives: 6.0 / 7, onlyNegatives: 0, allTied: 0),
  .precision: .init(onlyPositives: 1, onlyNegatives: 0, allTied: nil),
  .recall: .init(onlyPositives: 0.75, onlyNegatives: nil, allTied: 0),
  .specificity: .init(onlyPositives: nil, onlyNegatives: 0.25, allTied: 1),
  .accuracy: .init(onlyPositives: 0.75, onlyNegatives: 0.25, allTied: 0.75),
  .balancedAccuracy: .init(onlyPositives: nil, onlyNegatives: nil, allTied: 0.5),
  .matthewsCorrelation: .init(onlyPositives: nil, onlyNegatives: nil, allTied: nil),
  .rocAUC: .init(onlyPositives: nil, onlyNegatives: nil, allTied: 0.5),
  .averagePrecision: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 0.25),
  .ks: .init(onlyPositives: nil, onlyNegatives: nil, allTied: 0),
  .liftAt10: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 1),
  // One group of four distinct items; the tied case has its positive last by item.
  .mapAt7: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 0.25),
  .ndcgAt7: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 0.430676558073393),
  .mrrAt7: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 0.25),
  .hitRateAt7: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 1),
  .precisionAt7: .init(onlyPositives: 4.0 / 7, onlyNegatives: nil, allTied: 1.0 / 7),
  .recallAt7: .init(onlyPositives: 1, onlyNegatives: nil, allTied: 1),
  .logLoss: .init(
    onlyPositives: -log(0.2 * 0.4 * 0.6 * 0.8) / 4, onlyNegatives: -log(0.8 * 0.6 * 0.4 * 0.2) / 4,
    allTied: 0.5623351446188083),
  .brier: .init(onlyPositives: 0.3, onlyNegatives: 0.3, allTied: 0.1875),
  .brierSkill: .init(onlyPositives: nil, onlyNegatives: nil, allTied: 0),
  .ece: .init(onlyPositives: 0.5, onlyNegatives: 0.5, allTied: 0),
  .eceEqualMass: .init(onlyPositives: 0.5, onlyNegatives: 0.5, allTied: 0),
  .calibrationGap: .init(onlyPositives: -0.5, onlyNegatives: 0.5, allTied: 0),
  .calibrationSlope: .init(onlyPositives: nil, onlyNegatives: nil, allTied: nil),
  .calibrationIntercept: .init(onlyPositives: nil, onlyNegatives: nil, allTied: nil),
  .prevalence: .init(onlyPositives: 1, onlyNegatives: 0, allTied: 0.25),
  .positives: .init(onlyPositives: 4, onlyNegatives: 0, allTied: 1),
]
