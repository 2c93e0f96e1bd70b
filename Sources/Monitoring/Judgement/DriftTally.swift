import Threads

/// Counts of new data in the bins of a reference profile. Rows come in batches of any size and are not
/// kept, so that files larger than memory can be counted.
public struct DriftTally: Sendable {
  /// What the data are held against.
  public let reference: ReferenceProfile
  /// How many rows were counted.
  public private(set) var rowCount = 0
  /// One a feature.
  private(set) var features: [FeatureTally]
  private(set) var scores: NumberTally?
  private(set) var outcomes: OutcomeTally?

  /// Starts at no rows.
  public init(_ reference: ReferenceProfile) {
    self.reference = reference
    features = reference.features.map { FeatureTally($0) }
    scores = reference.scores.map { NumberTally($0.values) }
    outcomes = reference.scores.flatMap { scores in
      scores.outcomes.map { _ in OutcomeTally(edges: scores.values.decileEdges) }
    }
  }

  /// What a batch holds of one feature.
  public struct Cells {
    let values: [Float]?
    let unseen: Int
    let unreadable: Int
    let newLevels: [String: Int]

    /// Encoded cells, NaN where there is no value.
    ///
    /// - Parameters:
    ///   - values: one a row; `nil` where the data have no such column.
    ///   - unseen: how many of the cells hold a level that the model doesn't know.
    ///   - unreadable: how many hold something that is not of the column's kind.
    ///   - newLevels: the levels that the model doesn't know, with how many cells hold each.
    public init(
      values: [Float]?, unseen: Int = 0, unreadable: Int = 0, newLevels: [String: Int] = [:]
    ) {
      self.values = values
      self.unseen = unseen
      self.unreadable = unreadable
      self.newLevels = newLevels
    }
  }

  /// Counts a batch of rows.
  ///
  /// - Parameters:
  ///   - cells: one a feature of the profile.
  ///   - scores: one a row; `nil` where the model gives none.
  ///   - labels: 1 positive, 0 negative, anything else unknown; `nil` where no outcome is known.
  /// - Precondition: everything has as many rows.
  public mutating func add(
    rowCount: Int, cells: [Cells], scores: [Double]?, labels: [UInt8]?, threads: Int = 1
  ) {
    precondition(
      cells.count == features.count && cells.allSatisfy { $0.values?.count ?? rowCount == rowCount }
        && scores?.count ?? rowCount == rowCount && labels?.count ?? rowCount == rowCount,
      "A batch has as many cells, scores and labels as rows.")
    self.rowCount += rowCount
    let counted = features
    features = parallelMap(
      features.count, threads: worthwhileThreads(threads, steps: rowCount * features.count)
    ) { index in
      var tally = counted[index]
      tally.add(cells[index], rowCount: rowCount)
      return tally
    }
    guard let scores else { return }
    for score in scores { self.scores?.add(score) }
    guard let labels else { return }
    for (score, label) in zip(scores, labels) { outcomes?.add(score, label) }
  }
}

/// Counts of one feature.
struct FeatureTally: Sendable {
  private(set) var values: Values
  private(set) var missing = 0
  private(set) var unseen = 0
  private(set) var unreadable = 0
  private(set) var newLevels: [String: Int] = [:]
  /// Whether no batch had the column.
  private(set) var isAbsent = true
  /// Names beyond these are counted and not kept: keys in place of categories must not fill the memory.
  private static let mostNewLevels = 1_000

  enum Values: Sendable {
    case numbers(NumberTally)
    case levels([Int])
  }

  init(_ reference: FeatureReference) {
    switch reference.values {
    case .numbers(let numbers): values = .numbers(NumberTally(numbers))
    case .levels(let levels, _): values = .levels([Int](repeating: 0, count: levels.count))
    }
  }

  mutating func add(_ cells: DriftTally.Cells, rowCount: Int) {
    guard let encoded = cells.values else {
      missing += rowCount
      return
    }
    isAbsent = false
    var absent = 0
    switch values {
    case .numbers(var tally):
      for value in encoded {
        if value.isNaN { absent += 1 } else { tally.add(Double(value)) }
      }
      values = .numbers(tally)
    case .levels(var counts):
      for code in encoded {
        if let level = Int(exactly: code), counts.indices.contains(level) {
          counts[level] += 1
        } else {
          absent += 1
        }
      }
      values = .levels(counts)
    }
    let unseen = min(absent, cells.unseen)
    let unreadable = min(absent - unseen, cells.unreadable)
    self.unseen += unseen
    self.unreadable += unreadable
    missing += absent - unseen - unreadable
    for (level, count) in cells.newLevels
    where newLevels[level] != nil || newLevels.count < Self.mostNewLevels {
      newLevels[level, default: 0] += count
    }
  }
}

/// Counts of numbers in the bins of a reference.
struct NumberTally: Sendable {
  private(set) var counts: [Int]
  /// Values below and above all of the reference.
  private(set) var below = 0
  private(set) var above = 0
  private(set) var lowest = Double.infinity
  private(set) var highest = -Double.infinity
  private var sum = 0.0
  private var valueCount = 0
  private let binning: Binning
  private let range: (Double, Double)

  init(_ reference: NumberReference) {
    counts = [Int](repeating: 0, count: reference.counts.count)
    binning = Binning(reference.edges)
    range = (reference.lowest ?? -.infinity, reference.highest ?? .infinity)
  }

  var mean: Double? { valueCount == 0 ? nil : sum / Double(valueCount) }

  @inline(__always)
  mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    let value = NumberReference.bounded(value)
    counts[binning.bin(of: value)] += 1
    if value < range.0 { below += 1 }
    if value > range.1 { above += 1 }
    lowest = min(lowest, value)
    highest = max(highest, value)
    sum += value
    valueCount += 1
  }
}
