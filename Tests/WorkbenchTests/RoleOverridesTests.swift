import Foundation
import Tabular
import Testing
import Workbench

@Suite struct RoleOverridesTests {
  private func opened(_ overrides: RoleOverrides) throws -> OpenedData {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"
    let rows = (0..<60).map { "\($0 % 7),\($0 % 5),\($0 % 11),w\($0 % 4),\($0 % 2)" }
    try (["\"a,b\",a,b,word,y"] + rows).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Opener.open(path, overrides: overrides)
  }

  @Test func aNameWithACommaIsTakenWhole() throws {
    let whole = try opened(RoleOverrides(target: "y", exclude: ["a,b"]))
    #expect(whole.dataset.roles.excluded.map(\.column) == ["a,b"])
    let list = try opened(RoleOverrides(target: "y", exclude: ["b, word", "a,b"]))
    #expect(list.overrides.exclude == ["b", "word", "a,b"])
    #expect(list.dataset.features == ["a"])
  }

  @Test func twoRolesForOneColumnAreRefused() {
    #expect {
      try opened(RoleOverrides(target: "y", group: "a", time: "a"))
    } throws: { error in
      "\(error)".contains("--group a and --time a: a column has one role")
    }
  }

  @Test func wordsAreNoTime() {
    #expect {
      try opened(RoleOverrides(target: "y", time: "word"))
    } throws: { error in
      "\(error)".contains("--time word: word holds no dates or numbers")
    }
  }
}
