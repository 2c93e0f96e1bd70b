import Evaluation
public import Modelling
import Tabular

/// Finds the price of suspicious columns: held-out ROC-AUC with and without each, all other suspects
/// being left out both times, since of two columns that know the outcome neither is missed.
///
/// Boosted trees are fitted once without any suspect and once with each, on at most 60,000 evenly
/// spread rows, by the standard split (whole groups where there are any).
public struct SuspectPricing: Sendable {
  /// The most suspects that are priced.
  static let maximumSuspects = 8

  private let data: OpenedData
  private let suspects: [Suspect]
  /// Suspects that the models see now, those that are too many to be priced among them.
  private let leftOut: Set<String>

  private struct Suspect {
    let column: String
    let reason: String
    let isExcluded: Bool
  }

  /// Prepares to price what the warnings name, and what is excluded.
  public init(_ data: OpenedData) {
    self.data = data
    let all = Self.suspects(in: data)
    suspects = Array(all.prefix(Self.maximumSuspects))
    leftOut = Set(all.filter { !$0.isExcluded }.map(\.column))
  }

  /// How many columns will be priced.
  public var count: Int { suspects.count }

  /// The columns that will be priced.
  public var columns: [String] { suspects.map(\.column) }

  /// The prices, highest first. Does its work on the calling thread and those of the run.
  ///
  /// - Throws: `ModellingError` when the run was cancelled, or the rows can't be split.
  public func prices(run: TrainingRun) throws -> [SuspectPrice] {
    guard !suspects.isEmpty else { return [] }
    let plan = TrainingPlan(for: data)
    let stage = try HeldOutStage(data, scheme: plan.split, seed: plan.seed)
    let base = features(with: nil)
    // Without any other column a model knows nothing, and all rows tie.
    let without = base.isEmpty ? nil : try stage.scores(base, run: run)
    var prices: [SuspectPrice] = []
    for (position, suspect) in suspects.enumerated() {
      run.advance(to: TrainingProgress(step: position, stepCount: suspects.count))
      let with = try stage.scores(features(with: suspect), run: run)
      if run.isCancelled { throw ModellingError(.cancelled, "The pricing was cancelled.") }
      if let price = try price(of: suspect, on: stage, with: with, without: without) {
        prices.append(price)
      }
    }
    return prices.sorted { ($1.price.estimate, $0.column) < ($0.price.estimate, $1.column) }
  }

  /// The features but for the suspects among them, and what is worked out of these, which knows what
  /// they know; with one suspect if asked for.
  private func features(with suspect: Suspect?) -> [String] {
    let left = leftOut.subtracting([suspect?.column].compactMap(\.self))
    let kept = data.dataset.features.filter { feature in
      feature == suspect?.column
        || !left.contains(feature)
          && left.isDisjoint(with: data.dataset.recipes.sources(of: feature))
    }
    return suspect?.isExcluded == true ? kept + [suspect?.column].compactMap(\.self) : kept
  }

  /// The columns that warnings suspect of knowing the outcome, then those excluded.
  private static func suspects(in data: OpenedData) -> [Suspect] {
    var suspects: [Suspect] = []
    let phrases: [DataWarning.Kind: String] = [
      .leakage: "may know the outcome", .identifier: "looks like a key",
      .missingness: "its gaps predict",
    ]
    for warning in data.warnings {
      guard let phrase = phrases[warning.kind], let column = warning.column,
        data.dataset.features.contains(column),
        !suspects.contains(where: { $0.column == column })
      else { continue }
      suspects.append(Suspect(column: column, reason: phrase, isExcluded: false))
    }
    for exclusion in data.dataset.roles.excluded {
      guard let column = data.dataset.table[exclusion.column],
        ![.text, .date].contains(column.kind), column.missingCount < column.count
      else { continue }
      suspects.append(
        Suspect(column: column.name, reason: "excluded: \(exclusion.reason)", isExcluded: true))
    }
    return suspects
  }

  private func price(
    of suspect: Suspect, on stage: HeldOutStage, with: [Double]?, without: [Double]?
  ) throws -> SuspectPrice? {
    let labels = stage.testLabels
    let scored = { (scores: [Double]?) in
      try ScoredRows(
        scores: scores ?? [Double](repeating: 0, count: labels.count), labels: labels)
    }
    let (one, two) = (try scored(with), try scored(without))
    guard let first = one.blocks.rocAUC, let second = two.blocks.rocAUC,
      let difference = DeLong.difference(one, two)
    else { return nil }
    return SuspectPrice(
      column: suspect.column, reason: suspect.reason, isExcluded: suspect.isExcluded,
      with: first, without: second, price: difference.interval, testRows: labels.count)
  }
}
