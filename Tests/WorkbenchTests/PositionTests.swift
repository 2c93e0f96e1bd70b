import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// The place of showing as something that models know while they are fitted only.
@Suite struct PositionTests {
  /// Lists of six; what stands first is taken, whatever it is, and a little by its quality.
  private func opened(_ overrides: RoleOverrides, header: String = "placement") throws -> OpenedData
  {
    var text = "customer,offer,\(header),quality,y\n"
    for list in 0..<200 {
      for row in 0..<6 {
        let offer = (list + row * 5) % 7
        let taken = row == 0 ? list % 4 != 0 : (list * 3 + row) % 19 == 0 && offer > 3
        text += "c\(list),o\(offer),\(["top", "side", "side", "foot", "foot", "foot"][row]),"
        text += "\(offer),\(taken ? 1 : 0)\n"
      }
    }
    let path = try SmallSets.file(text)
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    var overrides = overrides
    overrides.target = "y"
    overrides.group = "customer"
    overrides.item = "offer"
    return try Opener.open(path, overrides: overrides)
  }

  private func trained(_ data: OpenedData) throws -> Comparison {
    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "boosted"]
    configuration.settings = ["boosted.rounds": 20]
    return try TrainingSession(data: data, plan: try configuration.plan(for: data)).run { _ in }
  }

  @Test func itIsFittedAndNeverScored() throws {
    let known = try opened(RoleOverrides())
    let hidden = try opened(RoleOverrides(position: "placement"))
    #expect(hidden.dataset.features.contains("placement"))
    let (open, closed) = (try trained(known), try trained(hidden))
    #expect(closed.cautions.contains { $0.contains("as if it were foot") })
    for kind in [ModelKind.logistic, .boosted] {
      let model = try #require(closed.trained(kind)?.model)
      let place = try #require(model.schema.names.firstIndex(of: "placement"))
      // It was learnt from, and every scored row has the most frequent place.
      #expect(model.gainImportance[place] > 0.1, "\(kind)")
      let levels = try #require(model.schema.features[place].levels)
      let reference = try #require(model.schema.features[place].trainingOnly?.reference)
      #expect(levels[Int(reference)] == "foot")
      #expect(Set(closed.testFrame.columns[place]) == [reference])
      // Knowing the place flatters.
      let (before, after) = (
        open.trained(kind)?.metrics.mapAt7, closed.trained(kind)?.metrics.mapAt7
      )
      #expect(try #require(before) > (try #require(after)) + 0.1)
    }
  }

  @Test func whatIfAndSavedModelsScoreWithoutItToo() throws {
    let data = try opened(RoleOverrides(position: "placement"))
    let comparison = try trained(data)
    let simulator = Simulator(comparison)
    #expect(!simulator.fields.contains { $0.column == "placement" })
    let row = comparison.testRows[0]
    let profile = simulator.profile(ofRow: row)
    let simulation = try simulator.simulate(profile, base: profile)
    let view = try #require(simulation.view(.boosted))
    #expect(abs(view.probability - (comparison.trained(.boosted)?.testScores[0] ?? -1)) < 1e-9)
    #expect(
      view.reasons.first { $0.column == "placement" }?.value.contains("training only") == true)
    let importances = try Explainer.importances(
      of: try #require(comparison.trained(.boosted)?.model), on: ExplainedRows(comparison),
      permutationRepeats: 0, run: TrainingRun(seed: 1, threads: 1))
    #expect(importances.titles.contains("placement (training only)"))
    #expect(TextReport.importances([importances]).contains("placement (training only)"))

    let folder = (try SmallSets.file("") as NSString).deletingLastPathComponent
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    let words = try ModelExport.writeXGBoost(
      of: try #require(saved.last), to: "\(folder)/boosted.json")
    #expect(words.contains("placement = foot"))
    // A file without the role, or without the column, is scored alike.
    let plain = try opened(RoleOverrides())
    let again = try LoadedModel(path: try #require(saved.last), for: plain).model
    let frame = again.schema.frame(of: plain.dataset.table, rows: comparison.testRows)
    #expect(
      again.probabilities(for: frame, threads: 1) == comparison.trained(.boosted)?.testScores)
  }

  @Test(arguments: ["placement", "adPosition", "slot_2", "rank"])
  func anOrdinaryPlaceIsWarnedOf(header: String) throws {
    let data = try opened(RoleOverrides(), header: header)
    let warning = try #require(data.warnings.first { $0.kind == .position })
    #expect(warning.column == header && warning.message.contains("--position \(header)"))
    let told = try opened(RoleOverrides(position: header), header: header)
    #expect(!told.warnings.contains { $0.kind == .position })
  }

  @Test func theCardOffersPlaceIsKnownByItsKey() throws {
    let data = try SmallSets.opened(.amex, rows: 500, overrides: RoleOverrides(include: ["id6"]))
    #expect(data.warnings.contains { $0.kind == .position && $0.column == "id6" })
    let role = try SmallSets.opened(.amex, rows: 500, overrides: RoleOverrides(position: "id6"))
    #expect(role.dataset.positionFeature == "id6")
    #expect(!role.warnings.contains { $0.kind == .position })
    #expect(try !SmallSets.opened(.bank, rows: 300).warnings.contains { $0.kind == .position })
  }

  @Test func aColumnCanNotBeBothTargetAndPlace() throws {
    let error = #expect(throws: WorkbenchError.self) {
      try opened(RoleOverrides(position: "y"))
    }
    #expect(error?.message.contains("a column has one role") == true)
  }
}
