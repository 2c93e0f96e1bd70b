import Tabular
import Testing

@testable import Synthetic

/// What a generator knows of amounts.
@Suite struct AmountTruthTests {
  @Test func attainableFiguresOfKnownAmounts() throws {
    let found = try #require(Attainable.amounts(expected: [1, 2, 6], actual: [1, 4, 4]))
    #expect(abs(found.rootMeanSquaredError - (8.0 / 3).squareRoot()) < 1e-12)
    #expect(abs((found.rSquared ?? 0) - (1 - 8.0 / 6)) < 1e-12)
    #expect(Attainable.amounts(expected: [], actual: []) == nil)
    let money = [0.0, 30, 10] + [Double](repeating: 0, count: 8)
    // Two of eleven rows; the second place is a tie of all others.
    #expect(Attainable.topTenth(of: money, by: money.map { $0 == 30 ? 1 : 0 }) == 0.775)
    #expect(Attainable.topTenth(of: [0, 0], by: [1, 2]) == nil)
  }

  @Test func amountsComeAsExpectedInEachTenth() throws {
    let generated = SyntheticSet.olist.generate(rows: 60_000, seed: 21)
    let expected = try #require(generated.expectedAmounts)
    let column = try #require(generated.table["spend_next"])
    let positive = generated.labels.indices.filter { generated.labels[$0] == 1 }
    let order = positive.sorted { expected[$0] < expected[$1] }
    let size = order.count / 5
    for fifth in 0..<5 {
      let rows = order[(fifth * size)..<((fifth + 1) * size)]
      let promised = rows.reduce(0) { $0 + expected[$1] }
      let came = rows.reduce(0) { $0 + (column.number($1) ?? 0) }
      // A single amount scatters by .66 of its expectation.
      #expect(abs(came / promised - 1) < 4 * 0.66 / Double(size).squareRoot(), "\(fifth)")
    }
    #expect(
      generated.labels.indices.allSatisfy {
        generated.labels[$0] == 1 || column.number($0) == 0
      })
    let truth = try #require(generated.description.truth)
    #expect((0.3...0.6).contains(truth.attainableAmountRSquared ?? 0))
    #expect((0.3...0.7).contains(truth.attainableMoneyInTopTenth ?? 0))
    #expect(SyntheticSet.bank.generate(rows: 300, seed: 1).expectedAmounts == nil)
  }
}
