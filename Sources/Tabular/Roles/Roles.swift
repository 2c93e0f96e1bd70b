/// What each column of a data set is for.
public struct Roles: Sendable, Codable, Equatable {
  /// The column to predict.
  public var target: String?
  /// The spelling of the target's positive class.
  public var positive: String?
  /// The column that names a row, never a feature.
  public var identifier: String?
  /// The column whose equal values are ranked together and kept on one side of a group split.
  public var group: String?
  /// The column that names the item ranked within a group; ties are broken by it.
  public var item: String?
  /// The column that orders rows in time.
  public var time: String?
  /// Columns that must not be features, each with its reason.
  public var excluded: [Exclusion]

  /// A column kept away from the models, and why.
  public struct Exclusion: Sendable, Codable, Equatable {
    /// The column's name.
    public var column: String
    /// The reason, as a short phrase.
    public var reason: String

    /// Makes an exclusion.
    public init(column: String, reason: String) {
      self.column = column
      self.reason = reason
    }
  }

  /// Makes roles.
  public init(
    target: String? = nil, positive: String? = nil, identifier: String? = nil,
    group: String? = nil, item: String? = nil, time: String? = nil, excluded: [Exclusion] = []
  ) {
    self.target = target
    self.positive = positive
    self.identifier = identifier
    self.group = group
    self.item = item
    self.time = time
    self.excluded = excluded
  }
}
