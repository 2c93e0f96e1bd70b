import Foundation
public import Registry
import Tabular

/// Registers finished trainings with all their files: the one door for commands and the dashboard.
public struct RunRegistration: Sendable {
  /// The folder of artifacts where nobody names one.
  public static let standardFolder = "artifacts"
  private let folder: String

  /// Names the folder of artifacts; it is made with the first run.
  public init(artifacts folder: String = standardFolder) { self.folder = folder }

  /// Looks before a training, which may take long, whether it can be registered after it.
  ///
  /// - Throws: `RegistryError` or ``WorkbenchError`` when the folder or its database will not do.
  public func check() throws {
    try OutputPath.check(folder: folder)
    guard FileManager.default.fileExists(atPath: ArtifactPaths(root: folder).database) else {
      return
    }
    _ = try RunRegistry(writing: folder)
  }

  /// Registers models that were compared on one split, with the charts, tables, cards and report of the
  /// run beside them.
  ///
  /// - Parameter files: the folder of the same comparison.
  /// - Returns: the run with its name.
  /// - Throws: `RegistryError`, or what writing its files throws; then nothing is registered.
  public func register(
    _ comparison: Comparison, intervals: ComparisonIntervals, files: RunFolder
  ) throws -> RegisteredRun {
    try register(RunDescription(comparison, intervals: intervals, fairness: files.fairness)) {
      folder in
      try files.write(to: folder).filter { $0.hasSuffix(".\(ModelFile.pathExtension)") }
    }
  }

  /// Registers models that put lists with grades in order; of folds no model is left.
  ///
  /// - Returns: the run with its name.
  /// - Throws: as for a comparison of classes.
  public func register(_ comparison: GradedComparison) throws -> RegisteredRun {
    try register(RunDescription(comparison)) { try ModelFolder.save(comparison, to: $0) }
  }

  /// Registers what folds measured, which leaves no model.
  ///
  /// - Returns: the run with its name.
  /// - Throws: as for a comparison.
  public func register(_ validation: CrossValidation) throws -> RegisteredRun {
    try register(RunDescription(validation)) { _ in [] }
  }

  /// Registers what a search found; `nil` where its test was left out.
  ///
  /// - Returns: the run with its name.
  /// - Throws: as for a comparison.
  public func register(_ search: SearchResult) throws -> RegisteredRun? {
    try RunDescription(search).map { description in
      try register(description) { [try ModelFolder.save(search, to: $0)].compactMap(\.self) }
    }
  }

  /// - Parameter save: writes the files of the run into a folder and returns the paths of its models.
  private func register(
    _ description: RunDescription, save: (_ folder: String) throws -> [String]
  ) throws -> RegisteredRun {
    try RunRegistry(writing: folder).register(description) { folder in
      Dictionary(
        try save(folder).map { path in
          let file = (path as NSString).lastPathComponent
          return ((file as NSString).deletingPathExtension, path)
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
