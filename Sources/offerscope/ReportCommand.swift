import ArgumentParser
import Foundation
import Workbench

/// `offerscope report`: saved models on labelled rows, as the files that people expect.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Write the report, charts and tables of saved models on labelled rows, or print a model's card.",
    discussion: """
      With a model alone it prints the card that stands in its file. With rows it writes summary.md, \
      report.pdf, charts as PNG and SVG, the leaderboard, importances, and scores of every row. train --out writes the same of the models it trains. Every labelled row of DATA counts, \
      so give rows that no model was trained on.
      """)

  @Argument(
    help: ArgumentHelp(
      "Model files, folders that train --out wrote, or champion, and behind them the labelled rows: a CSV or Parquet file, or a dataset description. Without rows, one model file.",
      valueName: "model> ... <data"))
  var inputs: [String]
  @Option(name: .long, help: "The folder for the files.")
  var out: String?
  @Flag(name: .long, help: "Print the card of a model as JSON instead of Markdown.")
  var json = false
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @OptionGroup var registered: ArtifactsOption
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var fairness: FairnessOption
  @OptionGroup var equivalence: EquivalenceOption
  @Flag(name: .long, help: "Say nothing on standard error but why it failed.")
  var quiet = false

  func validate() throws {
    guard (inputs.count > 1) == (out != nil) else {
      throw ValidationError(
        "Give models, the data to measure them on and --out FOLDER; or one model alone for its card."
      )
    }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
  }

  func run() throws {
    guard let out else { return try printCard() }
    let narration = Narration(isQuiet: quiet)
    let data = inputs[inputs.count - 1]
    var (models, names): ([String], [String]) = ([], [])
    for input in inputs.dropLast() {
      // What a registered model is called says more than its file's name.
      let isNamed = ModelReference.isReference(input)
      let paths = isNamed ? [try registered.path(input)] : try ModelFolder.models(at: input)
      models += paths
      names += isNamed ? [input] : paths
    }
    try OutputPath.check(folder: out)
    let opened = try Opener.open(
      data, toMeasure: models, overrides: dataOptions.overrides,
      options: try dataOptions.csvOptions())
    let columns = fairness.columns(of: opened)
    try RunFolder.check(fairness: columns, of: opened)
    let table = try SavedModelTable(
      models, named: names, on: opened, threads: threads)
    let folder = try RunFolder(
      table, of: opened, intervals: ComparisonIntervals(table, threads: threads),
      equivalence: equivalence.region, fairness: columns, threads: threads)
    let paths = try folder.write(to: out)
    narration.note("wrote \(paths.count) files to \(out)")
    try StandardOutput.print("\(out)/summary.md\n\(out)/report.pdf")
  }

  private func printCard() throws {
    guard let card = try ModelFile.read(path: try registered.path(inputs[0])).card else {
      throw WorkbenchError(
        .badInput,
        "\(inputs[0]): has no card; train --out writes models with one, and report MODEL DATA --out FOLDER "
          + "measures this one.")
    }
    try StandardOutput.print(json ? try card.json() : card.markdown)
  }
}
