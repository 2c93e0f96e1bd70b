/// What each column of a data set is for.
public struct Roles: Sendable, Codable, Equatable {
  /// The column to predict.
  public var target: String?
  /// The spelling of the target's positive class.
  public var positive: String?
  /// The column that names a row, never a feature.
  public var identifier: String?
  /// The columns whose equal values are ranked together and kept on one side of a group split.
  public var groupKey: GroupKey?
  /// The column that names the item ranked within a group; ties are broken by it.
  public var item: String?
  /// The column that orders rows in time; it may be one of a group's several columns too.
  public var time: String?
  /// The column that says where something was shown. Models are fitted with it as with any feature
  /// and score as if everything were shown at one place, since nobody knows the place beforehand.
  public var position: String?
  /// The column that says how much money the outcome brought: a number, known with the outcome or
  /// after it, and never a feature.
  public var amount: String?
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
    group: GroupKey? = nil, item: String? = nil, time: String? = nil, position: String? = nil,
    amount: String? = nil, excluded: [Exclusion] = []
  ) {
    self.target = target
    self.positive = positive
    self.identifier = identifier
    groupKey = group
    self.item = item
    self.time = time
    self.position = position
    self.amount = amount
    self.excluded = excluded
  }

  private enum CodingKeys: String, CodingKey {
    case target, positive, identifier
    case groupKey = "group"
    case item, time, position, amount, excluded
  }

  /// The group in words: its column, or `a + b`.
  public var group: String? { groupKey?.title }

  /// The columns whose role keeps them from being features.
  public var keyColumns: [String] {
    [target, identifier].compactMap(\.self) + (groupKey?.columns ?? [])
      + [item, time, amount].compactMap(\.self)
  }
}
