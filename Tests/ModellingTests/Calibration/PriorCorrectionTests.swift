import Foundation
import Modelling
import Testing

@Suite struct PriorCorrectionTests {
  @Test func oddsMoveByAConstantFactor() {
    let correction = PriorCorrection(sampledRate: 0.5, trueRate: 0.1)
    #expect(abs(correction.probability(of: 0.5) - 0.1) < 1e-15)
    #expect(abs(correction.probability(of: 0.9) - 0.5) < 1e-15)
    #expect(correction.apply(toProbabilities: [0, 1]) == [0, 1])
    #expect(abs(correction.shift - log(1.0 / 9)) < 1e-15)
    for probability in [0.001, 0.2, 0.77, 0.9999] {
      let logit = log(probability / (1 - probability))
      let moved = correction.apply(toLogOdds: [logit])[0]
      #expect(abs(1 / (1 + exp(-moved)) - correction.probability(of: probability)) < 1e-14)
    }
    let back = PriorCorrection(sampledRate: 0.1, trueRate: 0.5)
    #expect(abs(back.probability(of: correction.probability(of: 0.3)) - 0.3) < 1e-15)
    let none = PriorCorrection(sampledRate: 0.3, trueRate: 0.3)
    #expect(none.shift == 0 && abs(none.probability(of: 0.42) - 0.42) < 1e-15)
  }

  /// Bayes' rule on a table of counts: the share of positives at a value, before and after leaving out
  /// three quarters of the negatives.
  @Test func samplingIsTakenBackExactly() {
    let cells = [(positives: 30.0, negatives: 970.0), (positives: 70.0, negatives: 330.0)]
    let kept = cells.map { (positives: $0.positives, negatives: $0.negatives / 4) }
    let positives = 100.0
    let correction = PriorCorrection(
      sampledRate: positives / (positives + 325), trueRate: positives / 1_400)
    for (cell, sampled) in zip(cells, kept) {
      let learnt = sampled.positives / (sampled.positives + sampled.negatives)
      let truth = cell.positives / (cell.positives + cell.negatives)
      #expect(abs(correction.probability(of: learnt) - truth) < 1e-15)
    }
  }

  @Test func ratesComeFromTheRows() throws {
    let original: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    let weighted = try #require(
      PriorCorrection(
        labels: original, weights: [4] + [Float](repeating: 4 / 7, count: 7),
        original: original))
    #expect(abs(weighted.sampledRate - 0.5) < 1e-7 && weighted.trueRate == 0.125)
    let sampled = try #require(
      PriorCorrection(labels: [1, 0, 0], weights: nil, original: original))
    #expect(abs(sampled.sampledRate - 1.0 / 3) < 1e-15)
    #expect(PriorCorrection(labels: [1, 1], weights: nil, original: original) == nil)
    #expect(PriorCorrection(labels: original, weights: nil, original: [0, 0]) == nil)
  }

  @Test func damagedRatesAreRefused() throws {
    let correction = PriorCorrection(sampledRate: 0.5, trueRate: 0.1)
    let text = try JSONEncoder().encode(correction)
    #expect(try JSONDecoder().decode(PriorCorrection.self, from: text) == correction)
    #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(
        PriorCorrection.self, from: Data(#"{"sampledRate":0,"trueRate":0.5}"#.utf8))
    }
  }
}
