import Testing

@testable import Evaluation

@Suite struct BootstrapFiguresTests {
  private let kinds = MetricKind.allCases

  /// Two models on the same rows; few distinct scores when `levels` is small.
  private func models(
    rows: Int, levels: Int, weighted: Bool = false, seed: UInt64 = 3
  ) throws -> [ScoredRows] {
    var generator = SeededGenerator(seed: seed)
    let hidden = (0..<rows).map { _ in generator.index(below: levels) }
    let labels = hidden.map { UInt8(generator.index(below: 3 * levels) < $0 + 1 ? 1 : 0) }
    let weights = (0..<rows).map { _ in Double(1 + generator.index(below: 3)) / 2 }
    return try [1, levels].map { noise in
      let scores = hidden.map {
        (Double($0 + generator.index(below: noise)) + 0.5) / Double(2 * levels)
      }
      return try ScoredRows(scores: scores, labels: labels, weights: weighted ? weights : nil)
    }
  }

  /// The quick passes against the figures of blocks that are built for each draw.
  private func checkAgainstBlocks(_ models: [ScoredRows], groups: RankingGroups?) throws {
    let bootstrap = Bootstrap(seed: 9, draws: 21)
    let rowKinds = kinds.filter { !$0.needsGroups }
    let quick = bootstrap.figures(
      rowKinds, of: models, thresholds: [0.3, 0.2], groups: groups, threads: 2)
    for (model, threshold) in [0.3, 0.2].enumerated() {
      let metrics = rowKinds.map { kind -> Bootstrap.Metric in
        { kind.value(of: $0, threshold: threshold) }
      }
      // Drawn together, so that rows are merged or not in both.
      let slow = bootstrap.intervals(of: metrics, rows: models[model], groups: groups)
      for (kind, interval) in zip(rowKinds, slow) {
        let found = quick.interval(of: kind, model: model)
        #expect(found?.draws == interval?.draws, "\(kind)")
        #expect(agree(found?.lower, interval?.lower), "\(kind)")
        #expect(agree(found?.upper, interval?.upper), "\(kind)")
        #expect(agree(found?.standardError, interval?.standardError), "\(kind)")
      }
    }
  }

  @Test(arguments: [12, 4_000]) func quickPassesAgreeWithBlocks(levels: Int) throws {
    // With few levels rows share counters, with many each has its own.
    try checkAgainstBlocks(try models(rows: 1_500, levels: levels), groups: nil)
    try checkAgainstBlocks(try models(rows: 300, levels: levels, weighted: true), groups: nil)
  }

  @Test func quickPassesAgreeWithBlocksOfGroups() throws {
    let groups = RankingGroups(groups: (0..<400).map { Int32($0 % 37 == 0 ? -1 : $0 / 9) })
    try checkAgainstBlocks(try models(rows: 400, levels: 20), groups: groups)
    try checkAgainstBlocks(try models(rows: 400, levels: 900, weighted: true), groups: groups)
  }

  @Test func threadsChangeNothing() throws {
    let models = try models(rows: 700, levels: 300)
    let groups = RankingGroups(groups: (0..<700).map { Int32($0 / 7) })
    let bootstrap = Bootstrap(seed: 4, draws: 50)
    let figures = [1, 2, 4].map { threads in
      bootstrap.figures(
        kinds, of: models, thresholds: [0.3, nil], groups: groups, threads: threads)
    }
    for kind in kinds {
      for model in 0..<2 {
        let found = figures.map { $0.interval(of: kind, model: model) }
        #expect(found[0] == found[1] && found[0] == found[2], "\(kind)")
        #expect((found[0] == nil) == (model == 1 && kind.needsThreshold), "\(kind)")
      }
    }
  }

  @Test func sharedCountersDrawAsRowsDo() throws {
    // The second model tells all rows apart, which keeps the counters of the first apart too.
    let few = try models(rows: 2_000, levels: 5)[0]
    let apart = try ScoredRows(scores: (0..<2_000).map(Double.init), labels: few.labels)
    let plan = DrawPlan(labels: few.labels, groups: nil, seed: 1)
    let merged = DrawCounters(plan: plan, isGrouped: false, models: [few])
    #expect(merged.count <= 10 + 2_000 / 64)
    #expect(DrawCounters(plan: plan, isGrouped: false, models: [few, apart]).count == 2_000)
    let bootstrap = Bootstrap(seed: 1, draws: 40)
    let together = bootstrap.figures([.rocAUC, .brier], of: [few], thresholds: [nil])
    let separate = bootstrap.figures([.rocAUC, .brier], of: [few, apart], thresholds: [nil, nil])
    for kind in [MetricKind.rocAUC, .brier] {
      let one = try #require(together.interval(of: kind, model: 0))
      let two = try #require(separate.interval(of: kind, model: 0))
      #expect(agree(one.lower, two.lower) && agree(one.upper, two.upper))
    }
    // Scores of the second are no probabilities.
    #expect(separate.interval(of: .brier, model: 1) == nil)
  }

