import Foundation
import Synchronization
import Testing

@testable import Modelling

@Suite struct XGBoostEstimatorTests {
  let data = LinearFrames.mixed(rowCount: 1500)

  /// What a run reported, in order.
  private final class Reports: Sendable {
    private let all = Mutex<[TrainingProgress]>([])
    func add(_ progress: TrainingProgress) { all.withLock { $0.append(progress) } }
    var values: [TrainingProgress] { all.withLock { $0 } }
  }

  private func withValidation() -> TrainingSet {
    let held = LinearFrames.mixed(rowCount: 500, seed: 77)
    return TrainingSet(
      frame: data.frame, labels: data.labels,
      validation: .init(frame: held.frame, labels: held.labels))
  }

  private func loss(_ margins: [Double], _ labels: [UInt8]) -> Double {
    BoostingLoss(labels: labels, weights: nil, threads: 1).value(margins.map(Float.init)) ?? .nan
  }

  @Test(arguments: [1.0, 0.7])
  func threadsDoNotChangeTheModel(sampling: Double) throws {
    let data = LinearFrames.mixed(rowCount: 5000, weighted: true)
    let estimator = XGBoostEstimator(
      rounds: 10, rowSampling: sampling, columnSampling: sampling)
    let models = try [1, 2, 4].map { threads in
      try estimator.fitted(to: data, run: TrainingRun(seed: 3, threads: threads))
    }
    #expect(models[0] == models[1])
    #expect(models[0] == models[2])
    let frame = data.frame
    #expect(models[0].margins(for: frame, threads: 1) == models[0].margins(for: frame, threads: 4))
  }

  @Test func theSeedDecidesTheSample() throws {
    let estimator = XGBoostEstimator(rounds: 5, rowSampling: 0.5)
    let one = try estimator.fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    let two = try estimator.fitted(to: data, run: TrainingRun(seed: 2, threads: 1))
    #expect(one != two)
  }

  @Test func itLearns() throws {
    let held = LinearFrames.mixed(rowCount: 1000, seed: 5)
    let model = try XGBoostEstimator(rounds: 40, maximumDepth: 3)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    let share = Double(held.labels.reduce(0) { $0 + Int($1) }) / 1000
    let constant = -(share * log(share) + (1 - share) * log(1 - share))
    #expect(loss(model.margins(for: held.frame, threads: 1), held.labels) < constant - 0.05)
    #expect(model.gainImportance[3] == 0)
    #expect(abs(model.gainImportance.reduce(0, +) - 1) < 1e-9)
  }

  @Test func earlyStoppingKeepsTheBestRound() throws {
    let reports = Reports()
    let data = withValidation()
    let held = try #require(data.validation)
    let model = try XGBoostEstimator(rounds: 400, learningRate: 0.4, earlyStoppingRounds: 5)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1, report: reports.add))
    let losses = reports.values.compactMap(\.validationLoss)
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    #expect(losses.count == best + 1 + 5)
    #expect(model.roundCount == best + 1)
    #expect(
      abs(loss(model.margins(for: held.frame, threads: 1), held.labels) - losses[best]) < 1e-6)
    #expect(reports.values.map(\.step) == Array(1...losses.count))
  }

  @Test func reportedTrainingLossesAreThoseOfTheModel() throws {
    let reports = Reports()
    let model = try XGBoostEstimator(rounds: 7)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1, report: reports.add))
    let last = try #require(reports.values.last?.trainingLoss)
    #expect(abs(loss(model.margins(for: data.frame, threads: 1), data.labels) - last) < 1e-6)
    #expect(reports.values.count == 7)
    #expect(reports.values.allSatisfy { $0.validationLoss == nil })
  }

  @Test func cancelKeepsTheRoundsThatAreDone() throws {
    let model = try XGBoostEstimator(rounds: 50).fitted(to: data, run: run(cancelledAt: 3))
    #expect(model.roundCount == 3)
    let early = TrainingRun(seed: 1, threads: 1)
    early.cancel()
    let error = #expect(throws: ModellingError.self) {
      try XGBoostEstimator(rounds: 50).fitted(to: data, run: early)
    }
    #expect(error?.code == .cancelled)
  }

  /// A run that is cancelled when its given step is reported.
  private func run(cancelledAt step: Int) -> TrainingRun {
    final class Holder: Sendable {
      let run = Mutex<TrainingRun?>(nil)
    }
    let holder = Holder()
    let run = TrainingRun(seed: 1, threads: 1) { progress in
      if progress.step == step { holder.run.withLock { $0?.cancel() } }
    }
    holder.run.withLock { $0 = run }
    return run
  }

  @Test func weightsCount() throws {
    let heavy = TrainingSet(
      frame: data.frame, labels: data.labels, weights: data.labels.map { $0 == 1 ? 9 : 1 })
    func mean(_ data: TrainingSet) throws -> Double {
      let model = try XGBoostEstimator(rounds: 10)
        .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
      return model.margins(for: data.frame, threads: 1).reduce(0, +) / 1500
    }
    #expect(try mean(heavy) > mean(data) + 1)
  }

  @Test func unusableDataAndSettingsAreRefused() {
    func code(_ data: TrainingSet, _ estimator: XGBoostEstimator) -> ModellingError.Code? {
      let error = #expect(throws: ModellingError.self) {
        try estimator.fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
      }
      return error?.code
    }
    let zeros = data.labels.map { _ in UInt8(0) }
    #expect(code(TrainingSet(frame: data.frame, labels: zeros), .init()) == .unusableData)
    #expect(code(TrainingSet(frame: data.frame.rows([]), labels: []), .init()) == .unusableData)
    for settings in [
      XGBoostEstimator(rounds: 0), .init(maximumDepth: 0), .init(learningRate: 0),
      .init(learningRate: .nan), .init(lambda: -1), .init(gamma: .infinity),
      .init(minimumChildWeight: -1), .init(rowSampling: 0), .init(columnSampling: 1.5),
      .init(maximumBins: 1), .init(earlyStoppingRounds: 0),
    ] {
      #expect(code(data, settings) == .invalidSetting)
    }
  }
}
