public import Tabular

/// A column that may be chosen as the one to predict.
public struct TargetCandidate: Sendable, Codable, Hashable {
  /// The column's name.
  public let name: String
  /// How many different values it has; a target has two.
  public let distinctCount: Int
  /// The most frequent values, at most two, in the order of their spelling.
  public let values: [String]

  /// Whether it has as many values as a target.
  public var isPair: Bool { distinctCount == 2 }

  /// The columns of a file in its order.
  ///
  /// - Throws: as opening the file does.
  public static func all(path: String, options: CSVOptions) throws -> [TargetCandidate] {
    TableProfile(try TableFile.read(path: path, options: options).table).columns.map { column in
      TargetCandidate(
        name: column.name, distinctCount: column.distinctCount,
        values: column.mostFrequent.prefix(2).map(\.value).sorted())
    }
  }
}
