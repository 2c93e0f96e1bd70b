public import Evaluation
import Modelling

/// How sure NDCG@7 and MAP@7 of models on the same graded lists are, and which model beats which.
///
/// A single split's lists are drawn again as wholes, since the rows of one are not independent. Folds
/// share training rows; there the corrected resampled t test over the folds tells.
public struct GradedDifferences: Sendable {
  /// The figures that are compared.
  public static let metrics: [MetricKind] = [.ndcgAt7, .mapAt7]

  /// What the models are called, in the order of the plan, or of the files given.
  public let names: [String]
  private let evaluations: [RankingEvaluation]
  private let folds: Folds?
  private let bootstrap: Bootstrap

  private struct Folds {
    /// `[model][fold]`.
    let means: [[RankingMeasures?]]
    let testToTrain: Double
  }

  /// Compares the models of a comparison that have figures.
  public init(_ comparison: GradedComparison) {
    let measured = comparison.models.compactMap { model in
      model.evaluation.map { (model, $0) }
    }
    names = measured.map(\.0.kind.rawValue)
    evaluations = measured.map(\.1)
    bootstrap = Bootstrap(seed: comparison.plan.seed, draws: ComparisonIntervals.draws)
    folds =
      comparison.folds.count < 2
      ? nil
      : comparison.testToTrain.map {
        Folds(means: measured.map { $0.0.folds.map(\.mean) }, testToTrain: $0)
      }
  }

  /// Compares saved models on the lists they were measured on.
  public init(_ table: GradedModelTable) {
    names = table.rows.map(\.name)
    evaluations = table.rows.map(\.evaluation)
    bootstrap = Bootstrap(seed: TrainingPlan().seed, draws: ComparisonIntervals.draws)
    folds = nil
  }

  /// Whether the models were measured on folds, which have no intervals here.
  public var isOfFolds: Bool { folds != nil }

  /// A figure of all lists of a model, by its place; `nil` where it is undefined.
  func estimate(of metric: MetricKind, model: Int) -> Double? {
    evaluations[model].mean.flatMap(metric.value(of:))
  }

  /// The 95 % interval of the figure of a model, by its place; `nil` where it is undefined, and for
  /// folds.
  public func interval(of metric: MetricKind, model: Int) -> Interval? {
    isOfFolds ? nil : bootstrap.interval(ofMean: values(of: metric, model))
  }

  /// The intervals of a model by the names of their figures; `nil` for folds.
  func intervals(model: Int) -> [String: Interval]? {
    guard !isOfFolds else { return nil }
    return Dictionary(
      uniqueKeysWithValues: Self.metrics.compactMap { metric in
        interval(of: metric, model: model).map { (metric.rawValue, $0) }
      })
  }

  /// How likely each model is better than each other by more than `equivalence`.
  public func comparison(in metric: MetricKind, equivalence: Double) -> ModelComparison {
    if let folds {
      return ModelComparison(
        metric, valuesByModel: folds.means.map { $0.map { $0.flatMap(metric.value(of:)) } },
        testToTrain: folds.testToTrain, equivalence: equivalence)
    }
    return ModelComparison(kind: metric, modelCount: names.count, equivalence: equivalence) {
      bootstrap.difference(
        ofMeans: values(of: metric, $0), and: values(of: metric, $1), equivalence: equivalence
      ).map {
        PairwisePreference(
          difference: $0.interval, firstBetter: $0.firstHigher, secondBetter: $0.secondHigher)
      }
    }
  }

  /// Every pair in both figures, figure by figure.
  public func pairs(_ equivalence: Equivalence = .standard) -> [ModelDifference] {
    Self.metrics.flatMap { metric in
      ModelDifference.pairs(
        of: comparison(in: metric, equivalence: equivalence[metric]), names: names
      ) { first, second in test(metric, first, second) }
    }
  }

  private func test(
    _ metric: MetricKind, _ first: Int, _ second: Int
  ) -> ModelDifference.Test? {
    guard let folds else { return nil }
    let differences = zip(folds.means[first], folds.means[second]).compactMap { one, two in
      one.flatMap(metric.value(of:)).flatMap { one in
        two.flatMap(metric.value(of:)).map { one - $0 }
      }
    }
    return CorrectedResampledTest(differences: differences, testToTrain: folds.testToTrain)
      .map { .init($0) }
  }

  /// The figure of each list that it is a mean of.
  private func values(of metric: MetricKind, _ model: Int) -> [Double] {
    metric == .ndcgAt7
      ? evaluations[model].ndcgByGroup
      : evaluations[model].measuresByGroup.compactMap(metric.value(of:))
  }
}
