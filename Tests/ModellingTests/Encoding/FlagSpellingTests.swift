import Tabular
import Testing

@testable import Modelling

/// Flags that a file spells otherwise than the one that trained the model.
@Suite struct FlagSpellingTests {
  private let schema = FeatureSchema(features: [
    Feature(name: "loan", kind: .flag(.init(zero: "no", one: "yes"))),
    Feature(name: "side", kind: .flag(.init(zero: "left", one: "right"))),
  ])

  private func frame(_ loan: Column.Values, _ side: Column.Values) -> FeatureFrame {
    schema.frame(
      of: Table(columns: [Column(name: "loan", values: loan), Column(name: "side", values: side)]))
  }

  @Test func wordsOfYesAndNoStandForEachOther() {
    let flags = Column.Values.flag(
      [0, 1, Column.missingFlag], labels: .init(zero: "false", one: "true"))
    let frame = frame(flags, flags)
    #expect(frame.columns[0][0] == 0 && frame.columns[0][1] == 1 && frame.columns[0][2].isNaN)
    // Left and right are not yes and no.
    #expect(frame.columns[1].indices.allSatisfy { frame.columns[1][$0].isNaN })
    #expect(frame.report.unreadable == ["side": 2])
    let words = ["TRUE", "False", "Y", "n", "1", "0", "maybe"]
    let cells = Column.Values.category(codes: words.indices.map { Int32($0) }, levels: words)
    let read = self.frame(cells, cells).columns[0]
    #expect((0..<6).map { read[$0] } == [1, 0, 1, 0, 1, 0] && read[6].isNaN)
  }

  @Test func aRowIsReadAsAFileIs() {
    let encoder = RowEncoder(schema)
    for (text, value) in [("true", Float(1)), ("No", 0), ("right", .nan)] {
      var row = encoder.emptyRow
      let outcome = encoder.put(text, at: 0, in: &row)
      #expect(row[0] == value || (value.isNaN && row[0].isNaN && outcome == .unreadable))
    }
  }
}
