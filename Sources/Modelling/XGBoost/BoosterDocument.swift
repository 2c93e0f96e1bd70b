/// The parts of XGBoost's JSON that decide whether the library can load it safely; the names are
/// the file's own.
struct BoosterDocument: Decodable {
  let version: [Int]
  let learner: Learner

  struct Learner: Decodable {
    let learner_model_param: Parameters
    let objective: Objective
    let gradient_booster: GradientBooster
    /// Empty where the writer knew none.
    let feature_names: [String]?
    /// `c` for a category's codes, else one of several words for numbers.
    let feature_types: [String]?
    let attributes: [String: String]?

    var featureCount: Int? {
      Int(learner_model_param.num_feature).flatMap { $0 > 0 ? $0 : nil }
    }
    var isSingleOutput: Bool {
      ["0", "1"].contains(learner_model_param.num_class)
        && ["0", "1"].contains(learner_model_param.num_target ?? "1")
    }

    /// What is wrong with the names and kinds of the features, or `nil`.
    func faultOfFeatures(featureCount: Int) -> String? {
      let names = feature_names ?? []
      let types = feature_types ?? []
      guard names.isEmpty || names.count == featureCount else {
        return "it names \(names.count) features and reads \(featureCount)"
      }
      guard Set(names).count == names.count else { return "it names a feature twice" }
      guard types.isEmpty || types.count == featureCount else {
        return "it has \(types.count) kinds of features and reads \(featureCount)"
      }
      return gradient_booster.model?.cats?.fault(featureCount: featureCount)
    }
  }

  struct Parameters: Decodable {
    let base_score: String
    let num_class: String
    let num_feature: String
    let num_target: String?
  }

  struct Objective: Decodable {
    let name: String
    /// What 1.x needs to load a ranking.
    let lambda_rank_param: [String: String]?
  }

  struct GradientBooster: Decodable {
    let name: String
    /// `nil` for a booster that is none of trees alone.
    let model: Trees?

    private enum CodingKeys: String, CodingKey {
      case name, model
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      // Weights of a linear booster stand under the same name.
      model = name == "gbtree" ? try container.decodeIfPresent(Trees.self, forKey: .model) : nil
    }
  }

  struct Trees: Decodable {
    let gbtree_model_param: Counts
    let tree_info: [Int]
    let trees: [Tree]
    /// Where each round's trees start, and their number at the end; from 2.0 on.
    let iteration_indptr: [Int]?
    /// The categories that the codes stand for; from 3.1 on.
    let cats: BoosterCategories?

    struct Counts: Decodable {
      let num_trees: String
      let num_parallel_tree: String?
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
    let default_left: Flags
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

    /// Some versions write `true`, others 1.
    struct Flags: Decodable {
      let values: [Bool]

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let numbers = try? container.decode([Int].self) {
          values = numbers.map { $0 != 0 }
        } else {
          values = try container.decode([Bool].self)
        }
      }
    }

    /// What is wrong with the tree, or `nil`.
    func fault(featureCount: Int) -> String? {
      let count = left_children.count
      let lengths = [
        right_children.count, parents.count, split_indices.count, split_conditions.count,
        default_left.values.count, base_weights.count, loss_changes.count, sum_hessian.count,
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

    /// More levels than any training makes, and few enough to walk down for every row.
    static let maximumDepth = 4096

    /// Every node must be reached at most once from the root.
    private func faultOfNodes(featureCount: Int) -> String? {
      let count = left_children.count
      var isReached = [Bool](repeating: false, count: count)
      isReached[0] = true
      var open = [(node: 0, depth: 0)]
      while let (node, depth) = open.popLast() {
        let children = (left_children[node], right_children[node])
        if children == (-1, -1) { continue }
        guard depth < Self.maximumDepth else {
          return "is deeper than \(Self.maximumDepth) levels"
        }
        guard (0..<featureCount).contains(split_indices[node]) else {
          return "splits on a feature that there is not"
        }
        for child in [children.0, children.1] {
          guard (0..<count).contains(child), !isReached[child] else {
            return "has a branch that leads nowhere"
          }
          guard parents[child] == node else { return "has a branch without its parent" }
          isReached[child] = true
          open.append((child, depth + 1))
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
