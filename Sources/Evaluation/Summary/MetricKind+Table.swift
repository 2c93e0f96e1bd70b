import Foundation

extension MetricKind {
  /// What the table says about one figure.
  struct Entry {
    let title: String
    let explanation: String
    let direction: Direction
    let format: Format

    init(
      _ title: String, _ explanation: String, _ direction: Direction = .higher,
      _ format: Format = .decimals(3)
    ) {
      self.title = title
      self.explanation = explanation
      self.direction = direction
      self.format = format
    }
  }

  var entry: Entry {
    switch self {
    case .f1, .precision, .recall, .specificity, .accuracy, .balancedAccuracy,
      .matthewsCorrelation:
      thresholdEntry
    case .mapAt7, .ndcgAt7, .mrrAt7, .hitRateAt7, .precisionAt7, .recallAt7: rankingEntry
    case .logLoss, .brier, .brierSkill, .ece, .eceEqualMass, .calibrationGap, .calibrationSlope,
      .calibrationIntercept:
      probabilityEntry
    case .rocAUC:
      Entry("ROC-AUC", "The chance that a positive scores above a negative; 0.5 is chance.")
    case .averagePrecision:
      Entry(
        "AP", "Precision averaged over the positives as reached; chance is prevalence.")
    case .ks: Entry("KS", "The widest gap between the true and the false positive rate.")
    case .liftAt10:
      Entry(
        "Lift@10%", "How many times the positives of a random tenth the top one holds.",
        .higher, .multiple(2))
    case .prevalence: Entry("Prevalence", "The share of rows that are positive.", .neutral)
    case .positives: Entry("Positives", "The number of positive rows.", .neutral, .count)
    }
  }

  private var thresholdEntry: Entry {
    switch self {
    case .f1: Entry("F1", "The harmonic mean of precision and recall at the model's threshold.")
    case .precision: Entry("Precision", "Of the rows predicted positive, the share that are.")
    case .recall: Entry("Recall", "Of the positive rows, the share predicted positive.")
    case .specificity: Entry("Specificity", "Of the negative rows, the share predicted negative.")
    case .accuracy: Entry("Accuracy", "The share of rows predicted right; flatters rare positives.")
    case .balancedAccuracy: Entry("Bal. acc.", "The mean of recall and specificity.")
    default: Entry("MCC", "The correlation of prediction and outcome, from -1 to 1.")
    }
  }

  private var rankingEntry: Entry {
    switch self {
    case .mapAt7: Entry("MAP@7", "Average precision of each group's top 7, averaged over groups.")
    case .ndcgAt7:
      Entry("NDCG@7", "Discounted gain of each group's top 7 over the best attainable.")
    case .mrrAt7: Entry("MRR@7", "One over the place of the first relevant item, 0 beyond 7.")
    case .hitRateAt7:
      Entry("Hit rate@7", "The share of groups with something relevant in the top 7.")
    case .precisionAt7: Entry("P@7", "The share of the top 7 places that hold something relevant.")
    default: Entry("R@7", "The share of what is relevant that the top 7 holds.")
    }
  }

  private var probabilityEntry: Entry {
    switch self {
    case .logLoss:
      Entry("Log-loss", "Mean surprise at what happened, in nats.", .lower, .decimals(4))
    case .brier:
      Entry("Brier", "Mean squared distance of probability and outcome.", .lower, .decimals(4))
    case .brierSkill: Entry("Brier skill", "1 is perfect, 0 no better than saying the prevalence.")
    case .ece:
      Entry(
        "ECE", "How far predicted probability and observed rate lie apart, in 10 bins.", .lower,
        .decimals(4))
    case .eceEqualMass:
      Entry(
        "ECE (mass)",
        "How far predicted probability and observed rate lie apart, in 15 equal bins.", .lower,
        .decimals(4))
    case .calibrationGap:
      Entry(
        "Mean gap", "Mean probability less prevalence: above 0 promises too much.", .nearest(0),
        .decimals(4))
    case .calibrationSlope:
      Entry("Cal. slope", "Below 1 the model is too sure of itself.", .nearest(1))
    default:
      Entry("Cal. intercept", "Below 0 the model promises too much.", .nearest(0))
    }
  }

  /// The value as people read it, rounded half away from zero as everywhere on screen; "–" where
  /// undefined.
  public func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    return switch format {
    case .decimals(let places): MetricKind.fixed(value, places)
    case .count: MetricKind.fixed(value, 0)
    case .multiple(let places): MetricKind.fixed(value, places) + "×"
    }
  }

  /// Rounding comes first: the printing of numbers alone would send ties to the even digit.
  private static func fixed(_ value: Double, _ places: Int) -> String {
    var power = 1.0
    for _ in 0..<places { power *= 10 }
    let rounded = (value * power).rounded() / power
    return String(format: "%.\(places)f", rounded == 0 ? 0 : rounded)
  }
}
