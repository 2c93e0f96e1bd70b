import Foundation
import Tabular
import Testing
import Workbench

/// The folder of a run by the program itself, and the command that makes it again.
@Suite struct ReportCommandTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/report-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private static let bank = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("sample_data/bank").path

  @Test func theCommandOfACardMakesTheSameModel() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try Program([
      "train", Self.bank, "--models", "boosted", "--set", "boosted.rounds=6", "--seed", "3",
      "--split", "holdout:0.3", "--fairness", "age,marital", "--out", "\(folder)/run", "--quiet",
    ])
    #expect(first.exitCode == 0, "\(first.errors)")
    let card = try #require(try ModelFile.read(path: "\(folder)/run/boosted.offerscope").card)
    let again = try Program(shell: "cd '\(folder)' && \(card.reproduce) --quiet --threads 1")
    #expect(again.exitCode == 0, "\(again.errors)")
    let models = ["run", "reproduced"].map {
      FileManager.default.contents(atPath: "\(folder)/\($0)/boosted.offerscope")
    }
    #expect(models[0] != nil && models[0] == models[1])
    let shown = try Program(["report", "\(folder)/run/boosted.offerscope"])
    #expect(shown.exitCode == 0 && shown.output == card.markdown + "\n", "\(shown.errors)")
  }

  @Test func savedModelsAreReported() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let trained = try Program([
      "train", Self.bank, "--models", "logistic", "--out", "\(folder)/run", "--quiet",
    ])
    #expect(trained.exitCode == 0, "\(trained.errors)")
    let report = try Program(["report", "\(folder)/run", Self.bank, "--out", "\(folder)/report"])
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(report.output == "\(folder)/report/summary.md\n\(folder)/report/report.pdf\n")
    #expect(report.errors.contains("files"))
    let summary = try String(contentsOfFile: "\(folder)/report/summary.md", encoding: .utf8)
    #expect(summary.contains("trained on rows of this very file"))
  }

  @Test func badUsageIsSaid() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let empty = try Program(["report", folder, Self.bank, "--out", "\(folder)/x"])
    #expect(empty.exitCode == 2 && empty.errors.contains("has no model files"))
    let alone = try Program(["report", Self.bank, "--out", "\(folder)/x"])
    #expect(alone.exitCode == 2)
    let column = try Program([
      "train", Self.bank, "--fairness", "no_such", "--out", "\(folder)/x", "--quiet",
    ])
    #expect(column.exitCode == 2 && column.errors.contains("--fairness no_such"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/x"))
  }
}
