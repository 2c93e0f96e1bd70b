import Tabular
import Yams

/// A description of a data set as the text of its file.
enum DescriptionText {
  /// The same bytes for the same description.
  static func yaml(_ description: DatasetDescription) throws -> String {
    let encoder = YAMLEncoder()
    encoder.options.width = -1
    encoder.options.allowUnicode = true
    let encoded = try encoder.encode(description)
    guard var root = try Yams.compose(yaml: encoded)?.mapping, let scopes = root["scopes"]?.mapping
    else { return encoded }
    let ordered = scopes.sorted { ($0.key.string ?? "") < ($1.key.string ?? "") }
    root["scopes"] = Node.mapping(Node.Mapping(ordered.map { ($0.key, $0.value) }))
    return try Yams.serialize(node: Node.mapping(root), width: -1, allowUnicode: true)
  }
}
