import Modelling
import Synthetic
import Testing
import Workbench

@Suite struct ColumnDependenceTests {
  private func compared() throws -> Comparison {
    let data = try SmallSets.opened(.bank, rows: 600)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { [.forest, .logistic].contains($0.kind) }
    return try TrainingSession(data: data, plan: plan).run { _ in }
  }

  @Test func meansAndCountsAlongAColumn() throws {
    let comparison = try compared()
    let rows = ExplainedRows(comparison)
    let model = try #require(comparison.trained.first { $0.kind == .forest }).model.model
    for column in ["age", "job", "housing"] {
      let found = try Explainer.dependence(on: column, of: model, rows: rows, threads: 1)
      #expect(found.points.count > 1 && found.points.count <= 20)
      #expect(found.points.allSatisfy { (0...1).contains($0.meanProbability) })
      // Every row is counted once; none of the columns has a missing value that the model knows not.
      #expect(
        found.points.reduce(found.missingCount) { $0 + $1.rowCount } == comparison.testLabels.count)
      #expect(found.isNumber == (column == "age"))
    }
    let text = TextReport.dependences([
      try Explainer.dependence(on: "housing", of: model, rows: rows, threads: 1)
    ])
    #expect(text.contains("\nno ") && text.contains("\nyes "))
    let error = #expect(throws: WorkbenchError.self) {
      try Explainer.dependence(on: "nosuch", of: model, rows: rows, threads: 1)
    }
    #expect(error?.message.contains("--dependence nosuch: is no feature") == true)
  }

  @Test func aForestTellsItsOutOfBagScore() throws {
    let comparison = try compared()
    let text = TextReport.leaderboard(comparison)
    let line = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("forest: out of bag ROC-AUC 0.") })
    #expect(line.contains(", log-loss 0.") && line.hasSuffix("rows fitted to"))
    let json = try ComparisonDocument(comparison).json()
    #expect(json.contains("\"outOfBag\" : {") && json.contains("\"outOfBag\" : null"))
  }
}
