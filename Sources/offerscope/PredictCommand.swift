import ArgumentParser
import Workbench

/// `offerscope predict`: a saved model over a CSV file.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Score a CSV file with a saved model.")

  @Argument(help: "The CSV file to score.")
  var data: String
  @Option(
    name: .long,
    help: "A model file that train --out wrote, or one of XGBoost's (JSON or UBJ), or champion.")
  var model: String
  @Option(name: .long, help: "The CSV file to write; standard output without it.")
  var out: String?
  @Option(
    name: .long,
    help:
      "From where on rows count as positive, instead of the model's own threshold: a number, top:0.1, or profit:cost=1,margin=20,capacity=500."
  )
  var threshold: String?
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @OptionGroup var registered: ArtifactsOption
  @OptionGroup var dataOptions: DataOptions
  @Flag(name: .long, help: "Print a summary as JSON instead of text; needs --out.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if json && out == nil { throw ValidationError("--json needs --out for the scores.") }
    if !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
  }

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let model = try registered.path(model)
    if let out { try OutputPath.refuse(out, ifAmong: [data, model]) }
    let scorer = try BatchScorer(
      modelPath: model, threshold: try threshold.map(ScoringThreshold.init(parsing:)) ?? .stored,
      threads: threads,
      ignoring: dataOptions.namedColumns, deriving: dataOptions.derive)
    let scored = try scorer.scores(of: data, options: try dataOptions.csvOptions())
    for remark in scored.remarks { narration.note(remark) }
    if let out {
      try scored.write(to: out)
      try StandardOutput.print(json ? try scored.summaryJSON() : scored.summary)
    } else {
      try StandardOutput.write(scored.csv)
    }
  }
}
