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
      let memory = ListMemory(longest: grades.count)
      defer { withExtendedLifetime(memory) {} }
      let scratch = memory.scratch
      for first in 0..<min(cutoff, grades.count - 1) {
        let changes = changes(measure, swapping: first, gains, scratch)
        for place in first + 1..<grades.count {
          var swapped = grades
          swapped.swapAt(first, place)
          // NDCG's changes are those of the sum over all places.
          let whole = kind == .ndcg ? RankingMeasure(.ndcg, cutoff: 100) : measure
          let change = (value(whole, grades) - value(whole, swapped)) * Double(whole.ideal(grades))
          #expect(abs(change - Double(changes[place])) < 1e-5 * Double(ideal))
        }
      }
    }
  }

  /// What swapping `first` with each place changes, by place.
  private func changes(
    _ measure: RankingMeasure, swapping first: Int, _ gains: [Float], _ scratch: ListScratch
  ) -> [Float] {
    if measure.kind == .averagePrecision {
      measure.fillPrecisionTerms(
        gains, count: gains.count, first: scratch.firstTerms,
        second: scratch.secondTerms)
    }
    let discounts = measure.gainTerms(count: gains.count)
    let terms =
      measure.kind == .ndcg
      ? SwapTerms(first: discounts.base, second: discounts.base)
      : SwapTerms(first: scratch.firstTerms, second: scratch.secondTerms)
    return gains.indices.map {
      (gains[first] - gains[$0]) * (terms.first[first] - terms.second[$0])
    }
  }

  /// A list that is sorted from where it stood ends as one that is sorted from anywhere.
  @Test(arguments: [3, 30, 500]) func whereSortingBeginsDoesNotMatter(length: Int) {
    let lists = RankingLists(
      groups: [Int32](repeating: 0, count: length), grades: (0..<length).map { UInt8($0 % 3) },
      measure: RankingMeasure(.ndcg, cutoff: 7), seed: 1)
    let orders = ListOrders(lists)
    let memory = ListMemory(longest: length)
    defer { withExtendedLifetime(memory) {} }
    let scratch = memory.scratch
    var generator = SeededGenerator(seed: 2)
    var margins = (0..<length).map { _ in Float(generator.below(40)) }
    for round in 0..<6 {
      // Little changes, nothing, and everything.
      for row in 0..<length where round != 3 {
        margins[row] = (round == 4 ? -margins[row] : margins[row]) + Float(generator.below(2))
      }
      _ = scratch.arrange(0, of: lists, from: orders) { margins[$0] }
      let places = (0..<length).map { Int(scratch.order[$0]) }
      let key = { (place: Int) in margins[Int(lists.rows[place])] }
      #expect(places == (0..<length).sorted { (key($1), $0) < (key($0), $1) })
      for (index, place) in places.enumerated() {
        #expect(scratch.scores[index] == key(place))
        #expect(scratch.gains[index] == lists.measure.gain(lists.grades[place]))
      }
    }
  }

  @Test func listsAreOrderedByScoreAndDrawnAmongEquals() {
    let memory = ListMemory(longest: 100)
    defer { withExtendedLifetime(memory) {} }
    let scratch = memory.scratch
    let scores: [Float] = [0, -1, 3, -0.0, 1e30, -1e30, 3, 0.5]
    scratch.sort(count: scores.count) { scores[$0] }
    #expect((0..<8).map { Int(scratch.order[$0]) } == [4, 2, 6, 7, 0, 3, 1, 5])
    scratch.sort(count: 100) { Float($0 % 10) }
    let places = (0..<100).map { Int(scratch.order[$0]) }
    #expect(places == (0..<100).sorted { ($1 % 10, $0) < ($0 % 10, $1) })
  }
}
