import Foundation
import Synchronization
import Testing

/// Registering, promoting and using models by name, as people run it.
@Suite struct RunsCommandTests {
  private let folder: String
  private let data: String
  private var artifacts: String { folder + "/artifacts" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/offerscope-runs-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    data = folder + "/data.csv"
    let lines = (0..<400).map { row in
      let (a, b) = (row * 37 % 101, row * 53 % 7)
      return "\(a),\(b),\((a + 9 * b + row * 29 % 60) > 110 ? 1 : 0)\n"
    }
    try ("a,b,y\n" + lines.joined()).write(toFile: data, atomically: true, encoding: .utf8)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func register(_ more: [String] = []) throws -> Program {
    try Program(
      [
        "train", data, "--models", "logistic,boosted", "--set", "boosted.rounds=9", "--register",
        "--artifacts", artifacts, "--json",
      ] + more)
  }

  private func runs(_ words: String...) throws -> Program {
    try Program(["runs"] + words + ["--artifacts", artifacts])
  }

  @Test func `a run goes from training to champion to scores`() throws {
    defer { remove() }
    let trained = try register()
    #expect(trained.exitCode == 0 && trained.errors.contains("registered run"), "\(trained.errors)")
    let shown = try runs("show", "latest")
    #expect(shown.output.contains("run:") && shown.output.contains("again: offerscope train"))
    let none = try Program(
      ["predict", data, "--model", "champion", "--artifacts", artifacts, "--quiet"])
    #expect(none.exitCode == 2 && none.errors.contains("champion: there is none"))
    let promoted = try runs("promote", "latest/boosted")
    #expect(promoted.exitCode == 0 && promoted.output.contains("is now champion of data"))
    let path = try #require(
      try FileManager.default.contentsOfDirectory(atPath: artifacts).first {
        $0.wholeMatch(of: /[0-9]{8}-[0-9]{6}-[0-9a-f]{6}/) != nil
      })
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(artifacts)/\(path)")
    #expect(
      Set(["boosted_card.md", "report.pdf", "roc_curves.svg", "summary.md"]).isSubset(of: files))
    let byName = try Program(
      ["predict", data, "--model", "champion", "--artifacts", artifacts, "--quiet"])
    let byRun = try Program(
      ["predict", data, "--model", "run:\(path)/boosted", "--artifacts", artifacts, "--quiet"])
    let byPath = try Program(
      ["predict", data, "--model", "\(artifacts)/\(path)/boosted.offerscope", "--quiet"])
    #expect(byName.exitCode == 0 && byName.output == byPath.output && byRun.output == byPath.output)
    let measured = try Program(
      ["evaluate", data, "--model", "champion", "--artifacts", artifacts])
    #expect(measured.exitCode == 0 && measured.output.contains("champion"), "\(measured.errors)")
    for words in [
      ["drift", "champion", data], ["report", "champion"],
      ["report", "champion", data, "--out", "\(artifacts)-report", "--quiet"],
      ["segment", data, "--model", "champion"], ["explain", data, "--model", "champion"],
    ] {
      let program = try Program(words + ["--artifacts", artifacts])
      #expect(program.exitCode == 0, "\(words): \(program.errors)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(artifacts)-report").contains(
        "champion_feature_importance.csv"))
    let second = try register(["--seed", "8"])
    #expect(second.exitCode == 0)
    let compared = try runs("compare", path, "latest")
    #expect(compared.output.contains("the same data") && compared.output.contains("seed"))
    let kept = try runs("prune", path)
    #expect(kept.exitCode == 2 && kept.errors.contains("has the champion"))
    let pruned = try runs("prune", "--keep", "0")
    #expect(pruned.exitCode == 0 && pruned.output.hasPrefix("removed"))
    let verified = try runs("audit", "--verify")
    #expect(verified.exitCode == 0 && verified.output.hasPrefix("Intact: 4 entries"))
    try Data("no model".utf8).write(
      to: URL(
        fileURLWithPath: artifacts + "/models/"
          + (try #require(
            FileManager.default.contentsOfDirectory(atPath: artifacts + "/models").first))))
    let broken = try runs("audit", "--verify")
    #expect(broken.exitCode == 1 && broken.output.contains("not the file that was registered"))
  }

  @Test func `processes that register at once lose nothing`() throws {
    defer { remove() }
    let count = 6
    let (data, artifacts) = (data, artifacts)
    let codes = Mutex<[Int32]>([])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let words = [
        "train", data, "--models", "logistic", "--seed", String(index + 1), "--register",
        "--artifacts", artifacts, "--quiet",
      ]
      let code = (try? Program(words))?.exitCode ?? -1
      codes.withLock { $0.append(code) }
    }
    #expect(codes.withLock { $0 } == [Int32](repeating: 0, count: count))
    struct Listed: Decodable {
      struct Run: Decodable { let id: String }
      let runs: [Run]
    }
    let listed = try JSONDecoder().decode(
      Listed.self, from: Data(try runs("--json").output.utf8))
    #expect(Set(listed.runs.map(\.id)).count == count)
    let verified = try runs("audit", "--verify")
    #expect(verified.output.hasPrefix("Intact: \(count) entries"), "\(verified.output)")
  }

  @Test func `what is asked for and not there has its sentence`() throws {
    defer { remove() }
    let none = try runs()
    #expect(none.exitCode == 2 && none.errors.contains("no run is registered there"))
    #expect(!FileManager.default.fileExists(atPath: artifacts))
    let folds = try register(["--split", "kfold:3"])
    #expect(folds.exitCode == 0, "\(folds.errors)")
    let model = try runs("promote", "latest/boosted")
    #expect(model.exitCode == 2 && model.errors.contains("measured on folds"))
    let stage = try runs("promote", "latest/boosted", "--stage", "king")
    #expect(stage.exitCode == 2 && stage.errors.contains("no such stage"))
    let run = try runs("show", "nope")
    #expect(run.exitCode == 2 && run.errors.contains("there is none"))
    let taken = try Program(
      ["train", data, "--models", "logistic", "--register", "--artifacts", data, "--quiet"])
    #expect(taken.exitCode == 2 && taken.errors.contains("is a file, not a folder"))
  }
}
