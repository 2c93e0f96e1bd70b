import ArgumentParser
import Evaluation
import Modelling
import Workbench

/// `offerscope compare`: the same models under several splits of the same data.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Train the same models on a random, a group and a time split, and see which ranks flip.",
    discussion: """
      A random split flatters models that learn what does not last: customers seen on both sides, or \
      a season. The group split needs --group; the time split goes by --time, or by the order of the \
      file. --split gives the share of the test rows only.
      """)

  @Argument(help: "A CSV or Parquet file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(name: .long, help: "What models are ranked by, such as rocAUC, f1, mapAt7 or logLoss.")
  var metric: String = MetricKind.rocAUC.rawValue
  @Flag(name: .long, help: "Hold the splits against each other, as compare always does.")
  var honest = false
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let metric = try MetricKind(option: metric)
    let opened = try dataOptions.open(data)
    var plan = try planOptions.plan(for: opened)
    var sides: [HonestyTable.Side] = []
    for scheme in HonestyTable.schemes(for: opened, share: plan.split.share) {
      narration.note("split \(scheme)")
      plan.split = scheme
      do {
        let session = TrainingSession(data: opened, plan: plan)
        sides.append(HonestyTable.Side(try session.run(narration.follow)))
      } catch {
        sides.append(HonestyTable.Side(scheme: scheme, failure: "\(error)"))
      }
    }
    let table = HonestyTable(metric: metric, sides: sides)
    let spending = try sides.map { try $0.comparison.flatMap { try SpendTable($0) } }
    let text =
      [TextReport.honesty(table)]
      + zip(sides, spending).compactMap { side, spending in
        spending.map { "split \(side.scheme)\n\(TextReport.spending($0))" }
      }
    try StandardOutput.print(
      json
        ? try HonestyDocument(table, spending: spending).json()
        : text.joined(separator: "\n\n"))
    guard sides.contains(where: { $0.comparison != nil }) else {
      throw WorkbenchError(.failed, "No split of \(data) could be trained on.")
    }
  }
}
