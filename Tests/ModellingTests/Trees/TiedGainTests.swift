import Tabular
import Testing

@testable import Modelling

/// Columns whose splits are equally good, in groups that are searched in another order than the
/// columns stand in: the winner may not depend on how the search is shared out.
@Suite struct TiedGainTests {
  private func trainingSet() -> TrainingSet {
    var generator = SeededGenerator(seed: 31)
    let rowCount = 1500
    let flags = (0..<rowCount).map { _ in Float(generator.below(2)) }
    let numbers = (0..<rowCount).map { _ in Float(generator.below(200)) }
    let labels = zip(flags, numbers).map { flag, number -> UInt8 in
      generator.unit() < 0.1 + 0.4 * Double(flag) + 0.002 * Double(number) ? 1 : 0
    }
    // The same flag alone, twice, and as the low bit of a number of many bins; numbers twice.
    let columns: [[Float]] = [
      numbers, flags, numbers.map { $0 * 2 }, flags, zip(flags, numbers).map { $0 * 1000 + $1 },
      flags.map { 1 - $0 },
    ]
    let schema = FeatureSchema(
      features: columns.indices.map { Feature(name: "c\($0)", kind: .number) })
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels: labels,
      weights: flags.map { 1 + $0 })
  }

  @Test(arguments: [1.0, 0.7]) func boostedTreesDoNotDependOnThreads(sampling: Double) throws {
    let set = trainingSet()
    let estimator = BoostedEstimator(
      rounds: 15, maximumDepth: 8, rowSampling: sampling, columnSampling: sampling)
    let models = try [1, 2, 3, 4, 8].map { threads in
      try estimator.fitted(to: set, run: TrainingRun(seed: 5, threads: threads))
    }
    for model in models.dropFirst() { #expect(model == models[0]) }
  }

  @Test func forestsDoNotDependOnThreads() throws {
    let set = trainingSet()
    let models = try [1, 2, 3, 4, 8].map { threads in
      try ForestEstimator(treeCount: 8).fitted(
        to: set, run: TrainingRun(seed: 5, threads: threads))
    }
    for model in models.dropFirst() { #expect(model == models[0]) }
  }
}
