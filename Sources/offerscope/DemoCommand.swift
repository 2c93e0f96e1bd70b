import ArgumentParser
import Foundation
import Ingestion
import Workbench

/// `offerscope demo`: from raw data to ranked offers, command by command.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Walk from raw data to ranked offers, printing each command that it runs.",
    discussion: """
      It works on bundled and generated data, needs no network, and is done within a minute. Every \
      command is shown as you would type it. With --out the files stay, and the commands can be \
      repeated as they stand; without it they go to a temporary folder that is removed.
      """)

  @Option(name: .long, help: "A folder that keeps the files; a temporary one without it.")
  var out: String?
  @Flag(name: .long, help: "Only commands and what they print, without the story.")
  var quiet = false

  func run() throws {
    guard let samples = BundledSet.all().first(where: { $0.name == "bank" })?.path else {
      throw WorkbenchError(
        .badInput,
        "The bundled sets are not found; run the demo in the checkout, where sample_data is.")
    }
    if let out { try OutputPath.check(folder: out) }
    let folder =
      out ?? FileManager.default.temporaryDirectory.path
      + "/offerscope-demo-\(UUID().uuidString.prefix(8))"
    defer { if out == nil { try? FileManager.default.removeItem(atPath: folder) } }
    try OutputPath.make(folder: folder)
    let hasEngine = EngineKind.duckdb.isInstalled
    let script = DemoScript(folder: folder, samples: samples, hasEngine: hasEngine)
    let start = ContinuousClock.now
    if !quiet {
      try StandardOutput.print(
        "From raw data to ranked offers, drift and a model card in \(script.steps.count) commands.")
      if !hasEngine { try StandardOutput.print(DemoScript.withoutEngine) }
    }
    for (index, step) in script.steps.enumerated() {
      try show(step, number: index + 1, of: script.steps.count)
    }
    if !quiet {
      let seconds = TextReport.format((ContinuousClock.now - start) / .seconds(1), 1)
      try StandardOutput.print(
        "\nDone in \(seconds) seconds. "
          + (out.map { "The files are in \($0). " }
            ?? "The files are gone; --out FOLDER keeps them. ")
          + "Open the dashboard on the same data with: offerscope \(ShellWord.quoted(samples))")
    }
  }

  /// Runs a step as a person would, in a process of its own.
  private func show(_ step: DemoScript.Step, number: Int, of count: Int) throws {
    if !quiet {
      try StandardOutput.print("\n── \(number)/\(count)  \(step.title)\n\(step.words)")
    }
    try StandardOutput.print("\n$ \(step.command)")
    let result = try OwnProgram.run(step.arguments)
    guard result.exitCode == step.exitCode else {
      throw WorkbenchError(
        .failed,
        "The demo stopped at step \(number): \(result.errors.split(separator: "\n").last ?? "")")
    }
    // Some commands only say on standard error what they wrote.
    let text = result.output.isEmpty ? result.errors : result.output
    let lines = text.trimmingCharacters(in: .newlines)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let shown = step.shownLines.map { lines.prefix($0) } ?? lines[...]
    try StandardOutput.print(shown.joined(separator: "\n"))
    if shown.count < lines.count {
      try StandardOutput.print("… (\(lines.count - shown.count) more lines)")
    }
  }
}
