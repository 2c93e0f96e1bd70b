import Testing

@testable import Modelling

@Suite struct TreeSHAPTests {
  @Test func equalsTheSumOverAllSubsets() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 500, seed: 3)
    let set = TrainingSet(frame: frame, labels: labels)
    let models = [
      try BoostedEstimator(rounds: 6, maximumDepth: 5).fitted(to: set, run: TreeTestData.run()),
      try ForestEstimator(treeCount: 4).fitted(to: set, run: TreeTestData.run()),
    ]
    for model in models {
      let shap = model.contributions(for: frame, threads: 2)
      for row in stride(from: 0, to: 500, by: 25) {
        let expected = ShapleyGame(pathDependent: model, row: frame.columns.map { $0[row] })
          .shares
        #expect(zip(shap.row(row), expected).allSatisfy { abs($0 - $1) < 1e-9 })
      }
    }
  }

  /// One tree that tests feature after feature, half of the weight leaving at each.
  private func chain(length: Int, schema: FeatureSchema) -> TreeEnsembleModel {
    var trees = TreeNodes()
    var cover = Float(1)
    for step in 0..<length {
      let next = Int32(2 * step + 1)
      // The pair after each test is a leaf and the next test.
      let test = TreeNode(value: 0.5, feature: Int32(step), left: next, info: 0)
      if step == 0 {
        trees.nodes.append(test)
      } else {
        trees.nodes[2 * step] = test
        trees.nodes[2 * step].left = next
      }
      trees.covers += step == 0 ? [cover, cover / 2, cover / 2] : [cover / 2, cover / 2]
      for index in [next, next + 1] {
        trees.nodes.append(
          TreeNode(
            value: Float(step) - 3, feature: 0, left: index, info: TreeNode.leafBit))
      }
      cover /= 2
    }
    trees.starts.append(Int32(trees.nodes.count))
    return TreeEnsembleModel(
      schema: schema, kind: .boosted, baseMargin: 0.25, trees: trees,
      gainImportance: schema.features.map { _ in 0 })
  }

  @Test func sumsToTheMarginAtAnyDepth() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1500, seed: 4)
    let (flags, answers) = TreeTestData.flags(rowCount: 300, columnCount: 50, seed: 7)
    let set = TrainingSet(frame: flags, labels: answers)
    let forest = try ForestEstimator(treeCount: 20).fitted(to: set, run: TreeTestData.run())
    let models: [(TreeEnsembleModel, FeatureFrame)] = [
      (
        try BoostedEstimator(rounds: 30).fitted(
          to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run()), frame
      ),
      (forest, flags), (chain(length: 25, schema: flags.schema), flags),
      (chain(length: 50, schema: flags.schema), flags),
    ]
    for (model, frame) in models {
      let rows = frame.rows(Array(0..<150))
      let shap = model.contributions(for: rows, threads: 1)
      let margins = model.margins(for: rows, threads: 1)
      for row in 0..<150 {
        #expect(abs(shap.base + shap.row(row).reduce(0, +) - margins[row]) < 1e-9)
      }
      #expect(model.contributions(for: rows, threads: 4).values == shap.values)
    }
  }

  @Test func quadratureIsExactForItsDegrees() {
    for count in [1, 2, 4, 8, 32] {
      let rule = GaussLegendre.rule(count: count)
      for degree in 0..<2 * count {
        var sum = 0.0
        for (point, weight) in zip(rule.points, rule.weights) {
          sum += weight * (0..<degree).reduce(1.0) { product, _ in product * point }
        }
        #expect(abs(sum - 1 / Double(degree + 1)) < 1e-14)
      }
    }
  }
}
