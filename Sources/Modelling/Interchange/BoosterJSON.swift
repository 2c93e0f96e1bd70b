import Foundation

/// The pieces of XGBoost's JSON, under its own names.
enum BoosterJSON {
  static func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  /// A text in quotes, with the escapes that the library's own reader knows.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}": result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// XGBoost's word for a feature's kind.
  static func type(of feature: Feature) -> String {
    switch feature.kind {
    case .number: "float"
    case .flag: "i"
    case .category: "c"
    }
  }

  /// The categories of each feature, as 3.1 and later versions write them: with them Python finds a
  /// data frame's categories by name. Earlier versions pass over them.
  static func categories(of features: [Feature]) -> String {
    guard features.contains(where: { $0.levels != nil }) else {
      return #"{"enc":[],"feature_segments":[],"sorted_idx":[]}"#
    }
    var lists: [String] = []
    var segments = [0]
    var order: [Int] = []
    for feature in features {
      let levels = feature.levels ?? []
      var offsets = levels.isEmpty ? [] : [0]
      var bytes: [Int8] = []
      for level in levels {
        bytes += level.utf8.map { Int8(bitPattern: $0) }
        offsets.append(bytes.count)
      }
      lists.append(
        #"{"offsets":\#(list(offsets.map(String.init))),"values":\#(list(bytes.map(String.init)))}"#
      )
      segments.append((segments.last ?? 0) + levels.count)
      order += levels.indices.sorted { levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8) }
    }
    return #"{"enc":\#(list(lists)),"feature_segments":\#(list(segments.map(String.init))),"#
      + #""sorted_idx":\#(list(order.map(String.init)))}"#
  }

  /// The codes that go right at splits of categories, one list after another.
  struct CategoryLists {
    private var nodes: [Int] = []
    private var segments: [Int] = []
    private var sizes: [Int] = []
    private var codes: [Int] = []

    /// Adds the codes of a node.
    ///
    /// - Precondition: nodes come in ascending order, with at least one code each.
    mutating func append(node: Int, codes: [Int]) {
      nodes.append(node)
      segments.append(self.codes.count)
      sizes.append(codes.count)
      self.codes += codes
    }

    var fields: [(name: String, values: [String])] {
      [
        ("categories", codes.map(String.init)), ("categories_nodes", nodes.map(String.init)),
        ("categories_segments", segments.map(String.init)),
        ("categories_sizes", sizes.map(String.init)),
      ]
    }
  }

  /// One tree of the given lists; the library wants a point in every number that is no whole one.
  static func tree(
    _ fields: [(name: String, values: [String])], id: Int, nodeCount: Int, featureCount: Int
  ) -> String {
    let lists = fields.map { "\"\($0.name)\":\(list($0.values))" }.joined(separator: ",")
    return #"{\#(lists),"id":\#(id),"tree_param":{"num_deleted":"0","#
      + #""num_feature":"\#(featureCount)","num_nodes":"\#(nodeCount)","size_leaf_vector":"0"}}"#
  }

  /// A tree that is one leaf.
  static func leaf(_ value: Float, id: Int, featureCount: Int) -> String {
    tree(
      [
        ("base_weights", ["\(value)"]), ("categories", []), ("categories_nodes", []),
        ("categories_segments", []), ("categories_sizes", []), ("default_left", ["0"]),
        ("left_children", ["-1"]), ("loss_changes", ["0.0"]), ("parents", ["\(Int32.max)"]),
        ("right_children", ["-1"]), ("split_conditions", ["\(value)"]), ("split_indices", ["0"]),
        ("split_type", ["0"]), ("sum_hessian", ["1.0"]),
      ], id: id, nodeCount: 1, featureCount: featureCount)
  }
}
