import ArgumentParser
import Modelling
import Workbench

/// What every command that trains lets one say of the training.
struct PlanOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Models, separated by commas: logistic,forest,boosted,xgboost and, for data with groups, the rankers lambdamart,yetirank,xgbranker."
  )
  var models: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Settings such as boosted.maximumDepth=4,forest.treeCount=500; choices go by name: \(Self.choices)."
    ))
  var set: String?
  @Option(
    name: .long,
    help:
      "How test rows are set apart: holdout:0.2, group:0.2, time:0.2, grouptime:0.2 (the latest groups as a whole); train also takes kfold:5, groupkfold:5, repeated:5x3 and rolling:4."
  )
  var split: String?
  @Option(
    name: .long,
    help:
      "What is done about a rare positive class in the rows fitted to: none, weights, undersample:1 (others kept for each) or smote:1 (made up for each other)."
  )
  var balance: String?
  @Flag(
    name: .customLong("no-prior-correction"),
    help: "Leave probabilities as high as balancing makes them.")
  var leavesPrior = false
  @Option(
    name: .customLong("calibrate"),
    help: "Calibrate probabilities on the validation rows: none, platt or isotonic.")
  var calibration: String?
  @Option(
    name: .customLong("threshold"),
    help:
      "How thresholds are chosen on the validation rows: f1, profit:cost=1,margin=20,capacity=500, precision:0.8, recall:0.7 or top:0.1."
  )
  var thresholdRule: String?
  @Option(name: .long, help: "Shares of the segments: high=0.1,medium=0.3; the rest is low.")
  var segments: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Boosted trees, XGBoost and rankers may go only one way along a column: age=rising or age=falling; repeatable.",
      valueName: "column=direction"))
  var monotone: [String] = []
  @Option(
    name: .long,
    help:
      "What the model of amounts is fitted to: log, which is log(1 + amount), or plain for amounts below 0."
  )
  var amountTarget: String?
  @Option(name: .long, help: "The seed of everything random.")
  var seed: UInt64?
  @Option(name: .long, help: "How many threads; the numbers do not depend on it.")
  var threads: Int?
  @Option(
    name: .long,
    help:
      "A YAML file with models, settings, split, balance, priorCorrection, calibration, threshold, segments, monotone, amountTarget, seed and threads."
  )
  var config: String?

  /// The settings that are a choice among names, with the names.
  private static let choices = ModelKind.allCases.flatMap { kind in
    ModelSettings.definitions(of: kind).compactMap { definition -> String? in
      guard case .choice(let names) = definition.step else { return nil }
      return "\(kind.rawValue).\(definition.key)=" + names.joined(separator: "|")
    }
  }.joined(separator: ", ")

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
    if leavesPrior { text.priorCorrection = false }
    text.calibration = calibration ?? text.calibration
    text.threshold = thresholdRule ?? text.threshold
    text.segments = segments ?? text.segments
    text.amountTarget = amountTarget ?? text.amountTarget
    text.seed = seed ?? text.seed
    text.threads = threads ?? text.threads
    for (column, direction) in try PlanConfiguration.directions(parsing: monotone) {
      text.monotone[column] = direction
    }
    return text
  }
}
