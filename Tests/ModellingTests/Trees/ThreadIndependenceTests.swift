import Foundation
import Tabular
import Testing

@testable import Modelling

/// Tables full of equally good splits, in groups that stand in another order than the columns: no
/// choice between equals may depend on how many threads share the search.
@Suite struct ThreadIndependenceTests {
  private static let threadCounts = [1, 2, 3, 4, 8]

  /// Every column twice or more, as it is, turned round or stretched: narrow ones come first, and
  /// wide ones, whose groups are searched first, repeat what the narrow ones know.
  private func tiedRows(rowCount: Int, weighted: Bool) -> TrainingSet {
    var generator = SeededGenerator(seed: 31)
    var columns = [[Float]](repeating: [], count: 10)
    var labels: [UInt8] = []
    var weights: [Float] = []
    for _ in 0..<rowCount {
      let flag = Float(generator.below(2))
      let other = Float(generator.below(2))
      let level = Float(generator.below(5))
      let number = generator.unit() < 0.1 ? Float.nan : Float(generator.below(200))
      let row = [
        flag, 1 - flag, other, level, flag * 1000 + Float(generator.below(100)), flag, number,
        level, number * 2, other * 500 + level,
      ]
      for (column, value) in row.enumerated() { columns[column].append(value) }
      let chance =
        0.1 + 0.3 * Double(flag * other) + 0.1 * Double(level) * Double(1 - flag)
        + (number < 60 ? 0.2 : 0)
      labels.append(generator.unit() < chance ? 1 : 0)
      weights.append(0.5 + flag + Float(generator.unit()))
    }
    let levels = Feature.Kind.category(levels: ["a", "b", "c", "d", "e"])
    let schema = FeatureSchema(
      features: columns.indices.map {
        Feature(name: "column \($0)", kind: $0 == 3 || $0 == 7 ? levels : .number)
      })
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels: labels,
      weights: weighted ? weights : nil)
  }

  /// The bytes of the model that each number of threads gives.
  private func bytes<Trees: Estimator>(
    _ estimator: Trees, _ data: TrainingSet
  ) throws -> [Data] where Trees.Fitted == TreeEnsembleModel {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try Self.threadCounts.map { threads in
      // A fresh set each time, as bins are made once a set.
      let fresh = TrainingSet(frame: data.frame, labels: data.labels, weights: data.weights)
      return try encoder.encode(
        estimator.fitted(to: fresh, run: TrainingRun(seed: 5, threads: threads)))
    }
  }

  @Test(
    arguments: [
      BoostedEstimator(rounds: 15),
      BoostedEstimator(rounds: 10, maximumDepth: 12, minimumChildWeight: 0),
      BoostedEstimator(rounds: 15, rowSampling: 0.7, columnSampling: 0.5),
      BoostedEstimator(rounds: 10, maximumDepth: 10, minimumChildWeight: 0.1, columnSampling: 0.8),
    ], [false, true])
  func boostedTreesAreTheSame(_ estimator: BoostedEstimator, weighted: Bool) throws {
    let models = try bytes(estimator, tiedRows(rowCount: 1500, weighted: weighted))
    #expect(Set(models).count == 1)
  }

  /// Enough rows for packed sums and for several pieces of work a node.
  @Test func boostedTreesOfManyRowsAreTheSame() throws {
    let models = try bytes(
      BoostedEstimator(rounds: 4, maximumDepth: 8), tiedRows(rowCount: 70_000, weighted: false))
    #expect(Set(models).count == 1)
  }

  @Test(arguments: [true, false], [false, true])
  func forestsAreTheSame(bootstrap: Bool, weighted: Bool) throws {
    let models = try bytes(
      ForestEstimator(treeCount: 10, bootstrap: bootstrap),
      tiedRows(rowCount: 1500, weighted: weighted))
    #expect(Set(models).count == 1)
  }

  /// A flag and what equals it: the lower column is split, wherever its group is searched.
  @Test(arguments: threadCounts)
  func ofEqualGainsTheLowerColumnIsSplit(threads: Int) throws {
    let flags = (0..<400).map { Float($0 % 2) }
    let noise = (0..<400).map { Float(($0 / 2) % 2) }
    // The third column's group is the widest and is searched first.
    let columns = [noise, flags, zip(flags, 0...).map { $0 * 1000 + Float($1 % 100) }, flags]
    let schema = FeatureSchema(
      features: columns.indices.map { Feature(name: "column \($0)", kind: .number) })
    let model = try BoostedEstimator(rounds: 5, maximumDepth: 3).fitted(
      to: TrainingSet(
        frame: FeatureFrame(schema: schema, rowCount: 400, columns: columns),
        labels: flags.map { UInt8($0) }), run: TrainingRun(seed: 5, threads: threads))
    #expect(model.gainImportance == [0, 1, 0, 0])
  }
}
