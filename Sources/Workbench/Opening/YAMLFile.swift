import Foundation
import Yams

/// A small YAML file from a stranger: its text and its top-level keys checked before it is decoded.
struct YAMLFile {
  /// A file larger than this is no configuration.
  static let maximumBytes = 256 * 1024
  private let path: String
  private let text: String

  /// Reads and checks a file.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and the line or key at fault: unreadable, too large,
  ///   not YAML, or with keys other than the given ones.
  init(path: String, keys known: [String]) throws {
    self.path = path
    text = try Self.contents(of: path)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      throw WorkbenchError(.badInput, "\(path): not readable as YAML: \(words).")
    }
    guard let mapping = node?.mapping else {
      throw WorkbenchError(
        .badInput, "\(path): holds no keys; known are \(known.joined(separator: ", ")).")
    }
    for (key, _) in mapping {
      let position = key.mark.map { "line \($0.line): " } ?? ""
      guard known.contains(key.string ?? "") else {
        throw WorkbenchError(
          .badInput,
          "\(path): \(position)the key “\(key.string ?? "?")” is not known; "
            + "known are \(known.joined(separator: ", ")).")
      }
    }
  }

  /// Decodes the file.
  ///
  /// - Throws: ``WorkbenchError`` naming the key with a wrong or missing value.
  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    do {
      return try YAMLDecoder().decode(type, from: text)
    } catch let error as DecodingError {
      throw WorkbenchError(.badInput, "\(path): \(Self.words(error)).")
    }
  }

  /// Decodes the file as if it had other keys.
  ///
  /// - Parameters:
  ///   - removed: top-level keys that are none of the value's.
  ///   - added: top-level texts where the file has no such key.
  /// - Throws: ``WorkbenchError`` naming the key with a wrong or missing value.
  func decoded<Value: Decodable>(
    _ type: Value.Type, without removed: [String], adding added: [String: String]
  ) throws -> Value {
    var mapping = (try? Yams.compose(yaml: text))?.mapping ?? [:]
    for key in removed { mapping[Node(key)] = nil }
    for (key, value) in added where mapping[Node(key)] == nil {
      mapping[Node(key)] = Node(value, Tag(.str))
    }
    do {
      return try YAMLDecoder().decode(type, from: Node.mapping(mapping))
    } catch let error as DecodingError {
      throw WorkbenchError(.badInput, "\(path): \(Self.words(error)).")
    }
  }

  private static func contents(of path: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw WorkbenchError(
        .badInput, "\(path): can't be read; check that it exists and its permissions.")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: maximumBytes + 1) ?? Data()
    } catch {
      throw WorkbenchError(.badInput, "\(path): can't be read; is it a file?")
    }
    guard data.count <= maximumBytes else {
      throw WorkbenchError(
        .badInput, "\(path): is larger than \(maximumBytes / 1024) KiB, so it is no configuration.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw WorkbenchError(.badInput, "\(path): is not UTF-8 text.")
    }
    // Aliases can make a small file expand without bound, and none of ours needs them.
    if text.contains(#/(^|[\s\[,:\-])[&*][A-Za-z0-9_]/#) {
      throw WorkbenchError(
        .badInput, "\(path): uses YAML anchors or aliases (& or *); write the values out.")
    }
    return text
  }

  private static func words(_ error: DecodingError) -> String {
    let keys = { (context: DecodingError.Context) in
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, _): return "the key “\(key.stringValue)” is missing"
    case .typeMismatch(_, let context): return "“\(keys(context))” has the wrong type"
    case .valueNotFound(_, let context): return "“\(keys(context))” has no value"
    case .dataCorrupted(let context): return "“\(keys(context))” is not valid"
    @unknown default: return "\(error)"
    }
  }
}
