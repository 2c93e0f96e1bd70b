import ArgumentParser
import Foundation
import Modelling
import Workbench

/// `offerscope explain`: what the models look at, over all rows and for one customer.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show importances of every model, and why one customer scores as it does.")

  @Argument(help: "A CSV or Parquet file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var customerOptions: CustomerOptions
  @Option(
    name: .long, help: "How often each column is shuffled for permutation importance; 0 for not.")
  var repeats: Int = 5
  @Option(
    name: .long,
    help: "Hold rows against a background of so many (interventional SHAP), 1 to 1000.")
  var background: Int?
  @Option(name: .long, help: "Two features, such as age,balance: what they do together.")
  var pair: String?
  @Option(
    name: .long,
    help:
      "A column, such as age: the mean probability where all rows have one of its values, at up to 20 quantiles of a number."
  )
  var dependence: String?
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
    if let background, !(1...1000).contains(background) {
      throw ValidationError("--background \(background): give a number from 1 to 1000.")
    }
    let names = try pair.map(Self.pairNames)
    let narration = Narration(isQuiet: quiet)
    let opened = try dataOptions.open(data)
    let plan = try planOptions.plan(for: opened)
    let (models, segments, _, comparison) = try customerOptions.models(
      for: opened, plan: plan, narration: narration)
    let sample = comparison.map(ExplainedRows.init) ?? ExplainedRows(all: opened)
    let importances = try models.map { kind, model in
      try Explainer.importances(
        of: model, on: sample, permutationRepeats: repeats,
        run: TrainingRun(seed: plan.seed, threads: plan.threads) { progress in
          narration.draw("\(kind.rawValue): shuffling", progress)
        })
    }
    let simulator = Simulator(data: opened, models: models, segments: segments)
    let profile = try customerOptions.chosen(by: simulator, in: opened)
    let simulation = try simulator.simulate(profile, base: simulator.typicalProfile())
    let backgrounds = try background.map { count in
      try models.map { _, model in
        try Explainer.against(
          background: count, model, on: sample, customer: profile, of: simulator,
          threads: plan.threads)
      }
    }
    let pairs = try names.map { names in
      try models.map { _, model in
        try Explainer.pair(
          names, of: model, on: sample, customer: profile, of: simulator, threads: plan.threads)
      }
    }
    let dependences = try dependence.map { column in
      try models.map { _, model in
        try Explainer.dependence(on: column, of: model, rows: sample, threads: plan.threads)
      }
    }
    try StandardOutput.print(
      json
        ? try ExplainDocument(
          importances, simulation: simulation, backgrounds: backgrounds ?? [], pairs: pairs ?? [],
          dependences: dependences ?? []
        ).json()
        : [
          customerOptions.title(by: simulator) + "\n"
            + TextReport.explanation(importances, simulation: simulation),
          backgrounds.map(TextReport.backgrounds), pairs.map(TextReport.pairs),
          dependences.map(TextReport.dependences),
        ].compactMap(\.self).joined(separator: "\n\n"))
  }

  /// The two names of a pair; column names may hold spaces, but no comma.
  private static func pairNames(_ text: String) throws -> (String, String) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard names.count == 2, names.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError(
        "--pair \(text): give two features with a comma between, as age,balance.")
    }
    return (names[0], names[1])
  }
}
