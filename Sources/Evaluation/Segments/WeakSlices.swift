import Threads

/// The slices of the rows in which a model does worse than in the rest, found among many, with the chance
/// that looking so often finds something taken into account.
///
/// Every slice is looked at twice: whether the model orders its rows worse than those outside (ROC-AUC,
/// by DeLong's formula), and whether its probabilities promise too much or too little there (their mean
/// less the share of positives, whose variance under true probabilities is Σ p(1 − p) / n²). The p-values of
/// all looks are corrected together by Holm's method, and intervals are widened to hold all at once
/// (Bonferroni). Rows are taken as independent.
public struct WeakSlices: Sendable, Equatable, Codable {
  /// How many looks were taken, all of which count in the correction.
  public let looks: Int
  /// Slices with fewer rows were not looked at.
  public let minimumRows: Int
  /// What was found, by corrected p and then by name; at most as many as asked for, those within chance
  /// included, so that a reader sees how near the worst come.
  public let worst: [Finding]
  /// How many of all looks stand out of chance: corrected p below .05.
  public let beyondChance: Int

  /// What was looked at.
  public enum Look: String, Sendable, Codable {
    /// The order of the rows: ROC-AUC.
    case order
    /// The level of the probabilities: their mean less the share of positives.
    case promise
  }

  /// One look at one slice.
  public struct Finding: Sendable, Equatable, Codable {
    /// The slice, such as `age: 18 to 32`.
    public let slice: String
    /// Its rows.
    public let rows: Int
    /// The positive ones among them.
    public let positives: Int
    /// What was looked at.
    public let look: Look
    /// ROC-AUC in the slice, or mean probability less share of positives, with an interval widened for
    /// all looks.
    public let value: Interval
    /// The same of the rows outside of the slice.
    public let elsewhere: Double
    /// The p-value of this look alone.
    public let pValue: Double
    /// The p-value corrected for all looks.
    public let correctedP: Double
  }

  /// Rows that belong together.
  public struct Slice: Sendable {
    /// What they are called.
    public let name: String
    /// Places in the scored rows, ascending.
    public let members: [Int]

    /// Makes a slice.
    public init(name: String, members: [Int]) {
      self.name = name
      self.members = members
    }
  }

  /// The fewest rows of either class of a slice whose order is looked at.
  public static let minimumOfClass = 20

  /// Looks at slices.
  ///
  /// - Parameters:
  ///   - rows: unweighted rows.
  ///   - minimumRows: at least 1.
  ///   - limit: the most findings that are kept.
  public init(
    _ slices: [Slice], of rows: ScoredRows, minimumRows: Int, limit: Int = 10, threads: Int = 1
  ) {
    precondition(rows.weights == nil, "Slices are those of unweighted rows.")
    let large = slices.filter { slice in
      slice.members.count >= minimumRows && slice.members.count < rows.rowCount
    }
    let looked = parallelMap(large.count, threads: threads) { Look.all(at: large[$0], of: rows) }
      .flatMap(\.self)
    looks = looked.count
    self.minimumRows = minimumRows
    let level = 1 - 0.05 / Double(max(1, looked.count))
    let ordered = looked.sorted { ($0.pValue, $0.slice.name) < ($1.pValue, $1.slice.name) }
    var corrected: [Double] = []
    for (place, look) in ordered.enumerated() {
      let own = min(1, look.pValue * Double(ordered.count - place))
      corrected.append(max(own, corrected.last ?? 0))
    }
    beyondChance = corrected.count { $0 < 0.05 }
    worst = zip(ordered, corrected).prefix(limit).map { look, correctedP in
      Finding(
        slice: look.slice.name, rows: look.slice.members.count, positives: look.positives,
        look: look.kind, value: look.interval(level), elsewhere: look.elsewhere,
        pValue: look.pValue, correctedP: correctedP)
    }
  }
}

/// A look before all looks are known.
private struct SingleLook {
  let slice: WeakSlices.Slice
  let kind: WeakSlices.Look
  let positives: Int
  let value: Double
  let standardError: Double
  let elsewhere: Double
  let pValue: Double

  func interval(_ level: Double) -> Interval {
    let reach = NormalDistribution.quantile(ofCentralShare: level) * standardError
    let floor = kind == .order ? 0.0 : -1
    return Interval(
      estimate: value, lower: max(floor, value - reach), upper: min(1, value + reach), level: level,
      standardError: standardError)
  }
}

extension WeakSlices.Look {
  fileprivate static func all(
    at slice: WeakSlices.Slice, of rows: ScoredRows
  ) -> [SingleLook] {
    var isInside = [Bool](repeating: false, count: rows.rowCount)
    for place in slice.members { isInside[place] = true }
    let others = (0..<rows.rowCount).filter { !isInside[$0] }
    return [order(slice, others, rows), promise(slice, others, rows)].compactMap(\.self)
  }

  /// Only a worse order counts, so the test is one-sided.
  private static func order(
    _ slice: WeakSlices.Slice, _ others: [Int], _ rows: ScoredRows
  ) -> SingleLook? {
    let positives = slice.members.count { rows.labels[$0] == 1 }
    guard positives >= WeakSlices.minimumOfClass,
      slice.members.count - positives >= WeakSlices.minimumOfClass,
      let inside = area(slice.members, rows), let outside = area(others, rows)
    else { return nil }
    let error =
      (inside.standardError * inside.standardError + outside.standardError * outside.standardError)
      .squareRoot()
    guard error > 0 else { return nil }
    let z = (outside.estimate - inside.estimate) / error
    return SingleLook(
      slice: slice, kind: .order, positives: positives, value: inside.estimate,
      standardError: inside.standardError, elsewhere: outside.estimate,
      pValue: 1 - NormalDistribution.share(below: z))
  }

  private static func area(_ members: [Int], _ rows: ScoredRows) -> Interval? {
    let own = try? ScoredRows(
      scores: members.map { rows.scores[$0] }, labels: members.map { rows.labels[$0] })
    return own.flatMap { DeLong.interval($0) }
  }

  private static func promise(
    _ slice: WeakSlices.Slice, _ others: [Int], _ rows: ScoredRows
  ) -> SingleLook? {
    guard rows.blocks.areProbabilities else { return nil }
    let gap = { (members: [Int]) in
      members.reduce(0) { $0 + rows.scores[$1] - Double(rows.labels[$1]) } / Double(members.count)
    }
    let variance = slice.members.reduce(0) { $0 + rows.scores[$1] * (1 - rows.scores[$1]) }
    let size = Double(slice.members.count)
    // Few expected of a class, and the sum is far from normal.
    guard variance >= 5, !others.isEmpty else { return nil }
    let value = gap(slice.members)
    let error = variance.squareRoot() / size
    return SingleLook(
      slice: slice, kind: .promise, positives: slice.members.count { rows.labels[$0] == 1 },
      value: value, standardError: error, elsewhere: gap(others),
      pValue: NormalDistribution.twoSidedTail(value / error))
  }
}
