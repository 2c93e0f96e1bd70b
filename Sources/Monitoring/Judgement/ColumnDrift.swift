public import Evaluation

/// What has become of one column, or of the score.
public struct ColumnDrift: Sendable, Equatable {
  /// The column's name.
  public let name: String
  /// The questions and their answers, the gravest first.
  public let checks: [DriftCheck]
  /// The stability index over deciles or levels, with missing and unknown values as bins of their own;
  /// `nil` where either side has no rows.
  public let stability: PopulationStabilityIndex?
  /// The names of the levels by their codes in ``stability``; `nil` for numbers.
  public let levels: [String]?
  /// The two-sample statistic of numbers; `nil` for words, and without values.
  public let shape: KolmogorovSmirnovTest?
  /// The means of the numbers, then and now; `nil` for words, and without values.
  public let means: (reference: Double, current: Double)?
  /// How far the mean has moved, in standard deviations of the reference; `nil` where that is undefined.
  public let meanShift: Double?
  /// Rows without a value, then and now, 0…1.
  public let missing: (reference: Double, current: Double)
  /// The numbers seen when the model was made, and now; `nil` for words, and without values.
  public let ranges: (reference: ClosedRange<Double>, current: ClosedRange<Double>)?
  /// Values below and above all of the reference.
  public let beyond: (below: Int, above: Int)
  /// The levels that the model doesn't know, the most frequent first.
  public let newLevels: [(level: String, rows: Int)]
  /// Whether the new data have no such column.
  public let isAbsent: Bool

  /// The gravest of the answers.
  public var severity: DriftSeverity { checks.map(\.severity).max() ?? .none }

  /// The answer to one question; `nil` where it was not asked.
  public func check(_ kind: DriftCheck.Kind) -> DriftCheck? { checks.first { $0.kind == kind } }

  /// Whether two findings are the same.
  public static func == (first: ColumnDrift, second: ColumnDrift) -> Bool {
    first.name == second.name && first.checks == second.checks
      && first.stability == second.stability && first.shape == second.shape
      && first.missing == second.missing && first.beyond == second.beyond
      && first.isAbsent == second.isAbsent
  }
}

/// The columns of new data before they are judged together.
struct RaisedColumn {
  var name: String
  var checks: [RaisedCheck] = []
  var stability: PopulationStabilityIndex?
  var levels: [String]?
  var shape: KolmogorovSmirnovTest?
  var means: (reference: Double, current: Double)?
  var meanShift: Double?
  var missing = (reference: 0.0, current: 0.0)
  var ranges: (reference: ClosedRange<Double>, current: ClosedRange<Double>)?
  var beyond = (below: 0, above: 0)
  var newLevels: [(level: String, rows: Int)] = []
  var isAbsent = false

