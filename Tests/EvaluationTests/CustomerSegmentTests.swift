import Testing

@testable import Evaluation

@Suite struct CustomerSegmentTests {
  @Test func conventionalSegmentsIncludeTheirBounds() {
    #expect(
      [0.0, 0.0999, 0.1, 0.5, 0.5001, 1].map(SegmentPlan.conventional.segment) == [
        .low, .low, .medium, .medium, .high, .high,
      ])
  }

  private func blocks(_ scores: [Double], _ labels: [UInt8]) throws -> ScoreBlocks {
    try ScoredRows(scores: scores, labels: labels).blocks
  }

  @Test func segmentsHoldTheirShares() throws {
    let scores = (0..<100).map { Double($0) / 100 }
    let labels = (0..<100).map { UInt8($0 >= 95 || $0 % 20 == 0 ? 1 : 0) }
    let blocks = try blocks(scores, labels)
    let plan = try #require(SegmentPlan(highShare: 0.1, mediumShare: 0.3, on: blocks))
    #expect(plan.high == 0.9 && plan.medium == 0.6)
    #expect([0.95, 0.9, 0.6, 0.5].map(plan.segment) == [.high, .high, .medium, .low])
    let found = plan.summaries(of: blocks, margin: 100, cost: 10)
    #expect(found.map(\.segment) == [.high, .medium, .low])
    #expect(found.map(\.rows) == [10, 30, 60] && found.map(\.positives) == [5, 2, 3])
    #expect(found[0].positiveRate == 0.5 && found[0].positiveShare == 0.5)
    #expect(agree(found[0].lift, 5) && agree(found[2].rowShare, 0.6))
    #expect(found.map(\.value) == [400, -100, -300])
    #expect(agree(found[0].meanScore, 0.945) && agree(found[0].expectedValue, 845))
    #expect(plan.summaries(of: blocks)[0].value == nil)
  }

  @Test func tiesStayTogetherAndMayLeaveASegmentEmpty() throws {
    let blocks = try blocks([3, 3, 3, 3, 1, 1], [1, 0, 0, 0, 0, 0])
    let plan = try #require(SegmentPlan(highShare: 0.2, mediumShare: 0.5, on: blocks))
    let found = plan.summaries(of: blocks, margin: 1)
    #expect(found.map(\.rows) == [0, 4, 2])
    #expect(found[0].positiveRate == nil && found[0].lift == nil && found[0].meanScore == nil)
    // Scores of 3 promise nothing that could be multiplied.
    #expect(found[1].expectedValue == nil && found[1].value == 1)
  }

  @Test func rowsWithoutPositivesOrWithoutRowsAreDefined() throws {
    #expect(SegmentPlan(on: try blocks([], [])) == nil)
    let plan = SegmentPlan(high: 0.5, medium: 0.2)
    #expect(
      plan.summaries(of: try blocks([], [])).allSatisfy { $0.rows == 0 && $0.rowShare == nil })
    let negatives = plan.summaries(of: try blocks([0.6, 0.1], [0, 0]))
    #expect(negatives[0].positiveRate == 0 && negatives[0].lift == nil)
    #expect(negatives[0].positiveShare == nil)
  }
}
