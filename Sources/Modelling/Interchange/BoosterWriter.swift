import Foundation

/// Writes trees of our own as XGBoost's JSON, in the form of version 1.7, which later ones read.
///
/// Boosted trees become `binary:logistic`: the base margin is written as the base score, whose
/// 32-bit logit is rarely just as much, and what is left becomes a tree of a single leaf. A forest
/// becomes `reg:squarederror` of base score 0, trained in one round of parallel trees, each leaf
/// divided by their number: the prediction is then the sum of the leaves, our probability. Rounding
/// leaves to 32 bits stays below 1e-6 of a prediction.
struct BoosterWriter {
  private let model: TreeEnsembleModel
  private let baseScore: Float
  /// What the base score leaves out of the base margin.
  private let remainder: Float
  private var text = ""

  private init(_ model: TreeEnsembleModel) {
    self.model = model
    guard model.kind == .boosted else {
      (baseScore, remainder) = (0, 0)
      return
    }
    // Far from the middle a float holds the probability better than its complement.
    let score = Float(min(max(logistic(model.baseMargin), 0.01), 0.99))
    let margin = BoosterObjective.binaryLogistic.margin(ofBaseScore: score) ?? 0
    let rest = Float(model.baseMargin - margin)
    (baseScore, remainder) = (score, abs(rest) > 1e-7 ? rest : 0)
  }

  /// The model as JSON, its features with their names, kinds and categories.
  static func json(_ model: TreeEnsembleModel) -> Data {
    var writer = BoosterWriter(model)
    writer.write()
    return Data(writer.text.utf8)
  }

  private var hasRemainder: Bool { remainder != 0 }
  private var treeCount: Int { model.treeCount + (hasRemainder ? 1 : 0) }
  private var parallelCount: Int { model.kind == .forest ? model.treeCount : 1 }

  private mutating func write() {
    let features = model.schema.features
    text += #"{"learner":{"attributes":{},"feature_names":"#
    text += BoosterJSON.list(features.map { BoosterJSON.quoted($0.name) })
    text += #","feature_types":"#
    text += BoosterJSON.list(features.map { BoosterJSON.quoted(BoosterJSON.type(of: $0)) })
    text += #","gradient_booster":{"model":{"cats":"#
    text += BoosterJSON.categories(of: features)
    text += #","gbtree_model_param":{"num_parallel_tree":"\#(parallelCount)","#
    text += #""num_trees":"\#(treeCount)","size_leaf_vector":"0"},"tree_info":"#
    text += BoosterJSON.list((0..<treeCount).map { _ in "0" })
    text += #","trees":["#
    if hasRemainder { text += BoosterJSON.leaf(remainder, featureCount: features.count) }
    let gains = gainOfEachSplit
    for tree in 0..<model.treeCount {
      if tree > 0 || hasRemainder { text += "," }
      write(tree, id: tree + (hasRemainder ? 1 : 0), gains: gains)
    }
    text += #"]},"name":"gbtree"},"learner_model_param":{"base_score":"\#(baseScore)","#
    text += #""boost_from_average":"1","num_class":"0","num_feature":"\#(features.count)","#
    text += #""num_target":"1"},"objective":{"name":"\#(objective.rawValue)","#
    text += #""reg_loss_param":{"scale_pos_weight":"1"}}},"version":[1,7,4]}"#
  }

  private var objective: BoosterObjective {
    model.kind == .boosted ? .binaryLogistic : .squaredError
  }

  /// The model keeps gains by feature alone, so each of a feature's splits is given an equal part.
  private var gainOfEachSplit: [Double] {
    var counts = [Double](repeating: 0, count: model.schema.features.count)
    for node in model.trees.nodes where !node.isLeaf { counts[Int(node.feature)] += 1 }
    return zip(model.gainImportance, counts).map { $1 > 0 ? $0 / $1 : 0 }
  }

  private mutating func write(_ tree: Int, id: Int, gains: [Double]) {
    let range = model.trees.range(ofTree: tree)
    let start = range.lowerBound
    var parents = [Int](repeating: Int(Int32.max), count: range.count)
    var weights = range.map { leafWeight(model.trees.nodes[$0]) }
    var categories = BoosterJSON.CategoryLists()
    for index in range.reversed() where !model.trees.nodes[index].isLeaf {
      let left = Int(model.trees.nodes[index].left)
      for child in left...left + 1 { parents[child - start] = index - start }
      let (a, b) = (Double(model.trees.covers[left]), Double(model.trees.covers[left + 1]))
      weights[index - start] =
        (weights[left - start] * a + weights[left + 1 - start] * b) / (a + b)
    }
    for index in range where model.trees.nodes[index].isCategory {
      categories.append(node: index - start, codes: rightCodes(model.trees.nodes[index]))
    }
    let nodes = model.trees.nodes[range]
    var fields: [(name: String, values: [String])] = []
    fields.append(("base_weights", weights.map { "\(Float($0))" }))
    fields += categories.fields
    fields.append(("default_left", nodes.map { !$0.isLeaf && $0.missingLeft ? "1" : "0" }))
    fields.append(("left_children", nodes.map { $0.isLeaf ? "-1" : "\(Int($0.left) - start)" }))
    fields.append(
      ("loss_changes", nodes.map { $0.isLeaf ? "0.0" : "\(Float(gains[Int($0.feature)]))" }))
    fields.append(("parents", parents.map(String.init)))
    fields.append(
      ("right_children", nodes.map { $0.isLeaf ? "-1" : "\(Int($0.left) + 1 - start)" }))
    fields.append(
      (
        "split_conditions",
        zip(nodes, weights).map { node, weight in
          node.isLeaf ? "\(Float(weight))" : node.isCategory ? "0.0" : "\(node.value)"
        }
      ))
    fields.append(("split_indices", nodes.map { $0.isLeaf ? "0" : "\($0.feature)" }))
    fields.append(("split_type", nodes.map { $0.isCategory ? "1" : "0" }))
    fields.append(("sum_hessian", model.trees.covers[range].map { "\($0)" }))
    text += BoosterJSON.tree(
      fields, id: id, nodeCount: range.count, featureCount: model.schema.features.count)
  }

  /// A leaf's part of the prediction, in 64 bits.
  private func leafWeight(_ node: TreeNode) -> Double {
    node.isLeaf ? Double(node.value) * model.leafScale : 0
  }

  /// The codes that go right; where all go left, one that no value has.
  private func rightCodes(_ node: TreeNode) -> [Int] {
    let count = Int(node.value)
    let codes = (0..<count).filter { level in
      model.trees.words[node.firstWord + level >> 6] >> UInt64(level & 63) & 1 == 0
    }
    return codes.isEmpty ? [count] : codes
  }
}
