import Evaluation
import Foundation
import Modelling
public import Tabular

/// Scores the rows of a CSV file with a saved model.
public struct BatchScorer: Sendable {
  private let source: Source
  let threshold: ScoringThreshold
  let threads: Int
  /// The column that names rows, in place of the model's own; `nil` for that.
  private let ownIdentifier: String?
  /// About how much of a CSV file is scored at a time.
  var batchByteCount = 1 << 25
  /// What tells the model from any other; `nil` for one that is no file.
  let modelKey: String?
  /// Columns that are worked out before a model made elsewhere reads the table.
  private let recipes: [Recipe]
  /// What is said before any row is scored.
  private(set) var remarks: [String] = []

  private enum Source: Sendable {
    case own(ModelArtifact)
    /// A model that was made with XGBoost elsewhere, which the columns of a table complete.
    case imported(Data, path: String, ignoring: Set<String>)
  }

  /// Makes a scorer.
  ///
  /// - Parameter threshold: from where on probabilities count as positive.
  public init(artifact: ModelArtifact, threshold: ScoringThreshold = .stored, threads: Int) {
    source = .own(artifact)
    ownIdentifier = nil
    recipes = []
    modelKey = nil
    self.threshold = threshold
    self.threads = threads
  }

  /// The column that names rows: the given one, else the model's.
  var identifier: String? { ownIdentifier ?? ownArtifact?.roles.identifier }

  /// The options with which the column that names rows is read as it is spelled.
  func keeping(_ options: CSVOptions) -> CSVOptions {
    var options = options
    if let identifier { options.kinds[identifier] = .text }
    return options
  }

  /// Refuses data without the column that was said to name rows.
  func checkIdentifier(among columns: [String], path: String) throws {
    guard let name = ownIdentifier, !columns.contains(name) else { return }
    throw WorkbenchError(
      .badInput,
      "\(path): has no column \(name) to name rows by; there are \(NameList.text(columns)).")
  }

  /// The model, unless it was made elsewhere.
  var ownArtifact: ModelArtifact? {
    if case .own(let artifact) = source { artifact } else { nil }
  }

  /// Makes a scorer by a model file of ours, or by one that XGBoost 1 to 3 wrote as JSON or UBJSON.
  ///
  /// - Parameters:
  ///   - threshold: from where on probabilities count as positive; the stored one is 0.5 for a model
  ///     made elsewhere.
  ///   - identifier: the column that names rows; the model's own when `nil`.
  ///   - ignoring: columns that are no features, for a model without feature names; a model file of
  ///     ours knows its own, and a remark says so.
  ///   - deriving: recipes of columns that a model made elsewhere reads; one of ours has its own.
  /// - Throws: ``WorkbenchError`` naming the file and what is wrong with it, or `TabularError` for a
  ///   recipe.
  public init(
    modelPath: String, threshold: ScoringThreshold = .stored, threads: Int,
    identifier: String? = nil, ignoring: Set<String> = [], deriving: [String] = []
  ) throws {
    ownIdentifier = identifier
    recipes = try deriving.map { try Recipe(parsing: $0) }
    let bytes = try ModelFile.bytes(of: modelPath)
    modelKey = ModelFile.checksum(bytes)
    self.threads = threads
    self.threshold = threshold
    if ModelFile.isOwn(bytes) || !ImportedModel.mayBe(bytes) {
      let artifact = try ModelFile.artifact(in: bytes, path: modelPath, mayGrade: true)
      source = .own(artifact)
      if !deriving.isEmpty {
        remarks.append("the derived columns of the model are its own; --derive changes nothing")
      }
      if !ignoring.isEmpty {
        remarks.append(
          "what is said of \(ignoring.sorted().joined(separator: ", ")) changes nothing: the model "
            + "knows which columns it reads")
      }
    } else {
      source = .imported(
        bytes, path: modelPath, ignoring: ignoring.union([identifier].compactMap(\.self)))
    }
  }

