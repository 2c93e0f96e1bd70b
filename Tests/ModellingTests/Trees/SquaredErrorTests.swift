import Foundation
import Synchronization
import Tabular
import Testing

@testable import Modelling

@Suite struct SquaredErrorTests {
  /// Amounts that depend on all columns, with noise of deviation `noise`.
  private func amounts(
    rowCount: Int, seed: UInt64, noise: Double = 10
  ) -> (frame: FeatureFrame, amounts: [Float]) {
    let frame = TreeTestData.mixed(rowCount: rowCount, seed: seed).frame
    var generator = SeededGenerator(seed: seed ^ 99)
    let amounts = (0..<rowCount).map { row in
      let (age, balance) = (Double(frame.columns[0][row]), Double(frame.columns[1][row]))
      let job = frame.columns[3][row]
      let wave = (0..<12).reduce(-6) { sum, _ in sum + generator.unit() }
      return Float(
        200 + age * 2 + (balance.isNaN ? 50 : balance > 600 ? 80 : 0)
          + (job == 1 || job == 4 ? 60 : 0) * Double(frame.columns[2][row]) + wave * noise)
    }
    return (frame, amounts)
  }

  private func rootMeanSquare(_ scores: [Double], _ amounts: [Float]) -> Double {
    let sum = zip(scores, amounts).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }
    return (sum / Double(scores.count)).squareRoot()
  }

  private let settings = BoostedEstimator(
    rounds: 80, maximumDepth: 4, objective: .squaredError, monotone: [:])

  @Test func learnsAmounts() throws {
    let (frame, values) = amounts(rowCount: 4000, seed: 1)
    let (other, truth) = amounts(rowCount: 2000, seed: 2)
    let model = try settings.fitted(
      to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run())
    #expect(model.marginScale == .amount)
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    #expect(abs(model.baseMargin - mean) < 1e-6)
    // The noise has a deviation of 10, and the amounts one of 70.
    #expect(rootMeanSquare(model.scores(for: other, threads: 2), truth) < 12)
    let contributions = model.contributions(for: frame, threads: 1)
    let margins = model.margins(for: frame, threads: 1)
    for row in 0..<20 {
      #expect(
        abs(contributions.base + contributions.row(row).reduce(0, +) - margins[row]) < 1e-4)
    }
  }

  /// A single split of one flag: each leaf is the sum of distances from the mean over count + λ.
  @Test func leavesAreThoseOfTheFormula() throws {
    let flags: [Float] = [0, 0, 0, 1, 1, 1, 1, 1]
    let values: [Float] = [1, 2, 3, 10, 12, 14, 11, 13]
    let schema = FeatureSchema(features: [Feature(name: "flag", kind: .number)])
    let frame = FeatureFrame(schema: schema, rowCount: 8, columns: [flags])
    let model = try BoostedEstimator(
      rounds: 1, maximumDepth: 1, learningRate: 0.5, lambda: 2, objective: .squaredError
    ).fitted(to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run())
    let mean = 66.0 / 8
    let low = mean + 0.5 * (6 - 3 * mean) / 5
    let high = mean + 0.5 * (60 - 5 * mean) / 7
    let scores = model.scores(for: frame, threads: 1)
    #expect(abs(scores[0] - low) < 1e-5 && abs(scores[7] - high) < 1e-5)
  }

  @Test(arguments: [Float(0x1p-20), 0x1p20]) func theUnitDoesNotMatter(unit: Float) throws {
    let (frame, values) = amounts(rowCount: 1000, seed: 1)
    let plain = try settings.fitted(
      to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run())
    let scaled = try settings.fitted(
      to: TrainingSet(frame: frame, amounts: values.map { $0 * unit }), run: TreeTestData.run())
    #expect(plain.trees.nodes.map(\.info) == scaled.trees.nodes.map(\.info))
    let (a, b) = (plain.scores(for: frame, threads: 1), scaled.scores(for: frame, threads: 1))
    #expect(zip(a, b).allSatisfy { abs($0 - $1 / Double(unit)) < 1e-3 })
  }

  @Test func mergedRowsAndWeightsCountLikeTheirRows() throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 3000, columnCount: 6, seed: 4)
    var generator = SeededGenerator(seed: 5)
    let values = labels.map { Float($0) * 40 + Float(generator.below(20)) }
    let set = TrainingSet(frame: frame, amounts: values)
    #expect(set.bins.make(threads: 1).merged != nil)
    let merged = try settings.fitted(to: set, run: TreeTestData.run())
    var fit = try BoostedFit(
      settings, data: set, bins: .init(matrix: set.bins.matrix(threads: 1), merged: nil),
      run: TreeTestData.run())
    let single = try fit.model()
    let areEqual = merged == single
    #expect(areEqual)
    let weights = labels.map { Float($0) + 1 }
    let repeated = labels.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    let weighted = try settings.fitted(
      to: TrainingSet(frame: frame, amounts: values, weights: weights), run: TreeTestData.run())
    let rows = try settings.fitted(
      to: TrainingSet(frame: frame.rows(repeated), amounts: repeated.map { values[$0] }),
      run: TreeTestData.run())
    let (a, b) = (weighted.scores(for: frame, threads: 1), rows.scores(for: frame, threads: 1))
    #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test func stopsByTheRootMeanSquareOfHeldOutAmounts() throws {
    let (frame, values) = amounts(rowCount: 600, seed: 1, noise: 60)
    let (other, truth) = amounts(rowCount: 600, seed: 2, noise: 60)
    let seen = Mutex<[TrainingProgress]>([])
    let run = TrainingRun(seed: 1, threads: 2) { step in seen.withLock { $0.append(step) } }
    var settings = settings
    (settings.rounds, settings.earlyStoppingRounds) = (300, 10)
    let model = try settings.fitted(
      to: TrainingSet(
        frame: frame, amounts: values, validation: .init(frame: other, amounts: truth)), run: run)
    let steps = seen.withLock { $0 }
    #expect(steps.count == model.treeCount + 10)
    let loss = rootMeanSquare(model.scores(for: other, threads: 1), truth)
    #expect(abs(loss - (steps[model.treeCount - 1].validationLoss ?? 0)) < 1e-6)
    let training = rootMeanSquare(model.scores(for: frame, threads: 1), values)
    #expect(abs(training - (steps[model.treeCount - 1].trainingLoss ?? 0)) < 1e-3)
  }

  @Test(arguments: TreeGrowth.allCases) func threadsDoNotChangeTheModel(growth: TreeGrowth) throws {
    let (frame, values) = amounts(rowCount: 20_000, seed: 1)
    var settings = settings
    (settings.rounds, settings.growth) = (4, growth)
    let models = try [1, 2, 4].map { threads in
      try settings.fitted(
        to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run(threads: threads))
    }
    let areEqual = models[0] == models[1] && models[1] == models[2]
    #expect(areEqual)
  }

  @Test func savedAndLoadedIsTheSame() throws {
    let (frame, values) = amounts(rowCount: 300, seed: 1)
    let model = try settings.fitted(
      to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run())
    let data = try JSONEncoder().encode(model)
    let loaded = try JSONDecoder().decode(TreeEnsembleModel.self, from: data)
    let areEqual = loaded == model
    #expect(areEqual)
    #expect(loaded.marginScale == .amount)
    let text = String(decoding: data, as: UTF8.self)
    for (from, to) in [("\"squaredError\"", "\"pinball\""), ("\"boosted\"", "\"forest\"")] {
      let damaged = Data(text.replacing(from, with: to).utf8)
      let error = #expect(throws: ModellingError.self) {
        _ = try JSONDecoder().decode(TreeEnsembleModel.self, from: damaged)
      }
      #expect(error?.code == .invalidModel)
    }
  }

  @Test func amountsThatCannotBeFittedAreRefused() throws {
    let (frame, values) = amounts(rowCount: 50, seed: 1)
    var broken = values
    broken[3] = .nan
    let sets = [
      TrainingSet(frame: frame, labels: values.map { _ in 0 }),
      TrainingSet(frame: frame, amounts: values.map { _ in 5 }),
      TrainingSet(frame: frame, amounts: broken),
      TrainingSet(
        frame: frame, amounts: values, validation: .init(frame: frame, amounts: broken)),
      TrainingSet(
        frame: frame, amounts: values,
        validation: .init(frame: frame, labels: values.map { _ in 0 })),
    ]
    for (index, set) in sets.enumerated() {
      let error = #expect(throws: ModellingError.self) {
        _ = try settings.fitted(to: set, run: TreeTestData.run())
      }
      #expect(error?.code == .unusableData, "set \(index)")
    }
    let error = #expect(throws: ModellingError.self) {
      _ = try BoostedEstimator().fitted(
        to: TrainingSet(frame: frame, amounts: values), run: TreeTestData.run())
    }
    #expect(error?.message.contains("squaredError") == true)
  }
}
