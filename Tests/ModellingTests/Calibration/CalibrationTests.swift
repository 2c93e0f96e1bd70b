import Foundation
import Modelling
import Testing

/// Forty rows and what scikit-learn 1.9 makes of them.
@Suite struct CalibrationTests {
  private static let margins: [Double] = [
    -0.9, 1.7, 1.4, -2.0, -1.6, -2.1, 0.1, -1.1, 0.5, -4.7, 2.1, -1.2, 0.4, -1.3, -1.8, -0.1, 0.6,
    -1.4, -1.3, 0.4, -2.7, -4.0, -0.2, -2.3, -4.8, -2.6, -1.9, -3.4, -4.0, -0.9, 0.8, -1.5, -2.5,
    -0.2, 0.4, -1.6, 0.1, 1.1, -1.4, -2.6,
  ]
  private static let labels: [UInt8] = [
    1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1,
    1, 1, 1, 0, 1, 0, 1, 0,
  ]
  private static let weights: [Float] = [
    1.0, 0.5, 1.0, 1.5, 1.0, 1.5, 1.0, 1.0, 1.5, 1.0, 1.5, 0.5, 1.5, 1.5, 1.5, 0.5, 0.5, 0.5, 1.0,
    1.0, 1.5, 0.5, 0.5, 1.5, 0.5, 1.5, 0.5, 1.0, 0.5, 1.0, 1.5, 1.5, 1.5, 1.5, 1.0, 1.5, 1.0, 0.5,
    1.0, 1.0,
  ]
  private static let queries = [-8, -3, -1.05, -0.4, 0, 0.33, 1.2, 2.5, 9]

