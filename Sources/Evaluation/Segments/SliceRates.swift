/// How often the rows of one slice, such as one level of a column, are selected and how often rightly, at a
/// threshold.
public struct SliceRates: Sendable, Hashable, Codable {
  /// What the slice is called.
  public let name: String
  /// Its rows.
  public let rows: Int
  /// The positive ones among them.
  public let positives: Int
  /// The rows that are predicted positive.
  public let selected: Int
  /// The positive rows that are predicted positive.
  public let truePositives: Int

  /// Counts the rows of a slice.
  ///
  /// - Parameter members: places in `rows`, each once.
  init(name: String, members: [Int], of rows: ScoredRows, threshold: Double) {
    var (positives, selected, both) = (0, 0, 0)
    for place in members {
      let isPositive = rows.labels[place] == 1
      let isSelected = rows.scores[place] >= threshold
      positives += isPositive ? 1 : 0
      selected += isSelected ? 1 : 0
      both += isPositive && isSelected ? 1 : 0
    }
    self.name = name
    self.rows = members.count
    self.positives = positives
    self.selected = selected
    truePositives = both
  }

  /// The rates that are compared between slices.
  public enum Rate: String, Sendable, Codable, CaseIterable {
    /// Of all rows, the share that is predicted positive.
    case selection
    /// Of the positive rows, the share that is predicted positive: recall.
    case truePositive
    /// Of the negative rows, the share that is predicted positive.
    case falsePositive
    /// Of the rows predicted positive, the share that is.
    case precision
  }

  /// How many rows a rate is a share of, and how many of these it counts.
  func counts(of rate: Rate) -> (part: Int, whole: Int) {
    switch rate {
    case .selection: (selected, rows)
    case .truePositive: (truePositives, positives)
    case .falsePositive: (selected - truePositives, rows - positives)
    case .precision: (truePositives, selected)
    }
  }

  /// A rate with its 95 % score interval; `nil` where it is a share of nothing.
  public func interval(of rate: Rate) -> Interval? {
    let counts = counts(of: rate)
    return Interval.share(counts.part, of: counts.whole)
  }

  private var isSound: Bool {
    truePositives >= 0 && truePositives <= min(positives, selected) && positives <= rows
      && selected <= rows && selected - truePositives <= rows - positives
  }

  private enum CodingKeys: String, CodingKey {
    case name, rows, positives, selected, truePositives
  }

  /// Reads counts that were written by `encode(to:)`.
  ///
  /// - Throws: `DecodingError` for counts that no rows can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    rows = try container.decode(Int.self, forKey: .rows)
    positives = try container.decode(Int.self, forKey: .positives)
    selected = try container.decode(Int.self, forKey: .selected)
    truePositives = try container.decode(Int.self, forKey: .truePositives)
    guard isSound else {
      throw DecodingError.dataCorruptedError(
        forKey: .rows, in: container, debugDescription: "No rows have these counts.")
    }
  }
}
