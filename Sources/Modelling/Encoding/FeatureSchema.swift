public import Tabular
import Threads

/// The features of a model in order, learnt from training rows and carried in every model file.
public struct FeatureSchema: Sendable, Codable, Equatable {
  /// The features, in the order of the encoded columns.
  public let features: [Feature]

  /// Makes a schema of given features.
  public init(features: [Feature]) {
    self.features = features
  }

  /// The schema of the named columns, with category levels taken from the given rows only.
  ///
  /// - Precondition: every name is a column of the table, and none is text.
  public init(fittedTo table: Table, features names: [String], rows: [Int]) {
    features = names.map { name in
      guard let column = table[name] else {
        preconditionFailure("A schema is fitted to columns of the table; \(name) is none.")
      }
      return Feature(name: name, kind: Self.kind(of: column, rows: rows))
    }
  }

  private static func kind(of column: Column, rows: [Int]) -> Feature.Kind {
    switch column.values {
    case .float, .double, .date: return .number
    case .flag(_, let labels): return .flag(labels)
    case .text: preconditionFailure("Text is no feature; \(column.name) is text.")
    case .category(let codes, let levels):
      var seen = [Bool](repeating: false, count: levels.count)
      for row in rows where codes[row] >= 0 { seen[Int(codes[row])] = true }
      return .category(levels: levels.indices.filter { seen[$0] }.map { levels[$0] })
    }
  }

  /// The names of the features, in order.
  public var names: [String] { features.map(\.name) }

  /// Encodes rows of a table for the models.
  ///
  /// Columns are found by name. A column that the table lacks is encoded as missing throughout and
  /// listed in the report, as are levels that training never saw and cells that are no numbers.
  ///
  /// - Parameters:
  ///   - table: the table; its columns may come in any order and kind.
  ///   - rows: the rows to encode, in order; all rows when `nil`.
  public func frame(of table: Table, rows: [Int]? = nil) -> FeatureFrame {
    let count = rows?.count ?? table.rowCount
    let threads = worthwhileThreads(availableThreads, steps: count * features.count)
    let encoded = parallelMap(features.count, threads: threads) { index in
      table[features[index].name].map { ColumnEncoder(feature: features[index], column: $0, rows) }
    }
    var report = EncodingReport()
    for (feature, encoder) in zip(features, encoded) {
      guard let encoder else {
        report.absentColumns.append(feature.name)
        continue
      }
      if encoder.unseenCount > 0 { report.unseen[feature.name] = encoder.unseenCount }
      if encoder.unreadableCount > 0 { report.unreadable[feature.name] = encoder.unreadableCount }
    }
    let columns = encoded.map { $0?.values ?? [Float](repeating: .nan, count: count) }
    return FeatureFrame(schema: self, rowCount: count, columns: columns, report: report)
  }
}

extension FeatureSchema {
  private enum CodingKeys: String, CodingKey {
    case features
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
  }
}

extension ModellingError {
  /// A model whose features can't be those of a table.
  static func damagedSchema(_ reason: String) -> ModellingError {
    ModellingError(
      .invalidModel, "The model is damaged: \(reason). Load another copy, or train it again.")
  }
}
