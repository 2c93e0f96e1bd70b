import Threads
import Tabular

/// How much a model's ROC-AUC falls when one feature's values are shuffled among the rows.
///
/// Features that carry the same information share the fall, so that each of them can look
/// unimportant.
public struct PermutationImportance: Sendable, Equatable {
  /// The fall for one feature.
  public struct Drop: Sendable, Equatable {
    /// The feature's place in the schema.
    public let feature: Int
    /// The mean fall of the ROC-AUC over the repeats; below 0 when chance made shuffled rows rank
    /// better.
    public let mean: Double
    /// The standard deviation over the repeats (n − 1 below the line); `nil` for a single repeat.
    public let standardDeviation: Double?
  }

  /// The ROC-AUC of the rows as they are.
  public let baseline: Double
  /// A drop for each feature in the schema's order; after a cancel, those that were finished.
  public let drops: [Drop]

  /// Shuffles each feature of some rows and scores them again.
  ///
  /// The features are shared out to the run's threads, and each repeat has a seed of its own, so
  /// the result depends on the seed alone. The run's progress counts features. Of a tree ensemble
  /// only trees that test a feature are walked again for it, and all shuffles in one walk.
  ///
  /// - Parameters:
  ///   - frame: rows that the model was not fitted to.
  ///   - labels: 0 or 1, one a row.
  ///   - repeats: shuffles of each feature, at least 1.
  /// - Throws: ``ModellingError``: `unusableData` when the labels are of one class, `cancelled`
  ///   when no feature was done.
  public init(
    of model: some Model, frame: FeatureFrame, labels: [UInt8], repeats: Int = 5, run: TrainingRun
  ) throws {
    precondition(frame.rowCount == labels.count, "One label a row.")
    precondition(repeats > 0, "There is at least one repeat.")
    guard
      let baseline = RankAUC.rocAUC(
        scores: model.margins(for: frame, threads: run.threads), labels: labels)
    else {
      throw ModellingError(
        .unusableData,
        "Permutation importance needs rows of both classes; choose other rows to measure it on.")
    }
    let trees = ModelTrees(model)
    let read = trees?.read(frame)
    let progress = ProgressCount(run: run, stepCount: frame.columns.count)
    let drops: [Drop?] = parallelMap(frame.columns.count, threads: run.threads) { feature in
      var scoring: ShuffledScoring?
      if let trees, let read, !run.isCancelled {
        scoring = ShuffledScoring(trees.ensemble, feature: feature, frame: read)
      }
      var falls: [Double] = []
      // A few shuffles at a time, so that a cancel is heard soon.
      for first in stride(from: 0, to: repeats, by: 8) {
        if run.shouldStop() { return nil }
        let shuffles = (first..<min(repeats, first + 8)).map { round in
          var generator = SeededGenerator(
            seed: run.seed, stream: UInt64(feature * repeats + round))
          return (read ?? frame).columns[feature].shuffled(using: &generator)
        }
        let margins =
          scoring?.margins(shuffles)
          ?? shuffles.map {
            model.margins(for: frame.replacing(feature: feature, with: $0), threads: 1)
          }
        for scores in margins {
          falls.append(baseline - (RankAUC.rocAUC(scores: scores, labels: labels) ?? baseline))
        }
      }
      progress.advance()
      return Self.drop(feature: feature, falls: falls)
    }
    self.baseline = baseline
    self.drops = drops.compactMap(\.self)
    if self.drops.isEmpty && !frame.columns.isEmpty {
      throw ModellingError(
        .cancelled, "Permutation importance was stopped before its first feature was done.")
    }
  }

  private static func drop(feature: Int, falls: [Double]) -> Drop {
    let mean = falls.reduce(0, +) / Double(falls.count)
    let squares = falls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Drop(
      feature: feature, mean: mean,
      standardDeviation: falls.count > 1
        ? (squares / Double(falls.count - 1)).squareRoot() : nil)
  }
}
