/// How rows are divided into those that train and those that test.
public enum SplitScheme: Sendable, Codable, Equatable {
  /// A random share of each class is the test part.
  case holdout(share: Double)
  /// A random share of the groups is the test part; a group is never on both sides.
  case group(share: Double)
  /// The last share of the rows in time is the test part; equal times stay together.
  case time(share: Double)

  /// Reads `holdout:0.2`, `group:0.2` or `time:0.2`; the share may be left out and is then 0.2.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting`, naming what is offered.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, ["holdout", "group", "time"].contains(name) else {
      throw ModellingError(
        .invalidSetting,
        "The split “\(text)” is not known; use holdout:0.2, group:0.2 or time:0.2.")
    }
    let share = parts.count > 1 ? Double(parts[1]) : 0.2
    guard let share, share > 0, share < 1, parts.count <= 2 else {
      throw ModellingError(
        .invalidSetting,
        "The split “\(text)” has no share between 0 and 1; write it as holdout:0.2.")
    }
    switch name {
    case "group": self = .group(share: share)
    case "time": self = .time(share: share)
    default: self = .holdout(share: share)
    }
  }

  /// The name of the scheme, as it is parsed.
  public var name: String {
    switch self {
    case .holdout: "holdout"
    case .group: "group"
    case .time: "time"
    }
  }

  /// The share of the test part, 0…1.
  public var share: Double {
    switch self {
    case .holdout(let share), .group(let share), .time(let share): share
    }
  }

  /// The same scheme with another share.
  public func with(share: Double) -> SplitScheme {
    switch self {
    case .holdout: .holdout(share: share)
    case .group: .group(share: share)
    case .time: .time(share: share)
    }
  }
}

extension SplitScheme: CustomStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String { "\(name):\(share)" }
}
