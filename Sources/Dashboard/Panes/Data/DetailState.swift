public import Evaluation
public import Tabular

/// The page of one column: how often its values occur, and the target's rate of each.
public struct DetailState: Sendable {
  /// The column of the data.
  public var column: Int
  /// How often each value occurs; `nil` until that is counted.
  public var values: ValueFrequencies?
  /// Whether values stand one by one, and not in bins.
  public var isByValue: Bool
  /// The values or bins, in order.
  public var entries: [Entry] = []
  /// The selected one.
  public var selected = 0
  /// The selected figure, an index into the fields of the table.
  public var field = 0
  /// The order of the entries by one of the fields; `nil` for that of the values.
  public var sort: RowSort?

  /// One value or bin.
  public struct Entry: Sendable, Equatable {
    /// The value or the range.
    public var label: String
    /// Whether it stands for rows without a value.
    public var isMissing = false
    /// The number of rows.
    public var count: Int
    /// The number of rows among them whose label is known.
    public var labelledCount: Int
    /// The number of positive rows among those.
    public var positiveCount: Int
    /// The condition that these rows fulfil and no others; `nil` where none can be written.
    public var condition: String?
    /// The bin that it is, whose condition is written when it is asked for.
    public var bin: ColumnProfile.Bin?
    /// Whether the upper bound of the bin belongs to it.
    public var isLastBin = false

    /// The target's rate with its interval; `nil` where no label is known.
    public var rate: Interval? { Interval.share(positiveCount, of: labelledCount) }
  }
}

/// What the page of a column says of each value.
enum DetailField: String, CaseIterable {
  case value
  case rows
  case share
  case positives
  case rate
  case lower = "from"
  case upper = "to"
}
