import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// The model of amounts in files, over other rows.
@Suite struct SavedAmountTests {
  /// A generated set on disk and its models, saved beside it.
  private func saved(
    overrides: RoleOverrides = .init()
  ) throws -> (folder: String, data: OpenedData, comparison: Comparison, paths: [String]) {
    let folder = try SmallSets.folder(.olist, rows: 6000)
    let data = try Opener.open(folder, overrides: overrides)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return (folder, data, comparison, try ModelFolder.save(comparison, to: "\(folder)/models"))
  }

  @Test func scoresComeWithAmountsAndValues() throws {
    let (folder, data, comparison, paths) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try ModelFile.read(path: paths[1]).amount == comparison.amount?.model)
    let scored = try BatchScorer(modelPath: paths[1], threads: 1).scores(
      of: "\(folder)/olist.csv", options: .init())
    let lines = scored.csv.split(separator: "\n")
    #expect(lines[0].hasSuffix(",segment,expected_amount,expected_value"))
    let schema = data.dataset.table
    let model = try #require(comparison.amount?.model)
    let frame = try #require(comparison.trained(.boosted)?.model).schema.frame(of: schema)
    #expect(scored.expectedAmounts == model.amounts(for: frame, threads: 2))
    let cells = lines[5].split(separator: ",").map(String.init)
    let (p, amount, value) = (Double(cells[2]), Double(cells[4]), Double(cells[5]))
    #expect(p == scored.values[4] && amount == scored.expectedAmounts?[4])
    #expect(value == (p ?? 0) * (amount ?? 0))
    #expect(scored.summary.contains("expected value"))
    let predictions = "\(folder)/predictions.csv"
    try PredictionsWriter.write(comparison, to: predictions)
    let heading = try String(contentsOfFile: predictions, encoding: .utf8).prefix { $0 != "\n" }
    #expect(heading == "row,label,logistic,boosted,amount,expected_amount")
  }

  @Test func evaluationHasTheFiguresOfTheSameRows() throws {
    let (folder, data, comparison, paths) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let table = try SavedModelTable(paths, on: data, threads: 2)
    let spending = try #require(table.spending)
    // Both files hold the same model of amounts, which is measured once.
    #expect(spending.amounts.count == 1 && spending.values.count == 2)
    #expect(spending.knownCount == data.dataset.positiveCount)
    let model = try #require(comparison.amount?.model)
    let positive = data.dataset.labels.indices.filter { data.dataset.labels[$0] == 1 }
    let frame = try #require(comparison.trained(.logistic)?.model).schema.frame(
      of: data.dataset.table, rows: positive)
    let own = try RegressionMetrics(
      predictions: model.amounts(for: frame, threads: 1),
      actuals: positive.compactMap { data.dataset.money?[$0] })
    #expect(spending.amounts[0].model == own)
    let intervals = ComparisonIntervals(table, threads: 1)
    let json = try SavedModelDocument(table, intervals: intervals).json()
    #expect(json.contains("\"trainingMedian\""))
    let blind = try Opener.open(folder, overrides: RoleOverrides(exclude: ["spend_next"]))
    let without = try SavedModelTable(paths, on: blind, threads: 1)
    #expect(without.spending == nil)
    #expect(without.rows[0].remarks.contains { $0.contains("--amount COLUMN") })
  }

  @Test func filesWithoutAmountsLoadAsBefore() throws {
    let (folder, data, _, paths) = try saved(overrides: RoleOverrides(exclude: ["spend_next"]))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let body = String(
      decoding: try #require(FileManager.default.contents(atPath: paths[0])), as: UTF8.self)
    // Nothing in such a file differs from those of programs that knew no amounts.
    #expect(!body.contains("\"amount\""))
    #expect(try ModelFile.read(path: paths[0]).amount == nil)
    let scored = try BatchScorer(modelPath: paths[0], threads: 1).scores(
      of: "\(folder)/olist.csv", options: .init())
    #expect(scored.csv.prefix { $0 != "\n" }.hasSuffix(",probability,segment"))
    let again = try Opener.open(folder)
    #expect(data.dataset.roles.amount == nil && again.dataset.roles.amount != nil)
    let table = try SavedModelTable(paths, on: again, threads: 1)
    #expect(table.spending == nil)
    #expect(table.rows[0].remarks.contains { $0.contains("knows no amounts") })
  }
}
