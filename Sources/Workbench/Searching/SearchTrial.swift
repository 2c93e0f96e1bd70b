import Evaluation
public import Modelling
import Tabular

/// One choice of settings and how it did on the folds.
public struct SearchTrial: Sendable, Codable, Equatable {
  /// Its number, from 1; the first are the models as they start.
  public let number: Int
  /// What was tried.
  public let settings: ModelSettings
  /// The seed that its models were fitted with.
  public let seed: UInt64
  /// The figures of the folds that it was measured on, from the first fold on.
  public let folds: [Fold]
  /// Seconds of fitting and measuring, all its folds together.
  public let seconds: Double
  /// What became of it.
  public let state: State
  /// Why it has not all folds; `nil` if it has.
  public let reason: String?

  /// One fold of a trial.
  public struct Fold: Sendable, Codable, Equatable {
    /// The figure that trials are judged by.
    public let figure: Double
    /// How many trees the model kept; `nil` for one without trees.
    public let trees: Int?
    /// Seconds of fitting and measuring.
    public let seconds: Double
  }

  /// What can become of a trial.
  public enum State: String, Sendable, Codable {
    /// It has all folds.
    case done
    /// It was given up, being worse than others.
    case pruned
    /// A fold could not be fitted or measured.
    case failed
    /// The search ended before it had all folds.
    case cancelled
  }

  /// The figures, a fold each.
  public var figures: [Double] { folds.map(\.figure) }

  /// The mean of the figures; `nil` without folds.
  public var mean: Double? { FoldSpread(figures)?.mean }

  /// The standard deviation of the figures, as of ``FoldSpread``; `nil` with fewer than two.
  public var deviation: Double? { FoldSpread(figures)?.deviation }

  /// The median number of trees that its folds kept, the lower of two; `nil` for models without trees.
  public var trees: Int? {
    let counts = folds.compactMap(\.trees).sorted()
    return counts.isEmpty ? nil : counts[(counts.count - 1) / 2]
  }
}

extension FittedModel {
  /// How many trees the model has; `nil` for one without.
  var treeCount: Int? {
    switch self {
    case .logistic: nil
    case .forest(let model), .boosted(let model), .lambdamart(let model), .yetirank(let model):
      model.treeCount
    case .xgboost(let model), .xgbranker(let model): model.roundCount
    }
  }
}

extension ModelSettings {
  /// What differs from the standard, in the form that `--set` takes; empty for the standard settings.
  public var changes: String {
    Self.definitions(of: kind).filter { isChanged($0.key) }.map { definition in
      "\(kind.rawValue).\(definition.key)=\(Self.text(self[definition.key], definition))"
    }.joined(separator: ",")
  }

  /// The value as it is read again, without loss.
  private static func text(_ value: Double, _ definition: SettingDefinition) -> String {
    if case .choice = definition.step { return definition.text(value) }
    return value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : "\(value)"
  }
}
