import Foundation
import Tabular

/// Makes a table of raw files by a recipe, on an engine.
///
/// What is finished is kept in a hidden folder beside the table until all is done, so that the same run
/// goes on where a killed one ended; the table appears whole or not at all.
public struct RecipeRun: Sendable {
  /// The recipe.
  public let recipe: TableRecipe
  /// What it works on and with.
  public let options: RunOptions

  /// What happens during a run.
  public enum Event: Sendable, Equatable {
    /// A step starts: its number from 1, how many there are, and what it does.
    case began(step: Int, of: Int, title: String)
    /// Something worth knowing, as a sentence.
    case note(String)
  }

  /// What a run leaves behind.
  public struct Outcome: Sendable {
    /// The table's file.
    public let tablePath: String
    /// The description beside it, which opens it with its roles.
    public let descriptionPath: String
    /// What went in, came out and was noticed.
    public let report: QualityReport
  }

  /// Makes a run.
  public init(recipe: TableRecipe, options: RunOptions) {
    self.recipe = recipe
    self.options = options
  }

  /// Does the work, on the calling thread; call it from the main one or one of your own, not from a task,
  /// since it waits for child processes.
  ///
  /// - Throws: ``IngestionError`` with what is wrong with files, settings, promises or the engine.
  public func run(
    control: IngestionControl = .init(), report: @escaping @Sendable (Event) -> Void = { _ in }
  ) throws -> Outcome {
    try options.check()
    let parameters = try RecipeParameters(recipe.description, said: options.parameters)
    let engine = try options.engine.engine()
    let folder = URL(fileURLWithPath: options.input).resolvingSymlinksInPath().path
    let output = URL(fileURLWithPath: options.output).path
    guard URL(fileURLWithPath: output).resolvingSymlinksInPath().path != folder else {
      throw IngestionError(
        .badInput, "--out \(options.output): is the folder of the raw files; choose another.")
    }
    let files = try found(in: folder)
    for path in files.values.filter(\.isCompressed).flatMap(\.paths).sorted() {
      if let packed = PackedFile(path) {
        try packed.check(control: control)
      } else if InputFormat.of((path as NSString).lastPathComponent)?.compression != nil {
        throw IngestionError(
          .badInput,
          "\(path): is named as a packed file and is none; fetch it anew, or take the ending off its name."
        )
      }
    }
    let version = try engine.version(control: control)
    let buckets = try bucketCount(files, engine: engine)
    let plan = try planText(files, parameters, version: version, buckets: buckets)
    let work = try WorkFolder(in: output, plan: plan)
    defer { work.release() }
    let memory = try options.memoryBytes()
    let settings = EngineSettings(
      memory: "\(memory / 1_000_000)MB",
      threads: options.threads ?? ProcessInfo.processInfo.activeProcessorCount,
      scratch: work.path, master: options.master)
    let session = RecipeSession(
      recipe: recipe, engine: engine, settings: settings, files: files, parameters: parameters,
      buckets: buckets, work: work, control: control, report: report)
    try session.run()
    return try placed(session, output: output, files: files, version: version)
  }

  private func found(in folder: String) throws -> [String: InputFiles] {
    var files: [String: InputFiles] = [:]
    var missing: [String] = []
    for input in recipe.description.inputs {
      if let found = try InputFiles.find(input, in: folder) {
        files[input.name] = found
      } else if !input.isOptional {
        missing.append("\(input.files.joined(separator: " or ")).csv")
      }
    }
    if !missing.isEmpty {
      let there = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        .filter { !$0.hasPrefix(".") }
      throw IngestionError(
        .badInput,
        "\(options.input): lacks \(missing.joined(separator: ", ")) (or .parquet, .jsonl, .gz, .zst); "
          + (there.isEmpty
            ? "the folder is empty."
            : "there are \(there.prefix(12).joined(separator: ", "))\(there.count > 12 ? ", …" : "").")
      )
    }
    return files
  }

  /// As many pieces as keep one within a quarter of the memory, by the sizes of the files.
  private func bucketCount(_ files: [String: InputFiles], engine: any IngestionEngine) throws -> Int
  {
    guard recipe.description.bucket != nil, engine.needsBuckets else { return 1 }
    if let buckets = options.buckets { return buckets }
    let bytes = files.values.reduce(0.0) { sum, files in
      sum + Double(files.byteCount) * (files.isCompressed || files.format == .parquet ? 4 : 1)
    }
    return max(1, min(64, Int((bytes / (Double(try options.memoryBytes()) / 4)).rounded(.up))))
  }

  /// All that the finished pieces depend on.
  private func planText(
    _ files: [String: InputFiles], _ parameters: RecipeParameters, version: String, buckets: Int
  ) throws -> String {
    var lines = ["format 1", "engine \(options.engine.rawValue) \(version)", "buckets \(buckets)"]
    lines += parameters.values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    for input in recipe.description.inputs {
      lines += files[input.name]?.stamps ?? ["\(input.name) is not there"]
    }
    for (name, sql) in recipe.sql.sorted(by: { $0.key < $1.key }) { lines += [name, sql] }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    lines.append(String(decoding: try encoder.encode(recipe.description), as: UTF8.self))
    return lines.joined(separator: "\n")
  }

  /// Puts the table and what is said of it in their places.
  private func placed(
    _ session: RecipeSession, output: String, files: [String: InputFiles], version: String
  ) throws -> Outcome {
    var dataset = recipe.description.output.dataset
    let tablePath = "\(output)/\(dataset.file)"
    let shown = Set(session.outputColumns.map(\.name))
    dataset.scopes = dataset.scopes?.filter { shown.contains($0.key) }
    dataset.excluded = dataset.excluded?.filter { shown.contains($0.column) }
    let settings = session.parameters.texts.sorted { $0.key < $1.key }
      .map { " --set \($0.key)=\($0.value)" }.joined()
    dataset.source =
      "made by `offerscope etl \(recipe.description.name)\(settings)` with \(version) from "
      + recipe.description.inputs.compactMap { files[$0.name]?.title }.joined(separator: ", ")
    let report = session.finalReport
    if FileManager.default.fileExists(atPath: "\(output)/rejected") {
      try? FileManager.default.removeItem(atPath: "\(output)/rejected")
    }
    if let rejected = session.rejectedFolder {
      try Folders.place(rejected, at: "\(output)/rejected")
    }
    try Folders.placeTable(session.tablePath, at: tablePath)
    try Folders.write(try DescriptionText.yaml(dataset), to: "\(output)/dataset.yaml")
    try Folders.write(try report.json() + "\n", to: "\(output)/quality.json")
    session.work.remove()
    return Outcome(
      tablePath: tablePath, descriptionPath: "\(output)/dataset.yaml", report: report)
  }
}
