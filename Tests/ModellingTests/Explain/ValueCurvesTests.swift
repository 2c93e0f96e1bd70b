import Testing

@testable import Modelling

@Suite struct ValueCurvesTests {
  private let frame = ExplainedModels.frame()

  /// The probabilities of changed rows, scored anew for each value; by value and row.
  private func rescored(
    _ model: some Model, _ rows: FeatureFrame, _ feature: Int, _ values: [Float]
  ) -> [[Double]] {
    values.map { value in
      model.probabilities(
        for: rows.replacing(
          feature: feature, with: [Float](repeating: value, count: rows.rowCount)), threads: 1)
    }
  }

  @Test func equalsScoringTheChangedRows() throws {
    let rows = frame.rows(Array(100..<200))
    let grids: [[Float]] = [
      // More than 64 values, unsorted, missing and infinite ones among them.
      (0..<100).map { Float(($0 * 37) % 80) + 0.5 } + [.nan, .infinity, -.infinity],
      [.nan, -500, 0, 600, 601, 1e9], [1, 0], [0, 1, 2, 3, 4, 5, .nan, 17], [2, 1, 0],
    ]
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      for (feature, values) in grids.enumerated() {
        let curves = ValueCurves(
          of: model, frame: rows, feature: feature, values: values, threads: 2)
        let expected = rescored(model, rows, feature, values)
        for row in 0..<rows.rowCount {
          let found = curves.scores(ofRow: row)
          #expect(values.indices.allSatisfy { abs(found[$0] - expected[$0][row]) < 1e-12 })
        }
        for (index, mean) in curves.meanScores.enumerated() {
          #expect(abs(mean - expected[index].reduce(0, +) / 100) < 1e-12)
        }
      }
    }
  }

  @Test func dependenceIsTheMeanOfScoringTheChangedRows() throws {
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      for feature in 0..<5 {
        let found = PartialDependence(of: model, frame: frame, feature: feature, threads: 2)
        let expected = rescored(model, frame, feature, found.points.map(\.value))
        for (point, probabilities) in zip(found.points, expected) {
          let mean = probabilities.reduce(0, +) / Double(frame.rowCount)
          #expect(abs(point.meanProbability - mean) < 1e-12)
        }
      }
    }
  }

  @Test func knowsNoRowsAndNoValues() throws {
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      let empty = ValueCurves(
        of: model, frame: frame.rows([]), feature: 0, values: [1, 2], threads: 2)
      #expect(empty.margins.isEmpty && empty.meanScores.isEmpty)
      let none = ValueCurves(of: model, frame: frame, feature: 0, values: [], threads: 2)
      #expect(none.margins.isEmpty && none.meanScores.isEmpty)
      #expect(none.row(3).isEmpty)
    }
  }
}
