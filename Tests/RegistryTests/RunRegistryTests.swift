import Foundation
import Registry
import Testing

@Suite struct RunRegistryTests {
  @Test func `a run comes back as it was registered`() throws {
    let artifacts = try Artifacts()
    let run = try artifacts.register()
    let read = try RunRegistry(reading: artifacts.folder).run(run.id)
    #expect(read == run)
    #expect(read.who == "ann@desk")
    #expect(read.models.map(\.name) == ["boosted", "logistic"])
    #expect(read.description.results.map(\.model) == ["boosted", "logistic"])
    #expect(read.figure("logLoss", of: "boosted") == 1.0 / 3)
    #expect(read.description.results[0].figures["undefined"] == nil)
    #expect(read.id.wholeMatch(of: /[0-9]{8}-[0-9]{6}-[0-9a-f]{6}/) != nil)
    #expect(
      artifacts.files()
        == (["boosted.offerscope", "logistic.offerscope", "summary.md"].map { "\(run.id)/\($0)" }
        + read.models.map { "models/\($0.sha256).offerscope" }).sorted())
  }

  @Test func `one content is one file, whoever registers it`() throws {
    let artifacts = try Artifacts()
    let first = try artifacts.register()
    let second = try artifacts.register()
    #expect(first.models.map(\.sha256) == second.models.map(\.sha256))
    #expect(artifacts.files().count { $0.hasPrefix("models/") } == 2)
    let registry = try artifacts.registry()
    try registry.prune([first])
    #expect(artifacts.files().count { $0.hasPrefix("models/") } == 2)
    try registry.prune([second])
    #expect(artifacts.files().isEmpty)
    #expect(try registry.verify().isIntact)
  }

  @Test func `runs are named by beginning, end or latest`() throws {
    let artifacts = try Artifacts()
    let first = try artifacts.register()
    let second = try artifacts.register(["forest": "a wood"])
    let registry = try artifacts.registry()
    #expect(try registry.run(String(first.id.suffix(6))).id == first.id)
    #expect(try registry.run("latest").id == max(first, second).id)
    #expect(try registry.model("run:\(second.id)").name == "forest")
    #expect(try registry.model("\(first.id)/logistic").name == "logistic")
    #expect(throws: RegistryError.self) { try registry.run("2") }
    #expect(throws: RegistryError.self) { try registry.run("") }
    #expect(throws: RegistryError.self) { try registry.run("../..") }
    #expect(throws: RegistryError.self) { try registry.model(first.id) }
    #expect(throws: RegistryError.self) { try registry.model("\(first.id)/forest") }
    #expect(throws: RegistryError.self) { try registry.model("champion") }
  }

  private func max(_ first: RegisteredRun, _ second: RegisteredRun) -> RegisteredRun {
    (first.registeredAt, first.id) > (second.registeredAt, second.id) ? first : second
  }

  @Test func `a data set has one champion`() throws {
    let artifacts = try Artifacts()
    let bank = try artifacts.register()
    let churn = try artifacts.register(dataset: "churn")
    let registry = try artifacts.registry()
    #expect(try registry.promote("\(bank.id)/boosted", to: .champion).demoted == nil)
    #expect(try registry.model("champion").name == "boosted")
    let change = try registry.promote("\(bank.id)/logistic", to: .champion)
    #expect(change.demoted?.name == "boosted")
    #expect(change.demoted?.stage == .candidate)
    #expect(change.from == .candidate)
    _ = try registry.promote("\(churn.id)/boosted", to: .champion)
    #expect(throws: RegistryError.self) { try registry.model("champion") }
    #expect(try registry.model("champion:churn").run == churn.id)
    #expect(try registry.model("champion:bank").name == "logistic")
    #expect(throws: RegistryError.self) {
      try registry.prunable(named: [bank.id], keepingNewest: nil)
    }
    #expect(try registry.prunable(named: [], keepingNewest: 0).isEmpty)
    _ = try registry.promote("champion:churn", to: .retired)
    #expect(try registry.prunable(named: [], keepingNewest: 0).map(\.id) == [churn.id])
    #expect(try registry.auditLog().count == 2 + 1 + 2 + 1 + 1)
    #expect(try registry.verify().isIntact)
  }

  @Test func `a stage that is there already is not written twice`() throws {
    let artifacts = try Artifacts()
    let run = try artifacts.register()
    let registry = try artifacts.registry()
    _ = try registry.promote("\(run.id)/boosted", to: .champion)
    let entries = try registry.auditLog().count
    #expect(try registry.promote("champion", to: .champion).from == .champion)
    #expect(try registry.auditLog().count == entries)
  }

  @Test func `a file that is another one is neither used nor promoted`() throws {
    let artifacts = try Artifacts()
    let run = try artifacts.register()
    let registry = try artifacts.registry()
    let path = registry.paths.file(of: run.models[0])
    try Data("other trees".utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: RegistryError.self) { try registry.checkedFile(of: run.models[0]) }
    #expect(error?.message.contains("SHA-256 differs") == true)
    #expect(throws: RegistryError.self) {
      try registry.promote("\(run.id)/boosted", to: .champion)
    }
    #expect(try registry.verify().findings.count == 1)
    // Registered once more, the content is back.
    try artifacts.register()
    #expect(try registry.verify().isIntact)
  }

  @Test func `what fails while files are made leaves nothing`() throws {
    let artifacts = try Artifacts()
    let registry = try artifacts.registry()
    #expect(throws: CocoaError.self) {
      _ = try registry.register(Artifacts.description(["boosted"])) { folder in
        try Data("half".utf8).write(to: URL(fileURLWithPath: "\(folder)/half"))
        throw CocoaError(.fileWriteOutOfSpace)
      }
    }
    // Two of one name: the second row is refused by the database, after its files were placed.
    #expect(throws: RegistryError.self) {
      _ = try registry.register(Artifacts.description([])) { folder in
        try Data("a".utf8).write(to: URL(fileURLWithPath: "\(folder)/a"))
        return ["boosted": "\(folder)/a"]
      }
    }
    #expect(artifacts.files().isEmpty)
    #expect(try registry.runs().isEmpty)
    #expect(try registry.verify().isIntact)
  }

  @Test func `what a broken-off command left is cleared by the next that writes`() throws {
    let artifacts = try Artifacts()
    let run = try artifacts.register()
    let dead = "20200101-000000-abcdef"
    let pending = "\(artifacts.folder)/.pending/\(dead)"
    let orphan = String(repeating: "ab", count: 32)
    let manager = FileManager.default
    for folder in ["\(pending)/files", "\(artifacts.folder)/\(dead)", "\(artifacts.folder)/mine"] {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let places = [
      dead, run.id, "models/\(orphan).offerscope", "models/\(run.models[0].sha256).offerscope",
      "mine", "../mine", "models/../mine",
    ]
    try JSONEncoder().encode(places).write(to: URL(fileURLWithPath: "\(pending)/places.json"))
    try Data().write(to: URL(fileURLWithPath: "\(artifacts.folder)/models/\(orphan).offerscope"))
    _ = try artifacts.registry()
    #expect(!manager.fileExists(atPath: pending))
    #expect(!manager.fileExists(atPath: "\(artifacts.folder)/\(dead)"))
    #expect(!manager.fileExists(atPath: "\(artifacts.folder)/models/\(orphan).offerscope"))
    #expect(manager.fileExists(atPath: "\(artifacts.folder)/mine"))
    #expect(try artifacts.registry().verify().isIntact)
  }
}
