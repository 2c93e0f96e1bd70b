import ArgumentParser
import Workbench

/// `offerscope train`: several models on one table, side by side.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train models side by side and compare them on unseen rows.")

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(name: .long, help: "A folder for the model files; nothing is saved without it.")
  var out: String?
  @Option(name: .long, help: "A CSV file for label and probabilities of every test row.")
  var predictions: String?
  @Flag(name: .long, help: "Print the comparison as JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let configuration = try planOptions.configuration()
    try configuration.check()
    let opened = try dataOptions.open(data)
    // Before the training, which may take long, but after all that can be wrong with the data.
    if let out { try OutputPath.make(folder: out) }
    if let predictions { try OutputPath.check(file: predictions) }
    if !json {
      for note in opened.notes { narration.note(note) }
      for warning in opened.warnings { narration.note("warning: \(warning.message)") }
    }
    let session = TrainingSession(data: opened, plan: try configuration.plan(for: opened))
    let comparison = try session.run(narration.follow)
    if let predictions { try PredictionsWriter.write(comparison, to: predictions) }
    if let out {
      for path in try ModelFolder.save(comparison, to: out) { narration.note("saved \(path)") }
    }
    try StandardOutput.print(
      json ? try ComparisonDocument(comparison).json() : TextReport.leaderboard(comparison))
    try ModelFolder.requireAtLeastOneModel(comparison)
  }
}
