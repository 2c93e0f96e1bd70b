import Evaluation
import Modelling
import Testing

@testable import Workbench

@Suite struct TrialPruningTests {
  private static let hopeless = [0.5, 0.52, 0.49]

  private func trial(_ number: Int, _ base: Double) -> SearchTrial {
    let figures = (0..<5).map { base + 0.01 * Double($0 % 3) }
    return SearchTrial(
      number: number, settings: ModelSettings(.logistic), seed: 7,
      folds: figures.map { SearchTrial.Fold(figure: $0, trees: nil, seconds: 0) }, seconds: 0,
      state: .done, reason: nil)
  }

  private func pruning(_ trials: [SearchTrial], metric: MetricKind = .rocAUC) -> TrialPruning {
    var pruning = TrialPruning(metric: metric, testToTrain: 0.25)
    for trial in trials { pruning.add(trial) }
    return pruning
  }

  /// Whatever ended first, the five best of all trials stand for what can be reached.
  @Test(arguments: [
    [8, 1, 6, 3, 5, 2, 7, 4], [1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1],
  ])
  func onlyTheBestCount(order: [Int]) throws {
    let trials = order.map { trial($0, 0.9 - 0.01 * Double($0)) }
    let five = (1...5).map { trial($0, 0.9 - 0.01 * Double($0)) }
    let reason = try #require(pruning(trials).verdict(on: Self.hopeless))
    #expect(reason == pruning(five).verdict(on: Self.hopeless))
    // Their folds reach 0.87, 0.88 and 0.89.
    #expect(reason.hasPrefix("hopeless after 3 folds: on average 0.3767 worse than the best 5,"))
  }

  /// Of equal trials the earlier ones stay, whose folds may differ.
  @Test func theEarlierOfEqualTrialsStays() {
    let trials = (1...6).map { trial($0, 0.8) }
    #expect(
      pruning(trials).verdict(on: Self.hopeless)
        == pruning(Array(trials.prefix(5))).verdict(on: Self.hopeless))
  }

  @Test func nothingIsHopelessBeforeATrialHasAllFolds() {
    #expect(pruning([]).verdict(on: Self.hopeless) == nil)
  }

  /// A low loss is good, and one that is lower than the best is no reason to stop.
  @Test func lossesAreJudgedTheOtherWayRound() {
    let trials = (1...3).map { trial($0, 0.3) }
    #expect(pruning(trials, metric: .logLoss).verdict(on: Self.hopeless) != nil)
    #expect(pruning(trials, metric: .logLoss).verdict(on: [0.1, 0.12, 0.11]) == nil)
  }
}
