import Evaluation
import Testing

/// Reference: SciPy's `binomtest(k, n).proportion_ci(method="wilson")`.
@Suite struct ShareIntervalTests {
  @Test func theScoreIntervalIsThatOfTheReference() throws {
    let some = try #require(Interval.share(3, of: 10))
    #expect(abs(some.estimate - 0.3) < 1e-12)
    #expect(abs(some.lower - 0.107_791_3) < 1e-6 && abs(some.upper - 0.603_221_9) < 1e-6)
    let none = try #require(Interval.share(0, of: 20))
    #expect(none.lower == 0 && abs(none.upper - 0.161_125_2) < 1e-6)
    let all = try #require(Interval.share(5, of: 5))
    #expect(all.upper == 1 && all.lower < 0.6)
    #expect(Interval.share(0, of: 0) == nil)
  }
}
