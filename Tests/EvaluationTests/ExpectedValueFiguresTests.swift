import Testing

@testable import Evaluation

@Suite struct ExpectedValueFiguresTests {
  private typealias Predictions = ExpectedValueFigures.Predictions

  private func figures(
    _ probabilities: [Double], _ amounts: [Double], _ labels: [UInt8], _ money: [Double],
    groups: RankingGroups? = nil, draws: Int? = 200, threads: Int = 1
  ) throws -> ExpectedValueFigures {
    try ExpectedValueFigures.all(
      [Predictions(probabilities: probabilities, amounts: amounts)], labels: labels, money: money,
      groups: groups, bootstrap: draws.map { Bootstrap(seed: 3, draws: $0) }, threads: threads)[0]
  }

  @Test func aWorkedTable() throws {
    // The row that pays most has a lower probability than another one.
    let probabilities = [0.5, 0.4] + [Double](repeating: 0.1, count: 8)
    let amounts = [20.0, 50] + [Double](repeating: 10, count: 8)
    let labels: [UInt8] = [1, 1] + [UInt8](repeating: 0, count: 8)
    let found = try figures(
      probabilities, amounts, labels, [10, 30] + labels.dropFirst(2).map { _ in 0 })
    #expect(agree(found.shareByValue, 0.75))
    #expect(agree(found.shareByProbability, 0.25))
    #expect(agree(found.perfectShare, 0.75))
    #expect(agree(found.liftByValue, 7.5) && agree(found.perfectLift, 7.5))
    #expect(agree(found.predictedTotal, 10 + 20 + 8) && found.realisedTotal == 40)
    #expect(agree(found.calibration, 38.0 / 40))
    #expect(agree(found.spearman, 1))
    #expect(agree(found.difference?.interval.estimate, 0.5))
  }

  @Test func aTieAcrossTheCutCountsByItsShare() throws {
    let flat = [Double](repeating: 0.2, count: 20)
    let labels: [UInt8] = (0..<20).map { $0 < 4 ? 1 : 0 }
    let money = labels.map { Double($0) * 5 }
    let found = try figures(flat, flat, labels, money)
    // Two of twenty rows, all tied: a tenth of the money, whatever the order of the file.
    #expect(agree(found.shareByValue, 0.1) && agree(found.shareByProbability, 0.1))
    #expect(agree(found.perfectShare, 0.5))
    #expect(found.spearman == nil)
    #expect(found.difference?.interval.lower == 0 && found.difference?.interval.upper == 0)
  }

  @Test func oneAmountForAllChangesNoOrder() throws {
    let probabilities = (0..<100).map { Double($0 * 37 % 101) / 101 }
    let labels: [UInt8] = (0..<100).map { $0 % 5 == 0 ? 1 : 0 }
    let money = labels.enumerated().map { Double($1) * Double($0 + 1) }
    let found = try figures(probabilities, probabilities.map { _ in 40 }, labels, money)
    #expect(found.difference?.interval.estimate == 0)
    #expect(found.difference?.firstHigher == 0 && found.difference?.secondHigher == 0)
  }

  @Test func noMoneyIsUndefined() throws {
    let none = try figures([0.1, 0.9], [5, 5], [0, 1], [0, 0])
    #expect(none.shareByValue == nil && none.perfectShare == nil && none.difference == nil)
    #expect(none.calibration == nil && none.spearman == nil && none.realisedTotal == 0)
    let losses = try figures([0.1, 0.9], [5, 5], [0, 1], [0, -8])
    #expect(losses.shareByValue == nil && losses.calibration == nil)
    let empty = try figures([], [], [], [])
    #expect(empty.rowCount == 0 && empty.shareByValue == nil && empty.spearman == nil)
    let undrawn = try figures([0.1, 0.9], [5, 5], [0, 1], [0, 8], draws: nil)
    #expect(undrawn.difference == nil && undrawn.shareByValue == 1)
  }

  @Test func threadsAndOrderChangeNothing() throws {
    let probabilities = (0..<400).map { Double($0 * 71 % 409) / 409 }
    let amounts = (0..<400).map { Double($0 * 13 % 97) + 1 }
    let labels: [UInt8] = (0..<400).map { $0 % 9 == 0 ? 1 : 0 }
    let money = labels.enumerated().map { Double($1) * Double(($0 * 29) % 300) }
    let one = try figures(probabilities, amounts, labels, money)
    #expect(one == (try figures(probabilities, amounts, labels, money, threads: 4)))
    let mixed = (0..<400).map { ($0 * 7) % 400 }
    let other = try figures(
      mixed.map { probabilities[$0] }, mixed.map { amounts[$0] }, mixed.map { labels[$0] },
      mixed.map { money[$0] })
    #expect(agree(other.shareByValue, one.shareByValue ?? -1))
    #expect(agree(other.spearman, one.spearman ?? -1))
    // Whole groups are drawn where there are any; of one group every draw is the same.
    let group = try figures(
      probabilities, amounts, labels, money,
      groups: RankingGroups(groups: [Int32](repeating: 4, count: 400)))
    #expect((group.difference?.interval.standardError ?? 1) < 1e-12)
    #expect((one.difference?.interval.standardError ?? 0) > 0)
  }

  @Test func aBadPredictionIsNamed() {
    #expect(throws: EvaluationError.self) { try figures([.nan, 0.5], [1, 1], [0, 1], [0, 1]) }
    #expect(throws: EvaluationError.self) {
      try figures([0.5, 0.5], [1, .infinity], [0, 1], [0, 1])
    }
  }
}
