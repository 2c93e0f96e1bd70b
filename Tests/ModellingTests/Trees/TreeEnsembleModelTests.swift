import Foundation
import Testing

@testable import Modelling

@Suite struct TreeEnsembleModelTests {
  private func model() throws -> (TreeEnsembleModel, FeatureFrame) {
    let (frame, labels) = TreeTestData.mixed(rowCount: 600, seed: 3)
    let model = try BoostedEstimator(rounds: 5, maximumDepth: 4).fitted(
      to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run())
    return (model, frame)
  }

  @Test func savedAndLoadedScoresTheSame() throws {
    let (boosted, frame) = try model()
    let (data, labels) = TreeTestData.mixed(rowCount: 300, seed: 3)
    let forest = try ForestEstimator(treeCount: 5).fitted(
      to: TrainingSet(frame: data, labels: labels), run: TreeTestData.run())
    for model in [boosted, forest] {
      let loaded = try JSONDecoder().decode(
        TreeEnsembleModel.self, from: JSONEncoder().encode(model))
      let areEqual = loaded == model
      #expect(areEqual)
      #expect(loaded.margins(for: frame, threads: 2) == model.margins(for: frame, threads: 1))
    }
  }

  @Test func anyInputGivesAFiniteScore() throws {
    let (model, frame) = try model()
    let odd: [Float] = [.nan, .infinity, -.infinity, -1, 2.5, 1e30, 6, 0]
    let columns = frame.columns.map { _ in odd }
    let strange = FeatureFrame(schema: model.schema, rowCount: odd.count, columns: columns)
    #expect(model.margins(for: strange, threads: 1).allSatisfy { $0.isFinite })
    #expect(model.contributions(for: strange, threads: 1).values.allSatisfy { $0.isFinite })
    #expect(model.margins(for: frame.rows([]), threads: 2).isEmpty)
  }

  @Test func scoresDoNotDependOnTheRowsBeside() throws {
    let (model, frame) = try model()
    let all = model.margins(for: frame, threads: 4)
    for row in [0, 1, 63, 64, 599] {
      #expect(model.margins(for: frame.rows([row]), threads: 1) == [all[row]])
    }
  }

  @Test(arguments: [
    "left beyond", "left backwards", "feature", "leaf value", "threshold", "cover", "words",
    "starts", "kind", "two parents",
  ])
  func damagedTreesAreRefused(_ damage: String) throws {
    let (model, _) = try model()
    var trees = model.trees
    let inner = try #require(trees.nodes.firstIndex { !$0.isLeaf && !$0.isCategory })
    let category = try #require(trees.nodes.firstIndex { $0.isCategory })
    let leaf = try #require(trees.nodes.firstIndex { $0.isLeaf })
    switch damage {
    case "left beyond": trees.nodes[inner].left = 1 << 30
    case "left backwards": trees.nodes[inner].left = 0
    case "feature": trees.nodes[inner].feature = 99
    case "leaf value": trees.nodes[leaf].value = .nan
    case "threshold": trees.nodes[inner].value = .infinity
    case "cover": trees.covers[leaf] = 0
    case "words": trees.nodes[category].info |= 0xFFFF_0000
    case "starts": trees.starts[1] = 0
    case "kind": trees.nodes[inner].info |= TreeNode.categoryBit
    default: trees.nodes[0].left = trees.nodes[Int(trees.nodes[0].left)].left
    }
    #expect(TreeNodesCheck(model.trees, schema: model.schema).failure == nil)
    #expect(TreeNodesCheck(trees, schema: model.schema).failure != nil)
  }

  @Test func aDamagedFileIsRefusedWithAReason() throws {
    let (model, _) = try model()
    for key in ["infos", "starts", "lefts"] {
      var fields = try #require(
        JSONSerialization.jsonObject(with: JSONEncoder().encode(model)) as? [String: Any])
      let data = try #require((fields[key] as? String).flatMap { Data(base64Encoded: $0) })
      for damaged in [data.dropLast(), data.dropLast(4), Data(data.reversed())] {
        fields[key] = damaged.base64EncodedString()
        let text = try JSONSerialization.data(withJSONObject: fields)
        let error = #expect(throws: ModellingError.self) {
          try JSONDecoder().decode(TreeEnsembleModel.self, from: text)
        }
        #expect(error?.code == .invalidModel)
      }
    }
  }

  @Test func aNewerVersionIsRefused() throws {
    let (model, _) = try model()
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
      .replacing("\"version\":1", with: "\"version\":3")
    let error = #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(TreeEnsembleModel.self, from: Data(text.utf8))
    }
    #expect(error?.message.contains("version 3") == true)
  }
}
