import Testing

@testable import Evaluation

@Suite struct RegressionMetricsTests {
  @Test func errorsAreInTheUnitOfTheAmounts() throws {
    let found = try RegressionMetrics(predictions: [1, 2, 6], actuals: [1, 4, 4])
    #expect(agree(found.rootMeanSquaredError, (8.0 / 3).squareRoot()))
    #expect(agree(found.meanAbsoluteError, 4.0 / 3))
    #expect(found.bias == 0)
    #expect(agree(found.rSquared, 1 - 8.0 / 6))
  }

  @Test func constantSidesAreUndefined() throws {
    let flat = try RegressionMetrics(predictions: [1, 2, 3], actuals: [0.1, 0.1, 0.1])
    #expect(flat.rSquared == nil && flat.spearman == nil)
    let none = try RegressionMetrics(predictions: [], actuals: [])
    #expect(none.rootMeanSquaredError == nil)
  }

  @Test func aBadRowIsNamed() {
    #expect(throws: EvaluationError.self) {
      _ = try RegressionMetrics(predictions: [1, .infinity], actuals: [1, 2])
    }
    #expect(throws: EvaluationError.self) {
      _ = try RegressionMetrics(predictions: [1, 2], actuals: [1, .nan])
    }
  }
}
