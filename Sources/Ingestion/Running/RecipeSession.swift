import Foundation
import Synchronization

/// The steps of one run and what they printed.
final class RecipeSession: Sendable {
  let recipe: TableRecipe
  let engine: any IngestionEngine
  let settings: EngineSettings
  let files: [String: InputFiles]
  let parameters: RecipeParameters
  let buckets: Int
  let work: WorkFolder
  let control: IngestionControl
  let report: @Sendable (RecipeRun.Event) -> Void
  private let reader: Mutex<QualityReader>
  /// The raw columns that the files lack, as `calls.balance`.
  private let lacking = Mutex<Set<String>>([])

  init(
    recipe: TableRecipe, engine: any IngestionEngine, settings: EngineSettings,
    files: [String: InputFiles], parameters: RecipeParameters, buckets: Int, work: WorkFolder,
    control: IngestionControl, report: @escaping @Sendable (RecipeRun.Event) -> Void
  ) {
    self.recipe = recipe
    self.engine = engine
    self.settings = settings
    self.files = files
    self.parameters = parameters
    self.buckets = buckets
    self.work = work
    self.control = control
    self.report = report
    reader = Mutex(QualityReader(recipe: recipe.description, files: files))
  }

  /// What is known when all is done.
  var finalReport: QualityReport { reader.withLock(\.report) }

  /// The columns of the table, as the settings and the files have them.
  var outputColumns: [RecipeOutputColumn] {
    let lacking = lacking.withLock(\.self)
    return recipe.description.output.columns.filter { column in
      let isAsked = column.when.map { parameters.values[$0] == "1" } ?? true
      return isAsked && !(column.needs.map(lacking.contains) ?? false)
    }
  }

  /// The finished table within the work folder.
  var tablePath: String { "\(work.path)/table.parquet" }

  /// The folder of rows that could not be used; `nil` where all could.
  var rejectedFolder: String? {
    let path = "\(work.path)/rejected"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Does all steps that are not finished.
  func run() throws {
    let schemas = try schemas()
    for column in outputColumns {
      guard let caution = column.caution else { continue }
      let note = "\(column.name) \(caution)."
      reader.withLock { $0.note(note) }
      report(.note(note))
    }
    let steps = try RecipeSteps(session: self, schemas: schemas).all()
    var open: [EngineStep] = []
    for step in steps {
      if open.isEmpty, let record = work.record(of: step) {
        try take(step, record, isResumed: true)
      } else {
        open.append(step)
      }
    }
    if steps.count > open.count, !open.isEmpty {
      report(
        .note(
          "going on after \(steps.count - open.count) of \(steps.count) steps that are finished"))
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(steps.map(\.id), 1...))
    let start = Mutex(ContinuousClock.now)
    try engine.run(
      open, settings: settings, control: control,
      began: { step in
        start.withLock { $0 = .now }
        self.report(.began(step: numbers[step.id] ?? 0, of: steps.count, title: step.title))
      },
      finished: { step, lines in
        let spent = start.withLock { start in
          defer { start = .now }
          return ContinuousClock.now - start
        }
        let kept = lines.filter { $0.hasPrefix(EngineLineMark.prefix) }
        let record = StepRecord(lines: kept, seconds: spent / .seconds(1))
        try self.take(step, record, isResumed: false)
        try self.work.finish(step, record)
      })
    try saveRejected()
  }

  private func take(_ step: EngineStep, _ record: StepRecord, isResumed: Bool) throws {
    try reader.withLock { reader in
      try reader.read(record.lines)
      try PromiseReader(recipe: recipe.description, columns: outputColumns.count)
        .read(record.lines, into: &reader)
      reader.add(
        .init(
          title: step.title, seconds: (record.seconds * 1000).rounded() / 1000,
          isResumed: isResumed))
    }
  }

  /// Looks at the columns of all files.
  private func schemas() throws -> [String: InputSchema] {
    let inputs = recipe.description.inputs.filter { files[$0.name] != nil }
    for input in inputs {
      guard let found = files[input.name] else { continue }
      try engine.check(found)
      try QuoteCheck.check(found)
    }
    let collected = Lines()
    let script = inputs.compactMap { input in
      files[input.name].map { "SELECT '@@input|\(input.name)';\n\(engine.describing($0))" }
    }.joined(separator: "\n")
    let step = EngineStep(id: "look", title: "looking at the files", output: nil) { _ in script }
    try engine.run(
      [step], settings: settings, control: control, began: { _ in },
      finished: { _, lines in lines.forEach(collected.add) })
    var raw: [String: [InputSchema.Raw]] = [:]
    var current = ""
    for line in collected.all {
      if let mark = EngineLine(line), mark.kind == "input" {
        current = mark.fields.first ?? ""
      } else if let column = engine.described(line) {
        raw[current, default: []].append(.init(name: column.name, type: column.type))
      }
    }
    var schemas: [String: InputSchema] = [:]
    for input in inputs {
      guard let files = files[input.name] else { continue }
      let schema = try InputSchema(input, files: files, raw: raw[input.name] ?? [])
      for note in schema.notes {
        reader.withLock { $0.note(note) }
        report(.note(note))
      }
      schemas[input.name] = schema
    }
    let absent = recipe.description.inputs.flatMap { input in
      input.columns.filter { $0.type != .row && schemas[input.name]?.columns[$0.name] == nil }
        .map { "\(input.name).\($0.bodyName)" }
    }
    lacking.withLock { $0 = Set(absent) }
    return schemas
  }

  /// Writes the rows that could not be used beside the table, at most 100 000 a file.
  private func saveRejected() throws {
    let inputs = finalReport.inputs.filter { $0.rejected > 0 }
    guard !inputs.isEmpty else { return }
    try Folders.make("\(work.path)/rejected")
    for input in inputs {
      guard let source = engine.read(folder: staged(input.name), bucket: nil) else { continue }
      let lines = Lines()
      let step = EngineStep(
        id: "rejected-\(input.name)", title: "keeping rejected rows", output: nil
      ) {
        _ in
        EngineLine.select(
          "row",
          ["replace(replace(reason || '|' || coalesce(raw, ''), chr(10), ' '), chr(13), ' ')"],
          from: "\(source) WHERE reason IS NOT NULL LIMIT 100000")
      }
      try engine.run(
        [step], settings: settings, control: control, began: { _ in },
        finished: { _, found in found.forEach(lines.add) })
      let rows = lines.all.compactMap(EngineLine.init).filter { $0.kind == "row" }.map { line in
        "\(Self.cell(line.fields[0])),\(Self.cell(line.fields.dropFirst().joined(separator: "|")))\n"
      }
      try Folders.write(
        "reason,row\n" + rows.sorted().joined(), to: "\(work.path)/rejected/\(input.name).csv")
    }
  }

  private static func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  /// Where the typed rows of an input are.
  func staged(_ input: String) -> String { "\(work.path)/staged-\(input)" }

  /// Where the rows of a stage are; one folder a bucket, unless the stage is done at once.
  func made(_ stage: RecipeStage, bucket: Int) -> String {
    "\(work.path)/\(stage.name)-\(stage.bucketed && buckets > 1 ? bucket : 0)"
  }
}
