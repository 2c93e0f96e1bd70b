import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Saved models, ours and XGBoost's, on labelled rows.
@Suite struct SavedModelTableTests {
  @Test func whatIsNotMeasuredIsSaid() throws {
    let folder = try SmallSets.folder(.amex, rows: 900)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = [ModelSettings(.logistic)]
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    #expect(try SavedModelTable(saved, on: data, threads: 1).measured.remarks.isEmpty)
    // The first 300 rows lose their outcome.
    let file = "\(folder)/\(try #require(data.description).file)"
    let target = try #require(data.dataset.table.names.firstIndex(of: "y"))
    var lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    for line in 1...300 { lines[line][target] = "" }
    try lines.map { $0.joined(separator: ",") }.joined(separator: "\n")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let table = try SavedModelTable(saved, on: Opener.open(folder), threads: 1)
    #expect(table.rowCount == 600 && table.measured.rows == 900)
    let part = table.measured
    let (all, some) = (try #require(part.groups), try #require(part.labelledGroups))
    #expect(some < all && table.rankings?.groups == some)
    let text = TextReport.savedModels(table)
    #expect(text.contains("600 of 900 rows") && text.contains("\(some) of \(all) groups"))
  }

  private func trained(in folder: String) throws -> (data: OpenedData, models: [String]) {
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .boosted }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return (data, try ModelFolder.save(comparison, to: "\(folder)/models"))
  }

  /// Rows alike in every feature are no table to learn from, but can be scored and so measured.
  @Test func rowsThatAgreeInAllFeaturesAreMeasured() throws {
    let text = { (feature: (Int) -> Int) in
      "age,calls,y\n"
        + (0..<200).map { "\(feature($0)),\(feature($0 * 7) % 5),\($0 % 3 == 0 ? 1 : 0)\n" }
        .joined()
    }
    let path = try SmallSets.file(text { $0 })
    let folder = AtomicFile.folder(of: path)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(path)
    var plan = try SmallSets.plan(for: data)
    plan.models = [ModelSettings(.logistic)]
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    let alike = "\(folder)/alike.csv"
    try text { _ in 3 }.write(toFile: alike, atomically: true, encoding: .utf8)
    #expect(throws: TabularError.self) { try Opener.open(alike) }
    let rows = try Opener.open(alike, toMeasure: saved, overrides: .init(), options: .init())
    let table = try SavedModelTable(saved, on: rows, threads: 1)
    #expect(table.rowCount == 200 && table.rows[0].metrics[.rocAUC] == 0.5)
  }

  @Test func anExportedModelHasTheFiguresOfItsOrigin() throws {
    let folder = try SmallSets.folder(.bank, rows: 600)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (data, models) = try trained(in: folder)
    let foreign = "\(folder)/boosted.json"
    _ = try ModelExport.writeXGBoost(of: models[0], to: foreign)
    let table = try SavedModelTable([models[0], foreign], on: data, threads: 1)
    #expect(table.rowCount == 600 && table.rows.count == 2)
    let (own, other) = (table.rows[0], table.rows[1])
    #expect(own.thresholdSource == "validation" && other.thresholdSource == "convention")
    #expect(other.threshold == 0.5)
    #expect(own.remarks.contains { $0.contains("very file") })
    for kind in [MetricKind.rocAUC, .logLoss, .brier] {
      let (a, b) = (try #require(own.metrics[kind]), try #require(other.metrics[kind]))
      #expect(abs(a - b) < 1e-5, "\(kind): \(a), \(b)")
    }
    #expect(TextReport.savedModels(table).contains("boosted.json"))
  }

  @Test func aModelMadeElsewhereExplainsLikeItsOrigin() throws {
    let folder = try SmallSets.folder(.bank, rows: 600)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (data, models) = try trained(in: folder)
    let foreign = "\(folder)/boosted.json"
    _ = try ModelExport.writeXGBoost(of: models[0], to: foreign)
    let own = try LoadedModel(path: models[0], for: data).model
    let other = try LoadedModel(path: foreign, for: data).model
    #expect(other.kind == .xgboost)
    let table = data.dataset.table
    let (a, b) = (
      own.contributions(for: own.schema.frame(of: table, rows: [3]), threads: 1),
      other.contributions(for: other.schema.frame(of: table, rows: [3]), threads: 1)
    )
    for (feature, value) in own.schema.features.enumerated() {
      let place = try #require(other.schema.features.firstIndex { $0.name == value.name })
      #expect(abs(a.row(0)[feature] - b.row(0)[place]) < 1e-5)
    }
  }

  @Test func whatIsNoModelIsRefusedWithItsPath() throws {
    let folder = try SmallSets.folder(.bank, rows: 300)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let path = "\(folder)/x.json"
    try #"{"learner": {}}"#.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: WorkbenchError.self) { try LoadedModel(path: path, for: data) }
    #expect(error?.message.hasPrefix(path) == true)
  }

  /// Files of one name are told apart by their folders.
  @Test func equalFileNamesShowTheirFolders() throws {
    let folder = try SmallSets.folder(.bank, rows: 400)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (data, models) = try trained(in: folder)
    let other = "\(folder)/earlier/\((models[0] as NSString).lastPathComponent)"
    try FileManager.default.createDirectory(
      atPath: "\(folder)/earlier", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: models[0], toPath: other)
    let file = (models[0] as NSString).lastPathComponent
    let names = try SavedModelTable([models[0], other], on: data, threads: 1).rows.map(\.name)
    #expect(names == ["models/\(file)", "earlier/\(file)"])
    let single = try SavedModelTable([models[0]], on: data, threads: 1)
    #expect(single.rows.map(\.name) == [file])
  }
}
