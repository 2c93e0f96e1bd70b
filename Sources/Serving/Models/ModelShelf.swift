import Evaluation
import Foundation
public import Logging
import Modelling
import Synchronization
public import Workbench

/// The models that a server answers by, which can be changed for others while it answers.
///
/// Every request takes the models as they stand when it begins and keeps them to its end, so a change
/// drops none and mixes none.
public final class ModelShelf: Sendable {
  /// One model under its name.
  public struct Entry: Sendable {
    /// The file's name without its ending.
    public let name: String
    /// The model file.
    public let path: String
    /// The model.
    public let scorer: CustomerScorer
  }

  /// The models at one moment.
  public struct Contents: Sendable {
    /// The models by name, ascending.
    public let entries: [Entry]
    /// The one that answers where a request names none.
    public let standard: Entry
    /// How often models were put here, 1 at the start.
    public let generation: Int
    /// The description of the routes as JSON, which names the columns of the models.
    let description: String

    /// The model of a name, the standard one for `nil`.
    func entry(_ name: String?) -> Entry? {
      guard let name else { return standard }
      return entries.first { $0.name == name }
    }
  }

  private struct State {
    var contents: Contents
    var marks: [String]
    var failure: String?
  }

  private let settings: ServerSettings
  private let logger: Logger
  private let state: Mutex<State>
  /// Only one change at a time.
  private let changing = Mutex<Void>(())

  /// Reads the models.
  ///
  /// - Throws: ``ServingError`` in one sentence for what can't be read.
  public init(_ settings: ServerSettings, logger: Logger) throws {
    self.settings = settings
    self.logger = logger
    let marks = Self.marks(settings)
    let contents = try Self.read(settings, generation: 1)
    Self.say(contents, logger)
    state = Mutex(State(contents: contents, marks: marks))
  }

  /// The models as they stand.
  public var contents: Contents { state.withLock(\.contents) }
  /// Why the last change failed; `nil` if it did not.
  public var failure: String? { state.withLock(\.failure) }

  /// Reads the models again; if one can't be read, all stay as they are.
  ///
  /// - Throws: ``ServingError`` with the reason.
  public func reload() throws {
    try changing.withLock { _ in
      let marks = Self.marks(settings)
      do {
        let contents = try Self.read(settings, generation: self.contents.generation + 1)
        Self.say(contents, logger)
        state.withLock { $0 = State(contents: contents, marks: marks) }
      } catch let error as ServingError {
        state.withLock {
          $0.failure = error.message
          $0.marks = marks
        }
        logger.error("models stay as they are", metadata: ["reason": "\(error.message)"])
        throw error
      }
    }
  }

  /// Reads the models again if a file has changed since they were read.
  public func reloadIfChanged() {
    let known = state.withLock(\.marks)
    guard Self.marks(settings) != known else { return }
    // The reason is logged and kept; the next change of a file is another attempt.
    try? reload()
  }

  private static func say(_ contents: Contents, _ logger: Logger) {
    for entry in contents.entries {
      for remark in entry.scorer.remarks { logger.warning("\(remark)") }
    }
    logger.info(
      "models are ready",
      metadata: [
        "generation": "\(contents.generation)", "standard": "\(contents.standard.name)",
        "models": .array(
          contents.entries.map { "\($0.name) \($0.scorer.kind.rawValue) \($0.scorer.version)" }),
      ])
  }

  /// A model file, and what it is called here.
  private struct ModelFileName {
    let name: String
    let path: String

    init(_ path: String) {
      name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      self.path = path
    }

    /// A registered model: `champion`, the data set that it is champion of, or its name in its run.
    init(registered reference: String, artifacts: String) throws {
      name = String(reference.split(whereSeparator: { $0 == ":" || $0 == "/" }).last ?? "champion")
      do {
        path = try ModelReference.path(reference, artifacts: artifacts)
      } catch {
        throw ServingError(.badInput, PlainText.line("\(error)"))
      }
    }
  }

  private static func files(_ settings: ServerSettings) throws -> [ModelFileName] {
    var files: [ModelFileName] = []
    for path in settings.models {
      if ModelReference.isReference(path) {
        files.append(try ModelFileName(registered: path, artifacts: settings.artifacts))
        continue
      }
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let models = names.filter { $0.hasSuffix("." + ModelFile.pathExtension) }.sorted()
        guard !models.isEmpty else {
          throw ServingError(
            .badInput,
            "\(path): holds no model (*.\(ModelFile.pathExtension)); train one with train DATA --out "
              + "\(path).")
        }
        files += models.map { ModelFileName("\(path)/\($0)") }
      } else {
        files.append(ModelFileName(path))
      }
    }
    guard !files.isEmpty else {
      throw ServingError(.badInput, "There is no model to serve; name a model file or a folder.")
    }
    return files
  }

  private static func read(_ settings: ServerSettings, generation: Int) throws -> Contents {
    var entries: [Entry] = []
    for file in try files(settings) {
      let (name, path) = (file.name, file.path)
      guard !entries.contains(where: { $0.name == name }) else {
        throw ServingError(
          .badInput, "\(path): another model is called \(name) too; give one file another name.")
      }
      do {
        let scorer = try CustomerScorer(path: path, offers: settings.offers)
        entries.append(Entry(name: name, path: path, scorer: scorer))
      } catch {
        throw ServingError(.badInput, PlainText.line("\(error)"))
      }
    }
    entries.sort { $0.name < $1.name }
    let standard = settings.standardModel ?? best(of: entries).name
    guard let first = entries.first(where: { $0.name == standard }) else {
      let names = entries.map(\.name).joined(separator: ", ")
      throw ServingError(.badInput, "There is no model \(standard); there are \(names).")
    }
    return Contents(
      entries: entries, standard: first, generation: generation,
      description: RouteDescription(
        entries: entries, standard: standard, limits: settings.limits
      ).json)
  }

  /// The model that answers where nobody says which: the first by ROC-AUC on its test rows, as on the
  /// leaderboard, where all of them know theirs; else the first by name.
  private static func best(of entries: [Entry]) -> Entry {
    let figures = entries.map { $0.scorer.artifact.metrics[MetricKind.rocAUC.rawValue] ?? .nan }
    guard !figures.contains(where: \.isNaN), let highest = figures.max(),
      let place = figures.firstIndex(of: highest)
    else { return entries[0] }
    return entries[place]
  }

  /// What tells a changed file: its place on disk, size and time; of the offers too. A registered model
  /// lies in another file once another one has its stage.
  private static func marks(_ settings: ServerSettings) -> [String] {
    let models = (try? files(settings).map(\.path)) ?? settings.models
    let paths = models + [settings.offers].compactMap(\.self)
    return paths.map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return "\(path) gone" }
      #if os(Linux)
        let time = status.st_mtim
      #else
        let time = status.st_mtimespec
      #endif
      return "\(path) \(status.st_ino) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
    }
  }
}
