import Testing

@testable import Evaluation

@Suite struct RankingEvaluationTests {
  /// One group whose list, best first, has these relevances.
  private func averagePrecision(_ relevances: [UInt8]) throws -> Double? {
    try evaluation(relevances).mean?.averagePrecision
  }

  private func evaluation(_ relevances: [UInt8]) throws -> RankingEvaluation {
    let rows = try ScoredRows(
      scores: relevances.indices.map { -Double($0) }, labels: relevances)
    let groups = RankingGroups(groups: relevances.map { _ in 5 })
    return RankingEvaluation(rows: rows, groups: groups)
  }

  @Test func averagePrecisionAtSevenFollowsItsDefinition() throws {
    #expect(agree(try averagePrecision([1, 0, 1, 0, 0, 0, 0, 0, 1]), (1 + 2.0 / 3) / 3))
    #expect(agree(try averagePrecision([1, 1, 1, 1, 1, 1, 1, 0, 1, 1]), 1))
    #expect(agree(try averagePrecision([0, 1, 1]), (0.5 + 2.0 / 3) / 2))
    #expect(try averagePrecision([0, 0, 0, 0, 0, 0, 0, 1]) == 0)
    #expect(try averagePrecision([0, 0]) == nil)
  }

  @Test func groupsWithNothingRelevantAreCountedApart() throws {
    let rows = try ScoredRows(scores: [0.9, 0.1, 0.4, 0.3, 0.2], labels: [1, 0, 0, 0, 1])
    let result = RankingEvaluation(rows: rows, groups: RankingGroups(groups: [1, 1, 2, 3, -1]))
    #expect(result.groupCount == 3 && result.scoredGroups == [1] && result.rowsWithoutGroup == 1)
    #expect(result.mean?.averagePrecision == 1)
    #expect(agree(result.meanWithEmptyAsZero?.averagePrecision, 1.0 / 3))
    #expect(agree(result.ceilingWithEmptyAsZero?.averagePrecision, 1.0 / 3))
    let none = RankingEvaluation(
      rows: try ScoredRows(scores: [0.5], labels: [0]), groups: RankingGroups(groups: [1]))
    #expect(none.mean == nil && none.random == nil)
    #expect(none.meanWithEmptyAsZero?.averagePrecision == 0)
  }

  @Test func aRepeatedItemIsItsBestRowAndRelevantIfAnyIs() throws {
    let rows = try ScoredRows(scores: [0.9, 0.8, 0.7, 0.2], labels: [0, 0, 1, 1])
    let result = RankingEvaluation(
      rows: rows, groups: RankingGroups(groups: [1, 1, 1, 1], items: [10, 20, 30, 10]))
    #expect(result.repeatedRows == 1)
    // The list is 10 (relevant by its second row), 20, 30 (relevant).
    #expect(agree(result.mean?.averagePrecision, (1 + 2.0 / 3) / 2))
  }

  @Test func tiesGoToTheLowerItem() throws {
    let labels: [UInt8] = [0, 1, 0]
    let rows = try ScoredRows(scores: [0.5, 0.5, 0.5], labels: labels)
    func rank(_ keys: [String]) -> Double? {
      RankingEvaluation(rows: rows, groups: RankingGroups(groups: [1, 1, 1], itemKeys: keys))
        .mean?.reciprocalRank
    }
    #expect(rank(["b", "a", "c"]) == 1)
    #expect(agree(rank(["b", "c", "a"]), 1.0 / 3))
    // By Unicode scalars: "Z" before "a", "10" before "9".
    #expect(rank(["9", "10", "a"]) == 1)
    #expect(RankingGroups.itemCodes(of: ["b", "Z", "b", "é"]) == [1, 0, 1, 2])
  }

