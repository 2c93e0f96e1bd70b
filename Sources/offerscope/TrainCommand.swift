import ArgumentParser
import Evaluation
import Modelling
import Tabular
import Workbench

/// `offerscope train`: several models on one table, side by side.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train models side by side and compare them on unseen rows.")

  @Argument(
    help:
      "A CSV or Parquet file, or a folder or YAML file with a dataset description; also .gz, .zst, JSON lines, 'part-*.csv', s3://… and a YAML file that leads to a database."
  )
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(
    name: .long,
    help:
      "A folder for the models with their cards, charts, tables, summary.md and report.pdf; nothing is saved without it."
  )
  var out: String?
  @OptionGroup var fairness: FairnessOption
  @Option(
    name: .long,
    help:
      "A CSV file for label and probabilities of every test row; its rows count from 0, those of explain --row from 1."
  )
  var predictions: String?
  @Flag(
    name: .long,
    help: "Print how well probabilities keep their promise, bin by bin; JSON has it anyway.")
  var calibrationReport = false
  @OptionGroup var registering: RegisterOptions
  @OptionGroup var details: DetailsFlag
  @OptionGroup var grading: GradeOption
  @OptionGroup var equivalence: EquivalenceOption
  @Option(
    name: .long,
    help:
      "Read so much of the rows only, as 0.1: whole groups, always the same ones; for tables that don't fit into this machine."
  )
  var sample: Double?
  @OptionGroup var cluster: ClusterOptions
  @Flag(name: .long, help: "Print the comparison as JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let configuration = try planOptions.configuration()
    try configuration.check()
    if let session = try cluster.session(data, dataOptions, configuration) {
      if sample != nil {
        throw WorkbenchError(.badInput, "--sample is for training here; Spark takes all rows.")
      }
      try checkOutputs()
      let registration = try registering.registration()
      let comparison = try session.run(report: narration.follow)
      try finish(comparison, registration, fairness: fairness.columns(of: comparison.data))
      return
    }
    try TableSize.check(data, share: sample ?? 1)
    let opened = try dataOptions.open(data, relevantFrom: grading.grade, share: sample)
    try grading.check(opened)
    if out != nil, try configuration.plan(for: opened).split.foldCount > 1 {
      throw WorkbenchError(
        .badInput,
        "--out needs one split: folds measure, and each has a model of its own; use holdout:0.2 to "
          + "save models.")
    }
    // Before the training, which may take long, but after all that can be wrong with the data.
    try checkOutputs()
    let registration = try registering.registration()
    if !json {
      for note in opened.notes { narration.note(note) }
      for warning in opened.warnings { narration.note("warning: \(warning.message)") }
    }
    let plan = try configuration.plan(for: opened)
    guard opened.dataset.grades == nil else {
      return try grade(opened, plan, registration, narration)
    }
    if plan.split.foldCount > 1 {
      try validate(opened, plan, registration, narration)
      return
    }
    let audited = fairness.columns(of: opened)
    try RunFolder.check(fairness: audited, of: opened)
    let session = TrainingSession(data: opened, plan: plan, comparesBalancing: true)
    try finish(try session.run(narration.follow), registration, fairness: audited)
  }

  private func checkOutputs() throws {
    if let out { try OutputPath.check(folder: out) }
    if let predictions {
      try OutputPath.check(file: predictions)
      try OutputPath.refuse(predictions, ifAmong: [data])
    }
  }

  /// Writes and prints what was measured.
  private func finish(
    _ comparison: Comparison, _ registration: RunRegistration?, fairness audited: [String]
  ) throws {
    let narration = Narration(isQuiet: quiet)
    if let predictions { try PredictionsWriter.write(comparison, to: predictions) }
    let intervals = ComparisonIntervals(comparison)
    let spending = try SpendTable(comparison)
    if out != nil || registration != nil {
      let files = try RunFolder(
        comparison, intervals: intervals, spending: spending, equivalence: equivalence.region,
        fairness: audited)
      if let registration, !comparison.trained.isEmpty {
        registering.tell(
          try registration.register(comparison, intervals: intervals, files: files), narration)
      }
      if let out {
        for path in try files.write(to: out) { narration.note("saved \(path)") }
      }
    }
    try StandardOutput.print(
      json
        ? try ComparisonDocument(
          comparison, intervals: intervals, equivalence: equivalence.region, spending: spending
        ).json()
        : text(of: comparison, intervals, spending))
    try ModelFolder.requireAtLeastOneModel(comparison)
  }

  /// Puts graded lists in order, on one split or on folds.
  private func grade(
    _ data: OpenedData, _ plan: TrainingPlan, _ registration: RunRegistration?,
    _ narration: Narration
  ) throws {
    let comparison = try GradedComparison(
      TrainingSession(data: data, plan: plan), report: narration.follow)
    narration.finish()
    if let predictions { try PredictionsWriter.write(comparison, to: predictions) }
    if let registration, !comparison.measured.isEmpty {
      registering.tell(try registration.register(comparison), narration)
    }
    let differences = GradedDifferences(comparison)
    if let out {
      let paths = try RunFolder.write(
        comparison, differences: differences, equivalence: equivalence.region, to: out)
      for path in paths { narration.note("saved \(path)") }
    }
    try StandardOutput.print(
      json
        ? try GradedDocument(
          comparison, differences: differences, equivalence: equivalence.region
        ).json()
        : [
          TextReport.graded(comparison),
          TextReport.graded(differences, equivalence: equivalence.region, most: details.most),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n"))
    guard !comparison.measured.isEmpty else {
      throw WorkbenchError(
        .failed,
        "No model could be trained: \(comparison.models.lazy.compactMap(\.failure).first ?? "")")
    }
  }

  private func text(
    of comparison: Comparison, _ intervals: ComparisonIntervals, _ spending: SpendTable?
  ) -> String {
    let models = JudgedModel.all(in: comparison)
    let best = details.details ? nil : comparison.ranking(by: .rocAUC).first?.rawValue
    return [
      TextReport.leaderboard(comparison), TextReport.repeatedRows(RepeatedRows(comparison)),
      TextReport.intervals(intervals, equivalence: equivalence.region, most: details.most),
      spending.map(TextReport.spending) ?? "", TextReport.decisions(models, best: best),
      TextReport.imbalance(comparison),
      calibrationReport ? TextReport.calibration(models) : "",
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Measures on folds, which leaves no model behind.
  private func validate(
    _ data: OpenedData, _ plan: TrainingPlan, _ registration: RunRegistration?,
    _ narration: Narration
  ) throws {
    let validation = try CrossValidation(
      data: data, plan: plan, comparesBalancing: true, report: narration.follow)
    narration.finish()
    if let registration, validation.models.contains(where: { $0.failure == nil }) {
      registering.tell(try registration.register(validation), narration)
    }
    let spending = try SpendTable(validation)
    if let predictions { try PredictionsWriter.write(validation, to: predictions) }
    try StandardOutput.print(
      json
        ? try CrossValidationDocument(
          validation, equivalence: equivalence.region, spending: spending
        ).json()
        : [
          TextReport.crossValidation(
            validation, equivalence: equivalence.region, most: details.most),
          spending.map(TextReport.spending) ?? "",
        ].filter { !$0.isEmpty }.joined(separator: "\n\n"))
    guard validation.models.contains(where: { $0.failure == nil }) else {
      throw WorkbenchError(.failed, "No model could be trained on every fold.")
    }
  }
}
