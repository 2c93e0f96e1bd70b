public import Evaluation
public import Modelling
public import Tabular

/// The customers to part into segments: rows that segments are found on, and rows that they are held
/// against.
public struct SegmentSource: Sendable {
  /// The data.
  public let data: OpenedData
  /// The model; `nil` where there is none, which leaves the space of the features.
  public let model: CorrectedModel?
  /// What the model is called; empty without one.
  public let modelName: String
  /// How the model's scores become decisions; `nil` without a model, and for one made elsewhere.
  public let policy: DecisionPolicy?
  /// Rows of the table that segments are found on, ascending.
  public let foundRows: [Int]
  /// Rows of the table that nothing was found on, ascending.
  public let heldOutRows: [Int]
  /// What a careful person should know, one sentence each.
  public let notes: [String]
  let seed: UInt64
  let threads: Int

  /// A model of a comparison: segments are found on the rows that trained it, and held against its test
  /// rows.
  ///
  /// - Parameter kind: the model; the best by ROC-AUC when `nil`.
  /// - Throws: ``WorkbenchError`` where there is no such model.
  public init(_ comparison: Comparison, kind: ModelKind? = nil) throws {
    try ModelFolder.requireAtLeastOneModel(comparison)
    guard let kind = kind ?? comparison.ranking(by: .rocAUC).first,
      let trained = comparison.trained(kind)
    else {
      let known = comparison.trained.map(\.kind.rawValue).joined(separator: ", ")
      throw WorkbenchError(
        .badInput, "--by \(kind?.rawValue ?? ""): there is no such model; there are \(known).")
    }
    data = comparison.data
    model = trained.model
    modelName = kind.rawValue
    policy = trained.policy
    heldOutRows = comparison.testRows
    let held = Set(heldOutRows)
    foundRows = comparison.data.dataset.labelledRows.filter { !held.contains($0) }
    notes = []
    seed = comparison.plan.seed
    threads = comparison.plan.threads
  }

  /// A saved model, or none. Rows are parted as the plan's split says, or as they were for the model where
  /// it was trained on this very file.
  ///
  /// - Throws: ``WorkbenchError`` for a model that can't be read or shares no column, `ModellingError`
  ///   where rows can't be parted so.
  public init(_ data: OpenedData, modelPath: String?, plan: TrainingPlan) throws {
    let loaded = try modelPath.map { try LoadedModel(path: $0, for: data) }
    self.data = data
    model = loaded?.model
    modelName = modelPath ?? ""
    policy = loaded?.policy
    var notes = loaded?.remarks ?? []
    var (scheme, seed) = (plan.split, plan.seed)
    if let modelPath, let loaded, loaded.fingerprint == data.dataset.fingerprint,
      let artifact = try? ModelFile.read(path: modelPath),
      let own = try? SplitScheme(parsing: artifact.split), own.foldCount == 1
    {
      (scheme, seed) = (own, artifact.seed)
      notes.append(
        "the model was trained on this very file, so rows are held out as for its test: \(own)")
    }
    let split = try Split(
      data.dataset.labelledRows, by: scheme,
      basis: try Preparation.basis(of: data.dataset, for: scheme), seed: seed)
    foundRows = split.train
    heldOutRows = split.test
    self.notes = notes
    self.seed = plan.seed
    threads = plan.threads
  }

  /// Refuses a file without the outcomes that segments are held against; folders and descriptions name
  /// their own.
  ///
  /// - Throws: ``WorkbenchError`` naming the column that lacks, and the command for such rows.
  public static func checkOutcomes(
    of path: String, modelPath: String, options: CSVOptions
  ) throws {
    guard let target = try? ModelFile.read(path: modelPath).roles.target,
      !path.hasSuffix(".yaml"), !path.hasSuffix(".yml"),
      let names = try? TableStream(path: path, options: options).columnNames,
      !names.contains(target)
    else { return }
    throw WorkbenchError(
      .badInput,
      "\(path): has no outcomes (\(target)), which segments are held against; offerscope predict with the same "
        + "model and --out puts each of these rows into high, medium or low.")
  }

  /// Whether a row's outcome is the positive one.
  func isPositive(_ row: Int) -> Bool { data.dataset.labels[row] == 1 }

  /// The encoded rows: by the model's schema, or by one that is fitted to the rows to find segments on.
  func frame(of rows: [Int]) -> FeatureFrame {
    let dataset = data.dataset
    let schema =
      model?.schema
      ?? FeatureSchema(
        fittedTo: dataset.table, features: dataset.features, rows: foundRows,
        trainingOnly: dataset.positionFeature, recipes: dataset.recipes)
    return schema.frame(of: dataset.table, rows: rows)
  }
}
