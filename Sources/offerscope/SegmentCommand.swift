import ArgumentParser
import Dashboard
import Modelling
import Workbench

/// `offerscope segment`: customers by intent, and by what sets them apart.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Part customers into high, medium and low intent, and find segments among them.",
    discussion: """
      Without --model it trains the models first and takes the best by ROC-AUC, or that of --by. \
      With --found it looks for groups of customers for whom the model has the same reasons (or, with \
      --space features, who are alike), says in words what sets each apart, how stable they are, and \
      holds them against rows that neither model nor segments saw. \
      Example: offerscope segment bank.csv --found --out artifacts/segments
      """)

  @Argument(help: "A CSV or Parquet file, or a folder or YAML file with a dataset description.")
  var data: String
  @Option(
    name: .long,
    help: "A saved model file, or one of XGBoost's, or champion; without it models are trained.")
  var model: String?
  @Option(name: .long, help: "The trained model to go by, such as boosted; the best without it.")
  var by: String?
  @Flag(name: .long, help: "Find segments among the customers.")
  var found = false
  @Option(
    name: .long,
    help:
      "What makes customers alike: shap (the model's reasons) or features, which needs no model.")
  var space: String = SegmentSearch.Space.shap.rawValue
  @Option(name: .long, help: "Where groups are looked for: pca or umap.")
  var projection: String = SegmentSearch.Projection.pca.rawValue
  @Option(
    name: .long, help: "How: kmeans, or hdbscan, which leaves those between groups in none.")
  var method: String = SegmentSearch.Method.kmeans.rawValue
  @Option(
    name: .long, help: "How many segments kmeans makes, 2 to 30; chosen by stability without it.")
  var count: Int?
  @Option(
    name: .long, help: "The least customers of a segment of hdbscan; a fiftieth of them without it."
  )
  var minimumSize: Int?
  @Option(
    name: .long,
    help:
      "The most customers that segments are found on, 100 to 50000; others join their neighbours.")
  var rows: Int = 10_000
  @Option(
    name: .long, help: "How often segments are looked for again in a random half, 0 to 100.")
  var repeats: Int = 10
  @Option(name: .long, help: "What a conversion earns, for values of segments.")
  var margin: Double?
  @Option(name: .long, help: "What a contact costs, with --margin.")
  var cost: Double = 0
  @Option(
    name: .long,
    help: "A folder for segments.csv, segment_profiles.md and segment_map.png, with --found.")
  var out: String?
  @OptionGroup var registered: ArtifactsOption
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if out != nil, !found {
      throw ValidationError("--out writes the segments that --found finds; give both.")
    }
    if space != SegmentSearch.Space.shap.rawValue, !found {
      throw ValidationError("--space is of the segments that --found finds; give both.")
    }
    if let margin, !margin.isFinite || margin <= 0 || !cost.isFinite || cost < 0 {
      throw ValidationError("--margin and --cost are amounts, a margin above 0 and a cost from 0.")
    }
    if margin == nil, cost != 0 {
      throw ValidationError("--cost \(cost): give --margin too, what a conversion earns.")
    }
    _ = try search()
  }

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let search = try search()
    if let out { try OutputPath.check(folder: out) }
    if let model, dataOptions.target == nil {
      try SegmentSource.checkOutcomes(
        of: data, modelPath: try registered.path(model), options: try dataOptions.csvOptions())
    }
    let opened = try dataOptions.open(data)
    let plan = try planOptions.plan(for: opened)
    let source = try source(opened, plan, narration)
    for note in source.notes { narration.note(note) }
    let intents = try IntentSegments(source, margin: margin, cost: cost)
    let segments =
      found
      ? try FoundSegments(
        source, by: search, margin: margin, cost: cost, progress: { narration.draw($0) }) : nil
    narration.finish()
    if let segments, let out {
      let picture = try SegmentMapPicture(segments).png()
      let paths = try SegmentFiles.write(
        segments, intents: intents, of: source, picture: picture, to: out)
      for path in paths { narration.note("saved \(path)") }
    }
    try StandardOutput.print(
      json
        ? try SegmentsDocument(intent: intents, found: segments).json()
        : [intents.map(TextReport.intents), segments.map(TextReport.found)].compactMap(\.self)
          .joined(separator: "\n\n"))
  }

  /// The model to go by, and the rows to find segments on and to hold them against.
  private func source(
    _ data: OpenedData, _ plan: TrainingPlan, _ narration: Narration
  ) throws -> SegmentSource {
    let needsModel = !found || space == SegmentSearch.Space.shap.rawValue
    guard model == nil, needsModel || by != nil else {
      return try SegmentSource(
        data, modelPath: try model.map(registered.path), plan: plan)
    }
    let kind = try by.map { name in
      guard let kind = ModelKind(rawValue: name) else {
        throw WorkbenchError(
          .badInput,
          "--by \(name): there is no such model; there are "
            + "\(ModelKind.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return kind
    }
    let comparison = try TrainingSession(data: data, plan: plan).run(narration.follow)
    let source = try SegmentSource(comparison, kind: kind)
    narration.note("going by \(source.modelName)")
    return source
  }

  private func search() throws -> SegmentSearch {
    let space = try choice(space, "--space", SegmentSearch.Space.init)
    let projection = try choice(projection, "--projection", SegmentSearch.Projection.init)
    let method = try choice(method, "--method", SegmentSearch.Method.init)
    if let count, !(2...30).contains(count) {
      throw ValidationError("--count \(count): give a number from 2 to 30.")
    }
    if count != nil, method == .hdbscan {
      throw ValidationError(
        "--count is for kmeans; hdbscan finds out by itself, see --minimum-size.")
    }
    if minimumSize != nil, method == .kmeans {
      throw ValidationError("--minimum-size is for hdbscan; kmeans takes --count.")
    }
    if let minimumSize, !(2...1_000_000).contains(minimumSize) {
      throw ValidationError("--minimum-size \(minimumSize): give a number from 2.")
    }
    guard (100...SegmentSearch.mostRows).contains(rows) else {
      throw ValidationError("--rows \(rows): give a number from 100 to \(SegmentSearch.mostRows).")
    }
    guard (0...100).contains(repeats) else {
      throw ValidationError("--repeats \(repeats): give a number from 0 to 100.")
    }
    return SegmentSearch(
      space: space, projection: projection, method: method, count: count,
      minimumSize: minimumSize, maximumRows: rows, repeats: repeats)
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String, _ make: (String) -> Choice?
  ) throws -> Choice where Choice.RawValue == String {
    guard let choice = make(text) else {
      throw ValidationError(
        "\(option) \(text): use one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }
}
