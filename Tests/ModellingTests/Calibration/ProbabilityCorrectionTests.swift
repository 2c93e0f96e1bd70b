import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct ProbabilityCorrectionTests {
  private let prior = PriorCorrection(sampledRate: 0.5, trueRate: 0.1)

  @Test func bothScalesOfOneMarginComeToOneProbability() throws {
    let probabilities = [0.001, 0.2, 0.5, 0.9]
    let logOdds = probabilities.map { log($0 / (1 - $0)) }
    let platt = Calibration.platt(PlattScaling(slope: 0.8, intercept: -0.3))
    for correction in [
      ProbabilityCorrection.none, .init(prior: prior), .init(calibration: platt),
      .init(prior: prior, calibration: platt),
    ] {
      let first = correction.probabilities(ofMargins: probabilities, scale: .probability)
      let second = correction.probabilities(ofMargins: logOdds, scale: .logOdds)
      for (one, two) in zip(first, second) { #expect(abs(one - two) < 1e-12) }
      #expect(zip(first, first.dropFirst()).allSatisfy { $0 < $1 })
    }
    // Of even odds one to nine are left by the prior; then the calibration comes.
    let corrected = ProbabilityCorrection(prior: prior)
      .probabilities(ofMargins: [0], scale: .logOdds)[0]
    #expect(abs(corrected - 0.1) < 1e-12)
    let both = ProbabilityCorrection(prior: prior, calibration: platt)
      .probabilities(ofMargins: [0], scale: .logOdds)[0]
    #expect(abs(both - logistic(0.8 * log(1.0 / 9) - 0.3)) < 1e-12)
  }

  @Test func certainLeavesOfAForestCanBeCalibrated() throws {
    let scores = ProbabilityCorrection(prior: prior)
      .logOdds(ofMargins: [0, 1, 0.5], scale: .probability)
    #expect(scores.allSatisfy(\.isFinite) && scores[0] < scores[2] && scores[2] < scores[1])
  }

  @Test func aModelCarriesItEverywhereAndInItsFile() throws {
    var generator = SeededGenerator(seed: 4)
    let column = (0..<400).map { _ in Float(generator.unit()) }
    let labels = column.map { UInt8(generator.unit() < Double($0) / 3 ? 1 : 0) }
    let frame = FeatureFrame(
      schema: FeatureSchema(features: [Feature(name: "a", kind: .number)]), rowCount: 400,
      columns: [column])
    var settings = ModelSettings(.boosted)
    try settings.set("rounds", to: 8)
    let fitted = try settings.fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TrainingRun(seed: 1, threads: 1)
    ).model
    let correction = ProbabilityCorrection(
      prior: prior,
      calibration: try Calibration(
        .isotonic,
        scores: ProbabilityCorrection(prior: prior).logOdds(
          ofMargins: fitted.margins(for: frame, threads: 1), scale: .logOdds), labels: labels))
    let model = CorrectedModel(fitted, correction: correction)
    let scores = model.probabilities(for: frame, threads: 1)
    #expect(scores != fitted.probabilities(for: frame, threads: 1))
    #expect(model.margins(for: frame, threads: 1) == fitted.margins(for: frame, threads: 1))
    #expect(model.scores(for: frame, threads: 1) == scores)
    let curves = ValueCurves(
      of: model, frame: frame.rows([3]), feature: 0, values: [column[3]], threads: 1)
    #expect(curves.scores(ofRow: 0) == [scores[3]])
    let data = try JSONEncoder().encode(model)
    let read = try JSONDecoder().decode(CorrectedModel.self, from: data)
    #expect(read.correction == correction)
    #expect(read.probabilities(for: frame, threads: 2) == scores)
    let refusal = #expect(throws: ModellingError.self) { try model.xgboostJSON() }
    #expect(refusal?.message.contains("isotonic curve, which is no line") == true)
    // A model without a correction is written as it always was, and such a file has none.
    let plain = try JSONEncoder().encode(CorrectedModel(fitted))
    #expect(try JSONEncoder().encode(fitted).count == plain.count)
    #expect(try JSONDecoder().decode(CorrectedModel.self, from: plain).correction.isNone)
  }
}
