/// How the data lay when a model was made: what later data are held against. A model file carries one.
///
/// It holds counts only, no rows.
public struct ReferenceProfile: Sendable, Codable, Equatable {
  /// The format that this program writes; it reads this one and older ones.
  public static let version = 1
  /// More rows than anybody has: larger counts are damage.
  static let mostRows = 1 << 48

  /// The format it was written in.
  public let version: Int
  /// How many rows the columns were described from.
  public let rowCount: Int
  /// The columns, in the model's order.
  public let features: [FeatureReference]
  /// The scores, on rows that the model was not fitted to; `nil` where there were none.
  public let scores: ScoreReference?

  /// Puts a profile together.
  ///
  /// - Precondition: the features have distinct names and `rowCount` rows each.
  public init(rowCount: Int, features: [FeatureReference], scores: ScoreReference?) {
    precondition(
      Set(features.map(\.name)).count == features.count
        && features.allSatisfy { $0.rowCount == rowCount },
      "Features have names of their own and one number of rows.")
    version = Self.version
    self.rowCount = rowCount
    self.features = features
    self.scores = scores
  }

  private enum CodingKeys: String, CodingKey {
    case version, rowCount, features, scores
  }

  /// Reads a profile as one of a stranger: every count and edge is checked.
  ///
  /// - Throws: ``MonitoringError`` when no rows can have given it, or when it is of a newer format.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    version = try container.decode(Int.self, forKey: .version)
    guard (1...Self.version).contains(version) else {
      throw MonitoringError(
        .newerProfile,
        "The reference profile is of format \(version), and this program reads up to \(Self.version); update it."
      )
    }
    rowCount = try container.decode(Int.self, forKey: .rowCount)
    features = try container.decode([FeatureReference].self, forKey: .features)
    scores = try container.decodeIfPresent(ScoreReference.self, forKey: .scores)
    guard (0...Self.mostRows).contains(rowCount) else {
      throw MonitoringError.damaged("it claims \(rowCount) rows")
    }
    for feature in features { try feature.check(rowCount: rowCount) }
    guard Set(features.map(\.name)).count == features.count else {
      throw MonitoringError.damaged("two columns have one name")
    }
    try scores?.check()
  }
}
