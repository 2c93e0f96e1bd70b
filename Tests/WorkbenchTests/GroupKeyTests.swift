import Foundation
import Modelling
import Tabular
import Testing
import Workbench

/// Groups of several columns, and splits that go by time with groups whole.
@Suite struct GroupKeyTests {
  private let text: String = {
    var text = "customer,day,offer,a,y\n"
    for row in 0..<240 {
      text += "c\(row / 3 % 8),2026-01-\(String(format: "%02d", row / 24 + 1)),o\(row % 3),"
      text += "\(row * 7 % 13),\(row % 5 == 0 ? 1 : 0)\n"
    }
    return text
  }()

  private func opened(_ overrides: RoleOverrides) throws -> OpenedData {
    let path = try SmallSets.file(text)
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    return try Opener.open(path, overrides: overrides)
  }

  @Test func severalColumnsMakeOneKey() throws {
    let data = try opened(RoleOverrides(target: "y", group: "customer, day", time: "day"))
    let roles = data.dataset.roles
    #expect(roles.group == "customer + day" && roles.time == "day")
    #expect(!data.dataset.features.contains("day") && !data.dataset.features.contains("customer"))
    let codes = try #require(data.dataset.groupCodes)
    #expect(Set(codes).count == 80)
    let table = data.dataset.table
    for row in 1..<codes.count {
      let isSame = (0..<2).allSatisfy {
        table.columns[$0].string(row) == table.columns[$0].string(row - 1)
      }
      #expect((codes[row] == codes[row - 1]) == isSame)
    }
  }

  @Test func aWrongNameIsSaid() throws {
    let error = #expect(throws: WorkbenchError.self) {
      try opened(RoleOverrides(target: "y", group: "customer,week"))
    }
    #expect(error?.message.contains("--group week: there is no such column") == true)
    let twice = #expect(throws: WorkbenchError.self) {
      try opened(RoleOverrides(target: "y", group: "customer,offer", item: "offer"))
    }
    #expect(twice?.message.contains("a column has one role") == true)
  }

  @Test func aDescriptionMayListThem() throws {
    let folder = (try SmallSets.file(text) as NSString).deletingLastPathComponent
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "name: lists\nfile: data.csv\ntarget: y\ngroup: [customer, day]\nposition: a\n".write(
      toFile: "\(folder)/dataset.yaml", atomically: true, encoding: .utf8)
    let data = try Opener.open(folder)
    #expect(data.dataset.roles.groupKey?.columns == ["customer", "day"])
    #expect(data.dataset.positionFeature == "a")
    let saved = try JSONEncoder().encode(data.dataset.roles)
    #expect(try JSONDecoder().decode(Roles.self, from: saved) == data.dataset.roles)
    let single = Data(#"{"group": "id2", "excluded": []}"#.utf8)
    #expect(try JSONDecoder().decode(Roles.self, from: single).group == "id2")
  }

  @Test func laterListsOfACustomerTest() throws {
    let data = try opened(RoleOverrides(target: "y", group: "customer,day", time: "day"))
    var configuration = PlanConfiguration()
    configuration.models = ["logistic"]
    configuration.split = "grouptime:0.25"
    let comparison = try TrainingSession(data: data, plan: try configuration.plan(for: data))
      .run { _ in }
    let table = data.dataset.table
    let codes = try #require(data.dataset.groupCodes)
    let test = Set(comparison.testRows)
    let train = data.dataset.labelledRows.filter { !test.contains($0) }
    #expect(test.count == 60)
    #expect(Set(test.map { codes[$0] }).isDisjoint(with: train.map { codes[$0] }))
    // Every customer's training lists end before their test lists, and some have both.
    var shared = 0
    for customer in 0..<8 {
      let times = { (rows: [Int]) in
        rows.filter { table["customer"]?.string($0) == "c\(customer)" }
          .compactMap { table["day"]?.number($0) }
      }
      guard let last = times(train).max(), let first = times(Array(test)).min() else { continue }
      #expect(last < first)
      shared += 1
    }
    #expect(shared == 8)
    #expect(!comparison.cautions.contains { $0.contains("both sides") })
  }
}
