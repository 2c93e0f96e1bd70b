import Foundation
import Testing

@testable import Evaluation

/// Lists whose rows have grades: NDCG counts these, all else relevant or not.
@Suite struct GradedRankingTests {
  private func evaluation(
    _ grades: [UInt8], scores: [Double]? = nil, groups: [Int32]? = nil, items: [Int32]? = nil,
    relevantFrom: UInt8 = 1
  ) throws -> RankingEvaluation {
    let rows = try ScoredRows(
      scores: scores ?? grades.indices.map { -Double($0) },
      labels: grades.map { $0 >= relevantFrom ? 1 : 0 })
    return RankingEvaluation(
      rows: rows, groups: RankingGroups(groups: groups ?? grades.map { _ in 1 }, items: items),
      grades: grades)
  }

  @Test func gainsGrowByPowersOfTwo() throws {
    let mean = try #require(try evaluation([3, 0, 2, 1]).mean)
    let own = 7 + 3 / log2(4.0) + 1 / log2(5.0)
    let ideal = 7 + 3 / log2(3.0) + 1 / log2(4.0)
    #expect(agree(mean.ndcg, own / ideal))
    #expect(agree(mean.averagePrecision, (1 + 2.0 / 3 + 3.0 / 4) / 3))
    #expect(try evaluation([3, 2, 1, 0]).mean?.ndcg == 1)
  }

  @Test func gradesOfZeroAndOneAreLabels() throws {
    let labels: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 1]
    let rows = try ScoredRows(scores: labels.indices.map { Double($0 * 5 % 4) }, labels: labels)
    let groups = RankingGroups(groups: [1, 1, 1, 1, 2, 2, 2, 3, 3])
    #expect(
      RankingEvaluation(rows: rows, groups: groups, grades: labels)
        == RankingEvaluation(rows: rows, groups: groups))
  }

  @Test func whatIsRelevantDoesNotChangeNDCG() throws {
    let (grades, groups): ([UInt8], [Int32]) = (
      [1, 2, 0, 0, 1, 0, 0, 0], [1, 1, 1, 2, 2, 2, 3, 3]
    )
    let loose = try evaluation(grades, groups: groups)
    let strict = try evaluation(grades, groups: groups, relevantFrom: 2)
    #expect(loose.scoredGroups == [1, 2] && strict.scoredGroups == [1])
    #expect(loose.gainGroupCount == 2 && strict.gainGroupCount == 2)
    // Also of the list that has a gain and nothing relevant.
    #expect(strict.ndcgByGroup == loose.ndcgByGroup && strict.ndcgByGroup.count == 2)
    #expect(agree(strict.ndcgByGroup.reduce(0, +) / 2, strict.mean?.ndcg ?? 0))
    #expect(agree(strict.mean?.ndcg, loose.mean?.ndcg ?? 0))
    #expect(agree(strict.random?.ndcg, loose.random?.ndcg ?? 0))
    #expect(strict.ceiling?.ndcg == 1)
    #expect(strict.mean?.averagePrecision == 0.5 && loose.mean?.averagePrecision == 0.75)
  }

  @Test func tiesAreTheMeanOfTheirOrders() throws {
    let orders: [[UInt8]] = [
      [0, 2, 3], [0, 3, 2], [2, 0, 3], [2, 3, 0], [3, 0, 2], [3, 2, 0],
    ]
    let all = try orders.map { try evaluation($0).mean?.ndcg ?? 0 }
    let tied = try evaluation([0, 2, 3], scores: [1, 1, 1])
    #expect(agree(tied.mean?.ndcg, all.reduce(0, +) / 6))
    #expect(agree(tied.random?.ndcg, all.reduce(0, +) / 6))
  }

  @Test func aRepeatedItemHasItsBestGrade() throws {
    let own = try evaluation([0, 1, 3], groups: [1, 1, 1], items: [5, 6, 5])
    #expect(own.repeatedRows == 1 && own.mean?.ndcg == 1)
  }
}
