public import Foundation

/// Boosted trees of the XGBoost library: its own bytes, and the features that they read.
///
/// The library works in 32-bit floats: margins are exact to about 1e-6 of the largest partial sum,
/// and contributions with their base sum to the margin within 1e-4. Models written here are scored
/// by any later version of the library. Safe to use from several threads; one at a time scores.
public struct XGBoostModel: Model, Equatable {
  /// The features it was fitted on, in the order of the booster's own.
  public let schema: FeatureSchema
  /// The booster as XGBoost's JSON, which Python's `xgboost` loads too.
  public let booster: Data
  /// Rounds that the model kept.
  public let roundCount: Int
  /// The summed gain of each feature's splits, as a share of the total (or all 0).
  public let gainImportance: [Double]
  private let loaded: Booster

  /// Margins are log-odds.
  public var marginScale: MarginScale { .logOdds }

  init(trained: Booster, schema: FeatureSchema, roundCount: Int) throws {
    // The bytes are loaded afresh: a booster that was trained holds on to its matrices' rows.
    let bytes = try trained.saved()
    try self.init(
      schema: schema, bytes: bytes, loaded: Booster(loading: bytes), roundCount: roundCount)
  }

  /// Reads a booster that was made elsewhere, as JSON or UBJSON of XGBoost 1 to 3; it is kept as JSON.
  ///
  /// The booster's features are taken to be the schema's, in order and coded alike.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for damaged bytes, unknown versions, and
  ///   boosters that are no trees for one binary target or have another number of features.
  public init(booster bytes: Data, schema: FeatureSchema) throws {
    let normalised = try BoosterNormaliser(runningMajor: XGBoostLibrary.version.major)
      .normalised(bytes)
    guard normalised.featureCount == schema.features.count else {
      throw ModellingError(
        .invalidModel,
        "The XGBoost model reads \(normalised.featureCount) features and"
          + " \(schema.features.count) were given; give those that it was trained on, in order.")
    }
    let loaded: Booster
    do {
      loaded = try Booster(loading: normalised.json)
    } catch let error as ModellingError {
      throw ModellingError(.invalidModel, error.message)
    }
    try self.init(
      schema: schema, bytes: normalised.json, loaded: loaded, roundCount: normalised.treeCount)
  }

  private init(schema: FeatureSchema, bytes: Data, loaded: Booster, roundCount: Int) throws {
    self.schema = schema
    booster = bytes
    self.loaded = loaded
    self.roundCount = roundCount
    let gains = try loaded.totalGains()
    let all = schema.features.indices.map { gains[$0] ?? 0 }
    let total = all.reduce(0, +)
    gainImportance = total > 0 && total.isFinite ? all.map { $0 / total } : all.map { _ in 0 }
  }

  /// The log-odds of each row.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    checkSchema(frame)
    guard frame.rowCount > 0 else { return [] }
    // Waking threads takes longer than scoring a few rows.
    let threads = frame.rowCount < 1000 ? 1 : threads
    return answer {
      try loaded.margins(of: BoosterValues(frame), threads: threads).map(Double.init)
    }
  }

  /// Exact path-dependent TreeSHAP values, as XGBoost's `pred_contribs`.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    checkSchema(frame)
    let width = schema.features.count
    // The base is the same for every row; without rows, one of missing values tells it.
    let isEmpty = frame.rowCount == 0
    let asked =
      isEmpty
      ? FeatureFrame(
        schema: schema, rowCount: 1, columns: [[Float]](repeating: [.nan], count: width)) : frame
    let values = answer {
      try loaded.contributions(
        of: BoosterMatrix(asked, threads: threads), threads: threads)
    }
    var result: [Double] = []
    if !isEmpty {
      result.reserveCapacity(frame.rowCount * width)
      for row in 0..<frame.rowCount {
        let start = row * (width + 1)
        for feature in 0..<width { result.append(Double(values[start + feature])) }
      }
    }
    return Contributions(featureCount: width, base: Double(values[width]), values: result)
  }

  /// Two models are equal when their features and their booster's bytes are.
  public static func == (left: XGBoostModel, right: XGBoostModel) -> Bool {
    left.schema == right.schema && left.booster == right.booster
  }

  private func checkSchema(_ frame: FeatureFrame) {
    precondition(
      frame.columns.count == schema.features.count, "A frame has the schema of its model.")
  }

  /// Scoring a checked booster on finite or missing values fails for want of memory only.
  private func answer<Value>(_ body: () throws -> Value) -> Value {
    do {
      return try body()
    } catch {
      preconditionFailure("A checked booster scores every frame: \(error)")
    }
  }
}

extension XGBoostModel {
  private enum CodingKeys: String, CodingKey {
    case schema, booster, checksum, roundCount
  }

  /// Writes the booster's bytes as base64 with a checksum, beside the features.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(booster.base64EncodedString(), forKey: .booster)
    try container.encode(Self.checksum(booster), forKey: .checksum)
    try container.encode(roundCount, forKey: .roundCount)
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
    try self.init(booster: bytes, schema: schema)
  }

  /// The 64-bit FNV-1a hash, in hexadecimal: it finds damage, it proves no origin.
  private static func checksum(_ bytes: Data) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
