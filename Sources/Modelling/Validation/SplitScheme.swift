/// How rows are divided into those that train and those that test.
public enum SplitScheme: Sendable, Codable, Equatable {
  /// A random share of each class is the test part.
  case holdout(share: Double)
  /// A random share of the groups is the test part; a group is never on both sides.
  case group(share: Double)
  /// The last share of the rows in time is the test part; equal times stay together.
  case time(share: Double)
  /// The last share in time, group by group: a group counts by its latest row and is never on both
  /// sides. Of several lists of one customer the later ones test, and no row of a training group is
  /// later than the latest row of any test group.
  case groupTime(share: Double)
  /// Every row tests once, in one of so many folds; each fold has its part of both classes.
  case folds(Int)
  /// Every group tests once, in one of so many folds, alike in rows and positives; a group is never on
  /// both sides.
  case groupFolds(Int)
  /// Folds, dealt anew so many times.
  case repeatedFolds(Int, repeats: Int)
  /// So many windows in time, one after another: each tests, and all that is earlier trains; equal times
  /// stay together.
  case rolling(windows: Int)

  /// How many folds or windows there may be.
  private static let foldRange = 2...100
  private static let windowRange = 1...100

  /// Reads `holdout:0.2`, `group:0.2`, `time:0.2`, `grouptime:0.2`, `kfold:5`, `groupkfold:5` (or `group:5`),
  /// `repeated:5x3` or `rolling:4`. The part after the colon may be left out and is then as shown.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting`, naming what is offered.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let value = parts.count > 1 ? parts[1] : nil
    guard parts.count <= 2 else { throw Self.unknown(text) }
    switch parts[0] {
    case "holdout": self = .holdout(share: try Self.share(value, in: text))
    case "time": self = .time(share: try Self.share(value, in: text))
    case "grouptime": self = .groupTime(share: try Self.share(value, in: text))
    case "group":
      if let value, let count = Int(value), count > 1 {
        self = .groupFolds(try Self.count(value, Self.foldRange, in: text, like: "group:5"))
      } else {
        self = .group(share: try Self.share(value, in: text))
      }
    case "kfold":
      self = .folds(try Self.count(value ?? "5", Self.foldRange, in: text, like: "kfold:5"))
    case "groupkfold":
      self = .groupFolds(
        try Self.count(value ?? "5", Self.foldRange, in: text, like: "groupkfold:5"))
    case "rolling":
      self = .rolling(
        windows: try Self.count(value ?? "4", Self.windowRange, in: text, like: "rolling:4"))
    case "repeated":
      let counts = (value ?? "5x3").split(separator: "x", omittingEmptySubsequences: false)
      guard counts.count == 2 else {
        throw ModellingError(
          .invalidSetting,
          "The split “\(text)” is not folds times repeats; write it as repeated:5x3.")
      }
      self = .repeatedFolds(
        try Self.count(String(counts[0]), Self.foldRange, in: text, like: "repeated:5x3"),
        repeats: try Self.count(
          String(counts[1]), Self.windowRange, in: text, like: "repeated:5x3"))
    default: throw Self.unknown(text)
    }
  }

  private static func unknown(_ text: String) -> ModellingError {
    ModellingError(
      .invalidSetting,
      "The split “\(text)” is not known; use holdout:0.2, group:0.2, time:0.2, grouptime:0.2, kfold:5, "
        + "groupkfold:5, repeated:5x3 or rolling:4.")
  }

  private static func share(_ value: String?, in text: String) throws -> Double {
    guard let value else { return 0.2 }
    guard let share = Double(value), share > 0, share < 1 else {
      throw ModellingError(
        .invalidSetting,
        "The split “\(text)” has no share between 0 and 1; write it as holdout:0.2.")
    }
    return share
  }

  private static func count(
    _ value: String, _ range: ClosedRange<Int>, in text: String, like example: String
  ) throws -> Int {
    guard let count = Int(value), range.contains(count) else {
      throw ModellingError(
        .invalidSetting,
        "The split “\(text)” needs whole numbers from \(range.lowerBound) to \(range.upperBound); "
          + "write it as \(example).")
    }
    return count
  }

  /// The name of the scheme, as it is parsed.
  public var name: String {
    switch self {
    case .holdout: "holdout"
    case .group: "group"
    case .time: "time"
    case .groupTime: "grouptime"
    case .folds: "kfold"
    case .groupFolds: "groupkfold"
    case .repeatedFolds: "repeated"
    case .rolling: "rolling"
    }
  }

  /// How many splits the scheme gives.
  public var foldCount: Int {
    switch self {
    case .holdout, .group, .time, .groupTime: 1
    case .folds(let count), .groupFolds(let count), .rolling(let count): count
    case .repeatedFolds(let count, let repeats): count * repeats
    }
  }

  /// The share of the rows that one split tests on, 0…1; about that share for several splits.
  public var share: Double {
    switch self {
    case .holdout(let share), .group(let share), .time(let share), .groupTime(let share): share
    case .folds(let count), .groupFolds(let count), .repeatedFolds(let count, _):
      1 / Double(count)
    case .rolling(let windows): 1 / Double(windows + 1)
    }
  }

  /// Whether the scheme looks at groups.
  public var needsGroups: Bool {
    switch self {
    case .group, .groupFolds, .groupTime: true
    default: false
    }
  }

  /// Whether the scheme goes by time.
  public var isByTime: Bool {
    switch self {
    case .time, .rolling, .groupTime: true
    default: false
    }
  }

  /// The single split of the same kind with a share of its own: what divides the training part of a
  /// fold again.
  public func with(share: Double) -> SplitScheme {
    switch self {
    case .holdout, .folds, .repeatedFolds: .holdout(share: share)
    case .group, .groupFolds: .group(share: share)
    case .time, .rolling: .time(share: share)
    case .groupTime: .groupTime(share: share)
    }
  }
}

extension SplitScheme: CustomStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String {
    switch self {
    case .holdout(let share), .group(let share), .time(let share), .groupTime(let share):
      "\(name):\(PlainNumber.text(share))"
    case .folds(let count), .groupFolds(let count), .rolling(let count): "\(name):\(count)"
    case .repeatedFolds(let count, let repeats): "\(name):\(count)x\(repeats)"
    }
  }
}
