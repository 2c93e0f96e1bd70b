public import Foundation
public import Tabular

/// A model that somebody made with XGBoost elsewhere, matched to the columns of one table.
///
/// It predicts what Python's `Booster.predict` does, in the kind that its objective predicts; a model
/// saved by a scikit-learn wrapper stops at its best iteration, as the wrapper does. Versions 1 to 3
/// are read, as JSON and as UBJSON.
public struct ImportedModel: Sendable {
  /// What a prediction is.
  public enum Output: String, Sendable {
    /// The probability of the positive class, 0…1.
    case probability
    /// A number of its own scale: an amount, log-odds, or something to order rows by.
    case score
  }

  /// The features, with the names of the table's columns.
  public let schema: FeatureSchema
  /// What a prediction is.
  public let output: Output
  /// The objective's name, as XGBoost spells it.
  public let objective: String
  /// The number of trees that count.
  public var treeCount: Int { trees.treeCount }
  /// What had to be assumed, one sentence each.
  public let remarks: [String]
  private let trees: TreeEnsembleModel
  private let booster: Data
  private let isLogOdds: Bool

  /// The model as one that is explained, ranked by and compared like those trained here; `nil` when
  /// it predicts no probability of one class.
  public var fitted: FittedModel? {
    isLogOdds ? .xgboost(XGBoostModel(booster: booster, trees: trees)) : nil
  }

  /// Whether bytes may be such a model: those that begin as an object of JSON or UBJSON does.
  public static func mayBe(_ bytes: Data) -> Bool {
    bytes.first { $0 > 32 } == UInt8(ascii: "{")
  }

  /// Reads a model and finds its features among a table's columns.
  ///
  /// Columns are found by the model's feature names; a column that the table lacks counts as missing.
  /// A model without names reads the table's columns in order. Categories are found by the names that
  /// XGBoost 3.1 and later save; for other models the table's own levels in sorted order are the
  /// codes, which ``remarks`` tells.
  ///
  /// - Parameters:
  ///   - bytes: a whole file.
  ///   - ignoring: columns that are no features, for a model without names.
  /// - Throws: ``ModellingError`` with `invalidModel` for damaged bytes, unknown versions and
  ///   objectives, and for features that the table can't give.
  public init(_ bytes: Data, columnsOf table: Table, ignoring: Set<String> = []) throws {
    let booster = try BoosterNormaliser(runningMajor: XGBoostLibrary.version.major)
      .normalised(bytes)
    let features = try BoosterFeatures(booster, table: table, ignoring: ignoring)
    var remarks = features.remarks
    let all = try TreeEnsembleModel(booster, schema: features.schema)
    if let kept = booster.document.bestTreeCount, kept < all.treeCount {
      if booster.document.learner.attributes?["scikit_learn"] == nil {
        remarks.append(
          "The model stopped early, and all of its \(all.treeCount) trees count, as Booster.predict"
            + " takes them; its best iteration ends after \(kept)")
        trees = all
      } else {
        remarks.append(
          "The model stopped early: \(kept) of its \(all.treeCount) trees count, those up to its"
            + " best iteration, as scikit-learn's wrapper takes them")
        trees = all.keepingFirst(kept)
      }
    } else {
      trees = all
    }
    schema = features.schema
    objective = booster.objective.rawValue
    isLogOdds = booster.objective.isLogOdds
    self.booster = booster.json
    output = booster.objective.predictsProbability ? .probability : .score
    self.remarks = remarks
  }

  /// One prediction a row, in the frame's order.
  ///
  /// - Precondition: the frame has the model's features.
  public func predictions(for frame: FeatureFrame, threads: Int) -> [Double] {
    let margins = trees.margins(for: frame.withoutInfinities, threads: threads)
    return output == .probability ? margins.map(logistic) : margins
  }

  /// Exact path-dependent SHAP values of the margins: of log-odds where a probability is predicted.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    trees.contributions(for: frame.withoutInfinities, threads: threads)
  }

  /// The trees and how they read a frame, for explanations that walk them.
  var readTrees: ModelTrees { ModelTrees(trees, dropsInfinities: true) }
}

extension BoosterDocument {
  /// The number of trees up to the best iteration of a training that stopped early; `nil` where
  /// none is noted.
  fileprivate var bestTreeCount: Int? {
    guard let model = learner.gradient_booster.model,
      let text = learner.attributes?["best_iteration"], let best = Int(text), best >= 0,
      best < model.trees.count
    else { return nil }
    if let starts = model.iteration_indptr, starts.count > best + 1 {
      let count = starts[best + 1]
      return (1...model.trees.count).contains(count) ? count : nil
    }
    let parallel = max(1, Int(model.gbtree_model_param.num_parallel_tree ?? "1") ?? 1)
    let (count, overflows) = parallel.multipliedReportingOverflow(by: best + 1)
    return overflows || count > model.trees.count ? nil : count
  }
}

extension TreeEnsembleModel {
  /// The model of the first trees alone.
  fileprivate func keepingFirst(_ count: Int) -> TreeEnsembleModel {
    var kept = trees
    kept.keepFirst(count)
    return TreeEnsembleModel(
      schema: schema, kind: kind, objective: objective, baseMargin: baseMargin, trees: kept,
      gainImportance: gainImportance)
  }
}
