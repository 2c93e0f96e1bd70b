import ArgumentParser
import Dashboard
import Foundation
import Workbench

/// What `offerscope` does without a command: the dashboard, or the same job as text where there is no
/// terminal.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the dashboard (this is what no command does).")

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String?
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(name: .long, help: "Colours: dark, light, colourblind or mono.")
  var theme: String?
  @Flag(name: .long, help: "Draw with ASCII characters only.")
  var ascii = false
  @Flag(name: .long, help: "Nothing on screen moves by itself.")
  var reduceMotion = false
  @Flag(name: .long, help: "Do the job as text even on a terminal.")
  var text = false

  @Flag(
    name: .long,
    help:
      "Line by line, for screen readers and pipes: a command or keys in, what changed out; help lists them."
  )
  var linear = false
  @Flag(name: .long, help: "Go on with the session before: data, settings and screen.")
  var resume = false

  func validate() throws {
    if linear && text { throw ValidationError("--linear and --text are two ways; choose one.") }
    guard resume else { return }
    if let data {
      throw ValidationError(
        "--resume opens what was open; leave out \(data), or leave out --resume.")
    }
    if text { throw ValidationError("--resume is for the dashboard; leave out --text.") }
  }

  func run() throws {
    if linear {
      let code = LinearProgram.run(options: try options())
      if code != 0 { throw ExitCode(code) }
      return
    }
    let hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if hasTerminal && !text {
      let code = DashboardProgram.run(options: try options())
      if code != 0 { throw ExitCode(code) }
      return
    }
    if resume { throw ValidationError("--resume needs a terminal, or --linear.") }
    try summarise()
  }

  private func options() throws -> DashboardOptions {
    DashboardOptions(
      dataPath: data, overrides: dataOptions.overrides, csv: try dataOptions.csvOptions(),
      plan: try planOptions.configuration(), theme: theme, isASCII: ascii,
      reducesMotion: reduceMotion, copyFolder: "artifacts",
      stateFolder: StateFolder.path(environment: ProcessInfo.processInfo.environment),
      resumes: resume)
  }

  /// Trains, compares, explains and ranks for a typical customer, as text.
  private func summarise() throws {
    let narration = Narration(isQuiet: false)
    guard let path = data ?? BundledSet.all().first?.path else {
      throw WorkbenchError(
        .badInput, "The bundled sets are not found beside the program; name a CSV file to open.")
    }
    let opened = try dataOptions.open(path)
    let plan = try planOptions.plan(for: opened)
    let comparison = try TrainingSession(data: opened, plan: plan).run(narration.follow)
    try StandardOutput.print(try TextReport.summary(comparison, path: path))
    try ModelFolder.requireAtLeastOneModel(comparison)
  }
}
