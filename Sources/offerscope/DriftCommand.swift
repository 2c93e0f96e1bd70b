import ArgumentParser
import Foundation
import Monitoring
import Workbench

/// `offerscope drift`: new data against the data that a model was trained on.
struct DriftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Hold new data against the reference profile of a model.",
    discussion: """
      Ends with 0 where nothing has moved beyond chance, or too little to matter; 10 for a warning; 11 for \
      an alarm; 1 where it failed and 2 for bad input, as every command. With --history alone it shows \
      what was found over time. KS is the largest difference at the reference's 200 quantiles, which \
      stand in the model file, and so at most the one over all values; PSI is over its deciles or levels.
      """)

  @Argument(help: "A model file that train --out wrote, or a registered model such as champion.")
  var model: String?
  @Argument(help: "The new data: a CSV or Parquet file, which may be larger than memory.")
  var data: String?
  @Option(
    name: .long,
    help: "Data to hold the new ones against, in place of the profile in the model.")
  var reference: String?
  @Option(
    name: .long,
    help: "A file to add the finding to, a line of JSON each; without MODEL and DATA it is shown.")
  var history: String?
  @Option(
    name: .long, help: "How often a fresh sample of the same source may have a finding, 0 to 1.")
  var level: Double = 0.01
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var registered: ArtifactsOption
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if model == nil, history == nil {
      throw ValidationError("Name a model file and the new data, or --history FILE.")
    }
    if model != nil, data == nil {
      throw ValidationError("Name the new data after the model file.")
    }
    if !(level > 0 && level < 1) {
      throw ValidationError("--level \(level): give a number between 0 and 1, such as 0.01.")
    }
    if !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
  }

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    guard let model, let data else { return try showHistory(narration) }
    let path = try registered.path(model)
    if let history {
      try OutputPath.check(file: history)
      try OutputPath.refuse(history, ifAmong: [path, data] + [reference].compactMap(\.self))
    }
    let monitor = try DriftMonitor(
      modelPath: path, named: model, referencePath: reference,
      options: try reading.csvOptions(),
      threads: threads)
    let finding = try monitor.finding(of: data, level: level) {
      narration.draw("reading", share: $0)
    }
    narration.finish()
    for remark in finding.remarks { narration.note(remark) }
    if let history { try DriftHistory.append(.init(finding, time: .now), to: history) }
    if json {
      try StandardOutput.write(try DriftDocument(finding).json() + "\n")
    } else {
      try StandardOutput.print(TextReport.drift(finding))
    }
    let code = finding.report.severity.exitCode
    if code != 0 { throw ExitCode(code) }
  }

  private func showHistory(_ narration: Narration) throws {
    guard let history else { return }
    let (entries, damaged) = try DriftHistory.read(path: history)
    if damaged > 0 {
      narration.note(
        "\(history): \(damaged == 1 ? "1 line is no finding and is" : "\(damaged) lines are no findings and are") left out"
      )
    }
    if json {
      try StandardOutput.write(try DriftHistory.json(entries) + "\n")
    } else {
      try StandardOutput.print(TextReport.driftHistory(entries))
    }
  }
}
