import Synchronization
import Testing

@testable import Evaluation

@Suite struct IntervalTests {
  private func rows(count: Int, noise: Int, seed: UInt64 = 4) throws -> ScoredRows {
    var labels = SeededGenerator(seed: 1)
    var generator = SeededGenerator(seed: seed)
    let outcomes = (0..<count).map { _ in UInt8(labels.index(below: 4) == 0 ? 1 : 0) }
    let scores = outcomes.map { Double(Int($0) * 100 + generator.index(below: noise)) / 1_000 }
    return try ScoredRows(scores: scores, labels: outcomes)
  }

  @Test func theGeneratorIsTheSameEverywhere() {
    // SplitMix64 of 0 begins e220a8397b1dcdaf; the first number follows from the first four of it.
    var generator = SeededGenerator(seed: 0)
    let state: (UInt64, UInt64) = (0xE220_A839_7B1D_CDAF, 0xF88B_B8A8_724C_81EC)
    let sum = state.0 &+ state.1
    #expect(generator.next() == ((sum << 23) | (sum >> 41)) &+ state.0)
    var again = SeededGenerator(seed: 0)
    _ = again.next()
    #expect(generator.next() == again.next())
    let draws = (0..<6_000).map { _ in generator.index(below: 6) }
    let counts = (0..<6).map { face in draws.count { $0 == face } }
    #expect(counts.allSatisfy { abs($0 - 1_000) < 150 } && counts.reduce(0, +) == 6_000)
  }

  @Test func sameSeedSameInterval() throws {
    let rows = try rows(count: 300, noise: 300)
    let bootstrap = Bootstrap(seed: 5, draws: 100)
    let first = bootstrap.interval(of: \.rocAUC, rows: rows)
    #expect(first == bootstrap.interval(of: \.rocAUC, rows: rows))
    #expect(first != Bootstrap(seed: 6, draws: 100).interval(of: \.rocAUC, rows: rows))
  }

  @Test func bootstrapAndFormulaAgree() throws {
    let rows = try rows(count: 800, noise: 300)
    let drawn = try #require(Bootstrap(seed: 5).interval(of: \.rocAUC, rows: rows))
    let formula = try #require(DeLong.interval(rows))
    #expect(drawn.draws == 1_000 && drawn.estimate == rows.blocks.rocAUC)
    #expect(abs(drawn.standardError / formula.standardError - 1) < 0.1)
    #expect(abs(drawn.lower - formula.lower) < 0.01 && abs(drawn.upper - formula.upper) < 0.01)
  }

