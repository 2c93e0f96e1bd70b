import Tabular
import Testing

@testable import Modelling

@Suite struct FeatureSchemaTests {
  let table = Table(columns: [
    Column(name: "age", values: .float([30, .nan, 50])),
    Column(name: "job", values: .category(codes: [0, 1, 2], levels: ["a", "b", "c"])),
    Column(name: "loan", values: .flag([0, 1, 255], labels: .init(zero: "no", one: "yes"))),
  ])

  @Test func levelsComeFromTheTrainingRowsOnly() {
    let schema = FeatureSchema(fittedTo: table, features: ["job", "age", "loan"], rows: [0, 1])
    #expect(schema.features[0].levels == ["a", "b"])
    let frame = schema.frame(of: table)
    #expect(frame.columns[0][0] == 0)
    #expect(frame.columns[0][2].isNaN)
    #expect(frame.report.unseen == ["job": 1])
    #expect(frame.columns[1][1].isNaN)
    #expect(frame.columns[2][1] == 1)
    #expect(frame.columns[2][2].isNaN)
  }

  @Test func columnsOfAnotherKindAreReadByTheirText() {
    let schema = FeatureSchema(fittedTo: table, features: ["age", "job", "loan"], rows: [0, 1, 2])
    let other = Table(columns: [
      Column(name: "loan", values: .category(codes: [0, 1, 2], levels: ["maybe", "no", "yes"])),
      Column(name: "age", values: .text(TextValues(["41", "old", nil]))),
    ])
    let frame = schema.frame(of: other)
    #expect(frame.columns[0][0] == 41)
    #expect(frame.columns[0][1].isNaN)
    #expect(frame.columns[2][1] == 0)
    #expect(frame.columns[2][2] == 1)
    #expect(frame.report.absentColumns == ["job"])
    #expect(frame.report.unreadable == ["age": 1, "loan": 1])
  }
}
