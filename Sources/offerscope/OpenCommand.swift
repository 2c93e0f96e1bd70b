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

  func run() throws {
    let hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if hasTerminal && !text {
      let code = DashboardProgram.run(
        options: DashboardOptions(
          dataPath: data, overrides: dataOptions.overrides, csv: try dataOptions.csvOptions(),
          plan: try planOptions.configuration(), theme: theme, isASCII: ascii,
          reducesMotion: reduceMotion, copyFolder: "artifacts"))
      if code != 0 { throw ExitCode(code) }
      return
    }
    try summarise()
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
