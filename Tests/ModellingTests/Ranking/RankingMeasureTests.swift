import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct RankingMeasureTests {
  private func value(_ measure: RankingMeasure, _ grades: [UInt8]) -> Double {
    measure.value(
      grades.map(measure.gain), count: grades.count, ideal: measure.ideal(grades))
  }

  @Test func averagePrecisionOfKnownLists() {
    let measure = RankingMeasure(.averagePrecision, cutoff: 7)
    #expect(abs(value(measure, [1, 0, 1, 0, 0, 0, 0, 0, 1]) - (1 + 2.0 / 3) / 3) < 1e-6)
    #expect(abs(value(measure, [1, 1, 1, 1, 1, 1, 1, 1, 1]) - 1) < 1e-6)
    #expect(abs(value(measure, [0, 1, 1]) - 7.0 / 12) < 1e-6)
    #expect(value(measure, [0, 0, 0, 0, 0, 0, 0, 1]) == 0)
  }

  @Test func gainOfKnownOrders() throws {
    let measure = RankingMeasure(.ndcg, cutoff: 7)
    #expect(abs(value(measure, [3, 2, 1, 0]) - 1) < 1e-6)
    let expected = try #require(RankingTestData.ndcg([0, 3, 1, 0, 2, 0, 0, 1]))
    #expect(abs(value(measure, [0, 3, 1, 0, 2, 0, 0, 1]) - expected) < 1e-6)
  }

  /// What a swap is said to change is what it changes.
  @Test(arguments: [RankingMeasure.Kind.ndcg, .averagePrecision], [1, 3, 7, 40])
  func changesAreThoseOfSwapping(kind: RankingMeasure.Kind, cutoff: Int) {
    let measure = RankingMeasure(kind, cutoff: cutoff)
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<40 {
      let grades = (0..<generator.below(20) + 2).map { _ in UInt8(generator.below(3)) }
      let ideal = measure.ideal(grades)
      guard ideal > 0 else { continue }
      let gains = grades.map(measure.gain)
      let scratch = ListScratch(longest: grades.count)
      scratch.sums.fill(gains, count: gains.count, cutoff: cutoff)
      for first in 0..<min(cutoff, grades.count - 1) {
        measure.changes(
          swapping: first, gains, count: gains.count, inverseIdeal: 1 / ideal,
          before: scratch.sums, to: scratch.changes.base)
        for place in first + 1..<grades.count {
          var swapped = grades
          swapped.swapAt(first, place)
          // NDCG's changes are those of the sum over all places.
          let whole = kind == .ndcg ? RankingMeasure(.ndcg, cutoff: 100) : measure
          let change =
            abs(value(whole, swapped) - value(whole, grades)) * Double(whole.ideal(grades) / ideal)
          #expect(abs(change - Double(scratch.changes.base[place])) < 1e-5)
        }
      }
    }
  }

  @Test func listsAreOrderedByScoreAndDrawnAmongEquals() {
    let scratch = ListScratch(longest: 100)
    let scores: [Float] = [0, -1, 3, -0.0, 1e30, -1e30, 3, 0.5]
    scratch.sort(count: scores.count) { scores[$0] }
    #expect((0..<8).map { Int(scratch.order.base[$0]) } == [4, 2, 6, 7, 0, 3, 1, 5])
    scratch.sort(count: 100) { Float($0 % 10) }
    let places = (0..<100).map { Int(scratch.order.base[$0]) }
    #expect(places == (0..<100).sorted { ($1 % 10, $0) < ($0 % 10, $1) })
  }
}
