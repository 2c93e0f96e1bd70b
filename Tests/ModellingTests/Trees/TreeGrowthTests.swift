import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct TreeGrowthTests {
  private func set(_ rowCount: Int = 3000) -> TrainingSet {
    let (frame, labels) = TreeTestData.mixed(rowCount: rowCount, seed: 1)
    return TrainingSet(frame: frame, labels: labels)
  }

  private func fitted(_ estimator: BoostedEstimator, _ set: TrainingSet) throws
    -> TreeEnsembleModel
  {
    try estimator.fitted(to: set, run: TreeTestData.run())
  }

  /// Without a limit of leaves the order of splitting does not matter.
  @Test(arguments: [1, 4, 9]) func leafWiseWithoutALimitIsDepthWise(depth: Int) throws {
    let set = set()
    let deep = try fitted(BoostedEstimator(rounds: 12, maximumDepth: depth), set)
    let best = try fitted(
      BoostedEstimator(
        rounds: 12, maximumDepth: depth, growth: .leafWise, maximumLeaves: 1 << 20), set)
    #expect(deep.leafCount == best.leafCount)
    #expect(deep.margins(for: set.frame, threads: 1) == best.margins(for: set.frame, threads: 1))
  }

  @Test func leafWiseSplitsTheBestNodeNext() throws {
    let set = set()
    let settings = BoostedEstimator(
      rounds: 1, maximumDepth: 30, learningRate: 1, lambda: 0, growth: .leafWise,
      maximumLeaves: 2)
    var losses: [Double] = []
    for leaves in [2, 3, 5, 9, 17] {
      var settings = settings
      settings.maximumLeaves = leaves
      let model = try fitted(settings, set)
      #expect(model.leafCount == leaves)
      losses.append(
        TreeTestData.logLoss(model.probabilities(for: set.frame, threads: 1), set.labels))
    }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    // Sixteen leaves where they gain most lose less than sixteen by levels.
    let level = try fitted(
      BoostedEstimator(rounds: 1, maximumDepth: 4, learningRate: 1, lambda: 0), set)
    #expect(level.leafCount <= 16)
    #expect(
      losses[4]
        < TreeTestData.logLoss(level.probabilities(for: set.frame, threads: 1), set.labels))
  }

  /// The different tests of a tree.
  private func tests(of model: TreeEnsembleModel, tree: Int) -> Set<[UInt64]> {
    Set(
      model.trees.range(ofTree: tree).compactMap { index in
        let node = model.trees.nodes[index]
        guard !node.isLeaf else { return nil }
        return [
          UInt64(node.feature), UInt64(node.value.bitPattern), UInt64(node.info & 7),
          node.isCategory ? model.trees.words[node.firstWord] : 0,
        ]
      })
  }

  @Test(arguments: [0.0, 1.0]) func symmetricTreesAskOneQuestionALevel(weight: Double) throws {
    let set = set()
    let model = try fitted(
      BoostedEstimator(
        rounds: 20, maximumDepth: 5, minimumChildWeight: weight, growth: .symmetric), set)
    for tree in 0..<model.treeCount {
      let count = tests(of: model, tree: tree).count
      #expect(count <= 5 && count >= 1)
    }
    #expect(model.depth == 5)
    #expect(model.leafCount > 20 * 16)
    let (other, truth) = TreeTestData.mixed(rowCount: 2000, seed: 2)
    let loss = TreeTestData.logLoss(model.probabilities(for: other, threads: 1), truth)
    #expect(loss < 0.42)
  }

  /// With one node a level there is nothing to share.
  @Test func aSymmetricStumpIsAStump() throws {
    let set = set()
    let models = try [TreeGrowth.depthWise, .symmetric].map {
      try fitted(BoostedEstimator(rounds: 30, maximumDepth: 1, growth: $0), set)
    }
    let areEqual = models[0] == models[1]
    #expect(areEqual)
  }

  @Test(arguments: [TreeGrowth.leafWise, .symmetric], [false, true])
  func threadsDoNotChangeTheModel(growth: TreeGrowth, isBound: Bool) throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 40_000, seed: 1)
    let estimator = BoostedEstimator(
      rounds: 4, maximumDepth: 7, rowSampling: 0.8, columnSampling: 0.9, growth: growth,
      columnSamplingByLevel: 0.8, columnSamplingByNode: growth == .symmetric ? 1 : 0.8,
      monotone: isBound ? ["age": .rising] : [:])
    let models = try [1, 2, 4].map { threads in
      try estimator.fitted(
        to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run(threads: threads))
    }
    let areEqual = models[0] == models[1] && models[1] == models[2]
    #expect(areEqual)
  }

  @Test(arguments: [TreeGrowth.leafWise, .symmetric])
  func mergedRowsAndFusedColumnsGiveTheSameTrees(growth: TreeGrowth) throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 5000, columnCount: 8, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    #expect(set.bins.make(threads: 1).merged != nil)
    let estimator = BoostedEstimator(rounds: 10, maximumDepth: 5, growth: growth)
    let merged = try fitted(estimator, set)
    for fused in [true, false] {
      let matrix = BinnedMatrix(frame: frame, fused: fused, threads: 2)
      var fit = try BoostedFit(
        estimator, data: set, bins: .init(matrix: matrix, merged: nil), run: TreeTestData.run())
      let single = try fit.model()
      let areEqual = merged == single
      #expect(areEqual)
    }
  }

  /// One column for each level, drawn anew.
  @Test func levelsSeeTheirOwnColumns() throws {
    let set = set()
    let model = try fitted(
      BoostedEstimator(rounds: 30, maximumDepth: 3, columnSamplingByLevel: 0.2), set)
    var columnsOfTrees: Set<Set<Int32>> = []
    for tree in 0..<model.treeCount {
      let range = model.trees.range(ofTree: tree)
      var depths = [Int](repeating: 0, count: range.count)
      var columns: [Int: Set<Int32>] = [:]
      for index in range where !model.trees.nodes[index].isLeaf {
        let node = model.trees.nodes[index]
        let depth = depths[index - range.lowerBound]
        columns[depth, default: []].insert(node.feature)
        for child in 0...1 { depths[Int(node.left) - range.lowerBound + child] = depth + 1 }
      }
      #expect(columns.values.allSatisfy { $0.count == 1 })
      columnsOfTrees.insert(columns.values.reduce(into: []) { $0.formUnion($1) })
    }
    #expect(columnsOfTrees.count > 3)
  }

  @Test func nodesSeeTheirOwnColumns() throws {
    let set = set()
    let all = try fitted(BoostedEstimator(rounds: 20, maximumDepth: 4), set)
    let some = try fitted(
      BoostedEstimator(rounds: 20, maximumDepth: 4, columnSamplingByNode: 0.4), set)
    let differ = all != some
    #expect(differ)
    // A column that says nothing is split more when better ones are hidden from a node.
    #expect(some.gainImportance[4] > all.gainImportance[4])
    let loss = TreeTestData.logLoss(
      some.probabilities(for: set.frame, threads: 1), set.labels)
    #expect(loss < 0.5)
  }

  @Test func settingsOutOfRangeAreRefused() {
    let estimators = [
      BoostedEstimator(growth: .leafWise, maximumLeaves: 1),
      BoostedEstimator(columnSamplingByLevel: 0), BoostedEstimator(columnSamplingByNode: 1.5),
      BoostedEstimator(growth: .symmetric, columnSamplingByNode: 0.5),
      BoostedEstimator(maximumDepth: 17, growth: .symmetric),
      BoostedEstimator(objective: .lambdaNDCG, rankingCutoff: 0),
      BoostedEstimator(monotone: ["job": .rising]), BoostedEstimator(monotone: ["none": .falling]),
    ]
    for (index, estimator) in estimators.enumerated() {
      let error = #expect(throws: ModellingError.self) { _ = try fitted(estimator, set(100)) }
      #expect(error?.code == .invalidSetting, "estimator \(index)")
    }
  }
}
