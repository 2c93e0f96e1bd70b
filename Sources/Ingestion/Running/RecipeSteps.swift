/// The steps of a run, in order: each input typed, keys compared, each stage bucket by bucket, the table.
struct RecipeSteps {
  let session: RecipeSession
  let schemas: [String: InputSchema]

  private var recipe: RecipeDescription { session.recipe.description }
  private var engine: any IngestionEngine { session.engine }

  /// All steps.
  func all() throws -> [EngineStep] {
    var steps = recipe.inputs.compactMap(typing)
    steps.append(comparing())
    for stage in recipe.stages {
      for bucket in 0..<(stage.bucketed ? session.buckets : 1) {
        steps.append(try making(stage, bucket: bucket))
      }
    }
    steps.append(try ending())
    steps.append(judging())
    return steps
  }

  private func typing(_ input: RecipeInput) -> EngineStep? {
    guard let files = session.files[input.name], let schema = schemas[input.name] else {
      return nil
    }
    let isBucketed = session.buckets > 1 && input.columns.contains { $0.bodyName == recipe.bucket }
    let bucket = recipe.bucket.flatMap { key in isBucketed ? (key, session.buckets) : nil }
    let query = StagingQuery(
      input: input, schema: schema, engine: engine, rowNumber: engine.rowNumber(in: files)
    )
    .text(from: engine.scan(files), bucket: bucket)
    let engine = engine
    return EngineStep(
      id: "type-\(input.name)", title: "reading \(files.title)", output: session.staged(input.name)
    ) { output in
      let counts = QualityQueries(engine: engine)
        .counts(input, from: engine.read(folder: output, bucket: nil) ?? "")
      return [
        engine.opening(files), engine.write(query, toFolder: output, bucketed: isBucketed),
        engine.malformed(input.name, files) ?? "", counts,
      ].joined(separator: "\n")
    }
  }

  private func comparing() -> EngineStep {
    let engine = engine
    let session = session
    let recipe = recipe
    return EngineStep(id: "compare", title: "comparing keys", output: nil) { _ in
      let queries = QualityQueries(engine: engine)
      var text: [String] = []
      for input in recipe.inputs where session.files[input.name] != nil {
        guard let source = engine.read(folder: session.staged(input.name), bucket: nil) else {
          continue
        }
        if let duplicates = queries.duplicates(input, from: source) { text.append(duplicates) }
        for reference in input.references ?? [] where session.files[reference.input] != nil {
          guard let other = engine.read(folder: session.staged(reference.input), bucket: nil) else {
            continue
          }
          text.append(queries.orphans(reference, of: input.name, from: source, in: other))
        }
      }
      return text.joined(separator: "\n")
    }
  }

  /// The SQL that makes the views of inputs and of earlier stages.
  private func views(before stage: RecipeStage, bucket: Int?) throws -> String {
    var values = session.parameters.values
    for input in recipe.inputs { values[input.name] = source(input, bucket: bucket) }
    let file = "sources.\(engine.name).sql"
    var text = [
      try SQLText.filled(try session.recipe.text(of: file), with: values, file: file)
    ]
    for earlier in recipe.stages.prefix(while: { $0.name != stage.name }) {
      let source = source(earlier, bucket: bucket)
      text.append("CREATE OR REPLACE TEMP VIEW \(earlier.name) AS SELECT * FROM \(source);")
    }
    return text.joined(separator: "\n")
  }

  private func source(_ input: RecipeInput, bucket: Int?) -> String {
    let isThere = session.files[input.name] != nil
    let isDivided = input.columns.contains { $0.bodyName == recipe.bucket }
    if isThere,
      let source = engine.read(
        folder: session.staged(input.name), bucket: isDivided ? bucket : nil)
    {
      return source
    }
    let columns = input.columns.map {
      "CAST(NULL AS \($0.type.sqlType)) AS \(engine.quoted($0.bodyName))"
    }
    return "(SELECT \(columns.joined(separator: ", ")), CAST(NULL AS STRING) AS reason WHERE 1 = 0)"
  }

