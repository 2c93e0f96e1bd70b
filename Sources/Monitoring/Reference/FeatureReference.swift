/// How one column lay when the model was made.
public struct FeatureReference: Sendable, Codable, Equatable {
  /// The column's name.
  public let name: String
  /// Its values.
  public let values: Values
  /// Rows without a value.
  public let missing: Int
  /// Rows with a level that the model doesn't know.
  public let unseen: Int
  /// Rows with a cell that is not of the column's kind.
  public let unreadable: Int

  /// The values of a column by its kind.
  public enum Values: Sendable, Codable, Equatable {
    /// Numbers and dates.
    case numbers(NumberReference)
    /// Words: the levels that the model knows, and how many rows had each.
    case levels([String], counts: [Int])
  }

  /// Describes an encoded column of numbers, in which NaN is no value.
  ///
  /// - Parameter unreadable: how many of the rows without a value hold something that is no number.
  public init(name: String, numbers: [Float], unreadable: Int) {
    self.name = name
    values = .numbers(NumberReference(numbers.lazy.filter { !$0.isNaN }.map(Double.init)))
    let absent = numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
    missing = max(0, absent - unreadable)
    unseen = 0
    self.unreadable = min(absent, unreadable)
  }

  /// Describes an encoded column of words: numbers of levels, in which NaN is no value or none that is
  /// known.
  public init(name: String, codes: [Float], levels: [String], unseen: Int, unreadable: Int) {
    self.name = name
    var counts = [Int](repeating: 0, count: levels.count)
    var absent = 0
    for code in codes {
      if let level = Int(exactly: code), counts.indices.contains(level) {
        counts[level] += 1
      } else {
        absent += 1
      }
    }
    values = .levels(levels, counts: counts)
    self.unseen = min(absent, unseen)
    self.unreadable = min(absent - self.unseen, unreadable)
    missing = absent - self.unseen - self.unreadable
  }

  /// How many rows were described.
  public var rowCount: Int {
    let present =
      switch values {
      case .numbers(let numbers): numbers.valueCount
      case .levels(_, let counts): counts.reduce(0, +)
      }
    return present + missing + unseen + unreadable
  }

  /// Refuses what no rows can have given.
  func check(rowCount expected: Int) throws(MonitoringError) {
    guard !name.isEmpty else { throw .damaged("a column has no name") }
    guard
      [missing, unseen, unreadable].allSatisfy({ (0...ReferenceProfile.mostRows).contains($0) })
    else { throw .damaged("the counts of \(name) are none") }
    switch values {
    case .numbers(let numbers): try numbers.check(name)
    case .levels(let levels, let counts):
      guard levels.count == counts.count, Set(levels).count == levels.count,
        counts.allSatisfy({ (0...ReferenceProfile.mostRows).contains($0) })
      else { throw .damaged("the levels of \(name) don't fit their counts") }
    }
    guard rowCount == expected else {
      throw .damaged("\(name) has \(rowCount) rows and the profile \(expected)")
    }
  }
}
