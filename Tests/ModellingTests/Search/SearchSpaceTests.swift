import Modelling
import Testing

@Suite struct SearchSpaceTests {
  private func draws(_ space: SearchSpace, _ kind: ModelKind, count: Int) throws -> [ModelSettings]
  {
    try (0..<count).map { try space.settings(from: ModelSettings(kind), draw: $0, seed: 5) }
  }

  @Test(arguments: ModelKind.allCases)
  func everyStandardRangeIsAllowedAndUsed(_ kind: ModelKind) throws {
    let space = SearchSpace(for: [ModelSettings(kind)])
    let drawn = try draws(space, kind, count: 200)
    for (key, range) in SearchSpace.standard(of: kind) {
      let values = Set(drawn.map { $0[key] })
      if range.values.count > 1 {
        #expect(values.count > 3, "\(key)")
        let (low, high) = (range.values[0], range.values[1])
        #expect(values.allSatisfy { (low...high).contains($0) }, "\(key)")
        // Both tenths at the ends are reached on the range's own scale.
        let near = range.scale == .logarithmic ? low * 1.3 : low + 0.1 * (high - low)
        #expect(values.contains { $0 <= near }, "\(key)")
      } else {
        #expect(values == [range.values[0]], "\(key)")
      }
    }
  }

  @Test func aDrawDependsOnItsNumberAndSeedAlone() throws {
    let space = SearchSpace(for: [ModelSettings(.boosted)])
    let base = ModelSettings(.boosted)
    let one = try space.settings(from: base, draw: 7, seed: 5)
    #expect(try space.settings(from: base, draw: 7, seed: 5) == one)
    #expect(try space.settings(from: base, draw: 8, seed: 5) != one)
    #expect(try space.settings(from: base, draw: 7, seed: 6) != one)
  }

  /// Each eighth of a range gets its part of the draws: chance would leave holes.
  @Test func drawsAreSpreadEvenly() throws {
    var space = SearchSpace(for: [ModelSettings(.boosted)])
    try space.set(parsing: "boosted.rowSampling=0.2..1")
    let drawn = try draws(space, .boosted, count: 64)
    for eighth in 0..<8 {
      let low = 0.2 + 0.1 * Double(eighth)
      let count = drawn.count { $0["rowSampling"] >= low && $0["rowSampling"] < low + 0.1 }
      #expect((5...11).contains(count), "\(eighth): \(count)")
    }
  }

  @Test func wholeSettingsReachBothEndsAlike() throws {
    var space = SearchSpace(for: [ModelSettings(.boosted)])
    try space.set(parsing: "boosted.maximumDepth=3..5")
    let depths = try draws(space, .boosted, count: 300).map { $0["maximumDepth"] }
    for depth in [3.0, 4, 5] { #expect((90...110).contains(depths.count { $0 == depth })) }
  }

  @Test func whatIsSetIsNotDrawnUnlessARangeSaysSo() throws {
    var base = ModelSettings(.boosted)
    try base.set("learningRate", to: 0.3)
    var space = SearchSpace(for: [base])
    #expect(try space.settings(from: base, draw: 3, seed: 1)["learningRate"] == 0.3)
    try space.set(parsing: "boosted.learningRate=0.01..0.02:log")
    #expect(try space.settings(from: base, draw: 3, seed: 1)["learningRate"] <= 0.02)
  }

  @Test func namesOfChoicesAreRead() throws {
    var space = SearchSpace(for: [ModelSettings(.boosted)])
    try space.set(parsing: "boosted.growth=depth|symmetric")
    let drawn = try draws(space, .boosted, count: 20)
    #expect(Set(drawn.map { $0["growth"] }) == [0, 2])
    // Levels that are split alike have no share of columns a node.
    #expect(drawn.allSatisfy { $0["growth"] == 0 || $0["columnSamplingByNode"] == 1 })
    try space.set(parsing: "boosted.earlyStoppingRounds=off")
    #expect(try draws(space, .boosted, count: 1)[0]["earlyStoppingRounds"] == 0)
  }

  @Test(arguments: [
    ("boosted.maximumDepth", "not of the form"), ("maximumDepth=3..4", "not of the form"),
    ("boosted.depht=3..4", "has no setting depht; it has rounds"),
    ("forest.maximumDepth=3..4", "no model that is searched; these are boosted"),
    ("boosted.maximumDepth=9..3", "ends below where it starts"),
    ("boosted.maximumDepth=3..99", "must lie between 1 and 30"),
    ("boosted.maximumDepth=3.5..6", "must be a whole number"),
    ("boosted.lambda=0..3:log", "must start above 0"),
    ("boosted.lambda=a..b", "is not understood"), ("boosted.lambda=", "is not understood"),
    ("boosted.lambda=1||2", "is not understood"), ("boosted.lambda=nan", "is not understood"),
    ("boosted.lambda=0..inf", "is not understood"), ("boosted.growth=sideways", "not understood"),
  ])
  func wrongRangesAreOneSentence(_ text: String, _ words: String) {
    var space = SearchSpace(for: [ModelSettings(.boosted)])
    let error = #expect(throws: ModellingError.self) { try space.set(parsing: text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasSuffix(".") == true)
  }
}

@Suite struct HalvingScheduleTests {
  @Test(arguments: [
    (1, [1], 1), (2, [1, 2], 3), (3, [1, 3], 3), (5, [1, 3, 5], 9), (10, [1, 3, 9, 10], 27),
  ])
  func rungsTrebleUpToAllFolds(_ folds: Int, _ rungs: [Int], _ bracket: Int) {
    let schedule = HalvingSchedule(folds: folds)
    #expect(schedule.foldsByRung == rungs && schedule.bracketSize == bracket)
    // A whole bracket leaves one.
    var left = bracket
    for _ in rungs.dropFirst() { left = schedule.survivors(of: left) }
    #expect(left == 1 && schedule.survivors(of: 2) == 1)
  }
}
