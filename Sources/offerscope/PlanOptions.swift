import ArgumentParser
import Modelling
import Workbench

/// What every command that trains lets one say of the training.
struct PlanOptions: ParsableArguments {
  @Option(name: .long, help: "Models, separated by commas: logistic,forest,boosted,xgboost.")
  var models: String?
  @Option(name: .long, help: "Settings such as boosted.maximumDepth=4,forest.treeCount=500.")
  var set: String?
  @Option(
    name: .long,
    help:
      "How test rows are set apart: holdout:0.2, group:0.2, time:0.2; train also takes kfold:5, groupkfold:5, repeated:5x3 and rolling:4."
  )
  var split: String?
  @Option(name: .long, help: "What is done about a rare positive class: none or weights.")
  var balance: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Boosted trees may go only one way along a column: age=rising or age=falling; repeatable.",
      valueName: "column=direction"))
  var monotone: [String] = []
  @Option(name: .long, help: "The seed of everything random.")
  var seed: UInt64?
  @Option(name: .long, help: "How many threads; the numbers do not depend on it.")
  var threads: Int?
  @Option(
    name: .long,
    help: "A YAML file with models, settings, split, balance, monotone, seed and threads.")
  var config: String?

  /// The plan for a data set: the standard one with what is said here.
  func plan(for data: OpenedData) throws -> TrainingPlan {
    try configuration().plan(for: data)
  }

  /// What is said of the plan: the configuration file, then the options over it.
  func configuration() throws -> PlanConfiguration {
    var text = try config.map(PlanConfiguration.read(path:)) ?? PlanConfiguration()
    text.models = models.map(PlanConfiguration.list) ?? text.models
    for (key, value) in try PlanConfiguration.settings(parsing: set ?? "") {
      text.settings[key] = value
    }
    text.split = split ?? text.split
    text.balance = balance ?? text.balance
    text.seed = seed ?? text.seed
    text.threads = threads ?? text.threads
    for (column, direction) in try PlanConfiguration.directions(parsing: monotone) {
      text.monotone[column] = direction
    }
    return text
  }
}
