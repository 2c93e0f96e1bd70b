import Evaluation
import Foundation
import Modelling
import Tabular

/// Models measured on the same rows, wherever they are from, as the files of a run tell of them.
struct MeasuredRun {
  /// The data with the measured rows.
  let data: OpenedData
  /// The rows of the table that figures are of.
  let rows: [Int]
  /// Their labels, in the same order.
  let labels: [UInt8]
  /// The models that have figures.
  let models: [Model]
  /// The models that have none, with the reasons.
  let failures: [(name: String, reason: String)]
  let intervals: ComparisonIntervals
  let equivalence: Equivalence
  let spending: SpendTable?
  /// What each row of the table was to the models.
  let uses: [RowUse]
  /// Where rows were set apart for these models; `nil` for saved models.
  let split: SplitSummary?
  /// What a reader should know of the figures, one sentence each.
  let cautions: [String]
  /// What was left out of the files, one sentence each.
  let omissions: [String]
  /// The figures as JSON.
  let document: String
  /// What a command makes the run again by.
  let command: String
  let threads: Int

  /// One model.
  struct Model {
    /// A name that no other has and that a file may bear.
    let name: String
    let kind: ModelKind
    let model: CorrectedModel
    let threshold: Double
    let thresholdSource: String
    let policy: DecisionPolicy?
    let ranked: ScoredRows
    let metrics: MetricSet
    let trainSeconds: Double?
    let predictSeconds: Double?
    let notes: [String]
    /// Whether it is a whole model, which alone may be called the best.
    let isWhole: Bool
    /// What matters to it; `nil` where it explains nothing.
    let importances: Importances?
    let card: ModelCard?
    let slices: WeakSlices?
    let fairness: [SliceParity]
  }

  /// What a row was to the models.
  enum RowUse: String, CaseIterable {
    /// Models were fitted to it.
    case fit
    /// It chose thresholds and when to stop.
    case validation
    /// It measured.
    case test
    /// It has no outcome, and no model saw it.
    case unlabelled
    /// No model was trained on this file.
    case new
    /// A model was trained on rows of this file, and which is not known.
    case possiblySeen = "possibly_seen"
  }

  /// The place of the best model by ROC-AUC among whole ones; `nil` without a model.
  var best: Int? {
    let whole = models.indices.filter { models[$0].isWhole }
    return MetricKind.rocAUC.ranking(
      (whole.isEmpty ? Array(models.indices) : whole).map { ($0, models[$0].metrics[.rocAUC]) }
    ).first
  }

  /// Places of the models, best first by ROC-AUC.
  var order: [Int] {
    MetricKind.rocAUC.ranking(models.indices.map { ($0, models[$0].metrics[.rocAUC]) })
  }

  /// The most rows that importances of a run look at: means need no more, and forests are slow.
  static let explainedRows = 400

  static func importances(
    of model: CorrectedModel, on rows: ExplainedRows, threads: Int
  ) -> Importances? {
    try? Explainer.importances(
      of: model, on: rows, permutationRepeats: 0, rowLimit: explainedRows,
      run: TrainingRun(seed: 1, threads: max(1, threads)))
  }
}

extension MeasuredRun {
  /// The trained models of a comparison on its test rows.
  init(
    _ comparison: Comparison, intervals: ComparisonIntervals, spending: SpendTable?,
    equivalence: Equivalence, fairness: [String]
  ) throws {
    let plan = comparison.plan
    let audit = try SliceAudit(
      comparison.data.dataset, rows: comparison.testRows, fairness: fairness, seed: plan.seed,
      threads: plan.threads)
    let explained = ExplainedRows(comparison)
    self.init(
      data: comparison.data, rows: comparison.testRows, labels: comparison.testLabels,
      models: comparison.results.compactMap { result in
        guard let trained = result.trained else { return nil }
        let card = ModelCard(
          result, trained, in: comparison, intervals: intervals, audit: audit, fairness: fairness)
        return Model(
          name: result.kind.rawValue, kind: result.kind, model: trained.model,
          threshold: trained.threshold, thresholdSource: trained.thresholdSource,
          policy: trained.policy, ranked: trained.ranked, metrics: trained.metrics,
          trainSeconds: trained.trainSeconds, predictSeconds: trained.predictSeconds,
          notes: trained.notes + [trained.cancellation].compactMap(\.self),
          isWhole: !result.isCutShort,
          importances: Self.importances(of: trained.model, on: explained, threads: plan.threads),
          card: card, slices: card.slices, fairness: card.fairness)
      },
      failures: comparison.results.compactMap { result in
        result.failure.map { (result.kind.rawValue, $0) }
      },
      intervals: intervals, equivalence: equivalence, spending: spending,
      uses: Self.uses(comparison), split: comparison.split,
      cautions: comparison.cautions + Self.repeated(RepeatedRows(comparison)),
      omissions: [comparison.amount?.failure.map { "There is no model of amounts: \($0)." }]
        .compactMap(\.self),
      document: try ComparisonDocument(
        comparison, intervals: intervals, equivalence: equivalence, spending: spending
      ).json(),
      command: ModelCard.command(comparison.data, plan, fairness: fairness), threads: plan.threads)
  }