  @Test func stratifiedDrawsKeepTheClasses() throws {
    let rows = try rows(count: 200, noise: 300)
    let interval = try #require(
      Bootstrap(seed: 5, draws: 50).interval(of: \.prevalence, rows: rows))
    #expect(interval.lower == interval.upper)
    #expect(interval.lower == rows.blocks.prevalence)
  }

  @Test func drawingGroupsWidensTheInterval() throws {
    // Every group is one row ten times over: a tenth of the information that the rows seem to hold.
    let few = try rows(count: 100, noise: 300)
    let repeated = try ScoredRows(
      scores: few.scores.flatMap { [Double](repeating: $0, count: 10) },
      labels: few.labels.flatMap { [UInt8](repeating: $0, count: 10) })
    let groups = RankingGroups(groups: (0..<1_000).map { Int32($0 / 10) })
    let bootstrap = Bootstrap(seed: 5, draws: 400)
    let naive = try #require(bootstrap.interval(of: \.rocAUC, rows: repeated))
    let honest = try #require(bootstrap.interval(of: \.rocAUC, rows: repeated, groups: groups))
    #expect(honest.standardError > 2 * naive.standardError)
    let prevalence = try #require(
      bootstrap.interval(of: \.prevalence, rows: repeated, groups: groups))
    #expect(prevalence.lower < prevalence.upper)
  }

  @Test func differencesArePaired() throws {
    let good = try rows(count: 500, noise: 200, seed: 4)
    let poor = try rows(count: 500, noise: 900, seed: 8)
    let bootstrap = Bootstrap(seed: 5, draws: 200)
    let apart = try #require(bootstrap.difference(of: \.rocAUC, between: good, and: poor))
    #expect(apart.firstHigher == 1 && apart.secondHigher == 0 && apart.interval.lower > 0)
    let alike = try #require(bootstrap.difference(of: \.rocAUC, between: good, and: good))
    #expect(alike.interval.lower == 0 && alike.interval.upper == 0 && alike.equivalent == 1)
    let wide = try #require(
      bootstrap.difference(of: \.rocAUC, between: good, and: poor, equivalence: 1))
    #expect(wide.equivalent == 1)
  }

  @Test func meansOverGroupsAreDrawn() throws {
    let values = [0.0, 0.5, 1, 1, 0.25, 0.75, 0, 1]
    let interval = try #require(Bootstrap(seed: 5).interval(ofMean: values))
    #expect(interval.estimate == 0.5625)
    #expect(interval.lower > 0.2 && interval.upper < 0.9 && interval.lower < interval.upper)
    let lower = values.map { $0 - 0.125 }
    let difference = try #require(Bootstrap(seed: 5).difference(ofMeans: values, and: lower))
    #expect(agree(difference.interval.lower, 0.125) && difference.firstHigher == 1)
    #expect(Bootstrap(seed: 5).interval(ofMean: []) == nil)
  }

  @Test func everyDefinedFigureHasAnInterval() throws {
    let rows = try rows(count: 300, noise: 300)
    let groups = RankingGroups(groups: (0..<300).map { Int32($0 / 10) })
    let set = MetricSet(rows, threshold: 0.15, groups: groups)
    let found = Bootstrap(seed: 5, draws: 60).intervals(
      for: MetricKind.allCases, rows: rows, threshold: 0.15, groups: groups)
    for kind in MetricKind.allCases {
      let interval = try #require(found[kind])
      #expect(agree(interval.estimate, set[kind]), "\(kind)")
      #expect(interval.lower <= interval.upper, "\(kind)")
    }
    let plain = Bootstrap(seed: 5, draws: 5).intervals(
      for: MetricKind.allCases, rows: rows, threshold: nil)
    #expect(
      Set(plain.keys) == Set(MetricKind.allCases.filter { !$0.needsGroups && !$0.needsThreshold }))
  }

  @Test func cancellingKeepsTheDrawsSoFar() throws {
    let rows = try rows(count: 100, noise: 300)
    let asked = Atomic<Int>(0)
    let interval = Bootstrap(seed: 5).interval(of: \.rocAUC, rows: rows) {
      asked.add(1, ordering: .relaxed).newValue > 3
    }
    // Draws are made eight at a time.
    #expect(interval?.draws == 24)
  }

  @Test func deLongIsUndefinedWhereItDoesNotHold() throws {
    #expect(DeLong.interval(try ScoredRows(scores: [1, 2, 3], labels: [1, 0, 0])) == nil)
    let weighted = try ScoredRows(
      scores: [1, 2, 3, 4], labels: [1, 0, 0, 1], weights: [1, 1, 1, 1])
    #expect(DeLong.interval(weighted) == nil)
    let perfect = try ScoredRows(scores: [1, 2, 3, 4], labels: [0, 0, 1, 1])
    #expect(DeLong.interval(perfect)?.standardError == 0)
    let same = try #require(DeLong.difference(perfect, perfect))
    #expect(same.z == nil && same.pValue == 1)
  }

  @Test func quantilesInterpolate() {
    #expect(agree(NormalDistribution.quantile(ofCentralShare: 0.95), 1.959963984540054))
    #expect(Quantile.of([1, 2, 4], at: 0.75) == 3)
    #expect(Quantile.of([-.infinity, -.infinity, 1], at: 0.25) == -.infinity)
  }
}
