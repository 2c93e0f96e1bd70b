public import Foundation

/// Boosted trees of the XGBoost library: its own bytes, and the features that they read.
///
/// The library trains; its trees are scored and explained by the engine of our own ones, from the
/// same thresholds and leaves. Its sums of leaves are 64-bit, so that margins differ from the
/// library's by what its 32-bit sums round, about 1e-6 of the largest partial sum. Models written
/// here are scored by any later version of the library. Safe to use from several threads at once.
public struct XGBoostModel: Model, Equatable {
  /// The features it was fitted on, in the order of the booster's own.
  public let schema: FeatureSchema
  /// The booster as XGBoost's JSON, which Python's `xgboost` loads too.
  public let booster: Data
  /// Rounds that the model kept.
  public let roundCount: Int
  /// The summed gain of each feature's splits, as a share of the total (or all 0).
  public let gainImportance: [Double]
  /// The trees once more, as scoring and explaining read them.
  let trees: TreeEnsembleModel

  /// Margins are log-odds; those of a ranker that was not calibrated are scores.
  public var marginScale: MarginScale { trees.marginScale }

  /// How a ranker's scores become log-odds; `nil` where they have not been calibrated.
  public var calibration: TreeEnsembleModel.Calibration? { trees.calibration }

  init(trained: Booster, schema: FeatureSchema) throws {
    try self.init(booster: trained.saved(), schema: schema, mayRank: true)
  }

  /// Reads a booster that was made elsewhere, as JSON or UBJSON of XGBoost 1 to 3; it is kept as JSON.
  ///
  /// The booster's features are taken to be the schema's, in order and coded alike.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for damaged bytes, unknown versions, and
  ///   boosters that are no trees for one binary target or have another number of features.
  public init(booster bytes: Data, schema: FeatureSchema) throws {
    try self.init(booster: bytes, schema: schema, mayRank: false)
  }

  /// Reads a booster whose margins are log-odds or, where it may rank, scores.
  init(booster bytes: Data, schema: FeatureSchema, mayRank: Bool) throws {
    let normalised = try BoosterNormaliser(runningMajor: XGBoostLibrary.version.major)
      .normalised(bytes)
    let objective = normalised.objective
    guard objective.isLogOdds || mayRank && objective.isRanking else {
      throw BoosterNormaliser.refusal(
        "its objective is \(objective.rawValue); binary:logistic is needed")
    }
    self.init(
      booster: normalised.json, trees: try TreeEnsembleModel(normalised, schema: schema))
  }

  /// The model whose margins are log-odds: `intercept` + `slope` × this model's margin. Its order of
  /// rows is the same, and so are the booster's bytes.
  ///
  /// - Precondition: the model is a ranker that was not calibrated, and `slope` is above 0.
  public func calibrated(slope: Double, intercept: Double) -> XGBoostModel {
    XGBoostModel(
      booster: booster, trees: trees.calibrated(slope: slope, intercept: intercept))
  }

  /// A booster with those of its trees that count.
  init(booster: Data, trees: TreeEnsembleModel) {
    schema = trees.schema
    self.booster = booster
    self.trees = trees
    roundCount = trees.treeCount
    gainImportance = trees.gainImportance
  }

  /// The log-odds of each row. Infinite values count as missing, as in training.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    trees.margins(for: frame.withoutInfinities, threads: threads)
  }

  /// Exact path-dependent TreeSHAP values, as XGBoost's `pred_contribs` but in 64-bit sums.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    trees.contributions(for: frame.withoutInfinities, threads: threads)
  }

  /// Two models are equal when their features, their booster's bytes and their calibration are.
  public static func == (left: XGBoostModel, right: XGBoostModel) -> Bool {
    left.schema == right.schema && left.booster == right.booster
      && left.calibration == right.calibration
  }
}

extension TreeEnsembleModel {
  /// The trees of a booster that was found sound.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for another number of features, or a feature
  ///   of another kind.
  init(_ booster: BoosterNormaliser.Normalised, schema: FeatureSchema) throws {
    guard booster.featureCount == schema.features.count else {
      throw ModellingError(
        .invalidModel,
        "The XGBoost model reads \(booster.featureCount) features and"
          + " \(schema.features.count) were given; give those that it was trained on, in order.")
    }
    guard let model = booster.document.learner.gradient_booster.model else {
      preconditionFailure("A booster that was found sound has trees.")
    }
    let made = try BoosterNodes(model, schema: schema)
    self.init(
      schema: schema, kind: .boosted, objective: booster.objective.own,
      baseMargin: booster.baseMargin, trees: made.nodes,
      gainImportance: Self.shares(of: made.gains))
  }
}

extension XGBoostModel {
  private enum CodingKeys: String, CodingKey {
    case schema, booster, checksum, roundCount, calibration
  }

  /// Writes the booster's bytes as base64 with a checksum, beside the features.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(booster.base64EncodedString(), forKey: .booster)
    try container.encode(Self.checksum(booster), forKey: .checksum)
    try container.encode(roundCount, forKey: .roundCount)
    try container.encodeIfPresent(calibration, forKey: .calibration)
  }

  /// Reads a model that was written by `encode(to:)`, here or with another version of the library.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` when its bytes are damaged or foreign.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let schema = try container.decode(FeatureSchema.self, forKey: .schema)
    let text = try container.decode(String.self, forKey: .booster)
    let checksum = try container.decode(String.self, forKey: .checksum)
    guard let bytes = Data(base64Encoded: text), Self.checksum(bytes) == checksum else {
      throw ModellingError(
        .invalidModel,
        "The XGBoost model is damaged: its bytes don't match their checksum. Train it again, or"
          + " take another copy of the file.")
    }
    let line = try container.decodeIfPresent(
      TreeEnsembleModel.Calibration.self, forKey: .calibration)
    guard let line else {
      try self.init(booster: bytes, schema: schema, mayRank: true)
      return
    }
    let ranker = try XGBoostModel(booster: bytes, schema: schema, mayRank: true)
    guard ranker.marginScale == .score, line.isRising else {
      throw ModellingError(
        .invalidModel,
        "The XGBoost model is damaged: its calibration is none. Train it again, or take another copy"
          + " of the file.")
    }
    self = ranker.calibrated(slope: line.slope, intercept: line.intercept)
  }

  /// The 64-bit FNV-1a hash, in hexadecimal: it finds damage, it proves no origin.
  private static func checksum(_ bytes: Data) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
