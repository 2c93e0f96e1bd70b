import Foundation
import Testing
import Yams

/// The workflows are sound: what they run is there, and nothing that somebody types is run as a script.
@Suite struct WorkflowTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = root.appendingPathComponent(".github/workflows")

  private func workflows() throws -> [(name: String, text: String, whole: [String: Any])] {
    try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted().map { name in
      let file = Self.folder.appendingPathComponent(name)
      let text = try String(contentsOf: file, encoding: .utf8)
      return (name, text, try #require(try Yams.load(yaml: text) as? [String: Any], "\(name)"))
    }
  }

  private func steps(of job: Any) -> [[String: Any]] {
    (job as? [String: Any])?["steps"] as? [[String: Any]] ?? []
  }

  @Test func everyJobIsWhole() throws {
    let all = try workflows()
    #expect(all.map(\.name).contains("ci.yml") && all.count >= 5)
    for (name, text, whole) in all {
      #expect(whole["name"] as? String == name.replacing(".yml", with: ""))
      #expect(whole["permissions"] is [String: Any], "\(name) says what it may do")
      #expect(text.contains("\non:"), "\(name) says when it runs")
      let jobs = try #require(whole["jobs"] as? [String: Any])
      for (job, content) in jobs {
        let content = try #require(content as? [String: Any])
        #expect(content["runs-on"] is String && content["timeout-minutes"] is Int, "\(name) \(job)")
        let steps = steps(of: content)
        #expect(!steps.isEmpty)
        for step in steps {
          #expect((step["run"] == nil) != (step["uses"] == nil), "\(name): a step runs or uses")
          if let used = step["uses"] as? String { #expect(used.contains("@v"), "\(used)") }
        }
      }
    }
  }

  @Test func whatIsRunIsThere() throws {
    for (name, _, whole) in try workflows() {
      for content in (whole["jobs"] as? [String: Any] ?? [:]).values {
        for command in steps(of: content).compactMap({ $0["run"] as? String }) {
          #expect(!command.contains("${{"), "\(name): what is typed goes through the environment")
          for match in command.matches(of: /(?:bash|python3) (\.(?:ci|github)\/[A-Za-z_.\/]+)/) {
            let script = Self.root.appendingPathComponent(String(match.1))
            #expect(FileManager.default.fileExists(atPath: script.path), "\(name): \(match.1)")
          }
          #expect(try isSound(command), "\(name): \(command)")
        }
      }
    }
  }

  @Test func everyScriptIsSound() throws {
    for folder in [".ci", ".github/container"] {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: Self.root.appendingPathComponent(folder).path)
      for name in names {
        let file = Self.root.appendingPathComponent(folder).appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.hasPrefix("#!/usr/bin/env bash") else { continue }
        #expect(text.contains("set -euo pipefail"), "\(name)")
        #expect(try isSound(text), "\(name)")
      }
    }
  }

  /// Whether bash can read a script.
  private func isSound(_ script: String) throws -> Bool {
    let bash = Process()
    bash.executableURL = URL(fileURLWithPath: "/bin/bash")
    bash.arguments = ["-n", "-c", script]
    try bash.run()
    bash.waitUntilExit()
    return bash.terminationStatus == 0
  }
}
