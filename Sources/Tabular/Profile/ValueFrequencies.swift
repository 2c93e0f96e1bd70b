/// How often each value of a column occurs, and how often with the positive class.
public struct ValueFrequencies: Sendable, Equatable {
  /// The values that occur, ascending, missing last; of very many the most frequent.
  public let entries: [Entry]
  /// How many values were left out because there are more than asked for.
  public let omittedCount: Int

  /// One value.
  public struct Entry: Sendable, Equatable {
    /// The value as the file spells it; `nil` for rows without one.
    public let value: String?
    /// The number of rows.
    public let count: Int
    /// The number of rows among them whose label is known.
    public let labelledCount: Int
    /// The number of positive rows among those.
    public let positiveCount: Int
  }

  private struct Run {
    var row: Int
    var count = 0
    var labelled = 0
    var positive = 0
  }

  /// Counts the values of a column.
  ///
  /// - Parameters:
  ///   - column: the column.
  ///   - labels: the target of each row: 0, 1, or 255 where it is unknown.
  ///   - most: the most values to keep.
  /// - Precondition: there is one label a row, and `most` is above 0.
  public init(_ column: Column, labels: [UInt8], most: Int = 10_000) {
    precondition(labels.count == column.count, "Frequencies take one label a row.")
    precondition(most > 0, "At least one value is kept.")
    let column = column.inMemory
    var runs: [Run] = []
    for row in column.order() {
      if runs.last.map({ !column.isEqual($0.row, row) }) ?? true { runs.append(Run(row: row)) }
      let last = runs.count - 1
      runs[last].count += 1
      if labels[row] <= 1 { runs[last].labelled += 1 }
      if labels[row] == 1 { runs[last].positive += 1 }
    }
    var kept = Array(runs.indices)
    if runs.count > most {
      kept.sort { (runs[$1].count, $0) < (runs[$0].count, $1) }
      kept = kept.prefix(most).sorted()
    }
    omittedCount = runs.count - kept.count
    entries = kept.map { index in
      let run = runs[index]
      return Entry(
        value: column.string(run.row), count: run.count, labelledCount: run.labelled,
        positiveCount: run.positive)
    }
  }
}