  /// Asks all questions about a column.
  init(_ reference: FeatureReference, _ tally: FeatureTally, rows: Int) {
    name = reference.name
    let total = reference.rowCount
    guard rows > 0, total > 0 else { return }
    missing = (Double(reference.missing) / Double(total), Double(tally.missing) / Double(rows))
    guard !tally.isAbsent else {
      isAbsent = true
      checks = [RaisedCheck(kind: .absent, effect: 1, pValue: nil)]
      return
    }
    var found = tally.newLevels
    var unseen = tally.unseen
    // Levels that the model knows may still be new to other rows than those it was fitted to.
    if case (.levels(let names, let counts), .levels(let current)) = (
      reference.values, tally.values
    ) {
      for place in names.indices where counts[place] == 0 && current[place] > 0 {
        found[names[place]] = current[place]
        unseen += current[place]
      }
    }
    newLevels = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ($0.key, $0.value) }
    let rest = [
      (reference.unseen, unseen), (reference.missing, tally.missing),
      (reference.unreadable, tally.unreadable),
    ]
    switch (reference.values, tally.values) {
    case (.numbers(let numbers), .numbers(let current)):
      compare(numbers, current, rest: rest)
    case (.levels(let names, let counts), .levels(let current)):
      let known = names.indices.filter { counts[$0] > 0 }
      levels = known.map { names[$0] }
      compare(
        known.indices.map { .category(Int32($0)) }, known.map { counts[$0] },
        known.map { current[$0] }, rest: rest)
      // A level that one row had could as well have been unknown: what a fresh row's chance of an
      // unknown level is estimated by.
      let chance = min(total, reference.unseen + counts.count { $0 == 1 })
      ask(.newLevels, now: unseen, of: rows, then: chance, of: total)
    default: break
    }
    ask(.missing, now: tally.missing, of: rows, then: reference.missing, of: total)
    ask(.unreadable, now: tally.unreadable, of: rows, then: reference.unreadable, of: total)
  }

  /// Asks about a score.
  init(score reference: NumberReference, _ tally: NumberTally) {
    name = "score"
    compare(reference, tally, rest: [])
    checks.removeAll { $0.kind == .range }
  }

  private mutating func ask(
    _ kind: DriftCheck.Kind, now: Int, of rows: Int, then: Int, of total: Int
  ) {
    guard now > 0 || then > 0 else { return }
    let effect = Double(now) / Double(rows) - Double(then) / Double(total)
    // Fewer unknown levels or unreadable cells are no trouble.
    guard kind == .missing || effect > 0 else { return }
    checks.append(
      RaisedCheck(
        kind: kind, effect: effect,
        pValue: ShareTest.pValue(now, of: rows, and: then, of: total)))
  }

  private mutating func compare(
    _ reference: NumberReference, _ current: NumberTally, rest: [(Int, Int)]
  ) {
    compare(
      reference.coarseContents, reference.coarse(reference.counts),
      reference.coarse(current.counts), rest: rest)
    shape = KolmogorovSmirnovTest(
      referenceCounts: reference.counts, currentCounts: current.counts)
    if let shape {
      checks.append(
        RaisedCheck(kind: .shape, effect: shape.statistic, pValue: shape.pValue))
    }
    guard let mean = reference.mean, let now = current.mean, let lowest = reference.lowest,
      let highest = reference.highest
    else { return }
    means = (mean, now)
    if let deviation = reference.deviation, deviation > 0 { meanShift = (now - mean) / deviation }
    ranges = (lowest...highest, current.lowest...current.highest)
    beyond = (current.below, current.above)
    let count = current.counts.reduce(0, +)
    guard current.below + current.above > 0 else { return }
    let chances = [current.below, current.above].map {
      ShareTest.pValueBeyond($0, of: count, reference: reference.valueCount)
    }
    checks.append(
      RaisedCheck(
        kind: .range, effect: Double(current.below + current.above) / Double(count),
        pValue: min(1, 2 * (chances.min() ?? 1))))
  }

  private mutating func compare(
    _ contents: [PopulationStabilityIndex.Content], _ reference: [Int], _ current: [Int],
    rest: [(Int, Int)]
  ) {
    // Cells that can't be read lie with the missing ones: the model takes both for no value.
    let unseen = rest.isEmpty ? (0, 0) : rest[0]
    let missing = rest.dropFirst().reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    let counts = (reference + [unseen.0, missing.0], current + [unseen.1, missing.1])
    guard
      let index = PopulationStabilityIndex(
        contents: contents + [.unseen, .missing], referenceCounts: counts.0,
        currentCounts: counts.1),
      let test = HomogeneityTest(referenceCounts: counts.0, currentCounts: counts.1)
    else { return }
    stability = index
    checks.append(
      RaisedCheck(
        kind: .distribution, effect: index.value, pValue: test.pValue, noise: 2 * index.noiseFloor))
  }

  /// The column with its questions answered.
  func judged(_ answers: [DriftCheck]) -> ColumnDrift {
    ColumnDrift(
      name: name,
      checks: answers.enumerated().sorted {
        ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
      }.map(\.element), stability: stability, levels: levels, shape: shape, means: means,
      meanShift: meanShift, missing: missing, ranges: ranges, beyond: beyond, newLevels: newLevels,
      isAbsent: isAbsent)
  }
}
