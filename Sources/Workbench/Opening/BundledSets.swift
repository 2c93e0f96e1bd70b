import Foundation
import Tabular

/// The sample sets that come with the program.
public struct BundledSet: Sendable, Equatable {
  /// The set's name, as its folder is called.
  public let name: String
  /// The path of its folder.
  public let path: String
  /// One sentence on what a row is.
  public let summary: String

  /// The sets found, sorted by name with the bank set first, which opens by default.
  ///
  /// `sample_data` is looked for in the working folder, then beside and above the program, so that
  /// `swift run` and a built program find it alike.
  public static func all() -> [BundledSet] {
    guard let root = roots().first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return []
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.sorted { ($0 == "bank" ? 0 : 1, $0) < ($1 == "bank" ? 0 : 1, $1) }.compactMap {
      name in
      let path = "\(root)/\(name)"
      let file = "\(path)/\(DescriptionReader.fileName)"
      guard let description = try? DescriptionReader.read(path: file) else { return nil }
      return BundledSet(name: name, path: path, summary: description.summary ?? description.name)
    }
  }

  private static func roots() -> [String] {
    var roots = ["sample_data"]
    var folder = Bundle.main.bundleURL
    for _ in 0..<5 {
      roots.append(folder.appendingPathComponent("sample_data").path)
      folder.deleteLastPathComponent()
    }
    return roots
  }
}
