import Testing

@testable import Evaluation

@Suite struct ThresholdChoiceTests {
  private func choice(
    _ rule: ThresholdRule, _ scores: [Double], _ labels: [UInt8]
  ) throws -> ThresholdChoice? {
    ThresholdChoice(rule, on: try ScoredRows(scores: scores, labels: labels).blocks)
  }

  @Test func bestF1IsTheBestOfAllDistinctScores() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<40 {
      let scores = (0..<60).map { _ in Double(generator.index(below: 12)) / 12 }
      let labels = scores.map { UInt8(generator.index(below: 12) < Int($0 * 10) ? 1 : 0) }
      let blocks = try ScoredRows(scores: scores, labels: labels).blocks
      let all = Set(scores).compactMap { value in
        blocks.confusion(at: value).f1.map { (threshold: value, f1: $0) }
      }
      let best = all.max { ($0.f1, $0.threshold) < ($1.f1, $1.threshold) }
      #expect(ThresholdChoice(.bestF1, on: blocks)?.threshold == best?.threshold)
    }
  }

  @Test func equalF1TakesTheHigherThreshold() throws {
    // At .9: TP 1, FN 1: 2/3. At .3: TP 2, FP 2: 4/6.
    let found = try choice(.bestF1, [0.9, 0.6, 0.5, 0.3], [1, 0, 0, 1])
    #expect(found?.threshold == 0.9)
    #expect(try choice(.bestF1, [0.9, 0.6], [0, 0]) == nil)
  }

  @Test func aTiedBlockIsNeverCut() throws {
    let found = try #require(try choice(.bestF1, [0.5, 0.5, 0.5, 0.1], [1, 0, 0, 0]))
    #expect(found.threshold == 0.5)
    #expect(found.confusion.contacts == 3)
  }

  @Test func profitStopsWhereContactsLose() throws {
    let scores = [0.9, 0.7, 0.5, 0.3]
    let found = try choice(.bestProfit(margin: 10, cost: 4), scores, [1, 0, 1, 0])
    #expect(found?.threshold == 0.5)
    let nobody = try #require(try choice(.bestProfit(margin: 10, cost: 11), scores, [1, 0, 1, 0]))
    // Nor do other rows reach it, however sure their scores.
    #expect(nobody.threshold > 1 && nobody.confusion.contacts == 0)
  }

  @Test func fixedPrecisionTakesTheMostRecall() throws {
    let scores = [0.9, 0.8, 0.7, 0.6, 0.5]
    let labels: [UInt8] = [1, 0, 1, 1, 0]
    let found = try choice(.precision(atLeast: 0.75), scores, labels)
    #expect(found?.threshold == 0.6)
    #expect(try choice(.precision(atLeast: 1), scores, labels)?.threshold == 0.9)
    #expect(try choice(.precision(atLeast: 0.9), [0.9, 0.8], [0, 1]) == nil)
  }

  @Test func aShareMetExactlyIsMet() throws {
    // 0.07 · 100 is a little over 7 in binary.
    let scores = (0..<100).map { _ in 0.5 }
    let labels = (0..<100).map { UInt8($0 < 7 ? 1 : 0) }
    #expect(try choice(.precision(atLeast: 0.07), scores, labels)?.threshold == 0.5)
    let found = try choice(
      .recall(atLeast: 0.07), (0..<100).map { -Double($0) }, labels.map { _ in 1 })
    #expect(found?.confusion.contacts == 7)
  }

  @Test func fixedRecallTakesTheFewestContacts() throws {
    let scores = [0.9, 0.8, 0.7, 0.6]
    #expect(try choice(.recall(atLeast: 0.5), scores, [0, 1, 0, 1])?.threshold == 0.8)
    #expect(try choice(.recall(atLeast: 1), scores, [0, 1, 0, 1])?.threshold == 0.6)
  }

  @Test func topShareNeverExceedsTheShare() throws {
    let scores = [0.9, 0.8, 0.8, 0.8, 0.1]
    let labels: [UInt8] = [1, 0, 1, 0, 1]
    #expect(try choice(.topShare(0.4), scores, labels)?.threshold == 0.9)
    #expect(try choice(.topShare(0.8), scores, labels)?.threshold == 0.8)
    #expect(try choice(.topShare(0.2), [0.5, 0.5, 0.5], [1, 0, 0]) == nil)
  }

  @Test func profitStaysWithinCapacity() throws {
    let scores = [0.9, 0.7, 0.5, 0.5, 0.3]
    let labels: [UInt8] = [1, 1, 1, 1, 0]
    let rule = { ThresholdRule.bestProfit(margin: 10, cost: 1, capacity: $0) }
    #expect(try choice(rule(nil), scores, labels)?.threshold == 0.5)
    // Three of five rows can be contacted, and the tied two don't fit both.
    #expect(try choice(rule(0.6), scores, labels)?.threshold == 0.7)
    #expect(try choice(rule(0.8), scores, labels)?.threshold == 0.5)
    let nobody = try #require(try choice(rule(0.2), [0.5, 0.5, 0.5], [1, 1, 0]))
    #expect(nobody.confusion.contacts == 0)
  }

  @Test func refusalsGiveTheirReason() throws {
    func refusal(
      _ rule: ThresholdRule, _ scores: [Double], _ labels: [UInt8]
    ) throws -> ThresholdRefusal? {
      let blocks = try ScoredRows(scores: scores, labels: labels).blocks
      do {
        _ = try ThresholdChoice(choosing: rule, on: blocks)
        return nil
      } catch {
        return error
      }
    }
    #expect(try refusal(.bestF1, [], [])?.code == .noRows)
    for rule in [ThresholdRule.bestF1, .precision(atLeast: 0.1), .recall(atLeast: 0.1)] {
      #expect(try refusal(rule, [0.4, 0.2], [0, 0])?.code == .noPositives)
    }
    let precision = try #require(
      try refusal(.precision(atLeast: 0.9), [0.9, 0.8, 0.7], [0, 1, 1]))
    #expect(precision.code == .precisionOutOfReach)
    #expect(precision.message.contains("the highest is 0.6667"))
    let share = try #require(try refusal(.topShare(0.2), [0.5, 0.5, 0.1, 0], [1, 0, 0, 0]))
    #expect(share.code == .shareBelowTies)
    #expect(share.message.contains("shared by 0.5 of the rows"))
    #expect(try refusal(.bestProfit(margin: 1, cost: 2), [0.4, 0.2], [0, 0]) == nil)
    #expect(try refusal(.recall(atLeast: 1), [0.4, 0.2], [0, 1]) == nil)
  }
}
