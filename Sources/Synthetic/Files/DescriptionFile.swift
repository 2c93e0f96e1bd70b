import Tabular
import Yams

/// A data set's description as the text of a `dataset.yaml`.
enum DescriptionFile {
  /// The same bytes for the same description: the keys of `scopes` in order, decimals as people write
  /// them.
  static func text(_ description: DatasetDescription) throws -> String {
    let encoder = YAMLEncoder()
    encoder.options.width = -1
    encoder.options.allowUnicode = true
    let encoded = try encoder.encode(description)
    guard var root = try Yams.compose(yaml: encoded)?.mapping else { return encoded }
    if let scopes = root["scopes"]?.mapping {
      let ordered = scopes.sorted {
        ($0.key.string ?? "").utf8.lexicographicallyPrecedes(($1.key.string ?? "").utf8)
      }
      root["scopes"] = Node.mapping(Node.Mapping(ordered.map { ($0.key, $0.value) }))
    }
    if let truth = root["truth"]?.mapping {
      root["truth"] = Node.mapping(Node.Mapping(truth.map { ($0.key, decimal($0.value)) }))
    }
    return try Yams.serialize(node: Node.mapping(root), width: -1, allowUnicode: true)
  }

  /// `8.1e-1` as `0.81`; anything else as it is.
  private static func decimal(_ node: Node) -> Node {
    guard let text = node.scalar?.string, text.contains("e"), let number = Double(text) else {
      return node
    }
    return Node("\(number)")
  }
}
