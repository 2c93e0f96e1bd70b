import Foundation
import Testing

@testable import Modelling

@Suite struct LogisticModelTests {
  let data = LinearFrames.mixed(rowCount: 600, weighted: true)
  let model: LogisticModel

  init() throws {
    model = try LogisticEstimator().fitted(to: data, run: TrainingRun(seed: 1, threads: 2))
  }

  @Test func contributionsSumToTheMargin() {
    let margins = model.margins(for: data.frame, threads: 2)
    let shares = model.contributions(for: data.frame, threads: 2)
    for row in 0..<data.frame.rowCount {
      #expect(abs(shares.row(row).reduce(shares.base, +) - margins[row]) < 1e-9)
    }
    // Contributions are measured from the average training row.
    let mean = margins.reduce(0, +) / Double(margins.count)
    #expect(abs(shares.base - mean) < 1e-9)
    for feature in 0..<4 {
      let sum = (0..<data.frame.rowCount).reduce(0.0) { $0 + shares.values[$1 * 4 + feature] }
      #expect(abs(sum) < 1e-7)
    }
  }

  @Test func importanceIsTheMeanAbsoluteContribution() {
    let shares = model.contributions(for: data.frame, threads: 1)
    let sums = (0..<4).map { feature in
      (0..<data.frame.rowCount).reduce(0.0) { $0 + abs(shares.values[$1 * 4 + feature]) }
    }
    let total = sums.reduce(0, +)
    for feature in 0..<4 {
      #expect(abs(model.gainImportance[feature] - sums[feature] / total) < 1e-9)
    }
    #expect(model.gainImportance[3] == 0)
  }

  @Test func everyValueScoresFinite() {
    let odd: [Float] = [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, -1, 3,
      0.5, 1e9,
    ]
    let frame = LinearFrames.rows(odd.map { [$0, $0, $0, $0] })
    #expect(model.margins(for: frame, threads: 1).allSatisfy { $0.isFinite })
    #expect(model.probabilities(for: frame, threads: 1).allSatisfy { (0...1).contains($0) })
    #expect(model.contributions(for: frame, threads: 1).values.allSatisfy { $0.isFinite })
    #expect(model.gainImportance.allSatisfy { $0 >= 0 })
  }

  @Test func unseenLevelsCountAsMissingAndUnusedOnesAsTheReference() {
    let margins = model.margins(
      for: LinearFrames.rows([[1, 0, .nan, 7], [1, 0, 9, 7], [1, 0, 3, 7]]), threads: 1)
    #expect(margins[0] == margins[1])
    let names = Set(model.coefficients.map(\.name))
    let reference = ["admin", "retired", "student"].firstIndex {
      !names.contains("job = \($0)")
    }
    let expected = model.margins(
      for: LinearFrames.rows([[1, 0, Float(reference ?? -1), 7]]), threads: 1)
    #expect(margins[2] == expected[0])
  }

  @Test func coefficientsPerUnitGiveTheSameMargins() throws {
    func perUnit(_ name: String) throws -> Double {
      try #require(model.coefficients.first { $0.name == name }).perUnit.value
    }
    let frame = LinearFrames.rows([[120, 1, .nan, 7]])
    let expected =
      try perUnit("intercept") + 120 * perUnit("balance") + perUnit("loan")
      + perUnit("job is missing")
    #expect(abs(model.margins(for: frame, threads: 1)[0] - expected) < 1e-9)
  }

  @Test func estimatesTellTheirIntervalAndPValue() {
    let estimate = Coefficient.Estimate(value: 1.959963984540054, standardError: 1)
    #expect(abs(estimate.pValue - 0.05) < 1e-12)
    #expect(abs(estimate.interval.lowerBound) < 1e-12)
    #expect(estimate.z == 1.959963984540054)
  }

  @Test func savedAndLoadedModelsAreEqual() throws {
    let loaded = try JSONDecoder().decode(
      LogisticModel.self, from: JSONEncoder().encode(model))
    #expect(loaded == model)
    #expect(
      loaded.margins(for: data.frame, threads: 1) == model.margins(for: data.frame, threads: 4))
  }

  @Test func aModelWithoutAllCoefficientsIsRefused() throws {
    var parts = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(model)) as? [String: Any])
    parts["coefficients"] = (parts["coefficients"] as? [Any])?.dropLast().map { $0 }
    let damaged = try JSONSerialization.data(withJSONObject: parts)
    let error = #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(LogisticModel.self, from: damaged)
    }
    #expect(error?.code == .invalidModel)
  }

  /// Each design or coefficient names a column or feature that the model does not have, or one that
  /// belongs to another feature.
  @Test(arguments: [
    (#""feature":2"#, #""feature":9"#), (#""feature":2"#, #""feature":-1"#),
    (#""feature":1"#, #""feature":0"#), (#""column":0"#, #""column":99"#),
    (#""column":0"#, #""column":-1"#), (#""missingColumn":1"#, #""missingColumn":0"#),
    (#""missingColumn":1"#, #""missingColumn":1000"#), (#""student""#, #""student","tutor""#),
    (#""standardError":"#, #""standardError":-"#),
  ])
  func aModelWhosePartsDoNotBelongTogetherIsRefused(_ intact: String, _ forged: String) throws {
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    #expect(text.contains(intact))
    let damaged = Data(text.replacing(intact, with: forged).utf8)
    let error = #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(LogisticModel.self, from: damaged)
    }
    #expect(error?.code == .invalidModel)
  }

  @Test func noRowsGiveNoScores() {
    let empty = data.frame.rows([])
    #expect(model.margins(for: empty, threads: 2).isEmpty)
    #expect(model.contributions(for: empty, threads: 2).values.isEmpty)
  }
}
