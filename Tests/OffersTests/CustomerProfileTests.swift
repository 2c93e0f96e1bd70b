import Foundation
import Offers
import Tabular
import Testing

@Suite struct CustomerProfileTests {
  @Test func takesARowInTheFilesSpelling() {
    #expect(student["age"] == .number(22))
    #expect(student["job"] == .text("student"))
    #expect(student["loan"] == .text("no"))
    #expect(student["loc_uk"] == .number(1))
    #expect(student["seen"] == .text("1970-01-01"))
    #expect(student["shoe"] == nil)
    #expect(CustomerProfile(table: customers, row: 3)["age"] == .missing)
    #expect(
      CustomerProfile(table: customers, row: 0, columns: ["loan", "age"]).columns == [
        "loan", "age",
      ])
  }

  @Test func typicalCustomerIsMedianAndMode() {
    let typical = CustomerProfile.typical(of: customers)
    #expect(typical["age"] == .number(41))
    #expect(typical["job"] == .text("retired"))
    #expect(typical["loan"] == .text("no"))
    #expect(typical["loc_uk"] == .number(1))
    // An even count takes the lower of the two in the middle.
    #expect(typical["balance"] == .number(0))
    #expect(typical["seen"] == .missing)
    #expect(CustomerProfile.typical(of: customers, rows: [1])["loan"] == .text("yes"))
    #expect(CustomerProfile.typical(of: customers, rows: [3])["age"] == .missing)
  }

  @Test func editsAndDifferences() {
    var edited = student
    let known = edited.set("age", to: .number(30))
    let unknown = edited.set("shoe", to: .number(40))
    #expect(known && !unknown)
    edited.set("job", to: .missing)
    let difference = edited.difference(from: student)
    #expect(difference.map(\.column) == ["age", "job"])
    #expect(difference.first?.before == .number(22) && difference.first?.after == .number(30))
    #expect(student.difference(from: student).isEmpty)
    let short = CustomerProfile(table: customers, row: 0, columns: ["age"])
    #expect(short.difference(from: student).map(\.column).count == 5)
  }

  @Test func settingKeepsTextAsText() {
    let coded = CustomerProfile([("zip", .text("12")), ("age", .number(1)), ("x", .missing)])
    let set = coded.setting(["zip": "13", "age": "2.5", "x": "007", "none": "1"])
    #expect(set.values == [.text("13"), .number(2.5), .text("007")])
  }

  @Test func survivesJSON() throws {
    let profile = CustomerProfile([("b", .number(1.5)), ("a", .text("x")), ("c", .missing)])
    let data = try JSONEncoder().encode(profile)
    #expect(try JSONDecoder().decode(CustomerProfile.self, from: data) == profile)
    let twice = Data(#"[{"column":"a","value":1},{"column":"a","value":2}]"#.utf8)
    #expect(
      offerError { _ = try JSONDecoder().decode(CustomerProfile.self, from: twice) }?.code
        == .badValue)
  }

  @Test func schemaGivesBackTheRows() throws {
    let schema = ProfileSchema(table: customers)
    let table = try schema.table(
      of: (0..<4).map { CustomerProfile(table: customers, row: $0) })
    for column in customers.columns {
      let back = try #require(table[column.name])
      #expect(back.kind == column.kind)
      #expect((0..<4).map { back.string($0) } == (0..<4).map { column.string($0) })
    }
  }

  @Test func joiningEqualsSettingEachProfile() throws {
    let offers = [
      Offer(id: "1", name: "", value: 1),
      Offer(id: "2", name: "", value: 1, sets: ["job": "pilot"]),
      Offer(id: "3", name: "", value: 1, sets: ["loan": "yes", "age": "50", "seen": "2026-03-01"]),
    ]
    let schema = ProfileSchema(table: customers, columns: ["job", "age", "loan", "seen", "loc_uk"])
    let joined = try schema.table(joining: student, with: offers)
    let single = try schema.table(of: offers.map { student.setting($0.sets) })
    #expect(joined.names == schema.columns)
    for (one, other) in zip(joined.columns, single.columns) {
      #expect((0..<3).map { one.string($0) } == (0..<3).map { other.string($0) })
    }
    #expect(joined["job"]?.string(1) == "pilot")
    #expect(joined["seen"]?.string(2) == "2026-03-01")
    guard case .category(_, let levels)? = joined["job"]?.values else {
      Issue.record("job stays a category")
      return
    }
    #expect(levels == ["pilot", "retired", "student"])
  }

  @Test(arguments: [("age", "old"), ("loan", "maybe"), ("seen", "soon")])
  func valuesThatDoNotFitAreNamed(column: String, value: String) {
    var profile = student
    profile.set(column, to: .text(value))
    let schema = ProfileSchema(table: customers)
    let error = offerError { _ = try schema.table(of: [profile]) }
    #expect(error?.code == .badValue)
    #expect(error?.message.hasPrefix(column) == true)
    #expect(error?.message.contains(value) == true)
  }
}
