import Foundation
import Registry
import Testing

@Suite struct SharedFolderTests {
  @Test func `many at once lose nothing`() async throws {
    let artifacts = try Artifacts()
    let folder = artifacts.folder
    try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<12 {
        group.addTask {
          // A connection of its own each, as processes have.
          let registry = try RunRegistry(writing: folder, who: "user\(index)@desk")
          let run = try registry.register(
            Artifacts.description(["boosted"], seed: UInt64(index))
          ) { folder in
            try Data("trees \(index % 3)".utf8).write(
              to: URL(fileURLWithPath: "\(folder)/boosted.offerscope"))
            return ["boosted": "\(folder)/boosted.offerscope"]
          }
          _ = try registry.promote("\(run.id)/boosted", to: .champion)
          return run.id
        }
      }
      var names: Set<String> = []
      for try await name in group { names.insert(name) }
      #expect(names.count == 12)
    }
    let registry = try RunRegistry(reading: folder)
    #expect(try registry.runs().count == 12)
    #expect(try registry.runs().compactMap(\.champion).count == 1)
    #expect(try registry.auditLog().count == 12 + 12 + 11)
    #expect(artifacts.files().count { $0.hasPrefix("models/") } == 3)
    let report = try registry.verify()
    #expect(report.isIntact, "\(report.findings)")
  }
}
