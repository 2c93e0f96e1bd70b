import Foundation
import Testing

@testable import Evaluation

/// The fixtures and traps of the figures that read sorted scores.
@Suite struct ScoreBlocksTests {
  private func blocks(_ scores: [Double], _ labels: [UInt8]) throws -> ScoreBlocks {
    try ScoredRows(scores: scores, labels: labels).blocks
  }

  @Test func areaCountsTiesHalf() throws {
    #expect(try blocks([0.9, 0.4, 0.4, 0.2], [1, 1, 0, 0]).rocAUC == 0.875)
    #expect(try blocks([0.5, 0.1, 0.5], [1, 0, 0]).rocAUC == 0.75)
    #expect(try blocks([0.3, 0.3, 0.3], [1, 0, 1]).rocAUC == 0.5)
    #expect(try blocks([0.3, 0.4], [1, 1]).rocAUC == nil)
  }

  @Test func averagePrecisionIsNotInterpolated() throws {
    let value = try blocks([0.9, 0.4, 0.4, 0.2], [1, 1, 0, 0]).averagePrecision
    #expect(agree(value, 5.0 / 6, within: 1e-15))
    #expect(try blocks([0.7, 0.7, 0.7, 0.7], [1, 0, 0, 0]).averagePrecision == 0.25)
    #expect(try blocks([0.7, 0.1], [0, 0]).averagePrecision == nil)
  }

  @Test func nearlyEqualScoresAreNotTied() throws {
    #expect(try blocks([Double(0.5).nextUp, 0.5], [1, 0]).rocAUC == 1)
    #expect(try blocks([0.0, -0.0], [1, 0]).rocAUC == 0.5)
    #expect(try blocks([.infinity, 1, -.infinity], [1, 1, 0]).rocAUC == 1)
    #expect(try blocks([-3, -2.5, 4, 1e-300], [0, 0, 1, 1]).scores == [4, 1e-300, -2.5, -3])
  }

  @Test func radixSortAgreesWithComparison() {
    var generator = SeededGenerator(seed: 2)
    var scores = (0..<4_000).map { _ in
      Double(bitPattern: generator.next())
    }.filter { !$0.isNaN }
    scores += scores.prefix(700) + [0, -0.0, .infinity, -.infinity]
    // Scores that differ in their last bits only: few together, and many together.
    scores += (0..<10).map { 0.3 + Double($0 * 7 % 10) * 1e-15 }
    scores += (0..<500).map { 0.6 + Double($0 * 77 % 250) * 1e-15 }
    for scores in [scores, Array(scores.suffix(1_000))] {
      let expected = scores.indices.sorted {
        scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
      }
      #expect(DescendingOrder.rows(of: scores).map { Int($0) } == expected)
    }
  }

  @Test func widestGapIsAfterWholeBlocks() throws {
    // Inside the tied block the gap would reach 1.
    #expect(try blocks([0.8, 0.8, 0.1], [1, 0, 0]).kolmogorovSmirnov == 0.5)
    // A model that ranks the wrong way round is as far apart.
    #expect(try blocks([0.1, 0.9], [1, 0]).kolmogorovSmirnov == 1)
  }

  @Test func liftTakesTheCeilingOfATenth() throws {
    let scores = (0..<30).map { Double(30 - $0) }
    // 0.1 · 30 is a little over 3 in binary; the top tenth is three rows all the same.
    let labels = [UInt8]([1, 1, 1]) + [UInt8](repeating: 0, count: 27)
    #expect(agree(try blocks(scores, labels).lift(at: 0.1), 10))
    let eleven = try blocks(Array(scores.prefix(11)), Array(labels.prefix(11)))
    #expect(agree(eleven.lift(at: 0.1), 11.0 / 3))
    #expect(agree(eleven.mostAttainableLift(at: 0.5), 0.5 * 11 / 3))
    #expect(agree(eleven.lift(at: 1), 1))
  }

  @Test func aBlockAcrossTheCutCountsByItsShare() throws {
    // One of ten rows wanted, four tied at the top, two of them positive.
    let scores = [5, 5, 5, 5, 1, 1, 1, 1, 1, 1].map { Double($0) }
    let value = try blocks(scores, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]).lift(at: 0.1)
    #expect(agree(value, 0.5 / 0.2))
  }

  @Test func logLossClipsAndCounts() throws {
    let rows = try ScoredRows(
      scores: [1, 0, 0.5, 0], labels: [0, 1, 1, 0], weights: [2, 1, 1, 3])
    let loss = try #require(rows.logLoss)
    #expect(loss.clippedRows == 3)
    let sure = -log(1e-15)
    let expected = (2 * -log(1 - (1 - 1e-15)) + sure + log(2) - 3 * log(1 - 1e-15)) / 7
    #expect(agree(loss.value, expected))
    #expect(try ScoredRows(scores: [1, 0], labels: [0, 1]).logLoss?.clippedRows == 2)
  }

  @Test func anOperatingPointTellsAll() throws {
    let blocks = try blocks([0.9, 0.4, 0.4, 0.2], [1, 1, 0, 0])
    let point = blocks.operatingPoint(at: 0.4, margin: 10, cost: 3)
    #expect(point.contacts == 3 && point.contactShare == 0.75 && point.profit == 11)
    #expect(agree(point.f1, 0.8) && agree(point.lift, 4.0 / 3))
    #expect(blocks.operatingPoint(at: 0.95).f1 == 0)
    #expect(blocks.operatingPoint(at: 0.95).confusion.precision == nil)
    #expect(blocks.operatingPoint(at: 0).contacts == 4)
  }

  @Test func f1IsUndefinedWithNothingToFind() throws {
    #expect(try blocks([0.1, 0.2], [0, 0]).confusion(at: 0.5).f1 == nil)
    #expect(try blocks([0.1, 0.2], [0, 0]).confusion(at: 0.15).f1 == 0)
  }
}
