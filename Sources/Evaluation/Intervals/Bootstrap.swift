/// Percentile intervals by drawing the rows again, with replacement.
///
/// Without groups the draw is stratified: as many positives and negatives as there are, each class among
/// its own. With groups whole groups are drawn, because the rows of one customer are not independent.
/// The same seed gives the same draws for every model, which is what makes differences paired. Source:
/// Efron and Tibshirani 1993.
public struct Bootstrap: Sendable, Hashable, Codable {
  /// How many draws; at least 1.
  public var draws: Int
  /// Where the draws come from.
  public var seed: UInt64
  /// The level of the intervals, between 0 and 1.
  public var level: Double

  /// Makes a bootstrap.
  public init(seed: UInt64, draws: Int = 1_000, level: Double = 0.95) {
    precondition(draws > 0, "There is at least one draw.")
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    self.seed = seed
    self.draws = draws
    self.level = level
  }

  /// A figure of sorted rows, `nil` where it is undefined.
  public typealias Metric = (ScoreBlocks) -> Double?

  /// The interval of one figure; `nil` where it is undefined. O(draws · n).
  ///
  /// - Parameters:
  ///   - groups: draws whole groups; rows without a group are then left out of the draws.
  ///   - isCancelled: asked before each draw; draws so far are used.
  public func interval(
    of metric: Metric, rows: ScoredRows, groups: RankingGroups? = nil,
    isCancelled: () -> Bool = { false }
  ) -> Interval? {
    withoutActuallyEscaping(metric) { metric in
      intervals(of: [metric], rows: rows, groups: groups, isCancelled: isCancelled)[0]
    }
  }

  /// The intervals of several figures on the same draws, one an entry of `metrics`.
  public func intervals(
    of metrics: [Metric], rows: ScoredRows, groups: RankingGroups? = nil,
    isCancelled: () -> Bool = { false }
  ) -> [Interval?] {
    var values = [[Double]](repeating: [], count: metrics.count)
    var resampler = Resampler(rows: rows, groups: groups, seed: seed)
    for _ in 0..<draws {
      if isCancelled() { break }
      resampler.draw()
      let blocks = resampler.blocks(of: rows)
      for (index, metric) in metrics.enumerated() {
        if let value = metric(blocks) { values[index].append(value) }
      }
    }
    return metrics.enumerated().map { index, metric in
      metric(rows.blocks).flatMap { Percentiles(values[index])?.interval($0, level: level) }
    }
  }

  /// The difference of a figure between two models on the same rows, first less second; `nil` where
  /// the figure is undefined for either.
  ///
  /// - Parameter equivalence: differences this small, at least 0, count as none.
  public func difference(
    of metric: Metric, between first: ScoredRows, and second: ScoredRows,
    groups: RankingGroups? = nil, equivalence: Double = 0, isCancelled: () -> Bool = { false }
  ) -> PairedDifference? {
    precondition(
      first.labels == second.labels && first.weights == second.weights,
      "Two models are compared on the same rows.")
    guard let firstValue = metric(first.blocks), let secondValue = metric(second.blocks) else {
      return nil
    }
    var values: [Double] = []
    var resampler = Resampler(rows: first, groups: groups, seed: seed)
    for _ in 0..<draws {
      if isCancelled() { break }
      resampler.draw()
      let pair = (
        metric(resampler.blocks(of: first)), metric(resampler.blocks(of: second))
      )
      if let first = pair.0, let second = pair.1 { values.append(first - second) }
    }
    return paired(values, estimate: firstValue - secondValue, equivalence: equivalence)
  }

  /// The interval of a mean over groups, such as MAP@7 over ``RankingEvaluation/measuresByGroup``; `nil`
  /// without values. Groups are drawn.
  public func interval(ofMean values: [Double]) -> Interval? {
    let means = drawnMeans(values)
    guard !values.isEmpty else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    return Percentiles(means)?.interval(mean, level: level)
  }

  /// The difference between the means of two models over the same groups, first less second; `nil`
  /// without values.
  public func difference(
    ofMeans first: [Double], and second: [Double], equivalence: Double = 0
  ) -> PairedDifference? {
    precondition(first.count == second.count, "Two models are compared on the same groups.")
    guard !first.isEmpty else { return nil }
    let differences = zip(first, second).map { $0 - $1 }
    let mean = differences.reduce(0, +) / Double(differences.count)
    return paired(drawnMeans(differences), estimate: mean, equivalence: equivalence)
  }

  private func drawnMeans(_ values: [Double]) -> [Double] {
    guard !values.isEmpty else { return [] }
    var generator = SeededGenerator(seed: seed)
    return (0..<draws).map { _ in
      var sum = 0.0
      for _ in values.indices { sum += values[generator.index(below: values.count)] }
      return sum / Double(values.count)
    }
  }

  private func paired(
    _ values: [Double], estimate: Double, equivalence: Double
  ) -> PairedDifference? {
    precondition(equivalence >= 0, "A region of equivalence is not negative.")
    guard let interval = Percentiles(values)?.interval(estimate, level: level) else { return nil }
    let count = Double(values.count)
    return PairedDifference(
      interval: interval, firstHigher: Double(values.filter { $0 > equivalence }.count) / count,
      secondHigher: Double(values.filter { $0 < -equivalence }.count) / count)
  }
}

/// The sorted values of the draws.
private struct Percentiles {
  let sorted: [Double]

  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    sorted = values.sorted()
  }

  func interval(_ estimate: Double, level: Double) -> Interval {
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let tail = (1 - level) / 2
    return Interval(
      estimate: estimate, lower: Quantile.of(sorted, at: tail),
      upper: Quantile.of(sorted, at: 1 - tail), level: level,
      standardError: (squares / Double(max(1, sorted.count - 1))).squareRoot(),
      draws: sorted.count)
  }
}

/// Quantiles of sorted values.
enum Quantile {
  /// The quantile by linear interpolation between neighbours, as most statistics programs do by default.
  static func of(_ sorted: [Double], at share: Double) -> Double {
    of(sorted, position: share * Double(sorted.count - 1))
  }

  /// The value at a position between 0 and the last index, between neighbours where it isn't whole.
  static func of(_ sorted: [Double], position: Double) -> Double {
    let index = min(Int(position), sorted.count - 1)
    let low = sorted[index]
    let high = sorted[min(index + 1, sorted.count - 1)]
    let fraction = position - Double(index)
    // Equal neighbours and whole positions need no arithmetic, which infinities would not survive.
    return low == high || fraction == 0 ? low : low + (high - low) * fraction
  }
}
