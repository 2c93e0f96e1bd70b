public import Evaluation
import Foundation
public import Modelling
import Tabular

/// A model from a file, ours or XGBoost's, matched to the columns of opened data.
public struct LoadedModel: Sendable {
  /// The model.
  public let model: CorrectedModel
  /// The model of the amount that the outcome brings; `nil` where the file has none.
  public let amount: AmountModel?
  /// Scores at or above it count as positive: the model's own, or 0.5 for one made elsewhere.
  public let threshold: Double
  /// Where the threshold is from: `validation`, or `convention` for a model made elsewhere.
  public let thresholdSource: String
  /// How its probabilities become decisions; `nil` for a model made elsewhere, and in older files.
  public let policy: DecisionPolicy?
  /// The fingerprint of the data it was trained on; `nil` for one made elsewhere.
  public let fingerprint: String?
  /// What its file says of it; `nil` where it has no card.
  public let card: ModelCard?
  /// What a careful person should know, one sentence each.
  public let remarks: [String]

  /// Reads a model file that `train --out` wrote, or one of XGBoost 1 to 3 as JSON or UBJSON.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and what is wrong with it, or that it has no column
  ///   in common with the data.
  public init(path: String, for data: OpenedData) throws {
    let bytes = try ModelFile.bytes(of: path)
    let table = data.dataset.table
    guard !ModelFile.isOwn(bytes), ImportedModel.mayBe(bytes) else {
      let artifact = try ModelFile.artifact(in: bytes, path: path)
      try artifact.check(against: table, path: data.path)
      let absent = artifact.absentColumns(in: table)
      model = artifact.model
      amount = artifact.amount
      threshold = artifact.threshold
      thresholdSource = artifact.thresholdSource
      policy = artifact.policy
      fingerprint = artifact.fingerprint
      card = artifact.card
      remarks =
        absent.isEmpty
        ? []
        : [
          "\(data.path): the columns \(absent.joined(separator: ", ")) of the model are not there and "
            + "count as missing"
        ]
      return
    }
    do {
      let roles = data.dataset.roles
      let imported = try ImportedModel(
        bytes, columnsOf: table,
        ignoring: Set(roles.keyColumns + roles.excluded.map(\.column)))
      guard let fitted = imported.fitted else {
        throw ModellingError(
          .invalidModel,
          "its objective is \(imported.objective); only probabilities of one class can be explained "
            + "and ranked by (predict gives its scores).")
      }
      model = CorrectedModel(fitted)
      remarks = imported.remarks
    } catch let error as ModellingError {
      throw WorkbenchError(.badInput, "\(path): \(error.message)")
    }
    amount = nil
    threshold = 0.5
    thresholdSource = "convention"
    policy = nil
    fingerprint = nil
    card = nil
  }
}
