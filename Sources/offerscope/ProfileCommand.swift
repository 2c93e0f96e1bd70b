import ArgumentParser
import Workbench

/// `offerscope profile`: the columns of a table, their roles and the traps in it.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Show the columns of a table, their roles, and its traps.")

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let opened: OpenedData
    do {
      opened = try dataOptions.open(data)
    } catch let error as WorkbenchError where error.code == .noTarget {
      Narration.say(error.message)
      let table = try ProfiledTable(path: data, options: try dataOptions.csvOptions())
      try StandardOutput.print(
        json ? try ProfileDocument(table).json() : TextReport.profile(table))
      return
    }
    try StandardOutput.print(json ? try ProfileDocument(opened).json() : TextReport.profile(opened))
  }
}
