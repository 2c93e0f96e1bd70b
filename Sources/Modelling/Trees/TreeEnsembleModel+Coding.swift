import Foundation

extension TreeEnsembleModel: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, kind, objective, calibration, schema, baseMargin, gainImportance, outOfBag
    case starts, values, features, lefts, infos, covers, words
  }

  /// The versions read. The second knows of other objectives than the logistic one, and only models
  /// of those are written in it, so that programs that do not know them refuse the file.
  private static let versions = 1...2

  /// Writes the numbers of the nodes as little-endian arrays, in base64 where the format is text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(objective == .logistic ? 1 : 2, forKey: .version)
    try container.encode(kind, forKey: .kind)
    if objective != .logistic {
      try container.encode(objective, forKey: .objective)
      try container.encodeIfPresent(calibration, forKey: .calibration)
    }
    try container.encode(schema, forKey: .schema)
    try container.encode(baseMargin, forKey: .baseMargin)
    try container.encode(gainImportance, forKey: .gainImportance)
    try container.encodeIfPresent(outOfBag, forKey: .outOfBag)
    try container.encode(PackedArray.data(trees.starts), forKey: .starts)
    try container.encode(
      PackedArray.data(trees.nodes.map(\.value.bitPattern)), forKey: .values)
    try container.encode(PackedArray.data(trees.nodes.map(\.feature)), forKey: .features)
    try container.encode(PackedArray.data(trees.nodes.map(\.left)), forKey: .lefts)
    try container.encode(PackedArray.data(trees.nodes.map(\.info)), forKey: .infos)
    try container.encode(PackedArray.data(trees.covers.map(\.bitPattern)), forKey: .covers)
    try container.encode(PackedArray.data(trees.words), forKey: .words)
  }

  /// Reads a model and checks that it can be scored safely.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidModel` for a newer version or for nodes
  ///   that form no trees.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard Self.versions.contains(version) else {
      throw ModellingError(
        .invalidModel,
        "The tree model is of version \(version), and this program reads versions "
          + "\(Self.versions.lowerBound) to \(Self.versions.upperBound); "
          + "use the program that wrote it, or train the model again.")
    }
    func array<Element: FixedWidthInteger>(_ key: CodingKeys) throws -> [Element] {
      try PackedArray.array(container.decode(Data.self, forKey: key), named: key.stringValue)
    }
    let values: [UInt32] = try array(.values)
    let features: [Int32] = try array(.features)
    let lefts: [Int32] = try array(.lefts)
    let infos: [UInt32] = try array(.infos)
    let covers: [UInt32] = try array(.covers)
    guard
      [features.count, lefts.count, infos.count, covers.count].allSatisfy({ $0 == values.count })
    else { throw Self.damaged("its arrays differ in length") }
    var trees = TreeNodes()
    trees.starts = try array(.starts)
    trees.words = try array(.words)
    trees.covers = covers.map(Float.init(bitPattern:))
    trees.nodes = values.indices.map {
      TreeNode(
        value: Float(bitPattern: values[$0]), feature: features[$0], left: lefts[$0],
        info: infos[$0])
    }
    let schema = try container.decode(FeatureSchema.self, forKey: .schema)
    let baseMargin = try container.decode(Double.self, forKey: .baseMargin)
    let importance = try container.decode([Double].self, forKey: .gainImportance)
    guard baseMargin.isFinite else { throw Self.damaged("its base margin is no number") }
    guard importance.count == schema.features.count,
      importance.allSatisfy({ $0.isFinite && $0 >= 0 })
    else { throw Self.damaged("its importances do not fit its features") }
    if let reason = TreeNodesCheck(trees, schema: schema).failure { throw Self.damaged(reason) }
    let kind = try container.decode(Kind.self, forKey: .kind)
    let (objective, calibration) = try Self.objective(in: container, version: version, kind: kind)
    self.init(
      schema: schema, kind: kind, objective: objective,
      baseMargin: baseMargin, trees: trees, gainImportance: importance,
      outOfBag: try container.decodeIfPresent(OutOfBagScore.self, forKey: .outOfBag),
      calibration: calibration)
  }

  private static func objective(
    in container: KeyedDecodingContainer<CodingKeys>, version: Int, kind: Kind
  ) throws -> (BoostingObjective, Calibration?) {
    guard version > 1 else { return (.logistic, nil) }
    let name = try container.decodeIfPresent(String.self, forKey: .objective) ?? ""
    guard let objective = BoostingObjective(rawValue: name), kind == .boosted else {
      throw damaged("its objective “\(name)” is none of a \(kind.rawValue) model")
    }
    let calibration = try container.decodeIfPresent(Calibration.self, forKey: .calibration)
    if let calibration {
      guard objective.isRanking, calibration.isRising else {
        throw damaged("its calibration is none")
      }
    }
    return (objective, calibration)
  }

  private static func damaged(_ reason: String) -> ModellingError {
    ModellingError(
      .invalidModel, "The tree model is damaged: \(reason). Load another copy, or train it again.")
  }
}

/// Arrays of integers as little-endian bytes.
enum PackedArray {
  static func data<Element: FixedWidthInteger>(_ array: [Element]) -> Data {
    array.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }

  static func array<Element: FixedWidthInteger>(
    _ data: Data, named name: String
  ) throws -> [Element] {
    let size = MemoryLayout<Element>.size
    guard data.count % size == 0 else {
      throw ModellingError(
        .invalidModel,
        "The tree model is damaged: “\(name)” ends in the middle of a number. "
          + "Load another copy, or train it again.")
    }
    return data.withUnsafeBytes { bytes in
      (0..<data.count / size).map {
        Element(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Element.self))
      }
    }
  }
}
