import ArgumentParser
import Tabular
import Workbench

/// `offerscope evaluate`: saved models on labelled rows.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure saved models, also XGBoost's own, side by side on labelled rows.",
    discussion: """
      Every labelled row of DATA counts, so give rows that no model was trained on. Each model counts \
      at its own threshold and by its own segments; a model made elsewhere at 0.5, and without \
      segments.
      """)

  @Argument(
    help:
      "A CSV or Parquet file, or a folder or YAML file with a dataset description; also .gz, .zst, JSON lines, 'part-*.csv', s3://… and a YAML file that leads to a database."
  )
  var data: String
  @Option(
    name: .long,
    help: "A model file that train --out wrote, or one of XGBoost's (JSON or UBJ); may be repeated."
  )
  var model: [String]
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @Option(
    name: .long, parsing: .unconditional,
    help:
      "A group's key: print its list place by place by each model, and how its part of MAP@7 adds up."
  )
  var customer: String?
  @OptionGroup var registered: ArtifactsOption
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var grading: GradeOption
  @OptionGroup var equivalence: EquivalenceOption
  @Flag(
    name: .long,
    help: "Print how well probabilities keep their promise, bin by bin; JSON has it anyway.")
  var calibrationReport = false
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(
    name: .long, help: "Say nothing on standard error but why it failed, as all commands take it.")
  var quiet = false

  func validate() throws {
    guard !model.isEmpty else { throw ValidationError("Give one or more files with --model.") }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
  }

  func run() throws {
    let paths = try model.map(registered.path)
    let opened = try Opener.open(
      data, toMeasure: paths, overrides: dataOptions.overrides,
      options: try dataOptions.csvOptions(), relevantFrom: grading.relevantFrom)
    try grading.check(opened)
    guard opened.dataset.grades == nil else { return try grade(opened, paths) }
    let table = try SavedModelTable(paths, named: model, on: opened, threads: threads)
    let intervals = ComparisonIntervals(table, threads: threads)
    let list = try customer.map(table.explainedList)
    let models = JudgedModel.all(in: table)
    let text = [
      TextReport.savedModels(table),
      TextReport.intervals(intervals, equivalence: equivalence.region),
      table.spending.map(TextReport.spending) ?? "",
      TextReport.decisions(models),
      calibrationReport ? TextReport.calibration(models) : "",
      list.map(TextReport.explainedList) ?? "",
    ]
    try StandardOutput.print(
      json
        ? try SavedModelDocument(
          table, intervals: intervals, list: list, equivalence: equivalence.region
        ).json()
        : text.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  /// Holds models against graded lists, which any scores can order.
  private func grade(_ data: OpenedData, _ paths: [String]) throws {
    let table = try GradedModelTable(paths, named: model, on: data, threads: threads)
    let list = try customer.map(table.explainedList)
    let differences = GradedDifferences(table)
    let text = [
      TextReport.graded(table),
      TextReport.graded(differences, equivalence: equivalence.region),
      list.map(TextReport.explainedList) ?? "",
    ]
    try StandardOutput.print(
      json
        ? try GradedDocument(
          table, list: list, differences: differences, equivalence: equivalence.region
        ).json()
        : text.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }
}
