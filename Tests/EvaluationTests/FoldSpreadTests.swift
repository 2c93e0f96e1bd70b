import Evaluation
import Testing

@Suite struct FoldSpreadTests {
  @Test func meanAndDeviationByHand() throws {
    let spread = try #require(FoldSpread([0.8, 0.9, 0.7]))
    #expect(abs(spread.mean - 0.8) < 1e-15)
    #expect(abs(try #require(spread.deviation) - 0.1) < 1e-15)
    #expect(FoldSpread([0.25])?.mean == 0.25 && FoldSpread([0.25])?.deviation == nil)
    #expect(FoldSpread([]) == nil)
  }
}
