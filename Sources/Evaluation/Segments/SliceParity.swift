/// The rates of a model by the levels of one column, and how far apart the levels are.
///
/// The definitions are those of Fairlearn's `MetricFrame` with `method="between_groups"`: the
/// difference is the highest rate less the lowest, the ratio the lowest over the highest. The selection
/// rate's difference is known as that of demographic parity, those of both error rates together as that
/// of equalised odds.
public struct SliceParity: Sendable, Equatable, Codable {
  /// The column.
  public let column: String
  /// One a level, in the order given.
  public let levels: [SliceRates]
  /// A rate of a level counts in gaps where it is a share of this many rows or more.
  public let minimumRows: Int
  /// One a rate that two levels or more have.
  public let gaps: [Gap]

  /// How far apart the levels are in one rate.
  public struct Gap: Sendable, Equatable, Codable {
    /// The rate.
    public let rate: SliceRates.Rate
    /// The level with the highest rate; of equal ones the first.
    public let highest: String
    /// The level with the lowest rate.
    public let lowest: String
    /// The highest less the lowest, with Newcombe's hybrid score interval of 95 % for these two levels.
    public let difference: Interval
    /// The lowest over the highest; `nil` where the highest is 0.
    public let ratio: Double?
    /// The mean difference when the levels are dealt out to the rows at random: what chance alone makes of
    /// levels of these sizes.
    public let byChance: Double
    /// The share of such deals, this one counted, whose difference is at least as large.
    public let pValue: Double
  }

  /// How often levels are dealt out at random.
  public static let deals = 400

  /// Measures the levels of a column.
  ///
  /// - Parameters:
  ///   - codes: the level of each row, as a place in `names`, or negative for rows that are left out.
  ///   - minimumRows: at least 1.
  ///   - seed: of the deals.
  public init(
    column: String, names: [String], codes: [Int32], rows: ScoredRows, threshold: Double,
    minimumRows: Int = 30, seed: UInt64
  ) {
    precondition(codes.count == rows.rowCount, "Every row has a level.")
    precondition(minimumRows > 0, "A rate is a share of a row or more.")
    var members = [[Int]](repeating: [], count: names.count)
    for (row, code) in codes.enumerated() where code >= 0 { members[Int(code)].append(row) }
    let levels = zip(names, members).map {
      SliceRates(name: $0, members: $1, of: rows, threshold: threshold)
    }
    let dealt = Self.dealt(members, of: rows, threshold: threshold, minimumRows, seed: seed)
    self.column = column
    self.levels = levels
    self.minimumRows = minimumRows
    gaps = SliceRates.Rate.allCases.compactMap { rate in
      Self.gap(in: rate, levels, minimumRows, dealt: dealt.map { $0[rate] ?? nil })
    }
  }

  private static func gap(
    in rate: SliceRates.Rate, _ levels: [SliceRates], _ minimumRows: Int, dealt: [Double?]
  ) -> Gap? {
    let rated = levels.compactMap { level -> (name: String, interval: Interval)? in
      guard level.counts(of: rate).whole >= minimumRows, let interval = level.interval(of: rate)
      else { return nil }
      return (level.name, interval)
    }
    guard rated.count > 1,
      let high = rated.max(by: { $0.interval.estimate < $1.interval.estimate }),
      let low = rated.min(by: { $0.interval.estimate < $1.interval.estimate })
    else { return nil }
    let difference = high.interval.estimate - low.interval.estimate
    let chances = dealt.compactMap(\.self)
    let asLarge = chances.count { $0 >= difference - 1e-12 }
    return Gap(
      rate: rate, highest: high.name, lowest: low.name,
      difference: Interval.difference(high.interval, low.interval),
      ratio: high.interval.estimate > 0
        ? low.interval.estimate / high.interval.estimate : nil,
      byChance: chances.isEmpty ? 0 : chances.reduce(0, +) / Double(chances.count),
      pValue: Double(asLarge + 1) / Double(chances.count + 1))
  }

  /// The differences of every rate when the rows of all levels are dealt out anew.
  private static func dealt(
    _ members: [[Int]], of rows: ScoredRows, threshold: Double, _ minimumRows: Int, seed: UInt64
  ) -> [[SliceRates.Rate: Double?]] {
    var pool = members.flatMap(\.self)
    guard members.count(where: { !$0.isEmpty }) > 1 else { return [] }
    // Dear for many rows, where chance makes little of anything.
    let deals = pool.count > 200_000 ? deals / 8 : deals
    var generator = SeededGenerator(seed: seed ^ 0x51CE)
    return (0..<deals).map { _ in
      pool.shuffle(using: &generator)
      var start = 0
      let levels = members.map { own in
        defer { start += own.count }
        return SliceRates(
          name: "", members: Array(pool[start..<start + own.count]), of: rows, threshold: threshold)
      }
      return Dictionary(
        uniqueKeysWithValues: SliceRates.Rate.allCases.map { rate in
          let rates = levels.map { $0.counts(of: rate) }.filter { $0.whole >= minimumRows }
            .map { Double($0.part) / Double($0.whole) }
          return (rate, rates.count > 1 ? (rates.max() ?? 0) - (rates.min() ?? 0) : nil)
        })
    }
  }
}

extension Interval {
  /// The difference of two independent shares, by their score intervals: Newcombe's method 10,
  /// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I. 56 of 70 less 48 of 80 is .2,
  /// from .0524 to .3339.
  public static func difference(_ first: Interval, _ second: Interval) -> Interval {
    let gap = first.estimate - second.estimate
    let down = first.estimate - first.lower
    let up = first.upper - first.estimate
    let otherDown = second.estimate - second.lower
    let otherUp = second.upper - second.estimate
    return Interval(
      estimate: gap, lower: gap - (down * down + otherUp * otherUp).squareRoot(),
      upper: gap + (up * up + otherDown * otherDown).squareRoot(), level: 0.95,
      standardError: (first.standardError * first.standardError
        + second.standardError * second.standardError).squareRoot())
  }
}
