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
  let notes: [String]
  let spending: SpendDocument?

  struct FoldPart: Encodable {
    let fitRows: Int
    let validationRows: Int
    let testRows: Int
    let testPositives: Int

    init(_ summary: SplitSummary) {
      fitRows = summary.fitRows
      validationRows = summary.validationRows
      testRows = summary.testRows
      testPositives = summary.testPositives
    }
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
    @Null var value: ValuePart?
    /// Of all out-of-fold rows, each by the scores and the threshold of its own fold.
    @Null var pooledSegments: [SegmentPart]?
    @Null var pooledImbalance: [ImbalancePart]?
  }

  /// Describes a cross-validation, with amounts and expected values where they were measured.
  public init(
    _ validation: CrossValidation, equivalence: Equivalence = .standard,
    spending: SpendTable? = nil
  ) {
    self.spending = spending.map(SpendDocument.init)
    dataset = validation.data.dataset.name
    scheme = validation.plan.split.description
    seed = validation.plan.seed
    policy = PolicyPart(validation.plan)
    folds = validation.folds.map(FoldPart.init)
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
        pooled: model.pooled, pooledF1: model.pooledConfusion?.f1,
        value: model.value.map(ValuePart.init),
        pooledSegments: model.segments.isEmpty
          ? nil : model.segments.map { SegmentPart($0, plan: nil) },
        pooledImbalance: model.imbalance.isEmpty ? nil : model.imbalance.map(ImbalancePart.init))
    }
    differences = validation.differences(equivalence).map(DifferencePart.init)
    notes = validation.data.notes + validation.cautions
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
