import Foundation
import Testing

@testable import Evaluation

/// The same checks over every figure there is.
@Suite struct MetricTableTests {
  /// Rows with ties, groups, repeated items, and weights.
  struct Rows {
    var scores: [Double] = []
    var labels: [UInt8] = []
    var weights: [Double] = []
    var groups: [Int32] = []
    var items: [Int32] = []

    /// - Parameter count: enough for the radix sort, or few enough for the plain one.
    init(count: Int, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      for _ in 0..<count {
        let score = Double(generator.index(below: 64)) / 64
        scores.append(score)
        labels.append(generator.index(below: 64) < Int(20 + score * 30) ? 1 : 0)
        weights.append(Double(1 + generator.index(below: 5)))
        groups.append(Int32(generator.index(below: count / 10)) - 1)
        items.append(Int32(generator.index(below: 12)))
      }
    }

    func metrics(weights: [Double]? = nil) throws -> MetricSet {
      try MetricSet(
        scores: scores, labels: labels, threshold: 0.5, weights: weights, groups: groups,
        items: items)
    }

    func shuffled(seed: UInt64) -> Rows {
      var generator = SeededGenerator(seed: seed)
      var copy = self
      for (to, from) in scores.indices.shuffled(using: &generator).enumerated() {
        copy.scores[to] = scores[from]
        copy.labels[to] = labels[from]
        copy.weights[to] = weights[from]
        copy.groups[to] = groups[from]
        copy.items[to] = items[from]
      }
      return copy
    }
  }

  @Test func noFigureIsMissing() {
    #expect(Set(metricTable.keys) == Set(MetricKind.allCases))
  }

