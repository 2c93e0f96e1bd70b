import Tabular

/// The rows of the two sides of a split, each ascending; none is on both.
public struct Split: Sendable, Equatable {
  /// Rows to fit on.
  public let train: [Int]
  /// Rows to measure on.
  public let test: [Int]

  /// Splits the given rows in two; together the sides are all of them.
  ///
  /// - Parameters:
  ///   - rows: rows of the table, each once.
  ///   - scheme: how; one of a single split.
  ///   - basis: labels, groups and times of the whole table.
  ///   - seed: the seed of the random schemes; a split by time has none.
  ///   - names: what the two sides are called when something is wrong with them.
  /// - Throws: ``ModellingError`` when the scheme has several folds, when it needs a group or a time that
  ///   is not there, or when a side would have no row or only one class.
  public init(
    _ rows: [Int], by scheme: SplitScheme, basis: Basis, seed: UInt64,
    names: (train: String, test: String) = ("training", "test")
  ) throws {
    var isTest = [Bool](repeating: false, count: basis.labels.count)
    switch scheme {
    case .holdout(let share):
      Self.drawStratified(rows, share, basis.labels, seed, &isTest)
    case .group(let share):
      try Self.drawGroups(rows, share, try basis.requiredGroups(scheme), seed, names, &isTest)
    case .time(let share):
      try Self.takeLast(
        try basis.inOrderOfTime(rows, scheme), share, basis, scheme, names, &isTest)
    case .groupTime(let share):
      Self.takeLastGroups(
        try basis.inOrderOfTime(rows, scheme), share, try basis.requiredGroups(scheme), &isTest)
    case .folds, .groupFolds, .repeatedFolds, .rolling:
      throw ModellingError(
        .invalidSetting,
        "The split \(scheme) has several folds, and one is needed here; use "
          + "\(scheme.with(share: scheme.share)) instead.")
    }
    try self.init(rows, isTest: isTest, scheme: scheme, labels: basis.labels, names: names)
  }

  /// The rows by the side that each is on.
  ///
  /// - Throws: ``ModellingError`` when a side has no row or only one class.
  init(
    _ rows: [Int], isTest: [Bool], scheme: SplitScheme, labels: [UInt8],
    names: (train: String, test: String)
  ) throws {
    try self.init(
      train: rows.filter { !isTest[$0] }, test: rows.filter { isTest[$0] }, scheme: scheme,
      labels: labels, names: names)
  }

  /// Two sides that somebody else set apart, each ascending.
  ///
  /// - Throws: ``ModellingError`` when a side has no row or only one class.
  public init(train: [Int], test: [Int], of scheme: SplitScheme, labels: [UInt8]) throws {
    try self.init(
      train: train, test: test, scheme: scheme, labels: labels, names: ("training", "test"))
  }

  /// The two sides as given.
  ///
  /// - Throws: ``ModellingError`` when a side has no row or only one class.
  init(
    train: [Int], test: [Int], scheme: SplitScheme, labels: [UInt8],
    names: (train: String, test: String)
  ) throws {
    self.train = train
    self.test = test
    try Self.check(train, names.train, scheme, labels)
    try Self.check(test, names.test, scheme, labels)
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
    _ rows: [Int], _ share: Double, _ groups: [Int32], _ seed: UInt64,
    _ names: (train: String, test: String), _ isTest: inout [Bool]
  ) throws {
    var sizes: [Int32: Int] = [:]
    for row in rows { sizes[groups[row], default: 0] += 1 }
    guard sizes.count != 1 else {
      throw ModellingError(
        .unusableData,
        "All \(rows.count) rows to be parted into \(names.train) and \(names.test) rows are of one group, "
          + "which can't be on both sides; name another group column with --group, or use holdout.")
    }
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
    _ ordered: [Int], _ share: Double, _ basis: Basis, _ scheme: SplitScheme,
    _ names: (train: String, test: String), _ isTest: inout [Bool]
  ) throws {
    let wanted = ordered.count - Int((Double(ordered.count) * share).rounded())
    var first = wanted
    while first > 0, first < ordered.count,
      basis.time(ordered[first - 1]) == basis.time(ordered[first])
    {
      first += 1
    }
    guard first < ordered.count || first == wanted else {
      throw ModellingError(
        .unusableData,
        "The split \(scheme) finds no rows for its \(names.test) part, because the last "
          + "\(ordered.count - wanted) of \(ordered.count) rows and some before them share one time; "
          + "name a finer time column with --time, or use holdout.")
    }
    for row in ordered.dropFirst(first) { isTest[row] = true }
  }

  /// Groups by their latest rows, the latest first, until the test part has its share of rows.
  private static func takeLastGroups(
    _ ordered: [Int], _ share: Double, _ groups: [Int32], _ isTest: inout [Bool]
  ) {
    var sizes: [Int32: Int] = [:]
    for row in ordered { sizes[groups[row], default: 0] += 1 }
    let wanted = share * Double(ordered.count)
    var chosen: Set<Int32> = []
    var taken = 0
    for row in ordered.reversed() where Double(taken) < wanted {
      guard chosen.insert(groups[row]).inserted else { continue }
      taken += sizes[groups[row]] ?? 0
    }
    for row in ordered where chosen.contains(groups[row]) { isTest[row] = true }
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
