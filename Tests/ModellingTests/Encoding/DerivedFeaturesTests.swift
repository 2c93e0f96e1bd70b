import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct DerivedFeaturesTests {
  private let table = Table(columns: [
    Column(name: "loan", values: .flag([0, 1, 1, 255], labels: .init(zero: "no", one: "yes"))),
    Column(name: "age", values: .float([30, 40, .nan, 20])),
    Column(name: "job", values: .category(codes: [0, 1, 0, 1], levels: ["a", "b"])),
  ])

  private func schema(_ texts: [String]) throws -> (FeatureSchema, Table) {
    let recipes = try Recipes(texts.map { try Recipe(parsing: $0) }, for: table)
    let whole = recipes.applied(to: table)
    return (
      FeatureSchema(
        fittedTo: whole, features: ["age"] + recipes.names, rows: [0, 1, 2, 3], recipes: recipes),
      whole
    )
  }

  @Test func theyAreWorkedOutOfTheirInputsWhateverTheTableSays() throws {
    let (schema, whole) = try schema(["s = sum(loan, age)", "x = cross(job, loan)"])
    let frame = schema.frame(of: whole)
    #expect(Array(frame.columns[1].prefix(2)) == [30, 41] && frame.columns[1][2].isNaN)
    let lying = whole.replacing(Column(name: "s", values: .float([9, 9, 9, 9])))
    for other in [lying, table, lying.rows([0, 1, 2, 3])] {
      let again = schema.frame(of: other)
      for (one, two) in zip(frame.columns, again.columns) {
        #expect(one.map(\.bitPattern) == two.map(\.bitPattern))
      }
    }
    #expect(schema.frame(of: table, rows: [1, 0]).columns[1] == [41, 30])
    #expect(schema.columns == ["age", "loan", "job"] && schema.derivedNames == ["s", "x"])
  }

  /// A scoring file may spell and type its columns otherwise.
  @Test func inputsAreReadAsTheTrainingTableWas() throws {
    let (schema, _) = try schema(["s = sum(loan, age)", "x = cross(job, loan)"])
    let other = Table(columns: [
      Column(name: "age", values: .text(TextValues(["30", "40"]))),
      Column(name: "loan", values: .category(codes: [0, 1], levels: ["no", "yes"])),
      Column(name: "job", values: .category(codes: [1, 0], levels: ["b", "zz"])),
    ])
    let frame = schema.frame(of: other)
    #expect(frame.columns[1] == [30, 41])
    #expect(frame.columns[2][0].isNaN)
    #expect(schema.features[2].text(of: frame.columns[2][1]) == "b × yes")
    #expect(frame.report.unseen == ["job": 1])
    let poor = schema.frame(of: Table(columns: [other.columns[0]]))
    #expect(poor.columns[1].allSatisfy(\.isNaN) && poor.columns[0] == [30, 40])
    #expect(poor.report.absentColumns == ["loan", "job"])
  }

  @Test func theyTravelWithTheSchema() throws {
    let (schema, _) = try schema(["both = all(loan, old)", "old = any(age)", "s = sum(2*age, old)"])
    let data = try JSONEncoder().encode(schema)
    let again = try JSONDecoder().decode(FeatureSchema.self, from: data)
    #expect(again == schema && again.frame(of: table).columns[3][1] == 81)
    // Without derived features a schema is written as ever.
    let plain = FeatureSchema(fittedTo: table, features: ["age"], rows: [0])
    #expect(!String(decoding: try JSONEncoder().encode(plain), as: UTF8.self).contains("derived"))
  }

  @Test(arguments: [
    ("sum(2*age, loan)", "ratio(age)"), ("sum(2*age, loan)", "sum(2*age, gone)"),
    ("sum(2*age, loan)", "sum(2*s, loan)"), ("sum(2*age, loan)", "sum(2*age)"),
    ("sum(2*age, loan)", "cross(age, loan)"), ("s = sum", "age = sum"),
    ("\"loan\"", "\"age\""),
  ])
  func damagedRecipesAreRefused(_ part: String, _ damage: String) throws {
    let (schema, _) = try schema(["s = sum(2*age, loan)"])
    let text = String(decoding: try JSONEncoder().encode(schema), as: UTF8.self)
    let damaged = text.replacing(part, with: damage)
    try #require(damaged != text)
    #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(FeatureSchema.self, from: Data(damaged.utf8))
    }
  }
}
