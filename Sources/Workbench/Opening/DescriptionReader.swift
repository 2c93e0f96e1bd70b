public import Tabular

/// Reads `dataset.yaml`, trusting nothing in it.
public enum DescriptionReader {
  /// The name under which a folder keeps its description.
  public static let fileName = "dataset.yaml"

  /// The keys of the file.
  static let keys = [
    "name", "summary", "file", "offers", "target", "positive", "identifier", "group", "item",
    "time", "position", "amount", "excluded", "derived", "scopes", "actionable",
    "currency", "source", "truth",
  ]

  /// Reads a description.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and the key or line at fault: unreadable, too
  ///   large, not YAML, unknown or mistyped keys, or a path that leaves the folder.
  public static func read(path: String) throws -> DatasetDescription {
    let description = try YAMLFile(path: path, keys: keys).decoded(DatasetDescription.self)
    // A stranger's description must not make us read files elsewhere.
    for file in [description.file, description.offers].compactMap({ $0 }) {
      if file.isEmpty || file.hasPrefix("/") || file.split(separator: "/").contains("..") {
        throw WorkbenchError(
          .badInput,
          "\(path): the file “\(file)” must lie in the folder of the description; write a relative "
            + "path without “..”.")
      }
    }
    return description
  }
}
