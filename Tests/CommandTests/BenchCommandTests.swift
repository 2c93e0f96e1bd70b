import Foundation
import Testing

/// `offerscope bench` as a person in a shell uses it, on small tables.
@Suite struct BenchCommandTests {
  private func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func listNamesTheBenchmarks() throws {
    let program = try Program(["bench", "list", "--json"])
    #expect(program.exitCode == 0, "\(program.errors)")
    let entries = try #require(try object(program.output)["benchmarks"] as? [[String: Any]])
    let names = entries.compactMap { $0["name"] as? String }
    #expect(names.contains("fit-flags") && names.contains("pipeline"))
    let text = try Program(["bench"])
    #expect(names.allSatisfy { text.output.contains($0) })
  }

  @Test func compareHelpsOutsideACheckout() throws {
    let program = try Program(shell: "cd / && offerscope bench compare --help")
    #expect(program.exitCode == 0 && program.output.contains("USAGE"), "\(program.errors)")
  }

  @Test func runMeasures() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try Program([
      "bench", "run", "fit-flags", "csv", "--rows", "1000", "--rounds", "2", "--data", folder,
      "--json", "--quiet",
    ])
    #expect(program.exitCode == 0 && program.errors.isEmpty, "\(program.errors)")
    let entries = try #require(try object(program.output)["benchmarks"] as? [[String: Any]])
    #expect(entries.compactMap { $0["work"] as? String } == ["fit-flags", "csv"])
    for entry in entries {
      let rounds = try #require(entry["rounds"] as? [[String: Any]])
      #expect(rounds.count == 2)
      #expect(rounds.allSatisfy { ($0["seconds"] as? Double ?? 0) > 0 })
    }
    #expect(!program.output.contains(folder))
  }

  @Test(arguments: [
    ["bench", "run", "fit-moon"], ["bench", "data", "moon"], ["bench", "run", "--rounds", "0"],
    ["bench", "run", "csv", "--rows", "5"],
  ])
  func wrongUseEndsWithTwo(arguments: [String]) throws {
    let program = try Program(arguments)
    #expect(program.exitCode == 2, "\(program.errors)")
    #expect(program.output.isEmpty && !program.errors.isEmpty)
  }
}
