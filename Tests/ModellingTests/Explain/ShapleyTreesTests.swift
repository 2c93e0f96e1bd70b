import CIntrinsics
import Testing

@testable import Modelling

@Suite struct ShapleyTreesTests {
  private func values(
    _ model: TreeEnsembleModel, _ frame: FeatureFrame, _ instructions: cinstructions
  ) -> [Double] {
    let trees = ShapleyTrees(model.trees, schema: model.schema)
    let rows = frame.sideBySide()
    var values = [Double](repeating: 0, count: rows.count)
    rows.withUnsafeBufferPointer { rows in
      values.withUnsafeMutableBufferPointer { values in
        guard let rows = rows.baseAddress, let values = values.baseAddress else { return }
        for part in trees.parts {
          trees.explain(
            rows, frame.rowCount, part: part, model.trees, to: values, instructions: instructions)
        }
      }
    }
    return values
  }

  @Test func allInstructionsGiveTheSameBits() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 400, seed: 8)
    let (flags, answers) = TreeTestData.flags(rowCount: 300, columnCount: 50, seed: 7)
    let run = TreeTestData.run()
    let models = [
      (
        try ForestEstimator(treeCount: 10).fitted(
          to: TrainingSet(frame: frame, labels: labels), run: run), frame
      ),
      (
        try ForestEstimator(treeCount: 10).fitted(
          to: TrainingSet(frame: flags, labels: answers), run: run), flags
      ),
    ]
    for (model, frame) in models {
      let rows = frame.rows(Array(0..<60))
      let portable = values(model, rows, cinstructions_portable)
      #expect(portable.contains { $0 != 0 })
      for instructions in [cinstructions_avx2, cinstructions_avx512]
      where instructions.rawValue <= cinstructions_best().rawValue {
        #expect(
          values(model, rows, instructions).map(\.bitPattern) == portable.map(\.bitPattern))
      }
    }
  }

  @Test func partsCoverTheTreesAndAddUpTheSameForAnyThreads() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 3000, seed: 8, noise: 0.4)
    let model = try ForestEstimator(treeCount: 60, minimumLeafRows: 1).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    let parts = ShapleyTrees(model.trees, schema: model.schema).parts
    #expect(parts.count == 8)
    #expect(parts.flatMap { Array($0) } == Array(0..<60))
    let rows = frame.rows(Array(0..<600))
    let all = model.contributions(for: rows, threads: 1)
    let margins = model.margins(for: rows, threads: 1)
    for row in [0, 599] {
      #expect(abs(all.base + all.row(row).reduce(0, +) - margins[row]) < 1e-9)
      for threads in 1...3 {
        let one = model.contributions(for: frame.rows([row]), threads: threads)
        #expect(one.values == Array(all.row(row)))
      }
    }
  }
}
