import Testing

@testable import Tabular

@Suite struct RoleInferenceTests {
  private func infer(_ text: String) throws -> RoleInference {
    RoleInference(try read(text).table)
  }

  @Test func propensityTable() throws {
    let rows = (0..<60).map { "u-\($0),\($0 % 2),\($0 % 3 == 0 ? 1 : 0),\($0 % 9 == 0 ? 1 : 0)" }
    let found = try infer("UserID,sort_by,saw_checkout,ordered\n" + rows.joined(separator: "\n"))
    #expect(found.roles.target == "ordered" && found.roles.positive == "1")
    #expect(found.roles.identifier == "UserID")
    #expect(found.roles.group == nil && found.roles.item == nil && found.roles.time == nil)
    #expect(found.reasons.map(\.role) == ["target", "positive", "identifier"])
    #expect(found.reasons.allSatisfy { $0.sentence.hasSuffix(".") })
  }

  @Test func impressionTable() throws {
    let rows = (0..<90).map {
      "k\($0),\(100 + $0 / 9),\(7000 + $0 % 9),2023-10-\(10 + $0 % 20),\($0 % 10 == 0 ? 1 : 0)"
    }
    let roles = try infer("id1,id2,id3,id4,y\n" + rows.joined(separator: "\n")).roles
    #expect(roles.identifier == "id1" && roles.group == "id2" && roles.item == "id3")
    #expect(roles.time == "id4" && roles.target == "y" && roles.positive == "1")
  }

  @Test func theRarerOfTwoWordsIsPositive() throws {
    let found = try infer("a,state\n5,stays\n6,stays\n7,leaves\n")
    #expect(found.roles.target == "state" && found.roles.positive == "leaves")
    #expect(found.reasons.first?.sentence.contains("last column") == true)
  }

  @Test func aHintedColumnWithManyValuesIsNoTarget() throws {
    let found = try infer("response,size\n5,1\n6,2\n7,3\n")
    #expect(found.roles.target == nil)
    let reason = try #require(found.reasons.first)
    #expect(reason.role == "target" && reason.choice == nil)
    #expect(reason.sentence.contains("response is named like an outcome but has 3 values"))
  }

  @Test func ordinaryColumnsAreNoKeys() throws {
    let rows = (0..<50).map { "\(20 + $0),\($0 % 5),\($0 % 7),\($0 % 2)" }
    let roles = try infer(
      "age,customer_zip_code,campaign,churn\n" + rows.joined(separator: "\n")
    ).roles
    #expect(roles.identifier == nil || roles.identifier == "age")
    #expect(roles.group == nil && roles.item == nil)
  }

  @Test func wordsOfNames() {
    #expect(NameWords("customerID2").words == ["customer", "id", "2"])
    #expect(NameWords("Product_category-name").words == ["product", "category", "name"])
  }
}
