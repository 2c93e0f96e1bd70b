import ArgumentParser
import Registry
import Workbench

/// `offerscope runs promote`: which model is in use.
struct PromoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Change the stage of a model; a new champion makes the old one a candidate again.")

  @Argument(help: "The model, as RUN/MODEL, such as latest/boosted.")
  var model: String
  @Option(
    name: .long,
    help: "champion (one a data set), candidate, or retired.")
  var stage: String = Stage.champion.rawValue
  @OptionGroup var folder: RunsCommand.Folder

  func run() throws {
    guard let stage = Stage(rawValue: stage) else {
      let known = Stage.allCases.map(\.rawValue).joined(separator: ", ")
      throw WorkbenchError(.badInput, "--stage \(stage): there is no such stage; use \(known).")
    }
    let change = try folder.writing().promote(model, to: stage)
    try StandardOutput.print(
      folder.json ? try RunsDocument.json(change) : TextReport.stage(change))
  }
}
