import ArgumentParser
import Modelling
import Workbench

/// `offerscope profile`: the columns of a table, their roles and the traps in it.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Show the columns of a table, their roles, and its traps.")

  @Argument(
    help:
      "A CSV or Parquet file, or a folder or YAML file with a dataset description; also .gz, .zst, JSON lines, 'part-*.csv', s3://… and a YAML file that leads to a database."
  )
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var grading: GradeOption
  @Flag(
    name: .long,
    help:
      "Also look at splits: rows and customers on both sides, and whether trees tell test from training rows, at random, by group and by time. Takes some seconds."
  )
  var deep = false
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let opened: OpenedData
    do {
      opened = try dataOptions.open(data, relevantFrom: grading.grade)
      try grading.check(opened)
    } catch let error as WorkbenchError where error.code == .noTarget {
      Narration.say(error.message)
      let table = try ProfiledTable(path: data, options: try dataOptions.csvOptions())
      try StandardOutput.print(
        json ? try ProfileDocument(table).json() : TextReport.profile(table))
      return
    }
    let narration = Narration(isQuiet: quiet)
    let prices =
      found("suspects are not priced", "pricing suspects", narration) { run in
        try SuspectPricing(opened).prices(run: run)
      } ?? []
    let splits =
      deep
      ? found("splits are not looked at", "looking at splits", narration) { run in
        try SplitAudit.all(of: opened, run: run)
      } : nil
    try StandardOutput.print(
      json
        ? try ProfileDocument(opened, prices: prices, splits: splits).json()
        : TextReport.profile(opened, prices: prices, splits: splits))
  }

  /// What a dear look finds; nothing, with the reason, where the rows can't be split.
  private func found<Finding>(
    _ refusal: String, _ title: String, _ narration: Narration,
    _ look: (TrainingRun) throws -> Finding
  ) -> Finding? {
    let run = TrainingRun(seed: TrainingPlan().seed, threads: TrainingPlan().threads) { progress in
      narration.draw(title, progress)
    }
    defer { narration.finish() }
    do {
      return try look(run)
    } catch {
      narration.note("\(refusal): \(error)")
      return nil
    }
  }
}
