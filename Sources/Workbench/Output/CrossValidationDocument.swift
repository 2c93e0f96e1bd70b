import Evaluation
import Modelling
import Tabular

/// A cross-validation as the JSON that `train --split kfold:5 --json` prints.
public struct CrossValidationDocument: Encodable, Sendable {
  let dataset: String
  let scheme: String
  let seed: UInt64
  let policy: PolicyPart
  let folds: [FoldPart]
  let models: [ModelPart]
  let differences: [DifferencePart]

  struct FoldPart: Encodable {
    let fitRows: Int
    let validationRows: Int
    let testRows: Int
    let testPositives: Int
  }

  struct ModelPart: Encodable {
    let name: String
    @Null var error: String?
    @Null var note: String?
    let trainSeconds: Double
    /// By fold, then the mean and standard deviation over the folds, then all folds as one list.
    let folds: [MetricSet]
    let mean: [String: Null<Double>]
    let standardDeviation: [String: Null<Double>]
    @Null var pooled: MetricSet?
    @Null var pooledF1: Double?
  }

  struct DifferencePart: Encodable {
    let metric: String
    let first: String
    let second: String
    let difference: Interval
    let firstBetter: Double
    let equivalent: Double
    let secondBetter: Double
  }

  /// Describes a cross-validation.
  public init(_ validation: CrossValidation) {
    dataset = validation.data.dataset.name
    scheme = validation.plan.split.description
    seed = validation.plan.seed
    policy = PolicyPart(validation.plan)
    folds = validation.folds.map {
      FoldPart(
        fitRows: $0.fitRows, validationRows: $0.validationRows, testRows: $0.testRows,
        testPositives: $0.testPositives)
    }
    models = validation.models.map { model in
      let figures = { (value: (MetricKind) -> Double?) in
        Dictionary(
          uniqueKeysWithValues: MetricKind.allCases.map {
            ($0.rawValue, Null(wrappedValue: value($0)))
          })
      }
      return ModelPart(
        name: model.kind.rawValue, error: model.failure, note: model.note,
        trainSeconds: model.trainSeconds,
        folds: model.folds, mean: figures(model.mean), standardDeviation: figures(model.deviation),
        pooled: model.pooled, pooledF1: model.pooledConfusion?.f1)
    }
    let comparison = validation.comparison(
      in: .rocAUC, equivalence: TextReport.equivalentROCAUC)
    differences = validation.models.indices.flatMap { first in
      validation.models.indices.dropFirst(first + 1).compactMap { second in
        comparison[first, second].map { found in
          DifferencePart(
            metric: MetricKind.rocAUC.rawValue, first: validation.models[first].kind.rawValue,
            second: validation.models[second].kind.rawValue, difference: found.difference,
            firstBetter: found.firstBetter, equivalent: found.equivalent,
            secondBetter: found.secondBetter)
        }
      }
    }
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
