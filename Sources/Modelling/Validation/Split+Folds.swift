import Tabular

extension Split {
  /// All splits of a scheme, in order: one for a single split, else one a fold, repeat after repeat, or
  /// one a window, earliest first.
  ///
  /// Both sides of every split have both classes. In folds every row given tests once a repeat, and
  /// trains in all other folds of it. The same seed gives the same folds. O(n log n) a repeat.
  ///
  /// - Parameters:
  ///   - rows: rows of the table, each once.
  ///   - scheme: how.
  ///   - basis: labels, groups and times of the whole table.
  ///   - seed: the seed of the random schemes; splits by time have none.
  /// - Throws: ``ModellingError`` when there are fewer positives, negatives or groups than folds, when
  ///   too few groups hold positives, when the scheme needs a group or a time that is not there, or
  ///   when a window has no row or only one class.
  public static func folds(
    _ rows: [Int], by scheme: SplitScheme, basis: Basis, seed: UInt64
  ) throws -> [Split] {
    switch scheme {
    case .holdout, .group, .time, .groupTime:
      return [try Split(rows, by: scheme, basis: basis, seed: seed)]
    case .folds(let count):
      return try stratifiedFolds(rows, count, scheme, basis, seed)
    case .repeatedFolds(let count, let repeats):
      return try (0..<repeats).flatMap { round in
        // Each repeat deals by a seed of its own.
        var generator = SeededGenerator(seed: seed, stream: 20 + UInt64(round))
        return try stratifiedFolds(rows, count, scheme, basis, generator.next())
      }
    case .groupFolds(let count):
      let groups = try basis.requiredGroups(scheme)
      let deal = try GroupDeal(
        rows, groups: groups, labels: basis.labels, folds: count, scheme: scheme, seed: seed)
      return try splits(rows, foldOfRow: deal.foldOfRow, count, scheme, basis)
    case .rolling(let windows):
      return try rollingWindows(rows, windows, scheme, basis)
    }
  }

  private static func stratifiedFolds(
    _ rows: [Int], _ count: Int, _ scheme: SplitScheme, _ basis: Basis, _ seed: UInt64
  ) throws -> [Split] {
    var foldOfRow = [Int32](repeating: -1, count: basis.labels.count)
    var next = 0
    for label in [UInt8(1), 0] {
      var generator = SeededGenerator(seed: seed, stream: UInt64(label) + 4)
      let members = rows.filter { basis.labels[$0] == label }
      guard members.count >= count else {
        throw ModellingError(
          .unusableData,
          "The split \(scheme) needs at least \(count) \(label == 1 ? "positive" : "negative") rows, "
            + "one a fold, and there are \(members.count); use fewer folds, or holdout.")
      }
      // Dealing goes on where the other class ended, so that folds differ by one row at most.
      for row in members.shuffled(using: &generator) {
        foldOfRow[row] = Int32(next)
        next = (next + 1) % count
      }
    }
    return try splits(rows, foldOfRow: foldOfRow, count, scheme, basis)
  }

  private static func splits(
    _ rows: [Int], foldOfRow: [Int32], _ count: Int, _ scheme: SplitScheme, _ basis: Basis
  ) throws -> [Split] {
    try (0..<count).map { fold in
      try Split(
        rows, isTest: foldOfRow.map { $0 == Int32(fold) }, scheme: scheme, labels: basis.labels,
        names: names(fold, of: count))
    }
  }

  /// Windows of about equally many rows; the rows before the first only train, undated ones among them.
  private static func rollingWindows(
    _ rows: [Int], _ count: Int, _ scheme: SplitScheme, _ basis: Basis
  ) throws -> [Split] {
    let ordered = try basis.inOrderOfTime(rows, scheme)
    let undated = ordered.prefix { basis.time($0) == -.infinity }.count
    let dated = ordered.count - undated
    // Where each part ends; equal times go to the earlier part.
    let ends = (1...count + 1).map { part -> Int in
      var end = undated + dated * part / (count + 1)
      while end > undated, end < ordered.count,
        basis.time(ordered[end - 1]) == basis.time(ordered[end])
      {
        end += 1
      }
      return end
    }
    return try (0..<count).map { window in
      guard ends[window] < ends[window + 1] else {
        throw ModellingError(
          .unusableData,
          "The split \(scheme) finds no rows for its \(names(window, of: count).test), because so "
            + "many of the \(ordered.count) rows share a time; use fewer windows, or a finer time "
            + "column.")
      }
      return try Split(
        train: ordered[..<ends[window]].sorted(),
        test: ordered[ends[window]..<ends[window + 1]].sorted(), scheme: scheme,
        labels: basis.labels, names: names(window, of: count))
    }
  }

  private static func names(_ fold: Int, of count: Int) -> (train: String, test: String) {
    ("training (fold \(fold + 1) of \(count))", "test (fold \(fold + 1) of \(count))")
  }
}

extension [Split] {
  /// The rows of the test parts over those of the training parts, all folds together: what the corrected
  /// resampled t test needs. .25 for five folds; `nil` without training rows.
  public var testToTrain: Double? {
    let train = reduce(0) { $0 + $1.train.count }
    return train > 0 ? Double(reduce(0) { $0 + $1.test.count }) / Double(train) : nil
  }
}
