import Evaluation
import Foundation
import Modelling
import Synchronization
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct TrainingSessionTests {
  @Test func fourModelsOnOneTable() throws {
    let data = try SmallSets.opened(.propensity, rows: 3000)
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    #expect(comparison.trained.map(\.kind) == ModelKind.all(withGroups: false))
    for (kind, model) in comparison.trained {
      #expect((model.metrics.rocAUC ?? 0) > 0.8, "\(kind)")
      #expect(model.testScores.count == comparison.testRows.count)
      #expect(model.thresholdSource == "validation")
      #expect(model.metrics.mapAt7 == nil, "there is no group")
    }
    #expect(
      comparison.split.fitRows + comparison.split.validationRows + comparison.split.testRows == 3000
    )
    #expect(comparison.baselines == nil)
  }

  @Test func numbersDoNotDependOnThreads() throws {
    let data = try SmallSets.opened(.bank, rows: 1500)
    let scores = try [1, 2, 4].map { threads in
      let plan = try SmallSets.plan(for: data, threads: threads)
      return try TrainingSession(data: data, plan: plan).run { _ in }.trained.map(
        \.model.testScores)
    }
    #expect(scores[0] == scores[1])
    #expect(scores[0] == scores[2])
  }

  @Test func groupsAreKeptWholeAndRanked() throws {
    let data = try SmallSets.opened(.amex, rows: 3000)
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    let groups = try #require(data.dataset.groupCodes)
    let test = Set(comparison.testRows.map { groups[$0] })
    let others = Set(data.dataset.labelledRows).subtracting(comparison.testRows)
    #expect(test.isDisjoint(with: others.map { groups[$0] }))
    let baselines = try #require(comparison.baselines)
    let random = try #require(baselines.random)
    for (kind, model) in comparison.trained {
      #expect((model.metrics.mapAt7 ?? 0) > random, "\(kind)")
    }
    #expect(baselines.scoredGroups <= baselines.groups)
    #expect((baselines.popularity ?? 0) > 0)
  }

  @Test func aModelThatFailsKeepsItsRow() throws {
    let names = (0..<30).map { "c\($0)" }
    var text = (names + ["y"]).joined(separator: ",") + "\n"
    for row in 0..<120 {
      text += names.indices.map { "k\((row * 7 + $0) % 59)" }.joined(separator: ",")
      text += ",\(row % 3 == 0 ? 1 : 0)\n"
    }
    let data = try Opener.open(try SmallSets.file(text))
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    #expect(comparison.results.count == 4)
    #expect(comparison.trained(.boosted) != nil)
    let json = try ComparisonDocument(comparison).json()
    #expect(json.contains("\"mapAt7\" : null"))
  }

  @Test func cancelKeepsWhatIsDone() throws {
    let data = try SmallSets.opened(.bank, rows: 1000)
    let session = TrainingSession(data: data, plan: try SmallSets.plan(for: data))
    let seen = Mutex<[ModelKind]>([])
    let comparison = try session.run { event in
      if case .finished(let result) = event {
        seen.withLock { $0.append(result.kind) }
        if result.kind == .logistic { session.cancel() }
      }
    }
    #expect(comparison.trained.map(\.kind) == [.logistic])
    #expect(comparison.results.map(\.failure) == [nil, "cancelled", "cancelled", "cancelled"])
    #expect(seen.withLock { $0 } == ModelKind.all(withGroups: false))
  }

  @Test func oneModelCanBeCancelledAlone() throws {
    let data = try SmallSets.opened(.bank, rows: 1000)
    let session = TrainingSession(data: data, plan: try SmallSets.plan(for: data))
    session.cancel(.forest)
    let comparison = try session.run { _ in }
    #expect(comparison.trained.map(\.kind) == [.logistic, .boosted, .xgboost])
  }

  @Test func weightsMoveProbabilitiesUpAndTheCorrectionTakesThemBack() throws {
    let data = try SmallSets.opened(.propensity, rows: 2000)
    var plan = try SmallSets.plan(for: data)
    plan.models = [ModelSettings(.logistic)]
    let plain = try TrainingSession(data: data, plan: plan).run { _ in }
    plan.balance = .weights
    let corrected = try TrainingSession(data: data, plan: plan).run { _ in }
    plan.correctsPrior = false
    let weighted = try TrainingSession(data: data, plan: plan).run { _ in }
    let mean = { (comparison: Comparison) in
      comparison.trained[0].model.testScores.reduce(0, +) / Double(comparison.testRows.count)
    }
    #expect(mean(weighted) > 2 * mean(plain))
    #expect(abs(mean(corrected) - mean(plain)) < 0.2 * mean(plain))
    #expect(corrected.cautions.contains { $0.hasPrefix("balance weights") })
  }

  @Test func thePredictionsFileHoldsWhatWasMeasured() throws {
    let data = try SmallSets.opened(.churn, rows: 800)
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    let path = try SmallSets.file("", name: "predictions.csv")
    try PredictionsWriter.write(comparison, to: path)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == comparison.testRows.count + 1)
    #expect(lines[0] == "row,label,logistic,forest,boosted,xgboost")
    let cells = lines[1].split(separator: ",")
    #expect(Int(cells[0]) == comparison.testRows[0])
    #expect(Double(cells[2]) == comparison.trained[0].model.testScores[0])
  }
}
