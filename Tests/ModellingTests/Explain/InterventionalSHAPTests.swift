import Foundation
import Testing

@testable import Modelling

@Suite struct InterventionalSHAPTests {
  private let frame = ExplainedModels.frame()
  private var background: FeatureFrame { frame.rows((0..<20).map { $0 * 7 }) }

  @Test func equalsTheSumOverAllSubsets() throws {
    let rows = [3, 50, 111, 204, 320, 499]
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      let shap = InterventionalSHAP(model, background: background, threads: 2)
      let found = shap.contributions(for: frame.rows(rows), threads: 2)
      for (place, row) in rows.enumerated() {
        let game = ShapleyGame(
          model, row: frame.columns.map { $0[row] }, background: background)
        #expect(zip(found.row(place), game.shares).allSatisfy { abs($0 - $1) < 1e-9 })
      }
    }
  }

  @Test func sumsToTheMarginFromTheMeanOfTheBackground() throws {
    let strange: [Float] = [.infinity, -.infinity, .nan, 99, -3]
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      let mean = model.margins(for: background, threads: 1).reduce(0, +) / 20
      let shap = InterventionalSHAP(model, background: background, threads: 1)
      #expect(abs(shap.base - mean) < 1e-9)
      #expect(shap.backgroundRowCount == 20)
      var rows = frame.rows(Array(0..<100))
      for feature in strange.indices {
        rows = rows.replacing(
          feature: feature, with: [strange[feature]] + rows.columns[feature].dropFirst())
      }
      let found = shap.contributions(for: rows, threads: 1)
      let margins = model.margins(for: rows, threads: 1)
      for row in 0..<100 {
        #expect(abs(found.base + found.row(row).reduce(0, +) - margins[row]) < 1e-9)
      }
      #expect(shap.contributions(for: rows, threads: 4).values == found.values)
      #expect(shap.contributions(for: rows.rows([]), threads: 2).values.isEmpty)
    }
  }

  @Test func repeatedBackgroundRowsCountAsOften() throws {
    let model = try ExplainedModels.trees()[0]
    let rows = frame.rows([10, 20])
    let twice = InterventionalSHAP(model, background: frame.rows([1, 2, 1, 1]), threads: 1)
      .contributions(for: rows, threads: 1).values
    let one = InterventionalSHAP(model, background: frame.rows([1]), threads: 1)
      .contributions(for: rows, threads: 1).values
    let other = InterventionalSHAP(model, background: frame.rows([2]), threads: 1)
      .contributions(for: rows, threads: 1).values
    for index in twice.indices {
      #expect(abs(twice[index] - (0.75 * one[index] + 0.25 * other[index])) < 1e-12)
    }
    // A row explained by itself has nothing to explain.
    let itself = InterventionalSHAP(model, background: frame.rows([10]), threads: 1)
      .contributions(for: frame.rows([10]), threads: 1)
    #expect(itself.values.allSatisfy { $0 == 0 })
  }

  @Test func explainsAModelMadeElsewhere() throws {
    let schema = FeatureSchema(
      features: ["f0", "f1", "f2"].map { Feature(name: $0, kind: .number) })
    let columns: [[Float]] = [[1, 5, 3, 9], [2, 9, 7, 8], [0, 6, 3, 1]]
    let frame = FeatureFrame(schema: schema, rowCount: 4, columns: columns)
    let model = try XGBoostModel(booster: Data(ForeignBooster.json.utf8), schema: schema)
    let shap = InterventionalSHAP(model, background: frame, threads: 1)
    let found = shap.contributions(for: frame, threads: 1)
    for row in 0..<4 {
      let game = ShapleyGame(model, row: columns.map { $0[row] }, background: frame)
      #expect(zip(found.row(row), game.shares).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test func weightsAgreeWithFactorials() {
    let weights = PairWeights(mostFeatures: 10)
    #expect(weights.weight(0, 0) == 1)
    #expect(abs(weights.weight(2, 3) - 2.0 * 6 / 720) < 1e-15)
    // Beyond the table the same numbers come from logarithms.
    let wide = PairWeights(mostFeatures: 300)
    let inside = wide.weight(100, 120)
    let beyond = PairWeights(mostFeatures: 10).weight(100, 120)
    #expect(inside > 0 && abs(beyond / inside - 1) < 1e-9)
  }
}
