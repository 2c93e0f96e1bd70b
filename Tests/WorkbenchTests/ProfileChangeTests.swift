import Foundation
import Offers
import Tabular
import Testing
import Workbench

/// What a command says of a profile, and that it is understood as it was meant.
@Suite struct ProfileChangeTests {
  /// Names and levels that a careless parser stumbles over.
  static let text = #"""
    "a,b",x=y,note,plain,"say ""hi""",when,kind,outcome
    1.5,red,"one, two=3",1,"it's",2026-01-02,1.0,0
    2.5,"blue,green","x=y=z,plain=4",2,$HOME,2026-02-03,2.0,1
    95.39,"q=1,plain=2","  spaced",3,`id`,2026-03-04,1.0,0
    3.25,-x,-1,4,\n,2026-04-05,3.0,1
    """#

  static func opened() throws -> OpenedData {
    // Enough rows that nothing is taken for an identifier.
    let lines = text.split(separator: "\n")
    let rows = (0..<200).map { lines[1 + $0 % 4] }
    let path = try SmallSets.file(([lines[0]] + rows).joined(separator: "\n") + "\n")
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Opener.open(path, overrides: RoleOverrides(target: "outcome"))
  }

  struct Steps: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func whatIsWrittenIsReadBack(seed: UInt64) throws {
    let data = try Self.opened()
    let simulator = Simulator(data: data, models: [])
    var steps = Steps(state: seed)
    for _ in 0..<200 {
      let row = Int.random(in: 1...200, using: &steps)
      let start: CustomerChoice.Start = [.typical, .empty, .row(row)][row % 3]
      let before = try CustomerChoice(start).profile(by: simulator, in: data)
      var after = before
      for field in simulator.fields where Bool.random(using: &steps) {
        let other = simulator.profile(ofRow: Int.random(in: 0..<200, using: &steps))
        after.set(field.column, to: row % 7 == 0 ? .missing : other[field.column] ?? .missing)
      }
      let changes = ProfileChange.between(before, after).map(\.text)
      let again = try CustomerChoice(start, changes: changes).profile(by: simulator, in: data)
      #expect(again == after, "\(changes)")
    }
  }

  @Test func listsAreReadWhereNothingElseFits() throws {
    let data = try Self.opened()
    let simulator = Simulator(data: data, models: [])
    func profile(_ changes: String...) throws -> CustomerProfile {
      try CustomerChoice(changes: changes).profile(by: simulator, in: data)
    }
    let both = try profile("plain=3,kind=2.0")
    #expect(both["plain"] == .number(3) && both["kind"]?.number == 2)
    #expect(try profile("plain=3", "kind=2.0") == both)
    #expect(try profile("x=y=q=1,plain=2")["x=y"] == .text("q=1,plain=2"))
    #expect(try profile("a,b=2.5")["a,b"] == .number(2.5))
    #expect(try profile("plain=")["plain"] == .missing)
  }

  @Test(arguments: [
    ("plain", "is not of the form"), ("nope=1", "there is no column nope"),
    ("plain=many", "plain is a number, not “many”"), ("plain=1e39", "plain is a number"),
    ("plain=3,kind=blue", "kind=blue"),
  ])
  func wrongChangesAreRefusedInWords(change: String, words: String) throws {
    let data = try Self.opened()
    let simulator = Simulator(data: data, models: [])
    let error = #expect(throws: WorkbenchError.self) {
      try CustomerChoice(changes: [change]).profile(by: simulator, in: data)
    }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func aSavedProfileIsReadBackAndCheckedAgainstTheData() throws {
    let data = try Self.opened()
    let simulator = Simulator(data: data, models: [])
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    try OutputPath.make(folder: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let profile = simulator.profile(ofRow: 2)
    try ProfileFile.write(profile, to: "\(folder)/p.json")
    let read = try ProfileFile.read(path: "\(folder)/p.json")
    #expect(try CustomerChoice(.saved(read)).profile(by: simulator, in: data) == profile)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["p.json"])
    for (text, words) in [
      ("{", "is no profile"), ("[{\"column\": \"a\", \"value\": 1}]", "a column a"),
      ("[{\"column\": \"plain\", \"value\": \"many\"}]", "plain is a number"),
    ] {
      try text.write(toFile: "\(folder)/q.json", atomically: true, encoding: .utf8)
      let error = #expect(throws: WorkbenchError.self) {
        let read = try ProfileFile.read(path: "\(folder)/q.json")
        _ = try CustomerChoice(.saved(read)).profile(by: simulator, in: data)
      }
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
    #expect(throws: WorkbenchError.self) {
      try ProfileFile.write(profile, to: "\(folder)/none/p.json")
    }
  }
}