  @Test func drawsKeepTheClassesAndFollowTheirDistribution() {
    let labels = (0..<2_000).map { UInt8($0 % 4 == 0 ? 1 : 0) }
    let plan = DrawPlan(labels: labels, groups: nil, seed: 8)
    #expect(plan.strata == [500, 1_500])
    var counts = [Int](repeating: 0, count: 2_000)
    for draw in 0..<50 { plan.forEachUnit(ofDraw: draw) { counts[$0] += 1 } }
    #expect(counts.prefix(500).reduce(0, +) == 25_000)
    #expect(counts.reduce(0, +) == 100_000)
    // Counts are Poisson about 50: their variance is their mean, give or take 3 %.
    let variance = counts.reduce(0.0) { $0 + (Double($1) - 50) * (Double($1) - 50) } / 2_000
    #expect(abs(variance - 50) < 8)
    var again: [Int] = []
    var other: [Int] = []
    plan.forEachUnit(ofDraw: 3) { again.append($0) }
    plan.forEachUnit(ofDraw: 4) { other.append($0) }
    #expect(again != other)
  }

  @Test func preferencesKnowWhatIsBetter() throws {
    let models = try models(rows: 1_200, levels: 1_000)
    let kinds: [MetricKind] = [.rocAUC, .logLoss, .calibrationGap, .prevalence]
    let figures = Bootstrap(seed: 2, draws: 200).figures(
      kinds, of: models, thresholds: [nil, nil])
    // The second model has noise on top of the scores of the first.
    let area = try #require(figures.preference(in: .rocAUC, between: 0, and: 1))
    #expect(area.firstBetter > 0.9 && area.difference.estimate > 0)
    let loss = figures.comparison(in: .logLoss)
    let preference = try #require(loss[0, 1])
    #expect(preference.difference.estimate < 0 && preference.firstBetter > 0.9)
    #expect(loss[1, 0] == preference.reversed && loss[0, 0] == nil)
    #expect(loss.chance(of: 1, beating: 0) == preference.secondBetter)
    let sum = preference.firstBetter + preference.equivalent + preference.secondBetter
    #expect(agree(sum, 1))
    let wide = try #require(figures.comparison(in: .rocAUC, equivalence: 0.5)[0, 1])
    #expect(wide.equivalent == 1)
    // A promise nearer to what is kept is better, on either side.
    let gaps = try #require(figures.preference(in: .calibrationGap, between: 0, and: 1))
    let estimates = try (0..<2).map { model in
      let interval = try #require(figures.interval(of: .calibrationGap, model: model))
      return abs(interval.estimate)
    }
    #expect((gaps.firstBetter > gaps.secondBetter) == (estimates[0] < estimates[1]))
    #expect(figures.preference(in: .prevalence, between: 0, and: 1) == nil)
    #expect(figures.preference(in: .f1, between: 0, and: 1) == nil)
  }

  @Test func rankingFiguresAreDrawnByGroup() throws {
    let models = try models(rows: 600, levels: 500)
    let groups = RankingGroups(groups: (0..<600).map { Int32($0 / 6) })
    let bootstrap = Bootstrap(seed: 6, draws: 300)
    let figures = bootstrap.figures(
      [.mapAt7, .ndcgAt7], of: models, thresholds: [nil, nil], groups: groups, threads: 2)
    for (model, rows) in models.enumerated() {
      let ranking = RankingEvaluation(rows: rows, groups: groups)
      let map = try #require(figures.interval(of: .mapAt7, model: model))
      #expect(agree(map.estimate, ranking.mean?.averagePrecision))
      // The groups that are scored vary with the draw, which hardly shows.
      let plain = try #require(
        bootstrap.interval(ofMean: ranking.measuresByGroup.map(\.averagePrecision)))
      #expect(abs(map.standardError / plain.standardError - 1) < 0.15)
    }
    let preference = try #require(figures.preference(in: .mapAt7, between: 0, and: 1))
    #expect(preference.firstBetter > 0.5)
    let without = bootstrap.figures([.mapAt7], of: models, thresholds: [nil, nil])
    #expect(without.interval(of: .mapAt7, model: 0) == nil)
  }

  @Test func awkwardRowsLeaveFiguresUndefined() throws {
    let oneClass = try ScoredRows(scores: [0.1, 0.5, 0.9], labels: [0, 0, 0])
    let nothing = try ScoredRows(scores: [], labels: [])
    let weightless = try ScoredRows(scores: [0.1, 0.9], labels: [0, 1], weights: [0, 0])
    for rows in [oneClass, nothing, weightless] {
      let figures = Bootstrap(seed: 1, draws: 9).figures(kinds, of: [rows], thresholds: [0.3])
      for kind in kinds {
        let expected = kind.needsGroups ? nil : kind.value(of: rows.blocks, threshold: 0.3)
        #expect(figures.interval(of: kind, model: 0)?.estimate == expected, "\(kind)")
      }
    }
    let constant = try ScoredRows(scores: [0.5, 0.5, 0.5, 0.5], labels: [0, 1, 0, 1])
    let figures = Bootstrap(seed: 1, draws: 9).figures(kinds, of: [constant], thresholds: [0.5])
    #expect(figures.interval(of: .rocAUC, model: 0)?.upper == 0.5)
    #expect(figures.interval(of: .ks, model: 0)?.upper == 0)
    #expect(Bootstrap(seed: 1).figures(kinds, of: [], thresholds: []).modelCount == 0)
  }
}
