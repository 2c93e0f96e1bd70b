import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// The folder of a run: every file, and the same numbers in all of them.
@Suite struct RunFolderTests {
  private func place() -> String {
    FileManager.default.temporaryDirectory.path + "/run-\(UUID().uuidString)"
  }

  private func comparison(_ data: OpenedData) throws -> Comparison {
    var plan = try SmallSets.plan(for: data)
    for index in plan.models.indices where plan.models[index].kind != .logistic {
      try plan.models[index].set(
        plan.models[index].kind == .forest ? "treeCount" : "rounds", to: 8)
    }
    return try TrainingSession(data: data, plan: plan).run { _ in }
  }

  private func written(
    _ comparison: Comparison, fairness: [String] = []
  ) throws -> (folder: String, paths: [String]) {
    let folder = place()
    let run = try RunFolder(
      comparison, intervals: ComparisonIntervals(comparison), fairness: fairness)
    return (folder, try run.write(to: folder))
  }

  private func table(_ path: String) throws -> Table {
    try CSVReader.read(path: path, options: .init()).table
  }

  @Test func allFilesTellTheSameRun() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let comparison = try comparison(data)
    let (folder, paths) = try written(comparison, fairness: ["marital"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    #expect(names == Set(paths.map { ($0 as NSString).lastPathComponent }))
    let pictures = [
      "model_comparison", "roc_curves", "precision_recall_curves", "lift_curves",
      "calibration_curves", "score_distribution", "feature_importance",
    ]
    for name in pictures.flatMap({ ["\($0).png", "\($0).svg"] }) {
      #expect(names.contains(name), "\(name)")
    }
    for name in [
      "report.pdf", "summary.md", "leaderboard.csv", "model_evaluation_results.json",
      "logistic_regression_coefficients.csv", "boosted_feature_importance.csv",
      "forest.offerscope", "xgboost_card.md", "xgboost_card.json",
    ] { #expect(names.contains(name), "\(name)") }

    let scores = try table("\(folder)/user_propensity_scores.csv")
    #expect(scores.rowCount == data.dataset.table.rowCount)
    let use = try #require(scores["row_use"])
    let tested = (0..<scores.rowCount).filter { use.string($0) == "test" }
    #expect(tested == comparison.testRows)
    #expect(
      (0..<scores.rowCount).count { use.string($0) == "fit" } == comparison.split.fitRows)
    let predictions = try table("\(folder)/test_predictions.csv")
    let best = try #require(comparison.ranking(by: .rocAUC).first)
    let trained = try #require(comparison.trained(best))
    for (place, row) in comparison.testRows.enumerated() {
      let score = trained.testScores[place]
      #expect(predictions["row"]?.number(place) == Double(row))
      #expect(predictions[best.rawValue]?.number(place) == score)
      #expect(scores["probability"]?.number(row) == score)
      #expect(
        scores["segment"]?.string(row) == trained.policy.segments.segment(of: score).rawValue)
    }
    let board = try table("\(folder)/leaderboard.csv")
    #expect(board["model"]?.string(0) == best.rawValue)
    #expect(board["rocAUC"]?.number(0) == trained.metrics[.rocAUC])
    #expect((board["rocAUC_lower"]?.number(0) ?? 1) < (board["rocAUC"]?.number(0) ?? 0))
  }

