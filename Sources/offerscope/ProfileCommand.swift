import ArgumentParser
import Modelling
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
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

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
    let prices = prices(in: opened)
    try StandardOutput.print(
      json
        ? try ProfileDocument(opened, prices: prices).json()
        : TextReport.profile(opened, prices: prices))
  }

  /// The prices of the suspects; none, with the reason, where the rows can't be split.
  private func prices(in data: OpenedData) -> [SuspectPrice] {
    let narration = Narration(isQuiet: quiet)
    let pricing = SuspectPricing(data)
    let run = TrainingRun(seed: TrainingPlan().seed, threads: TrainingPlan().threads) { progress in
      narration.draw("pricing suspects", progress)
    }
    defer { narration.finish() }
    do {
      return try pricing.prices(run: run)
    } catch {
      narration.note("suspects are not priced: \(error)")
      return []
    }
  }
}
