import Tabular

/// The rows of the two sides of a split, each ascending, together all rows given.
public struct Split: Sendable, Equatable {
  /// Rows to fit on.
  public let train: [Int]
  /// Rows to measure on.
  public let test: [Int]

  /// What a split may look at.
  public struct Basis: Sendable {
    /// 0 or 1 by row of the table.
    public var labels: [UInt8]
    /// Group codes by row of the table, where there is a group.
    public var groups: [Int32]?
    /// Times by row of the table, NaN where missing; the row order counts when `nil`.
    public var times: [Double]?

    /// Makes a basis.
    public init(labels: [UInt8], groups: [Int32]? = nil, times: [Double]? = nil) {
      self.labels = labels
      self.groups = groups
      self.times = times
    }
  }

  /// Splits the given rows.
  ///
  /// - Parameters:
  ///   - rows: rows of the table, each once.
  ///   - scheme: how.
  ///   - basis: labels, groups and times of the whole table.
  ///   - seed: the seed of the random schemes; a split by time has none.
  ///   - names: what the two sides are called when something is wrong with them.
  /// - Throws: ``ModellingError`` when the scheme needs a group that is not there, or when a side
  ///   would have no row or only one class.
  public init(
    _ rows: [Int], by scheme: SplitScheme, basis: Basis, seed: UInt64,
    names: (train: String, test: String) = ("training", "test")
  ) throws {
    var isTest = [Bool](repeating: false, count: basis.labels.count)
    switch scheme {
    case .holdout(let share):
      Self.drawStratified(rows, share, basis.labels, seed, &isTest)
    case .group(let share):
      guard let groups = basis.groups else {
        throw ModellingError(
          .invalidSetting,
          "A split by group needs a group column; name one with --group, or use holdout.")
      }
      Self.drawGroups(rows, share, groups, seed, &isTest)
    case .time(let share):
      Self.takeLast(rows, share, basis.times, &isTest)
    }
    train = rows.filter { !isTest[$0] }
    test = rows.filter { isTest[$0] }
    try Self.check(train, names.train, scheme, basis.labels)
    try Self.check(test, names.test, scheme, basis.labels)
  }

  private static func drawStratified(
    _ rows: [Int], _ share: Double, _ labels: [UInt8], _ seed: UInt64, _ isTest: inout [Bool]
  ) {
    for label in [UInt8(0), 1] {
      var generator = SeededGenerator(seed: seed, stream: UInt64(label) + 1)
      var members = rows.filter { labels[$0] == label }
      members.shuffle(using: &generator)
      let count = Int((Double(members.count) * share).rounded())
      for row in members.prefix(count) { isTest[row] = true }
    }
  }

  /// Groups are drawn in random order until the test part has its share of rows.
  private static func drawGroups(
    _ rows: [Int], _ share: Double, _ groups: [Int32], _ seed: UInt64, _ isTest: inout [Bool]
  ) {
    var sizes: [Int32: Int] = [:]
    for row in rows { sizes[groups[row], default: 0] += 1 }
    var generator = SeededGenerator(seed: seed, stream: 3)
    let shuffled = sizes.keys.sorted().shuffled(using: &generator)
    var chosen: Set<Int32> = []
    var taken = 0
    for group in shuffled where Double(taken) < share * Double(rows.count) {
      chosen.insert(group)
      taken += sizes[group] ?? 0
    }
    for row in rows where chosen.contains(groups[row]) { isTest[row] = true }
  }

  /// Rows without a time count as earliest, so that no undated row tests.
  private static func takeLast(
    _ rows: [Int], _ share: Double, _ times: [Double]?, _ isTest: inout [Bool]
  ) {
    let time = { (row: Int) -> Double in
      guard let times else { return Double(row) }
      return times[row].isNaN ? -.infinity : times[row]
    }
    let ordered = rows.sorted { (time($0), $0) < (time($1), $1) }
    var first = ordered.count - Int((Double(ordered.count) * share).rounded())
    while first > 0, first < ordered.count, time(ordered[first - 1]) == time(ordered[first]) {
      first += 1
    }
    for row in ordered.dropFirst(first) { isTest[row] = true }
  }

  private static func check(
    _ rows: [Int], _ side: String, _ scheme: SplitScheme, _ labels: [UInt8]
  ) throws {
    let positives = rows.reduce(0) { $0 + Int(labels[$1]) }
    if rows.isEmpty || positives == 0 || positives == rows.count {
      throw ModellingError(
        .unusableData,
        "The \(side) part of the split \(scheme) has \(rows.count) rows, \(positives) of them "
          + "positive, and needs both classes; give more rows, another share or another split.")
    }
  }
}
