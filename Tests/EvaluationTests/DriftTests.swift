import Foundation
import Testing

@testable import Evaluation

@Suite struct DriftTests {
  @Test func equalSharesAreStable() throws {
    let values = (0..<1_000).map(Double.init)
    let index = try #require(PopulationStabilityIndex(reference: values, current: values))
    #expect(index.value == 0 && index.verdict == .stable && index.bins.count == 10)
    #expect(index.bins.allSatisfy { abs($0.referenceShare - 0.1) < 1e-12 })
    #expect(agree(index.noiseFloor, 9 * (2.0 / 1_000)))
  }

  @Test func anEmptyBinIsFlooredAndNotNormalised() throws {
    let reference = [Int32](repeating: 0, count: 50) + [Int32](repeating: 1, count: 50)
    let current = [Int32](repeating: 0, count: 100)
    let index = try #require(
      PopulationStabilityIndex(referenceCodes: reference, currentCodes: current))
    let expected = (1 - 0.5) * log(2) + (1e-4 - 0.5) * log(1e-4 / 0.5)
    #expect(agree(index.value, expected) && index.verdict == .alarm)
  }

  @Test func unseenAndMissingAreBinsOfTheirOwn() throws {
    let index = try #require(
      PopulationStabilityIndex(referenceCodes: [4, 4, 9, 9, -1], currentCodes: [4, 7, 8, 9, -1]))
    #expect(index.bins.map(\.content) == [.category(4), .category(9), .unseen, .missing])
    #expect(index.bins.map(\.currentShare) == [0.2, 0.2, 0.4, 0.2])
    let numbers = try #require(
      PopulationStabilityIndex(reference: [1, 2, .nan, 4], current: [1, .nan, .nan, 4]))
    #expect(numbers.bins.last?.content == .missing)
    #expect(numbers.bins.last?.currentShare == 0.5)
  }

  @Test func aMassPointShowsFallsBelowIt() throws {
    // All deciles are 1: with one edge only, values under it would share its bin.
    let reference = [Double](repeating: 1, count: 97) + [0, 0, 0]
    let current = [Double](repeating: 1, count: 70) + [Double](repeating: 0, count: 30)
    let index = try #require(PopulationStabilityIndex(reference: reference, current: current))
    #expect(index.bins.count == 2 && index.verdict == .alarm)
  }

  @Test func aSmallSampleIsNotFlaggedForItsNoise() throws {
    var generator = SeededGenerator(seed: 12)
    let reference = (0..<2_000).map { _ in Double(generator.index(below: 1_000)) }
    let current = (0..<60).map { _ in Double(generator.index(below: 1_000)) }
    let index = try #require(PopulationStabilityIndex(reference: reference, current: current))
    #expect(index.value > 0.1 && index.noiseFloor > 0.15 && index.verdict == .stable)
  }

  @Test func noRowsIsUndefined() {
    #expect(PopulationStabilityIndex(reference: [], current: [1]) == nil)
    #expect(PopulationStabilityIndex(referenceCodes: [], currentCodes: [1]) == nil)
    #expect(KolmogorovSmirnovTest(reference: [.nan], current: [1]) == nil)
    let onlyMissing = PopulationStabilityIndex(reference: [Double.nan], current: [1])
    #expect(onlyMissing?.bins.count == 2)
  }

  @Test func theGapIsTakenAfterTies() throws {
    let test = try #require(
      KolmogorovSmirnovTest(reference: [1, 1, 2, .nan], current: [1, 2, 2]))
    #expect(agree(test.statistic, 1.0 / 3))
    #expect(test.referenceCount == 3)
  }

  @Test func bothSeriesOfTheTailMeet() {
    #expect(agree(KolmogorovSmirnovTest.kolmogorovTail(Double(1).nextDown), 0.26999967167735456))
    #expect(agree(KolmogorovSmirnovTest.kolmogorovTail(1), 0.26999967167735456))
    #expect(KolmogorovSmirnovTest.kolmogorovTail(0) == 1)
    #expect(KolmogorovSmirnovTest.kolmogorovTail(0.05) == 1)
  }
}
