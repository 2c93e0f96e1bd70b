import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Which model beats which, at every door.
@Suite struct DifferenceTests {
  private func plan(_ data: OpenedData) throws -> TrainingPlan {
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    return plan
  }

  @Test func everyPairHasDrawsAndDeLong() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let comparison = try TrainingSession(data: data, plan: try plan(data)).run { _ in }
    let intervals = ComparisonIntervals(comparison)
    let differences = intervals.differences(Equivalence(score: 0.01))
    #expect(
      differences.map(\.metric) == [.rocAUC, .averagePrecision, .f1, .logLoss, .brier])
    let area = try #require(differences.first)
    #expect(area.first == "logistic" && area.second == "boosted" && area.equivalence == 0.01)
    let chances = [
      area.preference.firstBetter, area.preference.equivalent, area.preference.secondBetter,
    ]
    #expect(abs(chances.reduce(0, +) - 1) < 1e-9)
    let test = try #require(area.test)
    #expect(test.method == .deLong && test.degreesOfFreedom == nil)
    #expect(test.interval.estimate == area.preference.difference.estimate)
    #expect(
      intervals.deLongInterval(model: 0)?.estimate == comparison.trained[0].model.metrics.rocAUC)
    // Log-loss moves less: its region is a fifth.
    #expect(abs((differences[3].equivalence) - 0.002) < 1e-12)
    #expect(TextReport.intervals(intervals).contains("by DeLong"))
  }

  @Test func groupsAreDrawnWholeAndHaveNoDeLong() throws {
    let data = try SmallSets.opened(.amex, rows: 900)
    let comparison = try TrainingSession(data: data, plan: try plan(data)).run { _ in }
    let intervals = ComparisonIntervals(comparison)
    #expect(intervals.drawsGroups && intervals.deLongInterval(model: 0) == nil)
    #expect(intervals.differences().allSatisfy { $0.test == nil })
    #expect(TextReport.intervals(intervals).contains("whole groups"))
  }

  @Test func foldsHaveTheCorrectedTest() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    var plan = try plan(data)
    plan.split = .repeatedFolds(3, repeats: 2)
    let validation = try CrossValidation(data: data, plan: plan) { _ in }
    let area = try #require(validation.differences().first)
    let test = try #require(area.test)
    #expect(test.method == .correctedResampled && test.degreesOfFreedom == 5)
    let values = validation.models.map { $0.folds.compactMap(\.rocAUC) }
    let differences = zip(values[0], values[1]).map { $0 - $1 }
    let mean = differences.reduce(0, +) / 6
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5
    let error = (variance * (1 / 6 + validation.testToTrain)).squareRoot()
    #expect(abs((test.statistic ?? 0) - mean / error) < 1e-9)
    #expect(validation.cautions.isEmpty)
    #expect(TextReport.crossValidation(validation).contains("corrected resampled t"))
  }

  @Test func foldsThatCutCustomersSaySo() throws {
    let data = try SmallSets.opened(.amex, rows: 700)
    var plan = try plan(data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    plan.split = .folds(3)
    let validation = try CrossValidation(data: data, plan: plan) { _ in }
    let caution = try #require(validation.cautions.first)
    #expect(caution.contains("id2") && caution.contains("groupkfold:3"))
    plan.split = .groupFolds(3)
    #expect(try CrossValidation(data: data, plan: plan) { _ in }.cautions.isEmpty)
  }

  @Test func savedModelsAreComparedToo() throws {
    let folder = try SmallSets.folder(.bank, rows: 700)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let comparison = try TrainingSession(data: data, plan: try plan(data)).run { _ in }
    let paths = try ModelFolder.save(comparison, to: "\(folder)/models")
    let table = try SavedModelTable(paths, on: data, threads: 1)
    let intervals = ComparisonIntervals(table, threads: 2)
    #expect(intervals.names == ["logistic.offerscope", "boosted.offerscope"])
    let area = try #require(intervals.differences().first)
    let areas = table.rows.compactMap(\.metrics.rocAUC)
    #expect(abs(area.preference.difference.estimate - (areas[0] - areas[1])) < 1e-12)
    #expect(area.test?.method == .deLong)
    let json = try SavedModelDocument(table, intervals: intervals).json()
    #expect(json.contains("deLongROCAUC") && json.contains("firstBetter"))
  }
}
