public import Tabular
import Threads

/// The features of a model in order, learnt from training rows and carried in every model file.
public struct FeatureSchema: Sendable, Codable, Equatable {
  /// The features, in the order of the encoded columns.
  public let features: [Feature]
  /// The features that are worked out of other columns; `nil` without any.
  let derived: DerivedFeatures?

  /// Makes a schema of given features.
  public init(features: [Feature]) {
    self.features = features
    derived = nil
  }

  /// The schema of the named columns, with category levels taken from the given rows only.
  ///
  /// - Parameters:
  ///   - trainingOnly: one of the names, known while fitting only, such as the place where an offer
  ///     was shown: rows are scored with the value that is most frequent in the given rows, the lowest
  ///     of several, which of places is the first.
  ///   - recipes: how the derived columns of the table are worked out; models do so again for every
  ///     table they score.
  /// - Precondition: every name, and every input of its recipe, is a column of the table, and none is
  ///   text.
  public init(
    fittedTo table: Table, features names: [String], rows: [Int], trainingOnly: String? = nil,
    recipes: Recipes = .none
  ) {
    let fitted = { (name: String) in
      guard let column = table[name] else {
        preconditionFailure("A schema is fitted to columns of the table; \(name) is none.")
      }
      let feature = Feature(name: name, kind: Self.kind(of: column, rows: rows))
      guard name == trainingOnly else { return feature }
      let reference = Self.mostFrequent(
        ColumnEncoder(feature: feature, column: column, rows).values)
      return Feature(
        name: name, kind: feature.kind, trainingOnly: .init(reference: reference))
    }
    features = names.map(fitted)
    let needed = recipes.needed(for: names)
    derived =
      needed.isEmpty
      ? nil : DerivedFeatures(recipes: needed, inputs: needed.sources.map(fitted))
  }

  /// The most frequent value, the lowest of several; `nil` where all are missing.
  private static func mostFrequent(_ values: [Float]) -> Float? {
    var counts: [Float: Int] = [:]
    for value in values where !value.isNaN { counts[value, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  private static func kind(of column: Column, rows: [Int]) -> Feature.Kind {
    if column.kind == .number || column.kind == .date { return .number }
    return switch column.values {
    case .float, .double, .date: .number
    case .flag(_, let labels): .flag(labels)
    case .text: preconditionFailure("Text is no feature; \(column.name) is text.")
    case .category(let codes, let levels): .category(levels: Self.seen(codes, levels, rows))
    }
  }

  private static func seen(_ codes: [Int32], _ levels: [String], _ rows: [Int]) -> [String] {
    var seen = [Bool](repeating: false, count: levels.count)
    for row in rows where codes[row] >= 0 { seen[Int(codes[row])] = true }
    return levels.indices.filter { seen[$0] }.map { levels[$0] }
  }

  /// The names of the features, in order.
  public var names: [String] { features.map(\.name) }

  /// The columns that are read from a table: the features that are no derived ones, and what those are
  /// worked out of.
  public var columns: [String] {
    guard let derived else { return names }
    let own = names.filter { !derived.recipes.names.contains($0) }
    return own + derived.recipes.sources.filter { !own.contains($0) }
  }

  /// How a column of a table is read: as a feature, or as what features are worked out of; `nil` for one
  /// that is not read.
  public func feature(readFrom column: String) -> Feature? {
    derived?.inputs.first { $0.name == column }
      ?? features.first { $0.name == column && columns.contains(column) }
  }

  /// The features that are worked out of other columns.
  public var derivedNames: [String] {
    derived.map { derived in names.filter(derived.recipes.names.contains) } ?? []
  }

  /// Encodes rows of a table for the models.
  ///
  /// Columns are found by name. A column that the table lacks is encoded as missing throughout and
  /// listed in the report, as are levels that training never saw and cells that are no numbers. Derived
  /// features are worked out of their inputs, whatever the table says of them.
  ///
  /// - Parameters:
  ///   - table: the table; its columns may come in any order and kind.
  ///   - rows: the rows to encode, in order; all rows when `nil`.
  ///   - isFitting: whether a model is fitted to the frame, which then has the true values of a
  ///     feature that is known while fitting only; in any other frame it has its reference.
  public func frame(
    of table: Table, rows: [Int]? = nil, isFitting: Bool = false
  ) -> FeatureFrame {
    let count = rows?.count ?? table.rowCount
    if isFitting, let frame = frameOnDisk(of: table, rows: rows) { return frame }
    let threads = worthwhileThreads(availableThreads, steps: count * features.count)
    var report = EncodingReport()
    let made = derived?.table(of: table, rows: rows, report: &report)
    let encoded = parallelMap(features.count, threads: threads) { index -> ColumnEncoder? in
      let feature = features[index]
      if !isFitting, feature.trainingOnly != nil { return nil }
      if let column = made?[feature.name] {
        return ColumnEncoder(feature: feature, column: column, nil)
      }
      return table[feature.name].map { ColumnEncoder(feature: feature, column: $0, rows) }
    }
    for (feature, encoder) in zip(features, encoded) {
      if !isFitting, feature.trainingOnly != nil { continue }
      guard let encoder else {
        if !report.absentColumns.contains(feature.name) {
          report.absentColumns.append(feature.name)
        }
        continue
      }
      if encoder.unseenCount > 0 { report.unseen[feature.name] = encoder.unseenCount }
      if encoder.unreadableCount > 0 { report.unreadable[feature.name] = encoder.unreadableCount }
    }
    let columns = zip(features, encoded).map { feature, encoder in
      let reference = isFitting ? nil : feature.trainingOnly?.reference
      return encoder?.values ?? [Float](repeating: reference ?? .nan, count: count)
    }
    return FeatureFrame(schema: self, rowCount: count, columns: columns, report: report)
  }

  /// A frame that encodes a column when it is asked for, where columns of the table stand on disk since
  /// memory has no room for all; `nil` for other tables, and where features are worked out of others.
  ///
  /// It is for rows that models are fitted to: each of their columns is cut into bins once, and what
  /// the schema has not seen they don't have.
  private func frameOnDisk(of table: Table, rows: [Int]?) -> FeatureFrame? {
    guard derived == nil, features.contains(where: { table[$0.name]?.isOnDisk ?? false }) else {
      return nil
    }
    let count = rows?.count ?? table.rowCount
    let columns = FrameColumns(count: features.count) { [features] index in
      table[features[index].name].map {
        ColumnEncoder(feature: features[index], column: $0, rows).values
      } ?? [Float](repeating: .nan, count: count)
    }
    let absent = names.filter { table[$0] == nil }
    var report = EncodingReport()
    report.absentColumns = absent
    return FeatureFrame(schema: self, rowCount: count, columns: columns, report: report)
  }
}

extension FeatureSchema {
  private enum CodingKeys: String, CodingKey {
    case features, derived
  }

  /// Reads a schema that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` when it has no features, when two have one
  ///   name, or when a feature is damaged.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    features = try container.decode([Feature].self, forKey: .features)
    guard !features.isEmpty else { throw ModellingError.damagedSchema("it has no features") }
    var seen: Set<String> = []
    if let feature = features.first(where: { !seen.insert($0.name).inserted }) {
      throw ModellingError.damagedSchema("two of its features are called “\(feature.name)”")
    }
    derived = try container.decodeIfPresent(DerivedFeatures.self, forKey: .derived)
  }
}

extension ModellingError {
  /// A model whose features can't be those of a table.
  static func damagedSchema(_ reason: String) -> ModellingError {
    ModellingError(
      .invalidModel, "The model is damaged: \(reason). Load another copy, or train it again.")
  }
}