  @Test func chanceIsTheMeanOverAllOrders() throws {
    // Nine items, three of them relevant; ties without items are one run of five.
    let scores = [0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 0.1, 0.05]
    let labels: [UInt8] = [0, 1, 0, 0, 1, 0, 0, 1, 0]
    let rows = try ScoredRows(scores: scores, labels: labels)
    let groups = RankingGroups(groups: [Int32](repeating: 1, count: 9))
    let result = RankingEvaluation(rows: rows, groups: groups, depth: 4)
    let mean = try #require(result.mean)
    let random = try #require(result.random)
    let tied = try average(over: orders(of: [1, 0, 0, 1, 0]).map { [0] + $0 + [0, 1, 0] })
    let shuffled = try average(over: orders(of: labels))
    for (found, expected) in [(mean, tied), (random, shuffled)] {
      #expect(agree(found.averagePrecision, expected.averagePrecision))
      #expect(agree(found.ndcg, expected.ndcg))
      #expect(agree(found.reciprocalRank, expected.reciprocalRank))
      #expect(agree(found.hitRate, expected.hitRate))
      #expect(agree(found.precision, expected.precision))
      #expect(agree(found.recall, expected.recall))
    }
    let ceiling = try #require(result.ceiling)
    #expect(ceiling.averagePrecision == 1 && ceiling.precision == 0.75 && ceiling.recall == 1)
  }

  /// The distinct orders of zeros and ones; each is as likely as any other.
  private func orders(of relevances: [UInt8]) -> [[UInt8]] {
    let ones = relevances.reduce(0) { $0 + Int($1) }
    return (0..<(1 << relevances.count)).filter { $0.nonzeroBitCount == ones }.map { bits in
      relevances.indices.map { UInt8((bits >> $0) & 1) }
    }
  }

  private func average(over lists: [[UInt8]]) throws -> RankingMeasures {
    var sum = RankingMeasures()
    for list in lists {
      let rows = try ScoredRows(scores: list.indices.map { -Double($0) }, labels: list)
      let groups = RankingGroups(groups: list.map { _ in 1 })
      sum = sum + (try #require(RankingEvaluation(rows: rows, groups: groups, depth: 4).mean))
    }
    return sum * (1 / Double(lists.count))
  }

  @Test func explanationAddsUp() throws {
    let rows = try ScoredRows(
      scores: [0.1, 0.9, 0.5, 0.7, 0.3, 0.8], labels: [1, 1, 0, 1, 1, 0])
    let groups = RankingGroups(groups: [7, 7, 7, 7, 9, 7], items: [1, 2, 3, 4, 1, 5])
    let found = try #require(RankingExplanation(of: 7, rows: rows, groups: groups))
    #expect(found.places.map(\.row) == [1, 5, 3, 2, 0])
    #expect(found.places.map(\.relevance) == [1, 0, 1, 0, 1])
    #expect(found.itemCount == 5 && found.relevantCount == 3)
    #expect(agree(found.places[2].precision, 2.0 / 3))
    #expect(agree(found.places[2].contribution, 2.0 / 9))
    let result = RankingEvaluation(rows: rows, groups: groups)
    #expect(agree(found.averagePrecision, result.measuresByGroup[0].averagePrecision))
    #expect(RankingExplanation(of: 8, rows: rows, groups: groups) == nil)
  }

  @Test func codesFarApartAreGroupsToo() throws {
    let rows = try ScoredRows(scores: [0.9, 0.1, 0.4, 0.8], labels: [1, 0, 1, 0])
    let near = RankingEvaluation(rows: rows, groups: RankingGroups(groups: [0, 0, 1, 1]))
    let far = RankingEvaluation(rows: rows, groups: RankingGroups(groups: [3, 3, .max, .max]))
    #expect(far.scoredGroups == [3, .max])
    #expect(far.mean == near.mean)
  }

  @Test func popularityIsLearntFromTrainingRows() throws {
    let popularity = try ItemPopularity(trainingItems: [1, 1, 2, 2, 2], labels: [1, 0, 0, 0, 1])
    #expect(popularity.scores(for: [1, 2, 3]) == [0.5, 1.0 / 3, 0.4])
    #expect(throws: EvaluationError.self) {
      _ = try ItemPopularity(trainingItems: [1], labels: [3])
    }
  }
}
