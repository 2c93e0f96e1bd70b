import ArgumentParser
import Foundation
import Workbench

/// `offerscope predict`: a saved model over a CSV file.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Score a CSV or Parquet file with a saved model.",
    discussion: """
      With --out the file is scored batch by batch and may be larger than memory; a run that was ended in \
      the middle goes on where it was when the same command is given again, and ends with the same bytes.
      """)

  @Argument(help: "The CSV or Parquet file to score.")
  var data: String
  @Option(
    name: .long,
    help: "A model file that train --out wrote, or one of XGBoost's (JSON or UBJ), or champion.")
  var model: String
  @Option(
    name: .long,
    help:
      "The file to write: CSV, or Parquet where its name ends in .parquet; standard output without it."
  )
  var out: String?
  @Option(
    name: .long,
    help:
      "From where on rows count as positive, instead of the model's own threshold: a number, top:0.1, or profit:cost=1,margin=20,capacity=500."
  )
  var threshold: String?
  @Option(
    name: .long,
    help:
      "The time in the column prediction_timestamp of --out, such as 2026-03-31T06:00:00Z; now without it."
  )
  var timestamp: String?
  @Option(
    name: .long, help: "The heading of the probability in --out, such as purchase_probability.")
  var heading: String?
  @Flag(name: .long, help: "Leave the column segment out of --out.")
  var noSegment = false
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @OptionGroup var registered: ArtifactsOption
  @OptionGroup var dataOptions: DataOptions
  @Flag(name: .long, help: "Print a summary as JSON instead of text; needs --out.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if heading?.allSatisfy(\.isWhitespace) == true {
      throw ValidationError("--heading: give the column a name, such as purchase_probability.")
    }
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
      threads: threads, identifier: dataOptions.id,
      ignoring: dataOptions.namedColumns.subtracting([dataOptions.id].compactMap(\.self)),
      deriving: dataOptions.derive)
    guard let out else {
      let scored = try scorer.scores(of: data, options: try dataOptions.csvOptions())
      for remark in scored.remarks { narration.note(remark) }
      return try StandardOutput.write(scored.csv)
    }
    let (summary, remarks) = try scorer.write(
      scoresOf: data, to: out, options: try dataOptions.csvOptions(),
      output: ScoringOutput(
        timestamp: try time(), valueName: heading, hasSegments: !noSegment)
    ) { narration.draw("scoring", share: $0) }
    narration.finish()
    for remark in remarks { narration.note(remark) }
    try StandardOutput.print(json ? try summary.json(remarks: remarks) : summary.words)
  }

  /// The time of the predictions, in whole seconds.
  private func time() throws -> Date {
    guard let timestamp else {
      return Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down))
    }
    guard let date = try? Date(timestamp, strategy: .iso8601) else {
      throw ValidationError("--timestamp \(timestamp): write a time as 2026-03-31T06:00:00Z.")
    }
    return date
  }
}
