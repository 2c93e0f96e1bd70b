import Foundation
import Testing

@testable import Evaluation

/// Chances of drift against SciPy 1.x: chi2.sf, fisher_exact, hypergeom.
@Suite struct DriftChancesTests {
  @Test func tailsOfTheSquareDistribution() {
    // scipy.stats.chi2.sf(x, df)
    #expect(agree(HomogeneityTest.tail(3, degreesOfFreedom: 2), 0.22313016014842982))
    #expect(agree(HomogeneityTest.tail(21.92, degreesOfFreedom: 11), 0.025000390745034743))
    #expect(agree(HomogeneityTest.tail(0.5, degreesOfFreedom: 9), 0.9999695662588389))
    #expect(HomogeneityTest.tail(0, degreesOfFreedom: 4) == 1)
    #expect(HomogeneityTest.tail(5, degreesOfFreedom: 0) == 1)
  }

  @Test func equalCountsHaveNoStatistic() throws {
    let test = try #require(
      HomogeneityTest(referenceCounts: [50, 30, 20], currentCounts: [100, 60, 40]))
    #expect(test.statistic < 1e-12 && test.degreesOfFreedom == 2 && test.pValue == 1)
    #expect(HomogeneityTest(referenceCounts: [0], currentCounts: [3]) == nil)
  }

  @Test func tableAgreesWithPearson() throws {
    // scipy.stats.chi2_contingency([[120, 80, 50], [90, 100, 60]], correction=False)
    let test = try #require(
      HomogeneityTest(referenceCounts: [120, 80, 50], currentCounts: [90, 100, 60]))
    #expect(agree(test.statistic, 7.417027417027417))
    #expect(agree(test.pValue, 0.024513931055684293))
  }

  @Test func rareBinsAreOne() throws {
    let test = try #require(
      HomogeneityTest(referenceCounts: [900, 3, 4, 3], currentCounts: [90, 0, 1, 0]))
    #expect(test.degreesOfFreedom == 0 && test.pValue == 1)
  }

  @Test func sharesAreTestedExactly() {
    // 2 × the smaller tail of scipy.stats.hypergeom
    #expect(agree(ShareTest.pValue(3, of: 10, and: 9, of: 12), 0.09121219337937604))
    #expect(ShareTest.pValue(0, of: 10, and: 0, of: 12) == 1)
    #expect(ShareTest.pValue(5, of: 10, and: 10, of: 20) == 1)
    #expect(ShareTest.pValue(0, of: 0, and: 10, of: 20) == 1)
    #expect(ShareTest.pValue(500, of: 9_000, and: 0, of: 45_000) < 1e-100)
  }

  @Test func valuesBeyondTheReference() {
    #expect(agree(ShareTest.pValueBeyond(1, of: 1, reference: 9), 0.1))
    #expect(agree(ShareTest.pValueBeyond(2, of: 3, reference: 7), 3.0 / 10 * 2 / 9))
    #expect(ShareTest.pValueBeyond(0, of: 100, reference: 5) == 1)
  }

  @Test func chancesAreRaisedForTheirNumber() {
    let adjusted = ShareTest.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(agree(value, expected))
    }
    #expect(ShareTest.adjusted([]).isEmpty)
    #expect(ShareTest.adjusted([0.7, 0.9]) == [1, 1])
  }

  @Test func countsGiveTheGapOfTheirBins() throws {
    let test = try #require(
      KolmogorovSmirnovTest(referenceCounts: [2, 1, 0], currentCounts: [1, 1, 1]))
    #expect(agree(test.statistic, 1.0 / 3))
    #expect(KolmogorovSmirnovTest(referenceCounts: [0], currentCounts: [1]) == nil)
  }
}
