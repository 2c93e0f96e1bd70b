import Evaluation
import Foundation
import Testing

/// Rates by level against Fairlearn's, and differences against what chance makes.
@Suite struct SliceParityTests {
  private func rows() throws -> (ScoredRows, codes: [Int32]) {
    let all = 0..<300
    return (
      try ScoredRows(
        scores: all.map { Double(($0 * 37) % 101) / 100 },
        labels: all.map { ($0 * $0 * 7 + $0) % 5 < 2 ? 1 : 0 }),
      all.map { Int32(($0 * $0 + 3 * $0) % 7 % 3) }
    )
  }

  /// The figures are those that `make_parity.py` prints.
  @Test func ratesAndGapsAreFairlearns() throws {
    let (rows, codes) = try rows()
    let parity = SliceParity(
      column: "level", names: ["a", "b", "c"], codes: codes, rows: rows, threshold: 0.6,
      minimumRows: 1, seed: 7)
    let expected: [[Double]] = [
      [0.40310077519379844, 0.36893203883495146, 0.5384615384615384, 0.7307692307692307],
      [0.4069767441860465, 0.43478260869565216, 0.29411764705882354, 0.8571428571428571],
      [0.4, 0.39705882352941174, 0.4117647058823529, 0.7941176470588235],
    ]
    for (level, row) in zip(parity.levels, expected) {
      for (rate, value) in zip(SliceRates.Rate.allCases, row) {
        #expect(agree(level.interval(of: rate)?.estimate, value))
      }
    }
    let gaps = [0.006976744186046491, 0.0658505698607007, 0.2443438914027149, 0.12637362637362637]
    let ratios = [0.9828571428571429, 0.8485436893203884, 0.546218487394958, 0.8525641025641025]
    #expect(parity.gaps.map(\.rate) == SliceRates.Rate.allCases)
    for (gap, (difference, ratio)) in zip(parity.gaps, zip(gaps, ratios)) {
      #expect(agree(gap.difference.estimate, difference))
      #expect(agree(gap.ratio, ratio))
      #expect(gap.difference.lower <= difference && gap.difference.upper >= difference)
    }
    #expect(parity.gaps[2].highest == "a" && parity.gaps[2].lowest == "b")
  }

  @Test func aPlantedDifferenceIsNoChanceAndOthersAre() throws {
    let (rows, codes) = try rows()
    let planted = SliceParity(
      column: "score", names: ["low", "high"], codes: rows.scores.map { $0 < 0.5 ? 0 : 1 },
      rows: rows, threshold: 0.6, seed: 7)
    let selection = try #require(planted.gaps.first { $0.rate == .selection })
    #expect(selection.pValue < 0.005 && selection.difference.estimate > 5 * selection.byChance)
    #expect(selection.ratio == 0)
    let none = SliceParity(
      column: "level", names: ["a", "b", "c"], codes: codes, rows: rows, threshold: 0.6, seed: 7)
    #expect(none.gaps.first { $0.rate == .selection }.map { $0.pValue > 0.5 } == true)
    let again = SliceParity(
      column: "level", names: ["a", "b", "c"], codes: codes, rows: rows, threshold: 0.6, seed: 7)
    #expect(again == none)
  }

  @Test func fewRowsCountInNoGap() throws {
    let (rows, codes) = try rows()
    let parity = SliceParity(
      column: "level", names: ["a", "b", "c", "empty"], codes: codes, rows: rows, threshold: 0.6,
      minimumRows: 100, seed: 7)
    #expect(parity.levels.count == 4 && parity.levels[3].rows == 0)
    #expect(parity.levels[3].interval(of: .selection) == nil)
    #expect(parity.gaps.isEmpty)
    let nobody = SliceParity(
      column: "level", names: ["a", "b"], codes: codes.map { min($0, 1) }, rows: rows, threshold: 2,
      seed: 7)
    #expect(nobody.gaps.first { $0.rate == .selection }.map { $0.ratio == nil } == true)
    #expect(!nobody.gaps.contains { $0.rate == .precision })
  }

  @Test func countsThatNoRowsHaveAreRefused() throws {
    let read = { (positives: Int, both: Int) in
      try JSONDecoder().decode(
        SliceRates.self,
        from: Data(
          """
          {"name": "a", "rows": 10, "positives": \(positives), "selected": 4, "truePositives": \(both)}
          """.utf8))
    }
    #expect(try read(5, 3).interval(of: .precision)?.estimate == 0.75)
    for (positives, both) in [(2, 3), (11, 4), (5, -1), (5, 5), (9, 2)] {
      #expect(throws: DecodingError.self) { try read(positives, both) }
    }
  }

  /// Newcombe 1998, table II: 56 of 70 less 48 of 80.
  @Test func theIntervalOfADifferenceIsNewcombes() throws {
    let interval = Interval.difference(
      try #require(Interval.share(56, of: 70)), try #require(Interval.share(48, of: 80)))
    #expect(agree(interval.estimate, 0.2))
    #expect(abs(interval.lower - 0.0524) < 5e-5 && abs(interval.upper - 0.3339) < 5e-5)
  }
}
