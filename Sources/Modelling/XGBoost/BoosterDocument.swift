/// The parts of XGBoost's JSON that decide whether the library can load it safely; the names are
/// the file's own.
struct BoosterDocument: Decodable {
  let version: [Int]
  let learner: Learner

  struct Learner: Decodable {
    let learner_model_param: Parameters
    let objective: Named
    let gradient_booster: GradientBooster

    var featureCount: Int? {
      Int(learner_model_param.num_feature).flatMap { $0 > 0 ? $0 : nil }
    }
    var isSingleOutput: Bool {
      ["0", "1"].contains(learner_model_param.num_class)
        && ["0", "1"].contains(learner_model_param.num_target ?? "1")
    }
  }

  struct Parameters: Decodable {
    let base_score: String
    let num_class: String
    let num_feature: String
    let num_target: String?
  }

  struct Named: Decodable {
    let name: String
  }

  struct GradientBooster: Decodable {
    let name: String
    let model: Trees?
  }

  struct Trees: Decodable {
    let gbtree_model_param: Counts
    let tree_info: [Int]
    let trees: [Tree]

    struct Counts: Decodable {
      let num_trees: String
    }

    /// What is wrong with the trees, or `nil`.
    func fault(featureCount: Int) -> String? {
      guard Int(gbtree_model_param.num_trees) == trees.count, tree_info.count == trees.count,
        tree_info.allSatisfy({ $0 == 0 })
      else { return "the number of trees doesn't match" }
      for (index, tree) in trees.enumerated() {
        if let fault = tree.fault(featureCount: featureCount) {
          return "tree \(index) \(fault)"
        }
      }
      return nil
    }
  }

  struct Tree: Decodable {
    let tree_param: Counts
    let left_children: [Int]
    let right_children: [Int]
    let parents: [Int]
    let split_indices: [Int]
    /// The threshold of a split, or the value of a leaf; none for a split of categories.
    let split_conditions: [Float?]
    let default_left: [Flag]
    let base_weights: [Float?]
    let loss_changes: [Float?]
    let sum_hessian: [Float?]
    let split_type: [Int]
    let categories: [Int]
    let categories_nodes: [Int]
    let categories_segments: [Int]
    let categories_sizes: [Int]

    struct Counts: Decodable {
      let num_nodes: String
      /// 0 or 1; more where a leaf predicts several targets.
      let size_leaf_vector: String
    }

    /// 1.x writes `true`, later ones 1.
    struct Flag: Decodable {
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if (try? container.decode(Bool.self)) == nil { _ = try container.decode(Int.self) }
      }
    }

    /// What is wrong with the tree, or `nil`.
    func fault(featureCount: Int) -> String? {
      let count = left_children.count
      let lengths = [
        right_children.count, parents.count, split_indices.count, split_conditions.count,
        default_left.count, base_weights.count, loss_changes.count, sum_hessian.count,
        split_type.count,
      ]
      guard count > 0, Int(tree_param.num_nodes) == count, lengths.allSatisfy({ $0 == count })
      else { return "has lists of different lengths" }
      for node in left_children.indices where left_children[node] == -1 || split_type[node] == 0 {
        guard split_conditions[node]?.isFinite == true else { return "has a value that is none" }
      }
      guard ["0", "1"].contains(tree_param.size_leaf_vector) else {
        return "predicts several targets"
      }
      // Explanations divide by the weight of a split.
      for node in left_children.indices where left_children[node] != -1 {
        guard let weight = sum_hessian[node], weight > 0 else { return "has a split of no rows" }
      }
      return faultOfNodes(featureCount: featureCount) ?? faultOfCategories()
    }

    /// Every node but the root must be reached exactly once from it.
    private func faultOfNodes(featureCount: Int) -> String? {
      let count = left_children.count
      var isReached = [Bool](repeating: false, count: count)
      isReached[0] = true
      var open = [0]
      while let node = open.popLast() {
        let children = [left_children[node], right_children[node]]
        if children == [-1, -1] { continue }
        guard (0..<featureCount).contains(split_indices[node]) else {
          return "splits on a feature that there is not"
        }
        for child in children {
          guard (0..<count).contains(child), !isReached[child] else {
            return "has a branch that leads nowhere"
          }
          guard parents[child] == node else { return "has a branch without its parent" }
          isReached[child] = true
          open.append(child)
        }
      }
      return nil
    }

    private func faultOfCategories() -> String? {
      guard categories_nodes.count == categories_segments.count,
        categories_nodes.count == categories_sizes.count
      else { return "has category lists of different lengths" }
      for index in categories_nodes.indices {
        let start = categories_segments[index]
        let size = categories_sizes[index]
        guard left_children.indices.contains(categories_nodes[index]), start >= 0, size > 0,
          size <= categories.count, start <= categories.count - size
        else { return "has a category list outside its bounds" }
      }
      guard categories.allSatisfy({ (0..<(1 << 24)).contains($0) }) else {
        return "has a category that is none"
      }
      let listed = Set(categories_nodes)
      for node in split_type.indices where split_type[node] != 0 && left_children[node] != -1 {
        guard listed.contains(node) else { return "has a category split without its list" }
      }
      return nil
    }
  }
}
