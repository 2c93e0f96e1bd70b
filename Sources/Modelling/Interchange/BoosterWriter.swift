import Foundation

/// Writes trees of our own as XGBoost's JSON, in the form of version 1.7, which later ones read.
///
/// Boosted trees become `binary:logistic`: the base margin is written as the base score, whose
/// 32-bit logit is rarely just as much, and what is left becomes a tree of a single leaf. Those fitted
/// to amounts become `reg:squarederror` of base score 0, and the base is a tree of a single leaf at
/// the end: sums in 32 bits are finest while they are small. Rankers become `rank:ndcg`, `rank:map`
/// or, for YetiRank, `rank:pairwise`, of base score 0; once calibrated they are `binary:logistic`. A forest
/// becomes `reg:squarederror` of base score 0, trained in one round of parallel trees. Each leaf is
/// divided by their number, and the sum of the leaves is our probability. The library adds them in
/// 32 bits, where small sums are the exact ones, so each leaf is written less a half, and the half is
/// a tree of a single leaf at the end: a thousand trees then stay within 1e-6.
struct BoosterWriter {
  private let model: TreeEnsembleModel
  private let baseScore: Float
  /// What is added to every prediction by a last tree of one leaf; 0 for no such tree.
  private let constant: Float
  /// What each leaf is less.
  private let leafOffset: Double
  private var text = ""

  private init(_ model: TreeEnsembleModel) {
    self.model = model
    guard model.kind == .boosted else {
      (baseScore, constant, leafOffset) = (0, 0.5, 0.5)
      return
    }
    guard model.marginScale == .logOdds else {
      (baseScore, constant, leafOffset) = (0, Float(model.baseMargin), 0)
      return
    }
    // Near 1 a float leaves too little of the complement to find the logit again.
    let score = Float(min(max(logistic(model.baseMargin), 0.01), 0.99))
    let margin = BoosterObjective.binaryLogistic.margin(ofBaseScore: score) ?? 0
    let rest = Float(model.baseMargin - margin)
    (baseScore, constant, leafOffset) = (score, abs(rest) > 1e-7 ? rest : 0, 0)
  }

  /// The model as JSON, its features with their names, kinds and categories.
  static func json(_ model: TreeEnsembleModel) -> Data {
    var writer = BoosterWriter(model)
    writer.write()
    return Data(writer.text.utf8)
  }

  private var hasConstant: Bool { constant != 0 }
  private var treeCount: Int { model.treeCount + (hasConstant ? 1 : 0) }
  private var parallelCount: Int { model.kind == .forest ? treeCount : 1 }

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
    let gains = gainOfEachSplit
    for tree in 0..<model.treeCount {
      if tree > 0 { text += "," }
      write(tree, gains: gains)
    }
    if hasConstant {
      text += ","
      text += BoosterJSON.leaf(constant, id: model.treeCount, featureCount: features.count)
    }
    text += #"]},"name":"gbtree"},"learner_model_param":{"base_score":"\#(baseScore)","#
    text += #""boost_from_average":"1","num_class":"0","num_feature":"\#(features.count)","#
    text += #""num_target":"1"},"objective":\#(objectiveText)},"version":[1,7,4]}"#
  }

  private var objective: BoosterObjective {
    guard model.kind == .boosted else { return .squaredError }
    guard model.marginScale != .logOdds else { return .binaryLogistic }
    return switch model.objective {
    case .logistic: .binaryLogistic
    case .squaredError: .squaredError
    case .lambdaNDCG: .rankNDCG
    case .lambdaMAP: .rankMAP
    case .yetiRank: .rankPairwise
    }
  }

  /// The objective with the parameters that the library asks for: a ranking's under the names of
  /// version 1 and of later ones.
  private var objectiveText: String {
    let name = #"{"name":"\#(objective.rawValue)","#
    guard objective.isRanking else { return name + #""reg_loss_param":{"scale_pos_weight":"1"}}"# }
    return name + #""lambda_rank_param":{"fix_list_weight":"0","num_pairsample":"1"},"#
      + #""lambdarank_param":{"lambdarank_pair_method":"topk"}}"#
  }

  /// The model keeps gains by feature alone, so each of a feature's splits is given an equal part.
  private var gainOfEachSplit: [Double] {
    var counts = [Double](repeating: 0, count: model.schema.features.count)
    for node in model.trees.nodes where !node.isLeaf { counts[Int(node.feature)] += 1 }
    return zip(model.gainImportance, counts).map { $1 > 0 ? $0 / $1 : 0 }
  }

  private mutating func write(_ tree: Int, gains: [Double]) {
    let range = model.trees.range(ofTree: tree)
    let start = range.lowerBound
    var parents = [Int](repeating: Int(Int32.max), count: range.count)
    var weights = range.map { leafWeight(model.trees.nodes[$0], tree: tree) }
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
      fields, id: tree, nodeCount: range.count, featureCount: model.schema.features.count)
  }

  /// A leaf's part of the prediction.
  ///
  /// In a forest it is a whole number of units that 32-bit sums hold exactly: after so many trees no
  /// sum is greater than half their share. Equal leaves are rounded another way in each tree, so that
  /// what they lose doesn't add up.
  private func leafWeight(_ node: TreeNode, tree: Int) -> Double {
    guard node.isLeaf else { return 0 }
    let weight = (Double(node.value) - leafOffset) * model.leafScale
    guard model.kind == .forest else { return weight }
    let largest = leafOffset * Double(tree + 1) * model.leafScale
    let unit = scalbn(1, max(-44, Int(largest.exponent) - 24 + (largest.significand > 1 ? 1 : 0)))
    let phase = Double(tree) * 0.618_033_988_749_895
    return (weight / unit + phase - phase.rounded(.down)).rounded(.down) * unit
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
