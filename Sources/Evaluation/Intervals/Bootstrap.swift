/// Percentile intervals by drawing the rows again, with replacement.
///
/// Without groups the draw is stratified: as many positives and negatives as there are, each class among
/// its own. With groups whole groups are drawn, because the rows of one customer are not independent.
/// The same seed gives the same draws for every model, which is what makes differences paired; each
/// draw has a stream of its own, so the number of threads changes nothing. For several models at once
/// use ``figures(_:of:thresholds:groups:threads:isCancelled:)``. Source: Efron and Tibshirani 1993.
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

  /// A figure of sorted rows, `nil` where it is undefined; called from several threads.
  public typealias Metric = @Sendable (ScoreBlocks) -> Double?

  /// The interval of one figure of any kind; `nil` where it is undefined. O(draws · n).
  ///
  /// - Parameters:
  ///   - groups: draws whole groups; rows without a group are then left out of the draws.
  ///   - threads: how many threads may be used, at least 1.
  ///   - isCancelled: asked before each batch of draws, on any thread; draws so far are used.
  public func interval(
    of metric: Metric, rows: ScoredRows, groups: RankingGroups? = nil, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) -> Interval? {
    withoutActuallyEscaping(metric) { metric in
      intervals(
        of: [metric], rows: rows, groups: groups, threads: threads, isCancelled: isCancelled)[0]
    }
  }

  /// The intervals of several figures on the same draws, one an entry of `metrics`.
  public func intervals(
    of metrics: [Metric], rows: ScoredRows, groups: RankingGroups? = nil, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) -> [Interval?] {
    let drawn = values(of: metrics, [rows], groups, threads, isCancelled)
    return metrics.enumerated().map { index, metric in
      let values = drawn[index][0].filter { !$0.isNaN }
      return metric(rows.blocks).flatMap { Percentiles(values)?.interval($0, level: level) }
    }
  }

  /// The difference of a figure between two models on the same rows, first less second; `nil` where
  /// the figure is undefined for either.
  ///
  /// - Parameter equivalence: differences this small, at least 0, count as none.
  public func difference(
    of metric: Metric, between first: ScoredRows, and second: ScoredRows,
    groups: RankingGroups? = nil, equivalence: Double = 0, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) -> PairedDifference? {
    guard let firstValue = metric(first.blocks), let secondValue = metric(second.blocks) else {
      return nil
    }
    let drawn = withoutActuallyEscaping(metric) { metric in
      values(of: [metric], [first, second], groups, threads, isCancelled)[0]
    }
    let differences = zip(drawn[0], drawn[1]).map { $0 - $1 }.filter { !$0.isNaN }
    return paired(differences, estimate: firstValue - secondValue, equivalence: equivalence)
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
    let plan = DrawPlan(unitCount: values.count, seed: seed)
    return (0..<draws).map { draw in
      var sum = 0.0
      plan.forEachUnit(ofDraw: draw) { sum += values[$0] }
      return sum / Double(values.count)
    }
  }

  /// `[metric][model][draw]`, NaN where undefined.
  private func values(
    of metrics: [Metric], _ models: [ScoredRows], _ groups: RankingGroups?, _ threads: Int,
    _ isCancelled: @Sendable () -> Bool
  ) -> [[[Double]]] {
    let tally = DrawTally(models: models, groups: groups, seed: seed)
    let drawn = DrawnValues(figures: metrics.count, models: models.count, draws: draws)
    let made = tally.forEachBatch(draws: draws, threads: threads, isCancelled: isCancelled) {
      batch, firstDraw in
      for lane in 0..<min(DrawCountBatch.lanes, draws - firstDraw) {
        for model in models.indices {
          let blocks = tally.blocks(of: model, in: batch, lane: lane)
          for (figure, metric) in metrics.enumerated() {
            drawn.set(metric(blocks), figure: figure, model: model, draw: firstDraw + lane)
          }
        }
      }
    }
    return metrics.indices.map { drawn.drawn(figure: $0, madeBatches: made) }
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
