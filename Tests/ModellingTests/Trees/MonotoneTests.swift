import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct MonotoneTests {
  /// How far predictions fall from one value of a column to the next, at most, over many rows.
  private func greatestFall(
    _ model: some Model, _ frame: FeatureFrame, column: Int, values: [Float]
  ) -> Double {
    var last: [Double]?
    var fall = 0.0
    for value in values {
      let moved = frame.replacing(
        feature: column, with: [Float](repeating: value, count: frame.rowCount))
      let margins = model.margins(for: moved, threads: 2)
      if let last { fall = max(fall, zip(last, margins).map { $0 - $1 }.max() ?? 0) }
      last = margins
    }
    return fall
  }

  private static let ages = (15...80).map(Float.init)

  /// Labels that rise with age on the whole, with bumps and noise that trees would follow.
  private func set(_ seed: UInt64 = 1) -> TrainingSet {
    let (frame, labels) = TreeTestData.mixed(rowCount: 3000, seed: seed, noise: 0.25)
    return TrainingSet(frame: frame, labels: labels)
  }

  @Test(arguments: TreeGrowth.allCases) func predictionsKeepTheirDirection(
    growth: TreeGrowth
  ) throws {
    let set = set()
    let probe = TreeTestData.mixed(rowCount: 300, seed: 9).frame
    var settings = BoostedEstimator(rounds: 60, maximumDepth: 6, growth: growth)
    let free = try settings.fitted(to: set, run: TreeTestData.run())
    #expect(greatestFall(free, probe, column: 0, values: Self.ages) > 0.01)
    settings.monotone = ["age": .rising]
    let rising = try settings.fitted(to: set, run: TreeTestData.run())
    #expect(greatestFall(rising, probe, column: 0, values: Self.ages) <= 1e-6)
    #expect(greatestFall(rising, probe, column: 0, values: Self.ages.reversed()) > 0.5)
    // What it may still learn is enough.
    let loss = TreeTestData.logLoss(rising.probabilities(for: set.frame, threads: 1), set.labels)
    #expect(loss < 0.6)
    settings.monotone = ["age": .falling, "balance": .rising, "loan": .falling]
    let bound = try settings.fitted(to: set, run: TreeTestData.run())
    #expect(greatestFall(bound, probe, column: 0, values: Self.ages.reversed()) <= 1e-6)
    let balances = stride(from: Float(-600), to: 1600, by: 20).map { $0 }
    #expect(greatestFall(bound, probe, column: 1, values: balances) <= 1e-6)
    #expect(greatestFall(bound, probe, column: 2, values: [1, 0]) <= 1e-6)
  }

  @Test func amountsKeepTheirDirection() throws {
    let (frame, _) = TreeTestData.mixed(rowCount: 2000, seed: 1)
    var generator = SeededGenerator(seed: 3)
    let amounts = frame.columns[0].map { $0 + Float(generator.below(60)) - 0.4 * abs($0 - 50) }
    let model = try BoostedEstimator(
      rounds: 60, objective: .squaredError, monotone: ["age": .rising]
    ).fitted(to: TrainingSet(frame: frame, amounts: amounts), run: TreeTestData.run())
    let probe = TreeTestData.mixed(rowCount: 200, seed: 9).frame
    #expect(greatestFall(model, probe, column: 0, values: Self.ages) <= 1e-4)
  }

  @Test func xgboostKeepsItsDirection() throws {
    let set = set()
    let probe = TreeTestData.mixed(rowCount: 300, seed: 9).frame
    var settings = ModelSettings(.xgboost)
    try settings.set("rounds", to: 60)
    let free = try settings.fitted(to: set, run: TreeTestData.run()).model
    #expect(greatestFall(free, probe, column: 0, values: Self.ages) > 0.01)
    settings.monotone = ["age": .rising, "balance": .falling]
    let bound = try settings.fitted(to: set, run: TreeTestData.run()).model
    #expect(greatestFall(bound, probe, column: 0, values: Self.ages) <= 1e-5)
    #expect(greatestFall(bound, probe, column: 0, values: Self.ages.reversed()) > 0.3)
    let balances = stride(from: Float(1600), to: -600, by: -20).map { $0 }
    #expect(greatestFall(bound, probe, column: 1, values: balances) <= 1e-5)
    settings.monotone = ["job": .rising]
    #expect(throws: ModellingError.self) {
      try settings.fitted(to: set, run: TreeTestData.run())
    }
  }

  @Test(arguments: [ModelKind.logistic, .forest])
  func aModelThatHeedsNoDirectionSaysSo(kind: ModelKind) throws {
    var settings = ModelSettings(kind)
    if kind == .forest { try settings.set("treeCount", to: 5) }
    let plain = try settings.fitted(to: set(), run: TreeTestData.run())
    #expect(!plain.notes.contains { $0.contains("--monotone") })
    settings.monotone = ["age": .rising]
    let notes = try settings.fitted(to: set(), run: TreeTestData.run()).notes
    #expect(notes.contains("does not heed --monotone: it may rise and fall along age"))
  }

  /// A direction that the data have anyway costs nothing; one of an unused column changes nothing.
  @Test func aDirectionThatHoldsAnywayChangesNothing() throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 4000, columnCount: 5, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    let free = try BoostedEstimator(rounds: 3, maximumDepth: 2).fitted(
      to: set, run: TreeTestData.run())
    let bound = try BoostedEstimator(
      rounds: 3, maximumDepth: 2, monotone: ["flag 2": .rising, "flag 0": .rising]
    ).fitted(to: set, run: TreeTestData.run())
    #expect(
      free.probabilities(for: frame, threads: 1) == bound.probabilities(for: frame, threads: 1))
  }
}
