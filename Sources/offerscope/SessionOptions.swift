import ArgumentParser
import Dashboard
import Foundation
import TerminalKit
import Workbench

/// Recording a session of the dashboard, and playing one.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write down all that you do, a step a line, to be read, edited and played.", valueName: "file"
    ))
  var record: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Do what a recorded or written file says; DATA takes the place of its data.",
      valueName: "file"))
  var replay: String?
  @Flag(name: .long, help: "Replay without a terminal and print the last screen.")
  var headless = false
  @Option(
    name: .long, help: "The size of the screen of a replay without a terminal, such as 120x40.")
  var size: String?
  @Flag(
    name: .long,
    help: "Show seconds as unknown in a headless replay; without it, those of the recording.")
  var frozenClock = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where a headless replay writes the screens that snapshot lines name.", valueName: "folder"))
  var snapshots: String?
  @Option(name: .long, help: "Steps a second of a replay on the terminal.")
  var speed: Double = 4

  func validate() throws {
    if headless, replay == nil {
      throw ValidationError("--headless goes with --replay FILE, which says what to do.")
    }
    if !headless {
      let named = [("--size", size != nil), ("--snapshots", snapshots != nil)]
      for (name, isGiven) in named + [("--frozen-clock", frozenClock)] where isGiven {
        throw ValidationError("\(name) goes with --replay FILE --headless.")
      }
    }
    if record != nil, replay != nil {
      throw ValidationError("--record and --replay don't go together; the file is a recording.")
    }
    guard speed > 0, speed <= 1_000 else {
      throw ValidationError("--speed \(speed): give steps a second, above 0 and up to 1000.")
    }
    if let size, Size(parsing: size) == nil {
      throw ValidationError("--size \(size): write columns and rows, as 120x40, up to 1000.")
    }
  }

  /// The words of this run for a recording of it: without the recording itself.
  static func arguments(seed: UInt64?) -> [String] {
    var words: [String] = []
    var isValue = false
    // The tour is the dashboard with one more option.
    for word in CommandLine.arguments.dropFirst() {
      if isValue {
        isValue = false
      } else if words.isEmpty, word == "tour" {
        words = ["open", "--tour"]
      } else if word == "--record" {
        isValue = true
      } else if !word.hasPrefix("--record=") {
        words.append(word)
      }
    }
    // What the program chooses by itself today must not change with the program.
    if seed == nil { words += ["--seed", "\(TrainingPlan.standardSeed)"] }
    return words
  }
}

/// A replay without a terminal.
struct HeadlessReplay {
  let script: Script
  let options: DashboardOptions
  let session: SessionOptions

  /// Does the steps and prints the last screen.
  func run() throws {
    let size = session.size.flatMap(Size.init(parsing:)) ?? script.size
    let theme = (options.theme ?? script.theme).flatMap(DashboardProgram.named) ?? .dark
    var options = options
    options.clock = session.frozenClock ? .frozen : ScriptClock(script)
    options.writesFiles = false
    options.reducesMotion = true
    let isASCII = options.isASCII || script.isASCII == true
    let dashboard = HeadlessDashboard(
      options: options, size: size ?? Size(width: 120, height: 40), theme: theme,
      glyphs: isASCII ? .ascii : .unicode)
    var screens: [(name: String, text: String)] = []
    let notes = try dashboard.run(script) { screens.append(($0, $1)) }
    for note in notes.prefix(5) { Narration.say("note: \(note)") }
    if let folder = session.snapshots {
      try OutputPath.make(folder: folder)
      for screen in screens {
        try (screen.text + "\n").write(
          toFile: "\(folder)/\(screen.name).txt", atomically: true, encoding: .utf8)
      }
    }
    try StandardOutput.print(dashboard.text)
  }
}
