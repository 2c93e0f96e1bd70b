import ArgumentParser
import Modelling
import Workbench

/// `offerscope explain`: what the models look at, over all rows and for one customer.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show importances of every model, and why one customer scores as it does.")

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var customerOptions: CustomerOptions
  @Option(
    name: .long, help: "How often each column is shuffled for permutation importance; 0 for not.")
  var repeats: Int = 5
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    guard (0...100).contains(repeats) else {
      throw ValidationError("--repeats \(repeats): give a number from 0 to 100.")
    }
    let narration = Narration(isQuiet: quiet)
    let opened = try dataOptions.open(data)
    let plan = try planOptions.plan(for: opened)
    let (models, comparison) = try customerOptions.models(
      for: opened, plan: plan, narration: narration)
    let sample = comparison.map(ExplainedRows.init) ?? ExplainedRows(all: opened)
    let importances = try models.map { kind, model in
      try Explainer.importances(
        of: model, on: sample, permutationRepeats: repeats,
        run: TrainingRun(seed: plan.seed, threads: plan.threads) { progress in
          narration.draw("\(kind.rawValue): shuffling", progress)
        })
    }
    let simulator = Simulator(data: opened, models: models)
    let profile = try customerOptions.chosen(by: simulator, in: opened)
    let simulation = try simulator.simulate(profile, base: simulator.typicalProfile())
    try StandardOutput.print(
      json
        ? try ExplainDocument(importances, simulation: simulation).json()
        : TextReport.explanation(importances, simulation: simulation))
  }
}