  private func close(_ found: [Double], _ expected: [Double], within tolerance: Double) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < tolerance }
  }

  @Test func plattAgreesWithScikitLearn() throws {
    let plain = try PlattScaling(scores: Self.margins, labels: Self.labels)
    // The exact top of the likelihood, by Newton's method in NumPy.
    #expect(
      close(
        [plain.slope, plain.intercept], [0.6376771233863627, 1.1002559118296245], within: 1e-11))
    let expected = [
      0.017965711920704074, 0.3072993711577851, 0.6060395985103874, 0.6995561259519653,
      0.7503080545451642, 0.7876284907322658, 0.8659330723321975, 0.9366982824818377,
      0.9989303463592631,
    ]
    #expect(close(Self.queries.map(plain.probability), expected, within: 1e-7))
    let weighted = try PlattScaling(
      scores: Self.margins, labels: Self.labels, weights: Self.weights)
    #expect(
      close(
        [weighted.slope, weighted.intercept], [0.6414791665075951, 1.2567289155401018],
        within: 1e-11))
  }

  @Test func plattHasDefinedEnds() throws {
    // Targets short of 0 and 1 keep the slope of separated classes finite.
    let separated = try PlattScaling(
      scores: [-3, -2, -1, 1, 2, 3], labels: [0, 0, 0, 1, 1, 1])
    #expect(abs(separated.slope - 0.621401955) < 1e-8 && abs(separated.intercept) < 1e-12)
    let scaled = try PlattScaling(scores: Self.margins.map { $0 * 3e8 }, labels: Self.labels)
    #expect(abs(scaled.slope * 3e8 - 0.6376771233863627) < 1e-9)
    let reversed = try PlattScaling(scores: Self.margins.map { -$0 }, labels: Self.labels)
    #expect(reversed.slope == 0)
    let constant = try PlattScaling(scores: [2, 2, 2, 2], labels: [1, 0, 0, 0])
    // Targets 2/3 and 1/5: (2/3 + 3/5) / 4.
    #expect(abs(constant.probability(of: .infinity) - 19.0 / 60) < 1e-12)
    #expect(constant.probability(of: .nan).isNaN)
    #expect(separated.probability(of: -.infinity) == 0 && separated.probability(of: 1e308) == 1)
  }

  @Test func plattWithinListsHeedsPairsOfOneListOnly() throws {
    // Three pairs in order by 1 and one in reverse: with the target 5/6 the odds are 2, so the slope ln 2.
    // Positive lists lie lower, so that over all rows the scores fall with the outcome.
    let levels = [0.0, 0, 0, 0]
    let rises = [1.0, 1, 1, -1]
    var scores: [Double] = []
    for (level, rise) in zip(levels, rises) { scores += [level + rise, level] }
    scores += [50, 50, 60]
    let labels: [UInt8] = [1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    let lists: [Int32] = [3, 3, 1, 1, 0, 0, 2, 2, 9, 9, 9]
    #expect(try PlattScaling(scores: scores, labels: labels).slope == 0)
    let within = try PlattScaling(scores: scores, labels: labels, lists: lists)
    #expect(abs(within.slope - log(2)) < 1e-9)
    // The mean is the share of the positives, with Platt's targets 5/6 and 1/9.
    let mean = scores.map(within.probability).reduce(0, +) / 11
    let expected = (4.0 * 5 / 6 + 7.0 / 9) / 11
    #expect(abs(mean - expected) < 1e-9)
    let reversed = try PlattScaling(scores: scores.map { -$0 }, labels: labels, lists: lists)
    #expect(reversed.slope == 0)
    let alone = try PlattScaling(scores: scores, labels: labels, lists: Array(0..<11))
    #expect(alone.slope == 0 && abs(alone.intercept - log(mean / (1 - mean))) < 1e-6)
  }

  @Test func isotonicAgreesWithScikitLearn() throws {
    let plain = try IsotonicCalibration(scores: Self.margins, labels: Self.labels)
    let expected = [0, 0.1904761904761905, 0.8, 0.8, 0.8, 0.8, 0.8666666666666667, 1, 1]
    #expect(close(Self.queries.map(plain.probability), expected, within: 1e-12))
    #expect(
      plain.scores == [-4.8, -3.4, -2.7, -2.6, -2.5, -1.6, -1.5, -1.2, -1.1, 1.1, 1.4, 2.1])
    let weighted = try IsotonicCalibration(
      scores: Self.margins, labels: Self.labels, weights: Self.weights)
    let pooled = 0.8333333333333334
    #expect(
      close(
        Self.queries.map(weighted.probability),
        [0, 0.1970443349753695, pooled, pooled, pooled, pooled, 0.8888888888888888, 1, 1],
        within: 1e-12))
  }

  @Test func tiedScoresArePooledWhole() throws {
    let curve = try IsotonicCalibration(scores: [1, 1, 1, 2, 2], labels: [1, 0, 0, 1, 1])
    #expect(curve.probability(of: 1) == 1.0 / 3 && curve.probability(of: 2) == 1)
    #expect(abs(curve.probability(of: 1.5) - 2.0 / 3) < 1e-15)
    let clipped = try IsotonicCalibration(
      scores: [1, 1, 1, 2, 2], labels: [0, 0, 0, 1, 1], clipping: 0.01)
    #expect(clipped.probability(of: -5) == 0.01 && clipped.probability(of: 5) == 0.99)
    let constant = try IsotonicCalibration(scores: [3, 3, 3, 3], labels: [1, 0, 0, 0])
    #expect([-1, 3, 99].map(constant.probability) == [0.25, 0.25, 0.25])
    #expect(constant.probability(of: .nan).isNaN)
  }

  @Test(arguments: [CalibrationMethod.platt, .isotonic])
  func curvesNeverFall(method: CalibrationMethod) throws {
    var state: UInt64 = 5
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    let scores = (0..<600).map { _ in random() }
    // Not the shape of a logistic curve.
    let labels = scores.map { UInt8(random() < $0 * $0 * $0 ? 1 : 0) }
    let fitted = try Calibration(method, scores: scores, labels: labels)
    let calibration = try #require(fitted)
    let found = calibration.apply(to: stride(from: -0.5, through: 1.5, by: 0.0007).map(\.self))
    #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(found.allSatisfy { (0...1).contains($0) })
    // What was promised to the rows themselves is kept on average.
    let mean = calibration.apply(to: scores).reduce(0, +) / 600
    let share = Double(labels.reduce(0) { $0 + Int($1) }) / 600
    // Platt shrinks its targets, isotonic stays off 0 and 1: neither by more than a few rows.
    #expect(abs(mean - share) < 5e-3)
    let text = try JSONEncoder().encode(calibration)
    #expect(try JSONDecoder().decode(Calibration.self, from: text) == calibration)
    #expect(calibration.method == method)
  }

  @Test func badRowsAreRefused() throws {
    for method in [CalibrationMethod.platt, .isotonic] {
      #expect(throws: ModellingError.self) {
        try Calibration(method, scores: [1, 2], labels: [1, 1])
      }
      #expect(throws: ModellingError.self) {
        try Calibration(method, scores: [1, .nan], labels: [1, 0])
      }
      #expect(throws: ModellingError.self) { try Calibration(method, scores: [], labels: []) }
    }
    #expect(try Calibration(.none, scores: [1, .nan], labels: [1, 1]) == nil)
  }

  @Test(arguments: [
    #"{"isotonic":{"_0":{"scores":[1,1],"probabilities":[0,1]}}}"#,
    #"{"isotonic":{"_0":{"scores":[1,2],"probabilities":[1,0]}}}"#,
    #"{"isotonic":{"_0":{"scores":[1,2],"probabilities":[0,1.5]}}}"#,
    #"{"isotonic":{"_0":{"scores":[],"probabilities":[]}}}"#,
    #"{"platt":{"_0":{"slope":-1,"intercept":0}}}"#,
  ])
  func damagedCurvesAreRefused(text: String) {
    #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(Calibration.self, from: Data(text.utf8))
    }
  }
}
