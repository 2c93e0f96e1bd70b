import Evaluation
import Modelling
import Tabular

/// Models of graded lists as the JSON of `train` and `evaluate`; figures of two classes are `null`.
public struct GradedDocument: Encodable, Sendable {
  let dataset: DatasetPart
  let split: SplitPart?
  let models: [ModelPart]
  /// Every pair in NDCG@7 and MAP@7.
  let differences: [DifferencePart]
  let ranking: RankingDocument?
  let customer: ExplainedListDocument?
  let measured: LabelledDocument
  let notes: [String]
  let warnings: [DataWarning]

  struct DatasetPart: Encodable {
    let name: String
    let rows: Int
    let features: Int
    @Null var target: String?
    @Null var group: String?
    /// Rows by grade.
    let grades: [String: Int]
    /// The least grade that counts as relevant in all figures but NDCG.
    let relevantFrom: Int
    let fingerprint: String

    init(_ dataset: Dataset, _ own: Grades) {
      name = dataset.name
      rows = dataset.labelledRows.count
      features = dataset.features.count
      grades = Dictionary(
        uniqueKeysWithValues: own.counts.map { (String($0.grade), $0.rows) })
      relevantFrom = own.relevantFrom
      fingerprint = dataset.fingerprint
      target = dataset.roles.target
      group = dataset.roles.group
    }
  }

  struct SplitPart: Encodable {
    let scheme: String
    let seed: UInt64
    let folds: [CrossValidationDocument.FoldPart]
    let testRows: Int
  }

  struct ModelPart: Encodable {
    let name: String
    @Null var trainSeconds: Double? = nil
    @Null var predictSeconds: Double? = nil
    @Null var error: String? = nil
    @Null var threshold: Double? = nil
    @Null var thresholdFrom: String? = nil
    @Null var metrics: MetricSet?
    @Null var groups: Int?
    /// Groups over which MAP@7, MRR@7 and hit rate@7 are means.
    @Null var scoredGroups: Int?
    /// Groups over which NDCG@7 is a mean.
    @Null var gainGroups: Int?
    let folds: [MetricSet]
    /// 95 % intervals of a single split's figures by metric, by drawing whole groups.
    @Null var intervals: [String: Interval]? = nil
    let notes: [String]

    init(name: String, evaluation: RankingEvaluation?, folds: [MetricSet], notes: [String]) {
      self.name = name
      self.folds = folds
      self.notes = notes
      metrics = evaluation.map { MetricSet($0, rowCount: 0) }
      groups = evaluation?.groupCount
      scoredGroups = evaluation?.scoredGroups.count
      gainGroups = evaluation?.gainGroupCount
    }
  }

  /// Describes a comparison.
  ///
  /// - Precondition: the data have grades.
  public init(
    _ comparison: GradedComparison, differences: GradedDifferences? = nil,
    equivalence: Equivalence = .standard
  ) {
    let plan = comparison.plan
    self.differences = differences?.pairs(equivalence).map(DifferencePart.init) ?? []
    dataset = Self.part(comparison.data.dataset)
    split = SplitPart(
      scheme: plan.split.description, seed: plan.seed,
      folds: comparison.folds.map(CrossValidationDocument.FoldPart.init),
      testRows: comparison.testRows.count)
    models = comparison.models.map { model in
      var part = ModelPart(
        name: model.kind.rawValue, evaluation: model.evaluation,
        folds: zip(model.folds, comparison.folds).map { MetricSet($0, rowCount: $1.testRows) },
        notes: model.notes)
      part.error = model.failure
      if model.failure == nil {
        part.trainSeconds = model.trainSeconds
        part.predictSeconds = model.predictSeconds
        part.intervals = differences.flatMap { drawn in
          drawn.names.firstIndex(of: model.kind.rawValue).flatMap(drawn.intervals(model:))
        }
      }
      return part
    }
    ranking = comparison.rankings.map(RankingDocument.init)
    customer = nil
    measured = LabelledDocument(LabelledPart(comparison.data.dataset))
    notes = comparison.data.notes + comparison.cautions
    warnings = comparison.data.warnings
  }

  /// Describes saved models, and one group's list where it was asked for.
  ///
  /// - Precondition: the data have grades.
  public init(
    _ table: GradedModelTable, list: ExplainedList? = nil,
    differences: GradedDifferences? = nil, equivalence: Equivalence = .standard
  ) {
    self.differences = differences?.pairs(equivalence).map(DifferencePart.init) ?? []
    dataset = Self.part(table.data.dataset)
    split = nil
    models = table.rows.enumerated().map { place, row in
      var part = ModelPart(
        name: row.path, evaluation: row.evaluation, folds: [], notes: row.remarks)
      part.intervals = differences?.intervals(model: place)
      return part
    }
    ranking = table.rankings.map(RankingDocument.init)
    customer = list.map(ExplainedListDocument.init)
    measured = LabelledDocument(LabelledPart(table.data.dataset))
    notes = table.data.notes
    warnings = table.data.warnings
  }

  private static func part(_ dataset: Dataset) -> DatasetPart {
    guard let grades = dataset.grades else {
      preconditionFailure("Graded lists are described where there are grades.")
    }
    return DatasetPart(dataset, grades)
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
