import ArgumentParser
import Foundation
import Ingestion
import Workbench

/// `offerscope etl`: one table of several raw ones.
struct EtlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "etl", abstract: "Make one table of raw logs, by a recipe of SQL.",
    discussion: """
      A recipe is a folder with a description of its inputs and outputs and the SQL between them; \
      \(Ingesting.recipeNames.joined(separator: ", ")) come with the program. The folder of --out gets \
      the table, a dataset.yaml that opens it with its roles, quality.json with what went in and out, \
      and rejected/ with the rows that could not be used. A run that was stopped goes on where it ended \
      when the same command is given again.
      """)

  @Argument(
    help: "Which recipe: \(Ingesting.recipeNames.joined(separator: ", ")), or a folder with one.")
  var recipe: String
  @Option(
    name: .long, help: "The folder of the raw files: CSV, Parquet or JSON lines, .gz or .zst.")
  var input: String?
  @Option(name: .long, help: "The folder for the table; it is made if it is not there.")
  var out: String?
  @Option(
    name: .long,
    help: "What runs the SQL: \(EngineKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var engine: String = EngineKind.duckdb.rawValue
  @Option(name: .long, help: "The day of the cut-off, for recipes that have one, as 2018-02-01.")
  var asOf: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting of the recipe; repeatable.", valueName: "name=value"))
  var settings: [String] = []
  @Option(
    name: .long, help: "A cluster for Spark, as spark://host:7077; this machine if not given.")
  var master: String?
  @Option(name: .long, help: "Divide customers into so many parts; found from sizes if not given.")
  var buckets: Int?
  @Option(name: .long, help: "The memory that the engine may use, as 4GB.")
  var memory: String?
  @Option(name: .long, help: "The threads that the engine may use.")
  var threads: Int?
  @Flag(
    name: .long, help: "Describe the recipe: inputs, columns, settings, and what keeps leaks out.")
  var describe = false
  @Flag(name: .long, help: "Print what went in and out as JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let chosen = try TableRecipe(named: recipe)
    if describe {
      try StandardOutput.print(chosen.text)
      return
    }
    guard let input, let out else {
      throw WorkbenchError(
        .badInput, "etl \(recipe) needs --input FOLDER and --out FOLDER, or --describe.")
    }
    let narration = Narration(isQuiet: quiet)
    let options = try options(input: input, out: out)
    let outcome = try RecipeRun(recipe: chosen, options: options).run { event in
      switch event {
      case .began(let step, let count, let title):
        narration.note("[\(step)/\(count)] \(title)")
      case .note(let sentence): narration.note(sentence)
      }
    }
    try StandardOutput.print(json ? try outcome.report.json() : outcome.report.text)
    narration.note(
      "wrote \(outcome.tablePath); open it with: offerscope train \(ShellWord.quoted(out))")
  }

  private func options(input: String, out: String) throws -> RunOptions {
    var options = RunOptions(input: input, output: out)
    guard let kind = EngineKind(rawValue: engine) else {
      let known = EngineKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw WorkbenchError(.badInput, "--engine \(engine): there are \(known).")
    }
    options.engine = kind
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw WorkbenchError(.badInput, "--set \(setting): write it as name=value.")
      }
      options.parameters[parts[0]] = parts[1]
    }
    if let asOf { options.parameters["as_of"] = asOf }
    options.master = master
    options.buckets = buckets
    options.memory = memory
    options.threads = threads
    return options
  }
}
