import Threads

/// What a column holds, in numbers.
public struct ColumnProfile: Sendable, Equatable {
  /// The column's name.
  public let name: String
  /// The column's kind.
  public let kind: ColumnKind
  /// The number of rows.
  public let count: Int
  /// The number of rows without a value.
  public let missingCount: Int
  /// The number of different values, exactly; missing is none.
  public let distinctCount: Int
  /// Numbers on the values of flags (0 and 1), numbers and dates (days since 1970); `nil` for words
  /// and where no row has a value.
  public let statistics: Statistics?
  /// The most frequent values with their counts, most frequent first, ties in the order of the
  /// values (of first appearance for text); at most ten.
  public let mostFrequent: [ValueCount]
  /// The distribution in at most twelve bins, in the order of the values; categories by frequency,
  /// the rest of them together in the last bin. None for text. Missing values are in no bin.
  public let bins: [Bin]
  /// The rows without a value as a bin of their own, `nil` where there are none.
  public let missingBin: Bin?

  /// Location and spread of numeric values.
  public struct Statistics: Sendable, Equatable {
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
    /// The arithmetic mean; for a flag the share of ones.
    public let mean: Double
    /// The sample standard deviation (n − 1); 0 for a single value.
    public let standardDeviation: Double
    /// The first quartile, the median and the third quartile, by linear interpolation between order
    /// statistics (type 7).
    public let lowerQuartile: Double
    /// See ``lowerQuartile``.
    public let median: Double
    /// See ``lowerQuartile``.
    public let upperQuartile: Double
  }

  /// A value as the file spells it, and the number of rows that have it.
  public struct ValueCount: Sendable, Equatable {
    /// The value.
    public let value: String
    /// The number of rows.
    public let count: Int
  }

  /// A group of neighbouring values.
  public struct Bin: Sendable, Equatable {
    /// The value, or the range as `lower – upper`; `others` for the levels that are not frequent.
    public let label: String
    /// The bounds of numbers and dates: `lower ≤ value < upper`, in the last bin `≤ upper`; both
    /// are the value itself in a bin of one value. `nil` for words.
    public let lower: Double?
    /// See ``lower``.
    public let upper: Double?
    /// The number of rows.
    public let count: Int
    /// The number of rows among them whose label is known.
    public let labelledCount: Int
    /// The number of positive rows among those.
    public let positiveCount: Int

    /// The target's rate in 0…1 among the rows whose label is known; `nil` where there are none.
    public var positiveRate: Double? {
      labelledCount == 0 ? nil : Double(positiveCount) / Double(labelledCount)
    }
  }

  /// The share of rows without a value, 0…1; 0 without rows.
  public var missingShare: Double { count == 0 ? 0 : Double(missingCount) / Double(count) }
}

/// The profiles of all columns of a table.
public struct TableProfile: Sendable, Equatable {
  /// One profile a column, in the order of the table.
  public let columns: [ColumnProfile]
  /// The number of rows.
  public let rowCount: Int

  /// Profiles a table, several columns at a time.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - labels: the target of each row: 0, 1, or 255 where it is unknown; `nil` when there is no
  ///     target.
  ///   - threads: the number of threads; all cores when `nil`. The result is the same for any
  ///     number.
  /// - Precondition: there is one label a row.
  public init(_ table: Table, labels: [UInt8]? = nil, threads: Int? = nil) {
    precondition(
      labels.map { $0.count == table.rowCount } ?? true, "A profile takes one label a row.")
    rowCount = table.rowCount
    columns = ParallelMap.run(
      count: table.columns.count, threads: threads ?? availableThreads
    ) { ColumnProfiler(table.columns[$0], labels: labels).profile() }
  }

  /// The profile with how many positives each bin holds.
  ///
  /// - Precondition: the profile is the table's, made without labels, and there is one label a row.
  public func labelled(_ labels: [UInt8], of table: Table) -> TableProfile {
    precondition(table.columns.count == columns.count, "The profile is that of the table.")
    let labelled = ParallelMap.run(count: columns.count, threads: availableThreads) { index in
      let known = columns[index]
      // Keys have no bins, and counting their values again would take longest of all.
      guard !known.bins.isEmpty || known.missingBin != nil else { return known }
      return ColumnProfiler(table.columns[index], labels: labels).profile()
    }
    return TableProfile(columns: labelled, rowCount: rowCount)
  }

  private init(columns: [ColumnProfile], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The profile of the column of that name, or `nil`.
  public subscript(name: String) -> ColumnProfile? { columns.first { $0.name == name } }
}
