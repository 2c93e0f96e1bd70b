import Modelling
import Tabular
import Testing

@testable import Workbench

@Suite struct SegmentWordsTests {
  private let schema = FeatureSchema(features: [
    Feature(name: "age", kind: .number),
    Feature(name: "job", kind: .category(levels: ["a", "b", "c"])),
    Feature(name: "loan", kind: .flag(.init(zero: "no", one: "yes"))),
  ])

  private func frame() -> FeatureFrame {
    FeatureFrame(
      schema: schema, rowCount: 8,
      columns: [
        [20, 21, 22, 23, 60, 61, 62, 63], [0, 0, 0, 1, 1, 2, 1, 2],
        [1, 0, 1, 0, 1, 0, 1, .nan],
      ])
  }

  @Test func traitsAreTheLargestDifferencesInPlainWords() throws {
    let traits = SegmentTrait.all(of: [0, 1, 2, 3], against: [4, 5, 6, 7], in: frame())
    #expect(traits.map(\.feature) == ["age", "job", "loan"])
    let age = try #require(traits.first)
    // Means 21.5 and 61.5, both of standard deviation √(5/3).
    #expect(abs(age.effect + 40 / (5.0 / 3).squareRoot()) < 1e-9)
    #expect(age.sentence == "age is much lower (mean 21.5; others 61.5)")
    #expect(traits[1].sentence == "job is a in 75% (others 0%)")
    #expect(traits[1].title == "job a")
    #expect(SegmentTrait.all(of: [], against: [1], in: frame()).isEmpty)
    #expect(SegmentTrait.all(of: [0, 1], against: [0, 1], in: frame()).isEmpty)
  }

  @Test func theTreeTellsSegmentsApart() throws {
    var ages: [Float] = []
    var jobs: [Float] = []
    var labels: [Int?] = []
    for row in 0..<300 {
      ages.append(Float(row % 100))
      jobs.append(Float(row % 3))
      labels.append(row % 100 < 50 ? 0 : row % 3 == 1 ? nil : 1)
    }
    let frame = FeatureFrame(
      schema: schema, rowCount: 300, columns: [ages, jobs, ages.map { _ in 0 }])
    let tree = try MembershipTree(frame, rows: Array(0..<300), labels: labels, threads: 2)
    #expect((0..<300).allSatisfy { tree.segment(ofRow: $0, in: frame) == labels[$0] })
    #expect(tree.questionCount == 2)
    #expect(tree.lines.contains { $0.contains("segment 1 (100% of 150 rows)") })
    #expect(tree.lines.contains { $0.contains("no segment (100%") })
  }

  @Test func numbersOfGroupsAreTakenByStabilityAndThenByDistance() {
    let choice = { CountChoice(count: $0, agreement: $1, silhouette: $2) }
    #expect(
      SegmentGrouping.best(of: [choice(2, 0.9, 0.2), choice(3, 0.85, 0.4), choice(4, 0.5, 0.9)])
        == 3)
    #expect(SegmentGrouping.best(of: [choice(2, 0.9, 0.39), choice(3, 0.85, 0.4)]) == 2)
    #expect(SegmentGrouping.best(of: [choice(2, 0.3, 0.2), choice(3, 0.6, nil)]) == 3)
    #expect(SegmentGrouping.best(of: []) == 2)
    #expect(SegmentGrouping.bySize([2, nil, 0, 0, 5, 0, 5]) == [2, nil, 0, 0, 1, 0, 1])
  }

  @Test func theMapShowsTheSegmentOfMostInEachCell() {
    let map = SegmentMapText(
      [
        .init(x: 0, y: 0, segment: 0), .init(x: 0, y: 0, segment: 0), .init(x: 0, y: 0, segment: 1),
        .init(x: 1, y: 1, segment: nil), .init(x: 1, y: 0, segment: 9),
      ], width: 2, height: 2)
    #expect(map.lines == ["┌──┐", "│ ·│", "│1a│", "└──┘"])
    #expect(SegmentMapText([], width: 3, height: 2).lines.count == 4)
    #expect(
      SegmentMapText([.init(x: 5, y: 5, segment: 1)], width: 3, height: 2).lines.joined()
        .contains("2"))
  }
}
