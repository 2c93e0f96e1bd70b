import Testing

@testable import Evaluation

@Suite struct ModelComparisonTests {
  /// Three models on ten rows with ties; figures by definition over all pairs, and by SciPy.
  private static let labels: [UInt8] = [1, 1, 1, 0, 0, 0, 0, 1, 0, 0]
  private static let scores: [[Double]] = [
    [0.9, 0.8, 0.3, 0.7, 0.2, 0.1, 0.4, 0.6, 0.3, 0.5],
    [0.7, 0.9, 0.4, 0.4, 0.3, 0.2, 0.6, 0.5, 0.1, 0.5],
    [0.2, 0.9, 0.6, 0.8, 0.5, 0.1, 0.4, 0.3, 0.7, 0.6],
  ]

  private func deLong() throws -> DeLong {
    let models = try Self.scores.map { try ScoredRows(scores: $0, labels: Self.labels) }
    return try #require(DeLong(models))
  }

  @Test func covariancesFollowTheDefinition() throws {
    let found = try deLong()
    for (area, expected) in zip(found.areas, [0.8125, 5.0 / 6, 0.4791666666666667]) {
      #expect(agree(area, expected))
    }
    let expected = [
      [0.02494213, 0.01643519, 0.00474537], [0.01643519, 0.01840278, 0.00480324],
      [0.00474537, 0.00480324, 0.05271991],
    ]
    for (row, expectedRow) in zip(found.covariance, expected) {
      for (value, other) in zip(row, expectedRow) { #expect(agree(value, other, within: 6e-9)) }
    }
  }

  @Test func deLongChancesUseTheRegionOfEquivalence() throws {
    let matrix = try deLong().comparison(equivalence: 0.05)
    let pairs = [
      (0, 1, 0.1023451857052252, 0.24443655930340003, 0.3878284760007074),
      (0, 2, 0.26109633527933, 0.8610763265254544, 0.07102927163304949),
      (1, 2, 0.24802460302095777, 0.8899677885614518, 0.05159909783175399),
    ]
    for (first, second, error, better, worse) in pairs {
      let found = try #require(matrix[first, second])
      #expect(agree(found.difference.standardError, error))
      #expect(agree(found.firstBetter, better) && agree(found.secondBetter, worse))
      #expect(agree(matrix.chance(of: second, beating: first), worse))
    }
    let rows = try ScoredRows(scores: Self.scores[0], labels: Self.labels)
    let twice = try #require(DeLong([rows, rows]))
    let same = try #require(twice.comparison()[0, 1])
    #expect(same.equivalent == 1)
    #expect(DeLong([]) == nil)
  }

  @Test func bootstrapAndDeLongAgreeOnAPair() throws {
    var generator = SeededGenerator(seed: 12)
    let hidden = (0..<1_500).map { _ in generator.index(below: 1_000) }
    let labels = hidden.map { UInt8(generator.index(below: 3_000) < $0 ? 1 : 0) }
    let models = try [500, 700].map { noise in
      try ScoredRows(
        scores: hidden.map { Double($0 + generator.index(below: noise)) }, labels: labels)
    }
    let areas = try #require(DeLong(models))
    let formula = try #require(areas.comparison(equivalence: 0.002)[0, 1])
    let drawn = try #require(
      Bootstrap(seed: 3, draws: 2_000).figures([.rocAUC], of: models, thresholds: [nil, nil])
        .preference(in: .rocAUC, between: 0, and: 1, equivalence: 0.002))
    #expect(abs(drawn.firstBetter - formula.firstBetter) < 0.04)
    #expect(abs(drawn.equivalent - formula.equivalent) < 0.04)
    let errors = (drawn.difference.standardError, formula.difference.standardError)
    #expect(abs(errors.0 / errors.1 - 1) < 0.06)
  }

  @Test func studentAgreesWithSciPy() {
    let cases = [
      (1, 0.5, 0.6475836176504333, 0.7048327646991335),
      (2, 3, 0.9522670168666454, 0.09546596626670913),
      (9, -1.2, 0.13038659869523075, 0.2607731973904615),
      (30, 2, 0.9726874775185085, 0.054625044962983094),
      (200, 6, 0.9999999954424398, 9.115120348810346e-09),
      (4, 40, 0.9999988329918387, 2.3340163226012678e-06),
      (100_000, 1.5, 0.9331912202385847, 0.13361755952283066),
    ]
    for (freedom, t, share, tail) in cases {
      let distribution = StudentDistribution(degreesOfFreedom: Double(freedom))
      #expect(agree(distribution.share(below: t), share, within: 1e-10))
      #expect(abs(distribution.twoSidedTail(t) / tail - 1) < 1e-9)
    }
    for (freedom, t) in [(1, 12.706204736174694), (2, 4.302652729749462), (9, 2.262157162798205)] {
      let distribution = StudentDistribution(degreesOfFreedom: Double(freedom))
      #expect(agree(distribution.quantile(ofCentralShare: 0.95), t))
    }
  }

  @Test func resampledTestIsCorrected() throws {
    let differences = [0.012, -0.004, 0.021, 0.008, 0.017, 0.003, -0.001, 0.013, 0.009, 0.011]
    let test = try #require(CorrectedResampledTest(differences: differences, testToTrain: 0.25))
    #expect(agree(test.interval.estimate, 0.0089) && test.degreesOfFreedom == 9)
    #expect(agree(test.interval.standardError, 0.004594864282846424))
    #expect(agree(test.t, 1.936945130942286) && agree(test.pValue, 0.08472356041651526))
    #expect(agree(test.interval.lower, -0.0014943051495266754))
    let preference = test.preference(equivalence: 0.005)
    #expect(agree(preference.firstBetter, 0.7909949011019861))
    #expect(agree(preference.secondBetter, 0.007179902987999338))
    let lower = test.preference(equivalence: 0.005, higherIsBetter: false)
    #expect(lower.secondBetter == preference.firstBetter)
    // Without the correction the difference would pass for a finding.
    #expect(test.pValue > 0.05)
  }

  @Test func resampledTestHasDefinedEnds() throws {
    #expect(CorrectedResampledTest(differences: [0.1], testToTrain: 0.25) == nil)
    let none = try #require(CorrectedResampledTest(differences: [0, 0, 0], testToTrain: 0.25))
    #expect(none.t == nil && none.pValue == 1 && none.preference().equivalent == 1)
    let always = try #require(
      CorrectedResampledTest(differences: [0.1, 0.1, 0.1], testToTrain: 0.25))
    #expect(always.t == nil && always.pValue == 0 && always.preference().firstBetter == 1)
  }

  @Test func foldsMakeAMatrix() throws {
    let values: [[Double?]] = [
      [0.8, 0.81, 0.79, nil], [0.7, 0.72, 0.71, 0.9], [nil, 0.7, nil, 0.7],
    ]
    let higher = ModelComparison(.rocAUC, valuesByModel: values, testToTrain: 0.25)
    #expect(try #require(higher[0, 1]).firstBetter > 0.95)
    #expect(higher[0, 2] == nil)
    let lower = ModelComparison(.logLoss, valuesByModel: values, testToTrain: 0.25)
    #expect(try #require(lower[0, 1]).secondBetter > 0.95)
    let nearest = ModelComparison(.calibrationSlope, valuesByModel: values, testToTrain: 0.25)
    #expect(try #require(nearest[0, 1]).firstBetter > 0.95)
    #expect(ModelComparison(.positives, valuesByModel: values, testToTrain: 0.25)[0, 1] == nil)
  }
}
