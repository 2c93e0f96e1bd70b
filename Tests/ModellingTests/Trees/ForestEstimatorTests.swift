import Synchronization
import Tabular
import Testing

@testable import Modelling

@Suite struct ForestEstimatorTests {
  @Test func learnsAndItsOutOfBagScoreForetellsNewRows() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 3000, seed: 1)
    let (other, truth) = TreeTestData.mixed(rowCount: 3000, seed: 2)
    let model = try ForestEstimator(treeCount: 80, minimumLeafRows: 5).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    let probabilities = model.probabilities(for: other, threads: 2)
    let auc = try #require(RankAUC.rocAUC(scores: probabilities, labels: truth))
    let bag = try #require(model.outOfBag)
    #expect(auc > 0.87)
    #expect(bag.rowCount == 3000)
    #expect(abs((bag.rocAUC ?? 0) - auc) < 0.03)
    #expect(abs(bag.logLoss - TreeTestData.logLoss(probabilities, truth)) < 0.05)
  }

  @Test(arguments: [1, 2, 4]) func threadsDoNotChangeTheModel(threads: Int) throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1500, seed: 1)
    let weights = labels.indices.map { Float($0 % 5) * 0.3 + 0.2 }
    let set = TrainingSet(frame: frame, labels: labels, weights: weights)
    let estimator = ForestEstimator(treeCount: 12)
    let one = try estimator.fitted(to: set, run: TreeTestData.run(threads: 1))
    let many = try estimator.fitted(to: set, run: TreeTestData.run(threads: threads))
    let areEqual = one == many
    #expect(areEqual)
  }

  @Test func mergedAndFusedRowsGiveTheSameTrees() throws {
    let (frame, labels) = TreeTestData.flags(rowCount: 4000, columnCount: 7, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    let fused = BinnedMatrix(frame: frame, threads: 1)
    let plain = BinnedMatrix(frame: frame, fused: false, threads: 1)
    let merged = try #require(MergedRows(fused, threads: 1))
    let models = try [
      SharedBins.Made(matrix: fused, merged: merged), SharedBins.Made(matrix: fused, merged: nil),
      SharedBins.Made(matrix: plain, merged: nil),
    ].map {
      try ForestFit(
        ForestEstimator(treeCount: 6), data: set, bins: $0, run: TreeTestData.run()
      ).model()
    }
    let areEqual =
      models[0].trees == models[1].trees && models[0].trees == models[2].trees
    #expect(areEqual)
    #expect(models[0].outOfBag == models[1].outOfBag)
  }

  @Test func madeUpRowsAreNotScoredOutOfBag() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 600, seed: 4)
    let score = { (madeUpCount: Int) in
      try ForestEstimator(treeCount: 30).fitted(
        to: TrainingSet(frame: frame, labels: labels, madeUpCount: madeUpCount),
        run: TreeTestData.run()
      ).outOfBag
    }
    let (all, real) = (try #require(try score(0)), try #require(try score(200)))
    #expect(all.rowCount > 590 && (390...400).contains(real.rowCount))
    #expect(all.logLoss != real.logLoss)
    #expect(try score(600) == nil)
  }

  @Test func fullTreesOnAllRowsRepeatTheLabels() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 600, seed: 8, noise: 0)
    let estimator = ForestEstimator(
      treeCount: 3, maximumDepth: nil, minimumLeafRows: 1, columnsPerNode: 5, bootstrap: false)
    let model = try estimator.fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    #expect(model.outOfBag == nil)
    let probabilities = model.probabilities(for: frame, threads: 1)
    #expect(zip(probabilities, labels).allSatisfy { abs($0 - Double($1)) < 1e-6 })
  }

  @Test func depthAndLeavesKeepTheirLimits() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1000, seed: 8)
    let set = TrainingSet(frame: frame, labels: labels)
    let shallow = try ForestEstimator(treeCount: 5, maximumDepth: 3).fitted(
      to: set, run: TreeTestData.run())
    #expect(shallow.depth == 3)
    let thick = try ForestEstimator(treeCount: 5, minimumLeafRows: 40).fitted(
      to: set, run: TreeTestData.run())
    #expect(thick.trees.covers.allSatisfy { $0 >= 40 })
  }

  @Test func theSampleCountsRowsByPoisson() {
    var bootstrap = Bootstrap(generator: SeededGenerator(seed: 9))
    var counts = [Int](repeating: 0, count: 20)
    // Drawn in two goes, the first of an odd number.
    for drawn in [66_667, 133_333] {
      let rows = ScratchBuffer<UInt8>(count: drawn, repeating: 99)
      bootstrap.fill(rows.base, count: drawn)
      for row in 0..<drawn { counts[Int(rows.base[row])] += 1 }
    }
    // e⁻¹/k! of 200,000 draws, within five standard deviations.
    var expected = 200_000 * 0.367_879_441
    for count in 0..<6 {
      #expect(abs(Double(counts[count]) - expected) < 5 * expected.squareRoot())
      expected /= Double(count + 1)
    }
  }

  @Test func cancelKeepsFinishedTrees() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 300, seed: 3)
    let set = TrainingSet(frame: frame, labels: labels)
    let holder = Mutex<TrainingRun?>(nil)
    let run = TrainingRun(seed: 1, threads: 1) { step in
      if step.step == 4 { holder.withLock { $0?.cancel() } }
    }
    holder.withLock { $0 = run }
    let model = try ForestEstimator().fitted(to: set, run: run)
    #expect(model.treeCount == 4)
    #expect(model.probabilities(for: frame, threads: 1).allSatisfy { (0...1).contains($0) })
    let error = #expect(throws: ModellingError.self) {
      try ForestEstimator().fitted(to: set, run: run)
    }
    #expect(error?.code == .cancelled)
  }
}
