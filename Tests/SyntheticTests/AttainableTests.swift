import Testing

@testable import Synthetic

@Suite struct AttainableTests {
  @Test func areaUnderTheCurveCountsTiesHalf() {
    #expect(Attainable.rocAUC(scores: [0.9, 0.4, 0.4, 0.2], labels: [1, 1, 0, 0]) == 0.875)
    #expect(Attainable.rocAUC(scores: [0.5, 0.1, 0.5], labels: [1, 0, 0]) == 0.75)
    #expect(Attainable.rocAUC(scores: [0.5, 0.1], labels: [1, 1]) == nil)
  }

  @Test func bestF1CutsNoTie() {
    #expect(Attainable.bestF1(scores: [0.9, 0.4, 0.4, 0.2], labels: [1, 1, 0, 0]) == 0.8)
    #expect(Attainable.bestF1(scores: [0.3, 0.3], labels: [1, 0]) == 2.0 / 3)
    #expect(Attainable.bestF1(scores: [0.3], labels: [0]) == nil)
  }

  /// Ranks one list in which the given places, counted from 1, are relevant.
  func averagePrecision(relevant: Set<Int>, of count: Int) -> Double? {
    Attainable.meanAveragePrecision(
      scores: (1...count).map { -Double($0) },
      labels: (1...count).map { relevant.contains($0) ? 1 : 0 },
      groups: Array(repeating: "g", count: count), items: (1...count).map(String.init), cut: 7)
  }

  @Test func averagePrecisionOfKnownLists() throws {
    let three = try #require(averagePrecision(relevant: [1, 3, 9], of: 10))
    #expect(abs(three - 5.0 / 9) < 1e-12)
    #expect(averagePrecision(relevant: [1, 2, 3, 4, 5, 6, 7, 9, 10], of: 10) == 1)
    let late = try #require(averagePrecision(relevant: [2, 3], of: 3))
    #expect(abs(late - 7.0 / 12) < 1e-12)
    #expect(averagePrecision(relevant: [8], of: 10) == 0)
    #expect(averagePrecision(relevant: [], of: 10) == nil)
  }

  @Test func tiesFollowTheItemAndRepeatsTheBestScore() {
    let tied = Attainable.meanAveragePrecision(
      scores: [0.5, 0.5], labels: [1, 0], groups: ["g", "g"], items: ["b", "a"], cut: 7)
    #expect(tied == 0.5)
    let repeated = Attainable.meanAveragePrecision(
      scores: [0.1, 0.9, 0.5], labels: [1, 0, 0], groups: ["g", "g", "g"],
      items: ["a", "a", "b"], cut: 7)
    #expect(repeated == 1)
  }
}
