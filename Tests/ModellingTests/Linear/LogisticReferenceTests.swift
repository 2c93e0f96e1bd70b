import Tabular
import Testing

@testable import Modelling

/// Against scikit-learn 1.9; `Reference/logistic.py` makes the same table and prints the numbers.
@Suite struct LogisticReferenceTests {
  static let plain = [
    0.9066248804453013, 0.27713337402157695, 1.0056413176093792, -1.1460437127099008,
    -0.7191739195098427, -0.5949867410934163, -0.3503418967816017,
  ]
  static let plainErrors = [
    0.16732512376614964, 0.34449271145350824, 0.2828886109276769, 0.35611374210597857,
    0.34866870886257445, 0.3441940891699818, 0.22448771696135067,
  ]
  static let weighted = [
    0.9034643812926606, 0.20786566508738094, 0.9764511981937141, -1.1111274368563369,
    -0.6093612567192749, -0.5127830975402464, -0.39622909914092413,
  ]
  static let weightedErrors = [
    0.17306647423912233, 0.3630543424969656, 0.295624152544505, 0.36949429787146953,
    0.3585056988304109, 0.36834415075718707, 0.2344547380728686,
  ]

  private func table(weighted: Bool) -> TrainingSet {
    var state = 20_240_607
    func draw() -> Int {
      state = (state * 1_103_515_245 + 12345) % (1 << 31)
      return state / 65536
    }
    var columns: [[Float]] = [[], [], []]
    var labels: [UInt8] = []
    var weights: [Float] = []
    for _ in 0..<240 {
      let draws = (0..<5).map { _ in draw() }
      let isMissing = draws[1] % 7 == 0
      let number = isMissing ? 60 : Double(draws[0] % 1000) / 8
      let flag = draws[1] % 3 == 0 ? 1 : 0
      let level = min(draws[2] % 5, 3)
      let total = number / 2 + Double(20 * flag + 9 * level + draws[3] % 100)
      columns[0].append(isMissing ? .nan : Float(number))
      columns[1].append(Float(flag))
      columns[2].append(Float(level))
      labels.append(total > 110 ? 1 : 0)
      weights.append(Float(0.5 + Double(draws[4] % 4) / 4))
    }
    let schema = FeatureSchema(features: [
      Feature(name: "number", kind: .number),
      Feature(name: "flag", kind: .flag(.init(zero: "0", one: "1"))),
      Feature(name: "level", kind: .category(levels: ["a", "b", "c", "d"])),
    ])
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: 240, columns: columns),
      labels: labels, weights: weighted ? weights : nil)
  }

  @Test(arguments: [false, true])
  func equalsScikitLearn(weighted: Bool) throws {
    let model = try LogisticEstimator(inverseRegularisation: 0.5, tolerance: 1e-10)
      .fitted(to: table(weighted: weighted), run: TrainingRun(seed: 1, threads: 1))
    let expected = weighted ? Self.weighted : Self.plain
    let errors = weighted ? Self.weightedErrors : Self.plainErrors
    #expect(
      model.coefficients.map(\.name) == [
        "number", "number is missing", "flag", "level = a", "level = b", "level = c", "intercept",
      ])
    for (index, coefficient) in model.coefficients.enumerated() {
      #expect(abs(coefficient.standardised.value - expected[index]) < 1e-9)
      #expect(abs(coefficient.standardised.standardError - errors[index]) < 1e-9)
    }
    #expect(model.diagnostics.converged)
    #expect(model.diagnostics.separation == .none)
  }
}
