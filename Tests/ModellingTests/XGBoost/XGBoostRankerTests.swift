import Foundation
import Testing

@testable import Modelling

/// The library's own rankers.
@Suite struct XGBoostRankerTests {
  private func fitted(
    _ objective: XGBoostObjective, to data: TrainingSet, threads: Int = 1, rounds: Int = 25
  ) throws -> XGBoostModel {
    try XGBoostEstimator(
      rounds: rounds, maximumDepth: 3, minimumChildWeight: 0.01, earlyStoppingRounds: nil,
      objective: objective
    ).fitted(to: data, run: TrainingRun(seed: 1, threads: threads))
  }

  @Test(arguments: XGBoostObjective.rankings)
  func itLearnsTheOrderOfMixedRows(objective: XGBoostObjective) throws {
    let data = RankingTestData.lists(count: 300, seed: 1)
    let model = try fitted(objective, to: data)
    #expect(model.marginScale == .score)
    let other = RankingTestData.lists(count: 200, seed: 2)
    let groups = try #require(other.groups)
    let value = RankingTestData.mean(
      model.margins(for: other.frame, threads: 2), other.labels, groups
    ) { RankingTestData.ndcg($0) }
    let level = RankingTestData.mean(
      other.frame.columns[2].map { Double($0) }, other.labels, groups
    ) { RankingTestData.ndcg($0) }
    #expect(value > level + 0.1)
  }

  @Test(arguments: XGBoostObjective.rankings)
  func threadsDoNotChangeIt(objective: XGBoostObjective) throws {
    let data = RankingTestData.lists(count: 200, seed: 3)
    let models = try [1, 2, 4].map { try fitted(objective, to: data, threads: $0, rounds: 6) }
    #expect(models[0] == models[1] && models[0] == models[2])
  }

  @Test func theLossIsThatOfTheFirstPlaces() throws {
    let held = RankingTestData.validation(count: 120, seed: 8)
    let data = RankingTestData.lists(count: 200, seed: 7, validation: held)
    let losses = Losses()
    let run = TrainingRun(seed: 1, threads: 1) { losses.add($0.validationLoss) }
    let model = try XGBoostEstimator(
      rounds: 10, earlyStoppingRounds: nil, objective: .map
    ).fitted(to: data, run: run)
    let groups = try #require(held.groups)
    let value = RankingTestData.mean(
      model.margins(for: held.frame, threads: 1), held.labels, groups
    ) { RankingTestData.averagePrecision($0) }
    #expect(abs(1 - value - (try #require(losses.last))) < 0.02)
  }

  @Test func calibratedScoresKeepTheirOrderAndAreWritten() throws {
    let data = RankingTestData.lists(count: 100, seed: 5)
    let model = try fitted(.map, to: data, rounds: 5)
    let calibrated = model.calibrated(slope: 3, intercept: -2)
    #expect(calibrated.marginScale == .logOdds && calibrated != model)
    for (before, after) in zip(
      model.margins(for: data.frame, threads: 1), calibrated.margins(for: data.frame, threads: 1))
    {
      #expect(abs(after - (3 * before - 2)) < 1e-9)
    }
    let bytes = try JSONEncoder().encode(FittedModel.xgbranker(calibrated))
    let read = try JSONDecoder().decode(FittedModel.self, from: bytes)
    #expect(read.kind == .xgbranker)
    #expect(
      read.margins(for: data.frame, threads: 1)
        == calibrated.margins(for: data.frame, threads: 1))
    let flat = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: #""slope":3"#, with: #""slope":-3"#)
    #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(FittedModel.self, from: Data(flat.utf8))
    }
  }

  @Test func listsWithoutAnOrderAreRefused() throws {
    let lists = RankingTestData.lists(count: 20, seed: 6)
    let even = TrainingSet(
      frame: lists.frame, labels: lists.labels.map { _ in 0 }, groups: lists.groups)
    let error = #expect(throws: ModellingError.self) { try fitted(.map, to: even) }
    #expect(error?.message.contains("no order to learn") == true)
    let plain = TrainingSet(frame: lists.frame, labels: lists.labels)
    #expect(throws: ModellingError.self) { try fitted(.ndcg, to: plain) }
  }

  /// The validation losses of a run, in order.
  private final class Losses: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Double] = []
    func add(_ value: Double?) { lock.withLock { values += [value].compactMap(\.self) } }
    var last: Double? { lock.withLock { values.last } }
  }
}
