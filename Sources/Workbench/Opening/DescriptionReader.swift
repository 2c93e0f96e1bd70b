import Foundation
public import Tabular
import Yams

/// Reads `dataset.yaml`, trusting nothing in it.
public enum DescriptionReader {
  /// The name under which a folder keeps its description.
  public static let fileName = "dataset.yaml"
  /// A description larger than this is not one.
  static let maximumBytes = 256 * 1024

  /// Reads a description.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and the key or line at fault: unreadable, too
  ///   large, not YAML, unknown or mistyped keys, or a path that leaves the folder.
  public static func read(path: String) throws -> DatasetDescription {
    let text = try contents(of: path)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw WorkbenchError(.badInput, "\(path): not readable as YAML: \(line(error)).")
    }
    guard let mapping = node?.mapping else {
      throw WorkbenchError(
        .badInput, "\(path): holds no keys; it needs at least name: and file:.")
    }
    try check(mapping, path: path)
    do {
      let description = try YAMLDecoder().decode(DatasetDescription.self, from: text)
      try checkPaths(description, path: path)
      return description
    } catch let error as DecodingError {
      throw WorkbenchError(.badInput, "\(path): \(words(error)).")
    }
  }

  private static func contents(of path: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw WorkbenchError(
        .badInput, "\(path): can't be read; check that it exists and its permissions.")
    }
    defer { try? handle.close() }
    let data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
    guard data.count <= maximumBytes else {
      throw WorkbenchError(
        .badInput, "\(path): larger than \(maximumBytes / 1024) KiB, so it is no description.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw WorkbenchError(.badInput, "\(path): is not UTF-8 text.")
    }
    // Aliases can make a small file expand without bound, and no description needs them.
    if text.contains(#/(^|[\s\[,:\-])[&*][A-Za-z0-9_]/#) {
      throw WorkbenchError(
        .badInput, "\(path): uses YAML anchors or aliases (& or *); write the values out.")
    }
    return text
  }

  private static func check(_ mapping: Node.Mapping, path: String) throws {
    let known = [
      "name", "summary", "file", "offers", "target", "positive", "identifier", "group", "item",
      "time", "excluded", "scopes", "source", "truth",
    ]
    var seen: Set<String> = []
    for (key, _) in mapping {
      guard let name = key.string, known.contains(name) else {
        throw WorkbenchError(
          .badInput,
          "\(path): \(position(key))the key “\(key.string ?? "?")” is not known; "
            + "known are \(known.joined(separator: ", ")).")
      }
      guard seen.insert(name).inserted else {
        throw WorkbenchError(.badInput, "\(path): \(position(key))“\(name)” is given twice.")
      }
    }
  }

  private static func position(_ node: Node) -> String {
    node.mark.map { "line \($0.line): " } ?? ""
  }

  /// A stranger's description must not make us read files elsewhere.
  private static func checkPaths(_ description: DatasetDescription, path: String) throws {
    for file in [description.file, description.offers].compactMap({ $0 }) {
      if file.isEmpty || file.hasPrefix("/") || file.split(separator: "/").contains("..") {
        throw WorkbenchError(
          .badInput,
          "\(path): the file “\(file)” must lie in the folder of the description; write a relative "
            + "path without “..”.")
      }
    }
  }

  private static func line(_ error: YamlError) -> String {
    "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func words(_ error: DecodingError) -> String {
    let keys = { (context: DecodingError.Context) in
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, _): return "the key “\(key.stringValue)” is missing"
    case .typeMismatch(_, let context): return "“\(keys(context))” has the wrong type"
    case .valueNotFound(_, let context): return "“\(keys(context))” has no value"
    case .dataCorrupted(let context):
      return "“\(keys(context))” is not valid: \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
