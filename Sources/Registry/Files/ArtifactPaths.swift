import Foundation

/// Where things lie in a folder of artifacts.
public struct ArtifactPaths: Sendable {
  /// The folder.
  public let root: String

  /// Names the places of a folder, which need not be there.
  public init(root: String) { self.root = root }

  /// The database.
  public var database: String { "\(root)/offerscope.sqlite" }
  /// The folder of model files, each named by its content.
  public var models: String { "\(root)/\(Self.modelFolder)" }
  /// What is not finished yet, or was broken off.
  var pending: String { "\(root)/.pending" }

  /// The folder of a run, with all its files.
  public func folder(ofRun id: String) -> String { "\(root)/\(id)" }

  /// The file of a model.
  public func file(of model: RegisteredModel) -> String { "\(root)/\(Self.file(model.sha256))" }

  /// A model's place below the root.
  static func file(_ sha256: String) -> String { "\(modelFolder)/\(sha256).offerscope" }

  /// The content name in a model's place below the root; `nil` for another place.
  static func sha256(inPlace place: String) -> String? {
    guard place.hasPrefix("\(modelFolder)/"), place.hasSuffix(".offerscope") else { return nil }
    let name = String(place.dropFirst(modelFolder.count + 1).dropLast(".offerscope".count))
    return ContentName.isName(name) ? name : nil
  }

  private static let modelFolder = "models"
}
