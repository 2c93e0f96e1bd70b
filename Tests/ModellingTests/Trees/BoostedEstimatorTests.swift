import Foundation
import Synchronization
import Tabular
import Testing

@testable import Modelling

@Suite struct BoostedEstimatorTests {
  @Test func learnsInteractionsMissingValuesAndLevels() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 4000, seed: 1)
    let (other, truth) = TreeTestData.mixed(rowCount: 2000, seed: 2)
    let model = try BoostedEstimator(rounds: 60).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    let probabilities = model.probabilities(for: other, threads: 2)
    #expect(RankAUC.rocAUC(scores: probabilities, labels: truth) ?? 0 > 0.88)
    // A tenth of the labels is flipped: the best log-loss is that of p = 0.1, 0.325.
    #expect(TreeTestData.logLoss(probabilities, truth) < 0.36)
    #expect(abs(model.gainImportance.reduce(0, +) - 1) < 1e-9)
    #expect(model.gainImportance[4] < 0.05)
  }

  @Test(arguments: [1, 2, 4]) func threadsDoNotChangeTheModel(threads: Int) throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 40_000, seed: 1)
    let estimator = BoostedEstimator(rounds: 4, rowSampling: 0.8, columnSampling: 0.7)
    let set = TrainingSet(frame: frame, labels: labels)
    let one = try estimator.fitted(to: set, run: TreeTestData.run(threads: 1))
    let fresh = TrainingSet(frame: frame, labels: labels)
    let many = try estimator.fitted(to: fresh, run: TreeTestData.run(threads: threads))
    let areEqual = one == many
    #expect(areEqual)
    #expect(one.margins(for: frame, threads: 1) == many.margins(for: frame, threads: threads))
    let other = try estimator.fitted(to: set, run: TreeTestData.run(seed: 12))
    let differ = one != other
    #expect(differ)
  }

  @Test func mergedRowsGiveTheSameTrees() throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 5000, columnCount: 8, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    #expect(set.bins.make(threads: 1).merged != nil)
    let merged = try BoostedEstimator(rounds: 20).fitted(to: set, run: TreeTestData.run())
    let matrix = set.bins.matrix(threads: 1)
    let single = try fitted(
      BoostedEstimator(rounds: 20), set, bins: .init(matrix: matrix, merged: nil))
    let areEqual = merged == single
    #expect(areEqual)
  }

  @Test func fusedColumnsGiveTheSameTrees() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 3000, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    let models = try [true, false].map { fused in
      let matrix = BinnedMatrix(frame: frame, fused: fused, threads: 2)
      return try fitted(
        BoostedEstimator(rounds: 20), set, bins: .init(matrix: matrix, merged: nil))
    }
    let areEqual = models[0] == models[1]
    #expect(areEqual)
  }

  private func fitted(
    _ estimator: BoostedEstimator, _ set: TrainingSet, bins: SharedBins.Made
  ) throws -> TreeEnsembleModel {
    var fit = try BoostedFit(estimator, data: set, bins: bins, run: TreeTestData.run())
    return try fit.model()
  }

  @Test func weightsCountLikeRepeatedRows() throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 900, columnCount: 6, seed: 6)
    let weights = labels.map { Float($0) * 2 + 1 }
    let repeated = labels.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    let estimator = BoostedEstimator(rounds: 15)
    let weighted = try estimator.fitted(
      to: TrainingSet(frame: frame, labels: labels, weights: weights), run: TreeTestData.run())
    let rows = try estimator.fitted(
      to: TrainingSet(frame: frame.rows(repeated), labels: repeated.map { labels[$0] }),
      run: TreeTestData.run())
    let (a, b) = (weighted.margins(for: frame, threads: 1), rows.margins(for: frame, threads: 1))
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
    let half = try estimator.fitted(
      to: TrainingSet(frame: frame, labels: labels, weights: weights.map { $0 * 1.0009765625 }),
      run: TreeTestData.run())
    let c = half.margins(for: frame, threads: 1)
    #expect(zip(a, c).map { abs($0 - $1) }.reduce(0, +) / Double(a.count) < 0.05)
  }

  @Test func withoutEarlyStoppingEveryRoundIsKept() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 300, seed: 1, noise: 0.4)
    let (other, truth) = TreeTestData.mixed(rowCount: 300, seed: 2, noise: 0.4)
    let set = TrainingSet(
      frame: frame, labels: labels, validation: .init(frame: other, labels: truth))
    let model = try BoostedEstimator(rounds: 60, earlyStoppingRounds: nil).fitted(
      to: set, run: TreeTestData.run())
    #expect(model.treeCount == 60)
    var settings = ModelSettings(.boosted)
    try settings.set("rounds", to: 60)
    try settings.set("earlyStoppingRounds", to: 0)
    let fitted = try settings.fitted(to: set, run: TreeTestData.run())
    #expect(fitted.notes.isEmpty)
  }

  @Test func stopsAtTheBestRoundAndReportsLosses() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 800, seed: 1, noise: 0.3)
    let (other, truth) = TreeTestData.mixed(rowCount: 800, seed: 2, noise: 0.3)
    let seen = Mutex<[TrainingProgress]>([])
    let run = TrainingRun(seed: 1, threads: 2) { step in seen.withLock { $0.append(step) } }
    let model = try BoostedEstimator(rounds: 200, earlyStoppingRounds: 10).fitted(
      to: TrainingSet(
        frame: frame, labels: labels, validation: .init(frame: other, labels: truth)), run: run)
    let steps = seen.withLock { $0 }
    #expect(model.treeCount < 190)
    #expect(steps.count == model.treeCount + 10)
    let losses = steps.compactMap(\.validationLoss)
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    #expect(best + 1 == model.treeCount)
    let loss = TreeTestData.logLoss(model.probabilities(for: other, threads: 1), truth)
    #expect(abs(loss - losses[best]) < 1e-9)
    let training = steps.compactMap(\.trainingLoss)
    #expect(zip(training, training.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func trainingLossIsTheLogLossOfTheRows() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 700, seed: 3)
    let seen = Mutex<Double?>(nil)
    let run = TrainingRun(seed: 1, threads: 1) { step in seen.withLock { $0 = step.trainingLoss } }
    let model = try BoostedEstimator(rounds: 30).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: run)
    let loss = TreeTestData.logLoss(model.probabilities(for: frame, threads: 1), labels)
    #expect(abs(loss - (seen.withLock { $0 } ?? 0)) < 1e-6)
  }

  @Test func cancelKeepsTheTreesThatAreDone() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 500, seed: 3)
    let set = TrainingSet(frame: frame, labels: labels)
    let holder = Mutex<TrainingRun?>(nil)
    let run = TrainingRun(seed: 1, threads: 2) { step in
      if step.step == 3 { holder.withLock { $0?.cancel() } }
    }
    holder.withLock { $0 = run }
    #expect(try BoostedEstimator().fitted(to: set, run: run).treeCount == 3)
    #expect(throws: ModellingError.self) { try BoostedEstimator().fitted(to: set, run: run) }
  }

  @Test func refusesWhatCannotBeFitted() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 50, seed: 3)
    let empty = TrainingSet(frame: frame.rows([]), labels: [])
    let one = TrainingSet(frame: frame, labels: labels.map { _ in 1 })
    let bare = TrainingSet(
      frame: FeatureFrame(schema: FeatureSchema(features: []), rowCount: 50, columns: []),
      labels: labels)
    let negative = TrainingSet(
      frame: frame, labels: labels, weights: labels.map { Float($0) - 0.5 })
    for set in [empty, one, bare, negative] {
      let error = #expect(throws: ModellingError.self) {
        try BoostedEstimator().fitted(to: set, run: TreeTestData.run())
      }
      #expect(error?.code == .unusableData)
      #expect(throws: ModellingError.self) {
        try ForestEstimator().fitted(to: set, run: TreeTestData.run())
      }
    }
    let setting = #expect(throws: ModellingError.self) {
      try BoostedEstimator(learningRate: 0).fitted(
        to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    }
    #expect(setting?.code == .invalidSetting)
    #expect(setting?.message.contains("learningRate") == true)
  }

  @Test func constantAndWhollyMissingColumnsAreNeverSplit() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 400, seed: 3)
    let dull = frame.replacing(feature: 0, with: [Float](repeating: 7, count: 400))
      .replacing(feature: 3, with: [Float](repeating: .nan, count: 400))
    for model in [
      try BoostedEstimator(rounds: 10).fitted(
        to: TrainingSet(frame: dull, labels: labels), run: TreeTestData.run()),
      try ForestEstimator(treeCount: 10).fitted(
        to: TrainingSet(frame: dull, labels: labels), run: TreeTestData.run()),
    ] {
      #expect(model.gainImportance[0] == 0)
      #expect(model.gainImportance[3] == 0)
      #expect(model.probabilities(for: frame, threads: 1).allSatisfy { (0...1).contains($0) })
    }
  }
}
