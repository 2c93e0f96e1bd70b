public import Evaluation

/// How much one model's figure differs from another's on the same rows or folds, and how likely that
/// means something.
public struct ModelDifference: Sendable, Equatable {
  /// The figure.
  public let metric: MetricKind
  /// The name of the first model.
  public let first: String
  /// The name of the second model.
  public let second: String
  /// Differences this small count as none.
  public let equivalence: Double
  /// First less second with its 95 % interval, and the chances that either is better.
  public let preference: PairwisePreference
  /// The test of no difference; `nil` where there is none for this figure and these rows.
  public let test: Test?

  /// A test of no difference.
  public struct Test: Sendable, Equatable {
    /// How it was tested.
    public let method: Method
    /// First less second with its 95 % interval by the test's own formula.
    public let interval: Interval
    /// z or t; `nil` where the standard error is 0.
    public let statistic: Double?
    /// The degrees of freedom of a t; `nil` for a z.
    public let degreesOfFreedom: Int?
    /// The two-sided p.
    public let pValue: Double

    /// The tests there are.
    public enum Method: String, Sendable {
      /// DeLong's, of areas under the ROC curve on independent rows.
      case deLong = "DeLong"
      /// Nadeau and Bengio's t over folds that share training rows.
      case correctedResampled = "corrected resampled t"
    }

    init(_ difference: DeLong.Difference) {
      method = .deLong
      interval = difference.interval
      statistic = difference.z
      degreesOfFreedom = nil
      pValue = difference.pValue
    }

    init(_ test: CorrectedResampledTest) {
      method = .correctedResampled
      interval = test.interval
      statistic = test.t
      degreesOfFreedom = test.degreesOfFreedom
      pValue = test.pValue
    }
  }

  /// All pairs of a comparison that are defined, in the order of the models.
  static func pairs(
    of comparison: ModelComparison, names: [String], test: (_ first: Int, _ second: Int) -> Test?
  ) -> [ModelDifference] {
    names.indices.flatMap { first in
      names.indices.dropFirst(first + 1).compactMap { second in
        comparison[first, second].map { preference in
          ModelDifference(
            metric: comparison.kind, first: names[first], second: names[second],
            equivalence: comparison.equivalence, preference: preference, test: test(first, second))
        }
      }
    }
  }
}
