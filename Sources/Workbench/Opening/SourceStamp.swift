import Foundation
import Tabular

/// What the files of a data set looked like at one time, to notice when they are written again.
///
/// Size, time of the last change and identity are compared, not contents: looking is as cheap for a file
/// of gigabytes. A file that is written again as it was counts as written again.
public struct SourceStamp: Codable, Hashable, Sendable {
  /// What can be seen of one file without reading it.
  struct Look: Codable, Hashable, Sendable {
    /// Where it is.
    var path: String
    /// Its size in bytes.
    var byteCount: Int
    /// When it was last written.
    var modified: Date
    /// Its number in the file system, which another file put in its place does not have.
    var number: Int
  }

  /// What became of the files.
  public enum Change: Codable, Hashable, Sendable {
    /// They hold so many bytes more.
    case grown(byteCount: Int)
    /// They hold so many bytes less.
    case shrunk(byteCount: Int)
    /// They were written again, and are as long as before.
    case rewritten
  }

  let looks: [Look]

  /// Looks at a file of data, or at a folder's description and the files that it names.
  ///
  /// It is `nil` where one of them can't be seen, such as a file that is being replaced right now.
  public init?(path: String) {
    guard let paths = SourceStamp.paths(of: path) else { return nil }
    self.init(paths: paths)
  }

  private init?(paths: [String]) {
    var looks: [Look] = []
    for path in paths {
      guard let look = Look(path) else { return nil }
      looks.append(look)
    }
    self.looks = looks
  }

  /// Looks at the same files again; `nil` where one of them is gone.
  public func again() -> SourceStamp? { SourceStamp(paths: looks.map(\.path)) }

  /// What became of the files by the time of another stamp; `nil` if nothing did.
  public func change(to now: SourceStamp) -> Change? {
    guard looks != now.looks else { return nil }
    let size = { (looks: [Look]) in
      looks.reduce(0) { $0.addingReportingOverflow($1.byteCount).partialValue }
    }
    let (before, after) = (size(looks), size(now.looks))
    if after > before { return .grown(byteCount: after - before) }
    return after < before ? .shrunk(byteCount: before - after) : .rewritten
  }

  /// The files that opening a path reads.
  private static func paths(of path: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    let isDescription = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    guard isFolder.boolValue || isDescription else { return [path] }
    let descriptionPath = isDescription ? path : "\(path)/\(DescriptionReader.fileName)"
    guard let description = try? DescriptionReader.read(path: descriptionPath) else { return nil }
    let folder = AtomicFile.folder(of: descriptionPath)
    let files = [description.file, description.offers].compactMap { $0 }
    return [descriptionPath] + files.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
  }
}

extension SourceStamp.Look {
  fileprivate init?(_ path: String) {
    // A link is as old as what it leads to.
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
      let byteCount = attributes[.size] as? Int,
      let modified = attributes[.modificationDate] as? Date
    else { return nil }
    self.path = path
    self.byteCount = byteCount
    self.modified = modified
    number = attributes[.systemFileNumber] as? Int ?? 0
  }
}