  /// Scores every row of a file, in its order.
  ///
  /// Columns that the model lacks are ignored; a column that the file lacks counts as missing and is
  /// said.
  ///
  /// - Throws: `TabularError` for a file that can't be read, ``WorkbenchError`` when it shares no
  ///   column with the model, or when a model made elsewhere can't be read or doesn't fit.
  public func scores(of path: String, options: CSVOptions) throws -> ScoredFile {
    let table = try TableFile.read(path: path, options: keeping(options)).table
    try checkIdentifier(among: table.names, path: path)
    switch source {
    case .own(let artifact): return try scores(of: table, path: path, by: artifact)
    case .imported(let bytes, let modelPath, let ignoring):
      let table = try Recipes(recipes, for: table).applied(to: table)
      do {
        let model = try ImportedModel(bytes, columnsOf: table, ignoring: ignoring)
        return try scores(of: table, path: path, by: model)
      } catch let error as ModellingError {
        throw WorkbenchError(.badInput, "\(modelPath): \(error.message)")
      }
    }
  }

  private func scores(
    of table: Table, path: String, by artifact: ModelArtifact
  ) throws -> ScoredFile {
    try artifact.check(against: table, path: path)
    guard artifact.grades == nil || threshold == .stored else { throw Self.noThreshold }
    let (scored, report) = try scored(table, by: artifact) { values in
      artifact.grades != nil
        ? nil : try threshold.threshold(of: values, stored: artifact.threshold)
    }
    return scored.saying(
      remarks
        + InputRemarks(path: path, artifact: artifact).all(
          of: report, rowCount: scored.values.count, columns: table.names,
          used: Set([identifier].compactMap(\.self)))
        + Self.remarks(onOutcomesOf: table, by: artifact, path: path)
        + [threshold.remark(policy: artifact.policy)].compactMap(\.self))
  }

  /// That scores which are no probabilities have no threshold.
  static var noThreshold: WorkbenchError {
    WorkbenchError(
      .badInput,
      "--threshold is for probabilities, and a model of graded lists gives scores; leave it out.")
  }

  /// Scores rows.
  ///
  /// - Parameter threshold: the threshold of their scores.
  func scored(
    _ table: Table, by artifact: ModelArtifact, threshold: ([Double]) throws -> Double?
  ) throws -> (ScoredFile, EncodingReport) {
    let isGraded = artifact.grades != nil
    let frame = artifact.model.schema.frame(of: table)
    let values = artifact.model.scores(for: frame, threads: threads)
    let identifier = self.identifier.flatMap { table[$0] }
    let scored = ScoredFile(
      identifierName: identifier?.name ?? "row",
      identifiers: identifier.map { column in
        (0..<column.count).map { column.string($0) ?? "" }
      },
      targetName: artifact.roles.target ?? "target",
      valueName: isGraded ? "score" : "probability",
      values: values,
      expectedAmounts: artifact.amount?.amounts(for: frame, threads: threads),
      threshold: try threshold(values), segments: artifact.policy?.segments, remarks: [])
    return (scored, frame.report)
  }

  /// A file with outcomes of one class can be scored, and not evaluated.
  static func remarks(
    onOutcomesOf table: Table, by artifact: ModelArtifact, path: String
  ) -> [String] {
    guard artifact.grades == nil, let target = artifact.roles.target.flatMap({ table[$0] }),
      let single = SingleClass(target)
    else { return [] }
    return ["\(path): \(single.words): its rows can be scored, and nothing be measured on them"]
  }

  private func scores(
    of table: Table, path: String, by model: ImportedModel
  ) throws -> ScoredFile {
    try model.schema.check(against: table, path: path)
    let isProbability = model.output == .probability
    guard isProbability || threshold == .stored else {
      throw WorkbenchError(
        .badInput,
        "--threshold is for probabilities, and a model of \(model.objective) gives scores; leave it"
          + " out.")
    }
    let frame = model.schema.frame(of: table)
    let values = model.predictions(for: frame, threads: threads)
    return ScoredFile(
      identifierName: identifier ?? "row",
      identifiers: identifier.flatMap { table[$0] }.map { column in
        (0..<column.count).map { column.string($0) ?? "" }
      }, targetName: "target",
      valueName: isProbability ? "probability" : "score",
      values: values, expectedAmounts: nil,
      threshold: isProbability ? try threshold.threshold(of: values, stored: 0.5) : nil,
      segments: nil,
      remarks: model.remarks
        + InputRemarks.cells(of: frame.report, rowCount: frame.rowCount, path: path)
        + [threshold.remark(policy: nil)].compactMap(\.self))
  }
}
