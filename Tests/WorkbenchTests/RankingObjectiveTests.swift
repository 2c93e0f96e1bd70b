import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Boosted trees that are fitted to the order of lists, from the plan to the saved model.
@Suite struct RankingObjectiveTests {
  private func plan(_ data: OpenedData, objective: String) throws -> TrainingPlan {
    var configuration = PlanConfiguration()
    configuration.models = ["boosted"]
    configuration.settings = ["boosted.rounds": 30]
    var plan = try configuration.plan(for: data)
    let definition = try #require(
      ModelSettings.definitions(of: .boosted).first { $0.key == "objective" })
    try plan.models[0].set("objective", to: try #require(definition.value(reading: objective)))
    return plan
  }

  @Test(arguments: ["ndcg", "map", "yetirank"])
  func rankersGiveProbabilitiesAndAreSaved(objective: String) throws {
    let folder = try SmallSets.folder(.amex, rows: 3000)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let comparison = try TrainingSession(data: data, plan: try plan(data, objective: objective))
      .run { _ in }
    let trained = try #require(comparison.trained(.boosted))
    #expect(trained.model.marginScale == .logOdds)
    #expect(trained.testScores.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(trained.notes.contains { $0.contains("Platt") })
    let map = try #require(trained.metrics.mapAt7)
    #expect(map > (comparison.baselines?.random ?? 1))
    // The level is right as well as the order.
    #expect(try #require(trained.metrics[.calibrationGap]) < 0.03)
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    let again = try LoadedModel(path: saved[0], for: data).model
    let frame = again.schema.frame(of: data.dataset.table, rows: comparison.testRows)
    #expect(again.probabilities(for: frame, threads: 1) == trained.testScores)
  }

  @Test func withoutGroupsTheReasonIsSaid() throws {
    let data = try SmallSets.opened(.bank, rows: 400)
    let comparison = try TrainingSession(data: data, plan: try plan(data, objective: "map"))
      .run { _ in }
    #expect(comparison.results[0].failure?.contains("no group is given") == true)
  }
}