  @Test func coefficientsStandOnBothScales() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let comparison = try comparison(data)
    let (folder, _) = try written(comparison)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try table("\(folder)/logistic_regression_coefficients.csv")
    for row in 0..<file.rowCount where file["encoded_column"]?.string(row) != "intercept" {
      let number = { (name: String) in file[name]?.number(row) ?? .nan }
      let own = number("coefficient_per_unit")
      #expect(abs(exp(own) - number("odds_ratio_per_unit")) < 1e-9 * exp(abs(own)))
      let standardised = own * number("unit_of_standardised")
      #expect(abs(standardised - number("coefficient_standardised")) < 1e-9)
    }
  }

  @Test func theCardIsInTheModelAndBesideIt() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let comparison = try comparison(data)
    let (folder, _) = try written(comparison, fairness: ["marital", "age"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let card = try #require(try ModelFile.read(path: "\(folder)/boosted.offerscope").card)
    let beside = try #require(FileManager.default.contents(atPath: "\(folder)/boosted_card.json"))
    #expect(try JSONDecoder().decode(ModelCard.self, from: beside) == card)
    #expect(card.data.fingerprint == data.dataset.fingerprint)
    #expect(card.split.testRows == comparison.testRows.count)
    #expect(card.fairness.map(\.column) == ["marital", "age"])
    #expect(card.fairness[1].levels.count == 4)
    #expect(card.fairness[0].levels.reduce(0) { $0 + $1.rows } == comparison.testRows.count)
    let area = try #require(card.metrics.first { $0.name == "rocAUC" })
    #expect(area.value == comparison.trained(.boosted)?.metrics[.rocAUC])
    #expect((area.lower ?? 2) < area.value && (area.upper ?? -1) > area.value)
    #expect(card.reproduce.hasPrefix("offerscope train "))
    #expect(card.reproduce.contains("--fairness marital --fairness age --out reproduced"))
    #expect(!card.reproduce.contains("--threads"))
    #expect(card.markdown.contains("## Treatment by marital"))
    // A file from before there were cards has none, and is read as ever.
    let plain = folder + "/plain"
    let path = try #require(try ModelFolder.save(comparison, to: plain).first)
    #expect(try ModelFile.read(path: path).card == nil)
  }

  @Test func savedModelsGetTheSameFolder() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let comparison = try comparison(data)
    let folder = place()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try ModelFolder.save(comparison, to: folder)
    let models = try ModelFolder.models(at: folder)
    #expect(models.count == comparison.trained.count)
    // A name that the table of predictions has already.
    try FileManager.default.copyItem(atPath: models[0], toPath: "\(folder)/label.offerscope")
    let fresh = try SmallSets.opened(.bank, rows: 700)
    for (rows, use) in [(data, "possibly_seen"), (fresh, "new")] {
      let saved = try SavedModelTable(
        models + [models[0], "\(folder)/label.offerscope"], on: rows, threads: 2)
      let out = "\(folder)/\(use)"
      _ = try RunFolder(
        saved, of: rows, intervals: ComparisonIntervals(saved, threads: 2), threads: 2
      ).write(to: out)
      let scores = try table("\(out)/user_propensity_scores.csv")
      #expect(scores["row_use"]?.string(0) == use)
      #expect(
        scores["boosted_2_probability"]?.number(5) == scores["boosted_probability"]?.number(5))
      let predictions = try table("\(out)/test_predictions.csv")
      #expect(predictions["label_2"]?.number(5) == predictions["boosted"]?.number(5))
      #expect(FileManager.default.fileExists(atPath: "\(out)/report.pdf"))
      #expect(!FileManager.default.fileExists(atPath: "\(out)/boosted.offerscope"))
    }
    #expect(throws: WorkbenchError.self) { try ModelFolder.models(at: "\(folder)/new") }
  }

  @Test func namesFromFilesOpenNoMarkupAndTakeNoPlace() throws {
    var text = "probability,a|b <script>,`x`,y\n"
    for row in 0..<400 {
      text +=
        "k\(row),\(row % 7),\(["[u](v)", "<b>", "*"][row % 3]),\(row % 7 + row % 3 > 5 ? 1 : 0)\n"
    }
    let file = try SmallSets.file(text)
    defer {
      try? FileManager.default.removeItem(atPath: (file as NSString).deletingLastPathComponent)
    }
    let data = try Opener.open(
      file, overrides: RoleOverrides(target: "y", identifier: "probability"))
    let comparison = try comparison(data)
    let (folder, _) = try written(comparison, fairness: ["`x`"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let summary = try String(contentsOfFile: "\(folder)/summary.md", encoding: .utf8)
    #expect(!summary.contains("<script>"))
    let card = try String(contentsOfFile: "\(folder)/boosted_card.md", encoding: .utf8)
    #expect(card.contains("\\<b\\>") && !card.contains("| <b>"))
    let scores = try table("\(folder)/user_propensity_scores.csv")
    #expect(scores["id_probability"]?.string(3) == "k3")
  }

  @Test func columnsThatPartNoRowsAreRefused() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    for name in ["no such", data.dataset.roles.target ?? ""] {
      do {
        try RunFolder.check(fairness: [name], of: data)
        Issue.record("\(name) was taken")
      } catch let error as WorkbenchError {
        #expect(error.message.contains("--fairness \(name)"))
      }
    }
  }

  @Test func amountsAndListsHaveTheirPlace() throws {
    let data = try SmallSets.opened(.olist, rows: 1_500)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let folder = place()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let spending = try SpendTable(comparison, draws: 50)
    _ = try RunFolder(
      comparison, intervals: ComparisonIntervals(comparison), spending: spending
    ).write(to: folder)
    let results = try #require(
      FileManager.default.contents(atPath: "\(folder)/model_evaluation_results.json"))
    #expect(String(decoding: results, as: UTF8.self).contains("\"spending\""))
  }
}
