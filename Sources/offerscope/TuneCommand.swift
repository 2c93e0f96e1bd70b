import ArgumentParser
import Evaluation
import Foundation
import Modelling
import Synchronization
import Workbench

/// `offerscope tune`: better settings, found without looking at the test rows.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for better settings on folds of the training rows, then test them once.",
    discussion: """
      The test rows are set apart first, as --split says, and only the last line looks at them. Every \
      trial is measured on the same folds of the other rows; the standard settings are the first. \
      Settings that --set names stay as they are; the others are drawn from standard ranges, which \
      --range changes. Ctrl-C ends the search with what it has.
      """)

  @Argument(help: "A CSV or Parquet file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(
    name: .long,
    help:
      "random draws settings and gives up hopeless ones; halving gives more folds to the best third only."
  )
  var method: String = SearchPlan.Method.random.rawValue
  @Option(
    name: .long, help: "How long trials may take, all together; 60, or no limit with --trials.")
  var seconds: Double?
  @Option(name: .long, help: "How many trials, the standard settings among them.")
  var trials: Int?
  @Option(
    name: .long, help: "How many folds of the training rows, or windows with a split by time.")
  var folds: Int = SearchPlan.standardFolds
  @Option(
    name: .long, help: "What trials are judged by, such as rocAUC, averagePrecision or logLoss.")
  var metric: String = MetricKind.rocAUC.rawValue
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where to look: boosted.maximumDepth=3..10, boosted.learningRate=0.01..0.3:log, a choice such as boosted.growth=depth|leaf, or one value; repeatable.",
      valueName: "setting=range"))
  var range: [String] = []
  @Option(name: .long, help: "A file for every trial as it ends, a line of JSON each.")
  var out: String?
  @Option(
    name: .long,
    help:
      "A folder for the model found, fitted once more on fit and validation rows together; threshold, segments and calibration are those of the first fit."
  )
  var outModel: String?
  @OptionGroup var registering: RegisterOptions
  @Option(name: .long, help: "The file of an earlier search to go on with, under the same options.")
  var resume: String?
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    var configuration = try planOptions.configuration()
    configuration.models = configuration.models ?? [ModelKind.boosted.rawValue]
    try configuration.check()
    let metric = try MetricKind(option: metric)
    guard let method = SearchPlan.Method(rawValue: method) else {
      let known = SearchPlan.Method.allCases.map(\.rawValue).joined(separator: " or ")
      throw WorkbenchError(.badInput, "--method \(method): there is no such method; use \(known).")
    }
    guard out == nil || resume == nil else {
      throw WorkbenchError(
        .badInput, "--out begins a record and --resume goes on with one; give one of them.")
    }
    if let outModel { try OutputPath.check(folder: outModel) }
    let registration = try registering.registration()
    let opened = try dataOptions.open(data)
    let plan = try SearchPlan(
      training: try configuration.plan(for: opened), method: method, metric: metric, folds: folds,
      ranges: range, trials: trials, seconds: seconds ?? (trials == nil ? 60 : nil))
    let record =
      try out.map { try TrialRecord.begin(at: $0, for: plan, of: opened) }
      ?? resume.map { try TrialRecord.resume(at: $0, for: plan, of: opened) }
    if !json {
      for warning in opened.warnings { narration.note("warning: \(warning.message)") }
    }
    let session = SearchSession(data: opened, plan: plan, record: record)
    let interruption = Interruption { presses in
      guard presses < 3 else { Foundation.exit(130) }
      narration.note(
        presses == 1
          ? "ending with what there is; once more leaves out the test rows" : "leaving out the test"
      )
      session.cancel()
    }
    defer { interruption.end() }
    let result = try session.run(SearchNarration(narration, plan: plan).follow)
    narration.finish()
    if let outModel {
      let path = try ModelFolder.save(result, to: outModel)
      narration.note(path.map { "saved \($0)" } ?? "nothing is saved, since the test was left out")
    }
    if let registration { registering.tell(try registration.register(result), narration) }
    try StandardOutput.print(
      json ? try SearchDocument(result).json() : TextReport.search(result))
  }
}

/// Calls a body on Ctrl-C instead of ending the program.
private final class Interruption {
  private let source: any DispatchSourceSignal
  private let previous: (@convention(c) (Int32) -> Void)?

  init(_ body: @escaping @Sendable (_ presses: Int) -> Void) {
    previous = signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    self.source = source
    let count = PressCount()
    source.setEventHandler { body(count.next()) }
    source.activate()
  }

  func end() {
    source.cancel()
    signal(SIGINT, previous)
  }
}

/// How often Ctrl-C was pressed.
private final class PressCount: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
