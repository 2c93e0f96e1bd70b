import Tabular
import Testing

@testable import Modelling

/// One stray word in a file must not cost a column.
@Suite struct SpelledNumbersTests {
  private let schema = FeatureSchema(features: [
    Feature(name: "age", kind: .number),
    Feature(name: "job", kind: .category(levels: ["clerk", "cook"])),
  ])

  private func read(_ texts: [String], asText: Bool) -> (values: [Float], unreadable: Int) {
    let age: Column.Values =
      asText
      ? .text(TextValues(texts.map { $0 }))
      : .category(codes: texts.indices.map { Int32($0) }, levels: texts)
    let frame = schema.frame(of: Table(columns: [Column(name: "age", values: age)]))
    return (texts.indices.map { frame.columns[0][$0] }, frame.report.unreadable["age"] ?? 0)
  }

  @Test(arguments: [true, false]) func blanksAndOneWordCostOneCell(asText: Bool) {
    let (values, unreadable) = read([" 39", "abc", "40 ", "-1.5e2"], asText: asText)
    #expect(values[0] == 39 && values[1].isNaN && values[2] == 40 && values[3] == -150)
    #expect(unreadable == 1)
  }

  @Test(arguments: [true, false]) func cellsDecideTogetherOnCommas(asText: Bool) {
    let commas = read(["1,5", "2,25", "-", "7"], asText: asText)
    #expect(commas.values[0] == 1.5 && commas.values[1] == 2.25 && commas.values[3] == 7)
    #expect(commas.values[2].isNaN && commas.unreadable == 1)
    // Among points a comma is no number, and neither are hexadecimal digits.
    let points = read(["1.5", "2.25", "1,234", "0x1F"], asText: asText)
    #expect(points.values[0] == 1.5 && points.values[2].isNaN && points.values[3].isNaN)
    #expect(points.unreadable == 2)
  }

  @Test func blanksAroundALevelSayNothing() {
    let levels = [" clerk", "cook ", " ", "baker"]
    let cells = Column.Values.category(codes: [0, 1, 2, 3], levels: levels)
    let frame = schema.frame(of: Table(columns: [Column(name: "job", values: cells)]))
    #expect(frame.columns[1][0] == 0 && frame.columns[1][1] == 1)
    #expect(frame.columns[1][2].isNaN && frame.columns[1][3].isNaN)
    #expect(frame.report.unseen == ["job": 2])
  }
}