  @Test(arguments: MetricKind.allCases, [200, 5_000])
  func rowOrderDoesNotMatter(kind: MetricKind, count: Int) throws {
    let rows = Rows(count: count, seed: 3)
    let value = try #require(try rows.metrics()[kind])
    for seed in UInt64(1)...3 {
      let moved = rows.shuffled(seed: seed)
      // Without weights to the last bit, with them to the rounding of their sums.
      #expect(try moved.metrics()[kind] == value)
      #expect(
        agree(
          try moved.metrics(weights: moved.weights)[kind],
          try rows.metrics(weights: rows.weights)[kind], within: 1e-12))
    }
  }

  @Test(arguments: MetricKind.allCases) func unitWeightsChangeNothing(kind: MetricKind) throws {
    let rows = Rows(count: 2_000, seed: 5)
    let ones = [Double](repeating: 1, count: rows.scores.count)
    #expect(try rows.metrics(weights: ones)[kind] == rows.metrics()[kind])
  }

  @Test(arguments: MetricKind.allCases) func scaledWeightsChangeNothing(kind: MetricKind) throws {
    let rows = Rows(count: 2_000, seed: 7)
    let value = try rows.metrics(weights: rows.weights)[kind]
    for factor in [0.001, 37.3] {
      let scaled = rows.weights.map { $0 * factor }
      #expect(agree(try rows.metrics(weights: scaled)[kind], value, within: 1e-10))
    }
    // A figure that takes weights has to move when they do, or the checks above are empty.
    let plain = try rows.metrics()[kind]
    #expect((value != plain) == kind.usesWeights)
  }

  @Test(arguments: MetricKind.allCases) func wholeWeightsAreRepeatedRows(kind: MetricKind) throws {
    // Lift rounds its number of rows up, which repeated rows do more finely.
    guard kind.usesWeights, kind != .liftAt10 else { return }
    let rows = Rows(count: 300, seed: 11)
    var scores: [Double] = []
    var labels: [UInt8] = []
    for row in rows.scores.indices {
      scores += [Double](repeating: rows.scores[row], count: Int(rows.weights[row]))
      labels += [UInt8](repeating: rows.labels[row], count: Int(rows.weights[row]))
    }
    let repeated = try MetricSet(scores: scores, labels: labels, threshold: 0.5)
    #expect(agree(try rows.metrics(weights: rows.weights)[kind], repeated[kind]))
  }

  @Test(arguments: MetricKind.allCases) func oneClassAndAllTied(kind: MetricKind) throws {
    let expected = try #require(metricTable[kind])
    let ramp = [0.2, 0.4, 0.6, 0.8]
    let flat = [0.25, 0.25, 0.25, 0.25]
    let cases: [([Double], [UInt8], Double?)] = [
      (ramp, [1, 1, 1, 1], expected.onlyPositives), (ramp, [0, 0, 0, 0], expected.onlyNegatives),
      (flat, [0, 0, 1, 0], expected.allTied),
    ]
    for (scores, labels, value) in cases {
      let set = try MetricSet(
        scores: scores, labels: labels, threshold: 0.3, groups: [4, 4, 4, 4], items: [3, 7, 8, 5])
      #expect(agree(set[kind], value, within: 1e-12), "\(labels): \(set[kind] as Any)")
    }
  }

  @Test(arguments: MetricKind.allCases) func noRowsIsUndefined(kind: MetricKind) throws {
    let set = try MetricSet(scores: [], labels: [], threshold: 0.5, groups: [], items: [])
    #expect(set[kind] == (kind == .positives ? 0 : nil))
  }

  @Test(arguments: MetricKind.allCases) func onlyOneRow(kind: MetricKind) throws {
    let set = try MetricSet(scores: [0.7], labels: [1], threshold: 0.5, groups: [0])
    if let value = set[kind] { #expect(value.isFinite) }
  }

  @Test(arguments: MetricKind.allCases) func scoresNeedNotBeProbabilities(kind: MetricKind) throws {
    var rows = Rows(count: 500, seed: 13)
    let before = try rows.metrics()[kind]
    rows.scores = rows.scores.map { $0 * 8 - 4 }
    let set = try MetricSet(
      scores: rows.scores, labels: rows.labels, threshold: 0, groups: rows.groups,
      items: rows.items)
    // A monotone change of the scores leaves all but the figures about probabilities alone.
    #expect(set[kind] == (kind.needsProbabilities ? nil : before))
  }

  @Test func aBadRowIsNamed() {
    #expect(performing(scores: [0.1, .nan], labels: [0, 1])?.code == .notANumber)
    #expect(performing(scores: [0.1, .nan], labels: [0, 1])?.message.contains("row 1") == true)
    #expect(performing(scores: [0.1, 0.2], labels: [0, 2])?.code == .invalidLabel)
    for weight in [-1, .nan, Double.infinity] {
      let error = performing(scores: [0.1, 0.2], labels: [0, 1], weights: [weight, 1])
      #expect(error?.code == .invalidWeight && error?.message.contains("row 0") == true)
    }
  }

  @Test func everyFigureIsDescribed() {
    #expect(Set(MetricKind.allCases.map(\.title)).count == MetricKind.allCases.count)
    for kind in MetricKind.allCases {
      #expect(kind.explanation.hasSuffix("."), "\(kind)")
      #expect(kind.title.count <= 14, "\(kind)")
      #expect(kind.text(nil) == "–")
    }
    #expect(MetricKind.rocAUC.text(0.93149) == "0.931")
    #expect(MetricKind.liftAt10.text(5.333) == "5.33×")
    #expect(MetricKind.positives.text(1_058) == "1058")
  }

  @Test func betterFollowsTheDirection() {
    #expect(MetricKind.rocAUC.isBetter(0.9, than: 0.8))
    #expect(MetricKind.logLoss.isBetter(0.2, than: 0.3))
    #expect(MetricKind.calibrationSlope.isBetter(1.1, than: 0.8))
    #expect(MetricKind.f1.isBetter(0, than: nil))
    #expect(!MetricKind.f1.isBetter(nil, than: 0))
    #expect(!MetricKind.prevalence.isBetter(0.9, than: 0.1))
  }

  @Test func undefinedIsNullInJSON() throws {
    let set = try MetricSet(scores: [0.2, 0.8], labels: [0, 1], threshold: 0.5)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(set))
    let figures = try #require(object as? [String: Any])
    #expect(figures.count == MetricKind.allCases.count)
    #expect(figures["mapAt7"] is NSNull)
    #expect(figures["rocAUC"] as? Double == 1)
  }

  private func performing(
    scores: [Double], labels: [UInt8], weights: [Double]? = nil
  ) -> EvaluationError? {
    do throws(EvaluationError) {
      _ = try MetricSet(scores: scores, labels: labels, threshold: 0.5, weights: weights)
      return nil
    } catch {
      return error
    }
  }
}