  /// The rows of an earlier stage: those of this bucket, or all.
  private func source(_ stage: RecipeStage, bucket: Int?) -> String {
    let folders =
      stage.bucketed && bucket == nil
      ? (0..<session.buckets).map { session.made(stage, bucket: $0) }
      : [session.made(stage, bucket: bucket ?? 0)]
    let sources = folders.compactMap {
      engine.read(folder: $0, bucket: stage.bucketed ? nil : bucket)
    }
    return sources.count == 1
      ? sources[0]
      : "(\(sources.map { "SELECT * FROM \($0)" }.joined(separator: " UNION ALL ")))"
  }

  private func making(_ stage: RecipeStage, bucket: Int) throws -> EngineStep {
    let isDivided = session.buckets > 1 && stage.bucketed
    // A stage that is done at once hands its rows on by bucket.
    let handsOn =
      session.buckets > 1 && !stage.bucketed && stage.name != session.recipe.lastStage.name
    var values = session.parameters.values
    for (name, value) in session.parameters.values { values[name] = value }
    let body = try SQLText.filled(
      try session.recipe.text(of: stage.body), with: values, file: stage.body)
    let part = isDivided ? ", part \(bucket + 1) of \(session.buckets)" : ""
    let key = recipe.bucket ?? ""
    let steps = self
    return EngineStep(
      id: "make-\(stage.name)-\(bucket)", title: "working out \(stage.name)\(part)",
      output: session.made(stage, bucket: bucket)
    ) { output in
      let engine = steps.engine
      let query =
        handsOn
        ? "SELECT *, \(engine.bucket(engine.quoted(key), count: steps.session.buckets)) AS bucket FROM \(stage.name)"
        : "SELECT * FROM \(stage.name)"
      return [
        try steps.views(before: stage, bucket: isDivided ? bucket : nil), body,
        engine.write(query, toFolder: output, bucketed: handsOn),
      ].joined(separator: "\n")
    }
  }

  private func ending() throws -> EngineStep {
    let last = session.recipe.lastStage
    let file = "sink.\(engine.name).sql"
    let sink = try session.recipe.text(of: file)
    let columns = session.outputColumns.map { column in
      let name = engine.quoted(column.name)
      return switch column.type {
      case .time: "\(engine.time(ofMicroseconds: name)) AS \(name)"
      case .month:
        "\(engine.time(ofMicroseconds: engine.microseconds(ofMonth: name))) AS \(name)"
      default: name
      }
    }
    let steps = self
    return EngineStep(
      id: "table", title: "sorting and writing the table", output: session.tablePath
    ) {
      output in
      let engine = steps.engine
      let rows = steps.source(last, bucket: nil)
      let order = steps.recipe.output.order
      let folder = "\(steps.session.work.path)/sorted"
      let sorted = engine.inOrder(
        rows, by: order, pieces: steps.session.buckets, folder: folder)
      if sorted != nil { try Folders.make(folder) }
      let words = order.map { "\(engine.quoted($0)) NULLS FIRST" }.joined(separator: ", ")
      let values = [
        "columns": columns.joined(separator: ", "), "rows": sorted?.source ?? rows,
        "order": words, "ordered": sorted == nil ? "ORDER BY \(words)" : "", "out": output,
      ]
      return [sorted?.statements, try SQLText.filled(sink, with: values, file: file)]
        .compactMap(\.self).joined(separator: "\n")
    }
  }

  /// The promises, on the finished table.
  private func judging() -> EngineStep {
    let steps = self
    return EngineStep(id: "promises", title: "checking the promises", output: nil) { _ in
      let engine = steps.engine
      let recipe = steps.recipe
      let source = engine.readTable(steps.session.tablePath)
      var text = [
        try steps.views(before: recipe.stages[0], bucket: nil),
        "CREATE OR REPLACE TEMP VIEW master AS SELECT * FROM \(source);",
        EngineLine.select("table", ["CAST(count(*) AS STRING)"], from: "master"),
        QualityQueries(engine: engine).duplicates(of: recipe.key, named: "master", from: "master"),
      ]
      for (number, promise) in (recipe.promises ?? []).enumerated() {
        let query = try SQLText.filled(
          promise.broken, with: steps.session.parameters.values, file: "promises")
        text.append("SELECT '@@promise|\(number)|' || CAST((\(query)) AS STRING);")
      }
      return text.joined(separator: "\n")
    }
  }
}
