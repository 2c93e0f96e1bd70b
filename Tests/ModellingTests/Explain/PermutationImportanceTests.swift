import Tabular
import Testing

@testable import Modelling

@Suite struct PermutationImportanceTests {
  private func model() throws -> TreeEnsembleModel {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1500, seed: 4)
    return try BoostedEstimator(rounds: 20, maximumDepth: 4).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
  }

  @Test func ranksWhatMattersAboveNoise() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1000, seed: 5)
    let model = try model()
    let found = try PermutationImportance(
      of: model, frame: frame, labels: labels, run: TreeTestData.run(threads: 1))
    #expect(found.drops.map(\.feature) == [0, 1, 2, 3, 4])
    #expect(found.drops[0].mean > 0.05)
    #expect(abs(found.drops[4].mean) < 0.02)
    #expect(found.drops.allSatisfy { ($0.standardDeviation ?? -1) >= 0 })
    let again = try PermutationImportance(
      of: model, frame: frame, labels: labels, run: TreeTestData.run(threads: 4))
    #expect(again == found)
  }

  @Test func equalsScoringShuffledRows() throws {
    let frame = ExplainedModels.frame()
    let labels = TreeTestData.mixed(rowCount: 500, seed: 3).labels
    for model in try ExplainedModels.trees() + [ExplainedModels.logistic()] {
      // More than one handful of shuffles.
      let found = try PermutationImportance(
        of: model, frame: frame, labels: labels, repeats: 11, run: TreeTestData.run(seed: 5))
      let baseline = RankAUC.rocAUC(
        scores: model.margins(for: frame, threads: 1), labels: labels)
      #expect(found.baseline == baseline)
      for drop in found.drops {
        var sum = 0.0
        for round in 0..<11 {
          var generator = SeededGenerator(seed: 5, stream: UInt64(drop.feature * 11 + round))
          let shuffled = frame.replacing(
            feature: drop.feature,
            with: frame.columns[drop.feature].shuffled(using: &generator))
          let scores = model.margins(for: shuffled, threads: 1)
          sum += found.baseline - (RankAUC.rocAUC(scores: scores, labels: labels) ?? 0)
        }
        #expect(abs(drop.mean - sum / 11) < 1e-6)
      }
    }
  }

  @Test func saysWhyItCannotBeMeasured() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 100, seed: 5)
    let model = try model()
    let error = #expect(throws: ModellingError.self) {
      try PermutationImportance(
        of: model, frame: frame, labels: labels.map { _ in 0 }, run: TreeTestData.run())
    }
    #expect(error?.code == .unusableData)
    let stopped = TreeTestData.run()
    stopped.cancel()
    let cancelled = #expect(throws: ModellingError.self) {
      try PermutationImportance(of: model, frame: frame, labels: labels, run: stopped)
    }
    #expect(cancelled?.code == .cancelled)
  }

  @Test func areaUnderTheCurveCountsTiesHalf() {
    #expect(RankAUC.rocAUC(scores: [0.1, 0.4, 0.35, 0.8], labels: [0, 0, 1, 1]) == 0.75)
    #expect(RankAUC.rocAUC(scores: [1, 1, 1, 1], labels: [0, 1, 0, 1]) == 0.5)
    #expect(RankAUC.rocAUC(scores: [1, 2], labels: [1, 1]) == nil)
  }

  @Test func dependenceFollowsTheModel() throws {
    let (frame, _) = TreeTestData.mixed(rowCount: 1500, seed: 5)
    let model = try model()
    let age = PartialDependence(of: model, frame: frame, feature: 0, gridSize: 10, threads: 2)
    #expect(age.rowCount == 1000)
    #expect(age.points.count == 10)
    #expect(zip(age.points, age.points.dropFirst()).allSatisfy { $0.value < $1.value })
    let old = try #require(age.points.last).meanProbability
    #expect(old - age.points[0].meanProbability > 0.2)
    let job = PartialDependence(of: model, frame: frame, feature: 3, threads: 2)
    #expect(job.points.map(\.value) == [0, 1, 2, 3, 4, 5])
    #expect(job.points[1].meanProbability > job.points[0].meanProbability + 0.05)
    let none = PartialDependence(of: model, frame: frame.rows([]), feature: 3, threads: 2)
    #expect(none.points.isEmpty)
  }
}