  private static func uses(_ comparison: Comparison) -> [RowUse] {
    var uses = [RowUse](repeating: .unlabelled, count: comparison.data.dataset.table.rowCount)
    for row in comparison.preparation.inner.train { uses[row] = .fit }
    for row in comparison.preparation.inner.test { uses[row] = .validation }
    for row in comparison.testRows { uses[row] = .test }
    return uses
  }

  private static func repeated(_ rows: RepeatedRows) -> [String] {
    guard rows.testShare >= 0.01 else { return [] }
    return [
      "\(TextReport.format(rows.testShare * 100, 1))% of the test rows agree with a training row in "
        + "every feature, which can flatter a model that learns by heart."
    ]
  }

  /// Saved models on the labelled rows of a table.
  init(
    _ table: SavedModelTable, of data: OpenedData, intervals: ComparisonIntervals,
    equivalence: Equivalence, fairness: [String], threads: Int
  ) throws {
    let dataset = data.dataset
    let rows = dataset.labelledRows
    let audit = try SliceAudit(
      dataset, rows: rows, fairness: fairness, seed: TrainingPlan.standardSeed, threads: threads)
    let explained = ExplainedRows(all: data)
    let names = Self.names(of: table)
    let use: RowUse = table.rows.contains(where: \.isOfThisFile) ? .possiblySeen : .new
    self.init(
      data: data, rows: rows, labels: rows.map { dataset.labels[$0] },
      models: zip(names, table.rows).map { name, row in
        Model(
          name: name, kind: row.kind, model: row.model, threshold: row.threshold,
          thresholdSource: row.thresholdSource, policy: row.policy, ranked: row.ranked,
          metrics: row.metrics, trainSeconds: nil, predictSeconds: nil, notes: row.remarks,
          isWhole: true,
          importances: Self.importances(of: row.model, on: explained, threads: threads),
          card: row.card, slices: audit.weakSlices(of: row.ranked),
          fairness: audit.parity(of: row.ranked, threshold: row.threshold))
      },
      failures: [], intervals: intervals, equivalence: equivalence, spending: table.spending,
      uses: dataset.labels.map { $0 == Dataset.unlabelled && use == .new ? .unlabelled : use },
      split: nil, cautions: table.measured.remarks,
      omissions: [
        "No model file is written: the models measured here are saved already.",
        "A card beside a model is the one in its file, about the rows it was made on; what was measured "
          + "now stands in the report.",
      ],
      document: try SavedModelDocument(table, intervals: intervals, equivalence: equivalence)
        .json(),
      command: ShellWord.line(
        ["offerscope", "report"] + table.rows.map { CommandWords.path($0.path) }
          + [CommandWords.path(data.path)] + CommandWords.reading(data.reading)
          + CommandWords.roles(data.overrides, names: dataset.table.names)
          + fairness.flatMap { CommandWords.option("--fairness", $0) } + ["--out", "report"]),
      threads: threads)
  }

  /// The files' names without their endings, counted where two are the same.
  private static func names(of table: SavedModelTable) -> [String] {
    var taken: Set<String> = []
    return table.rows.map { row in
      let stem = PlainText.line((row.name as NSString).deletingPathExtension, limit: 60)
        .replacing("/", with: "_")
      var name = stem
      var count = 2
      while !taken.insert(name).inserted {
        name = "\(stem)_\(count)"
        count += 1
      }
      return name
    }
  }
}
