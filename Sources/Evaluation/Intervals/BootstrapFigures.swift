/// Figures of several models in every draw of a bootstrap, all on the same draws.
public struct BootstrapFigures: Sendable {
  /// The figures drawn.
  public let kinds: [MetricKind]
  /// How many models there are.
  public let modelCount: Int
  /// The level of the intervals, 0…1.
  public let level: Double
  /// `[figure][model]` on the rows as they are; `nil` where undefined.
  let estimates: [[Double?]]
  /// `[figure][model][draw]`, NaN where undefined.
  let draws: [[[Double]]]

  /// The percentile interval of a model's figure; `nil` where the figure is undefined or was not drawn.
  public func interval(of kind: MetricKind, model: Int) -> Interval? {
    guard let figure = kinds.firstIndex(of: kind), let estimate = estimates[figure][model] else {
      return nil
    }
    return Percentiles(draws[figure][model].filter { !$0.isNaN })?.interval(estimate, level: level)
  }

  /// How two models differ in a figure; `nil` where it is undefined for either, and for figures of
  /// which no value is better.
  ///
  /// - Parameter equivalence: differences this small, at least 0, count as none.
  public func preference(
    in kind: MetricKind, between first: Int, and second: Int, equivalence: Double = 0
  ) -> PairwisePreference? {
    precondition(equivalence >= 0, "A region of equivalence is not negative.")
    guard let figure = kinds.firstIndex(of: kind), kind.direction != .neutral,
      let one = estimates[figure][first], let two = estimates[figure][second]
    else { return nil }
    var differences: [Double] = []
    var counts = (first: 0, second: 0)
    for (one, two) in zip(draws[figure][first], draws[figure][second])
    where !one.isNaN && !two.isNaN {
      differences.append(one - two)
      let advantage = kind.advantage(of: one, over: two)
      if advantage > equivalence { counts.first += 1 }
      if advantage < -equivalence { counts.second += 1 }
    }
    let all = Double(differences.count)
    guard let interval = Percentiles(differences)?.interval(one - two, level: level) else {
      return nil
    }
    return PairwisePreference(
      difference: interval, firstBetter: Double(counts.first) / all,
      secondBetter: Double(counts.second) / all)
  }

  /// The matrix of P(A beats B) in a figure.
  ///
  /// - Parameter equivalence: differences this small, at least 0, count as none: the region of practical
  ///   equivalence, in the units of the figure.
  public func comparison(in kind: MetricKind, equivalence: Double = 0) -> ModelComparison {
    ModelComparison(kind: kind, modelCount: modelCount, equivalence: equivalence) {
      preference(in: kind, between: $0, and: $1, equivalence: equivalence)
    }
  }
}

extension Bootstrap {
  /// Draws figures of several models on the same rows.
  ///
  /// Discrimination, probabilities, ranking and the figures at a threshold cost a pass over the rows for
  /// every 8 draws; calibration error, slope and intercept are dearer. The result does not depend
  /// on the number of threads.
  ///
  /// - Parameters:
  ///   - kinds: the figures; those that need groups are undefined without `groups`.
  ///   - models: the models, with equal labels and weights.
  ///   - thresholds: one a model, for the figures that need one; `nil` leaves those undefined.
  ///   - groups: draws whole groups; rows without a group are then left out of the draws.
  ///   - threads: how many threads may be used, at least 1.
  ///   - isCancelled: asked before each batch of draws, on any thread; draws so far are used.
  public func figures(
    _ kinds: [MetricKind], of models: [ScoredRows], thresholds: [Double?],
    groups: RankingGroups? = nil, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) -> BootstrapFigures {
    precondition(models.count == thresholds.count, "There is one threshold, or nil, a model.")
    guard !models.isEmpty else {
      return BootstrapFigures(
        kinds: kinds, modelCount: 0, level: level, estimates: kinds.map { _ in [] },
        draws: kinds.map { _ in [] })
    }
    let tally = DrawTally(models: models, groups: groups, seed: seed)
    let needsRanking = kinds.contains(where: \.needsGroups)
    let rankings =
      needsRanking
      ? groups.map { groups in models.map { RankingEvaluation(rows: $0, groups: groups) } } ?? []
      : []
    let estimates = kinds.map { kind in
      models.indices.map { model -> Double? in
        guard kind.needsGroups else {
          return kind.value(of: models[model].blocks, threshold: thresholds[model])
        }
        return rankings.isEmpty ? nil : rankings[model].mean.flatMap { kind.value(of: $0) }
      }
    }
    let kernel = FigureKernel(
      kinds, tally: tally, thresholds: thresholds, groups: groups, rankings: rankings)
    let drawn = DrawnValues(figures: kinds.count, models: models.count, draws: draws)
    let made = tally.forEachBatch(draws: draws, threads: threads, isCancelled: isCancelled) {
      batch, firstDraw in kernel.measure(batch, firstDraw: firstDraw, into: drawn)
    }
    return BootstrapFigures(
      kinds: kinds, modelCount: models.count, level: level, estimates: estimates,
      draws: kinds.indices.map { drawn.drawn(figure: $0, madeBatches: made) })
  }
}
