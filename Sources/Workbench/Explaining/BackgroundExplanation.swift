public import Modelling
public import Offers

/// What the features of one model do against a background sample of rows (``InterventionalSHAP``);
/// arrays are in schema order.
public struct BackgroundExplanation: Sendable {
  /// The most rows that the mean is taken over, evenly: each is held against the whole background.
  public static let maximumExplainedRows = 200

  /// Which model.
  public let kind: ModelKind
  /// The features' names.
  public let features: [String]
  /// The number of rows in the background.
  public let backgroundRowCount: Int
  /// The mean margin of the background.
  public let baseMargin: Double
  /// Mean absolute SHAP value over a sample of rows, in margin units.
  public let meanAbsoluteSHAP: [Double]
  /// The number of rows of that sample.
  public let explainedRowCount: Int
  /// The SHAP values of one customer; with ``baseMargin`` they sum to the customer's margin.
  public let customer: [Double]
}

/// What two features of one model do together (``PairInteraction``), in margin units.
public struct PairExplanation: Sendable {
  /// The most rows that the means are taken over, evenly.
  public static let maximumExplainedRows = 500

  /// Which model.
  public let kind: ModelKind
  /// The first feature's name.
  public let first: String
  /// The second feature's name.
  public let second: String
  /// The mean absolute interaction value over a sample of rows; 0 for a model that adds up.
  public let meanAbsolute: Double
  /// The mean interaction value over the same rows.
  public let mean: Double
  /// The interaction value of one customer.
  public let customer: Double
}

extension Explainer {
  /// Holds a model's rows and one customer against a background.
  ///
  /// - Parameters:
  ///   - rows: rows that the model never saw; the background is taken evenly from them.
  ///   - backgroundRowCount: the most background rows, at least 1.
  ///   - customer: the customer, in a simulator of the same data.
  /// - Throws: `WorkbenchError` with `badInput` when there is no row; `OfferError` where a value of the
  ///   customer does not fit its column.
  public static func against(
    background backgroundRowCount: Int, _ model: CorrectedModel, on rows: ExplainedRows,
    customer: CustomerProfile, of simulator: Simulator, threads: Int
  ) throws -> BackgroundExplanation {
    precondition(backgroundRowCount > 0, "A background has a row.")
    let frame = rows.frame(for: model)
    guard frame.rowCount > 0 else {
      throw WorkbenchError(
        .badInput, "There are no rows to take a background from; give data with labelled rows.")
    }
    let background = frame.rows(evenly(frame.rowCount, backgroundRowCount))
    let shap = InterventionalSHAP(model, background: background, threads: threads)
    let sample = frame.rows(evenly(frame.rowCount, BackgroundExplanation.maximumExplainedRows))
    let own = try simulator.frame(of: customer, for: model)
    return BackgroundExplanation(
      kind: model.kind, features: model.schema.names, backgroundRowCount: background.rowCount,
      baseMargin: shap.base,
      meanAbsoluteSHAP: meanAbsolute(shap.contributions(for: sample, threads: threads)),
      explainedRowCount: sample.rowCount,
      customer: shap.contributions(for: own, threads: threads).values)
  }

  /// What two features do together in a model's rows and for one customer.
  ///
  /// - Throws: `WorkbenchError` with `badInput` when a name is no feature of the model or both are
  ///   one; `OfferError` where a value of the customer does not fit its column.
  public static func pair(
    _ names: (String, String), of model: CorrectedModel, on rows: ExplainedRows,
    customer: CustomerProfile, of simulator: Simulator, threads: Int
  ) throws -> PairExplanation {
    let places = try [names.0, names.1].map { name in
      guard let place = model.schema.names.firstIndex(of: name) else {
        throw WorkbenchError(
          .badInput,
          "\(name) is no feature of the \(model.kind.rawValue) model; name two of "
            + "\(model.schema.names.joined(separator: ", ")).")
      }
      return place
    }
    guard places[0] != places[1] else {
      throw WorkbenchError(
        .badInput, "A pair is two different features; \(names.0) was named twice.")
    }
    func values(_ frame: FeatureFrame) -> [Double] {
      PairInteraction(
        of: model, frame: frame, first: places[0], second: places[1], threads: threads
      ).values
    }
    let frame = rows.frame(for: model)
    let sample = values(
      frame.rows(evenly(frame.rowCount, PairExplanation.maximumExplainedRows)))
    let count = Double(max(1, sample.count))
    return PairExplanation(
      kind: model.kind, first: names.0, second: names.1,
      meanAbsolute: sample.reduce(0) { $0 + abs($1) } / count,
      mean: sample.reduce(0, +) / count,
      customer: values(try simulator.frame(of: customer, for: model))[0])
  }
}

extension Simulator {
  /// A profile as one encoded row of a model.
  fileprivate func frame(
    of profile: CustomerProfile, for model: CorrectedModel
  ) throws -> FeatureFrame {
    model.schema.frame(of: try profileSchema.table(of: [profile]))
  }
}
