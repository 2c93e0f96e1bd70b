import ArgumentParser
import Dashboard
import Foundation
import Workbench

/// What `offerscope` does without a command: the dashboard, or the same job as text where there is no
/// terminal.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the dashboard (this is what no command does).")

  @Argument(
    help:
      "A CSV or Parquet file, or a folder or YAML file with a dataset description; also .gz, .zst, JSON lines, 'part-*.csv', s3://… and a YAML file that leads to a database."
  )
  var data: String?
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Option(name: .long, help: "Colours: dark, light, colourblind or mono.")
  var theme: String?
  @Flag(name: .long, help: "Draw with ASCII characters only.")
  var ascii = false
  @Flag(name: .long, help: "Nothing on screen moves by itself.")
  var reduceMotion = false
  @Flag(name: .long, help: "Do the job as text even on a terminal.")
  var text = false
  @Flag(name: .long, help: "Begin with the guided tour, as the command tour does.")
  var tour = false
  @Option(
    name: .long, help: ArgumentHelp("The folder of registered runs.", valueName: "folder"))
  var artifacts: String = RunRegistration.standardFolder
  @OptionGroup(title: "Sessions") var session: SessionOptions

  @Flag(
    name: .long,
    help:
      "Line by line, for screen readers and pipes: a command or keys in, what changed out; help lists them."
  )
  var linear = false
  @Flag(name: .long, help: "Go on with the session before: data, settings and screen.")
  var resume = false

  func validate() throws {
    if linear && text { throw ValidationError("--linear and --text are two ways; choose one.") }
    guard resume else { return }
    if let data {
      throw ValidationError(
        "--resume opens what was open; leave out \(data), or leave out --resume.")
    }
    if text { throw ValidationError("--resume is for the dashboard; leave out --text.") }
  }

  func run() throws {
    if let path = session.replay { return try play(Script(path: path), path: path) }
    if linear {
      let code = LinearProgram.run(options: try options())
      if code != 0 { throw ExitCode(code) }
      return
    }
    let hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if session.record != nil, !hasTerminal || text {
      throw ValidationError("--record needs the dashboard on a terminal.")
    }
    if hasTerminal && !text {
      return try show(try options(arguments: SessionOptions.arguments(seed: plannedSeed)))
    }
    if resume { throw ValidationError("--resume needs a terminal, or --linear.") }
    try summarise()
  }

  private var plannedSeed: UInt64? { (try? planOptions.configuration())?.seed }

  /// What the dashboard is started with.
  func options(arguments: [String] = []) throws -> DashboardOptions {
    var options = DashboardOptions(
      dataPath: data, overrides: dataOptions.overrides, csv: try dataOptions.csvOptions(),
      plan: try planOptions.configuration(), theme: theme, isASCII: ascii,
      reducesMotion: reduceMotion, copyFolder: "artifacts",
      stateFolder: StateFolder.path(environment: ProcessInfo.processInfo.environment),
      resumes: resume)
    options.startsTour = tour
    options.artifacts = artifacts
    options.watchesFiles = true
    options.recordPath = session.record
    options.arguments = arguments
    options.version = OfferScope.configuration.version
    return options
  }

  private func show(_ options: DashboardOptions, replay: Script? = nil) throws {
    let code = DashboardProgram.run(
      options: options, replay: replay, pace: .seconds(1 / session.speed))
    if code != 0 { throw ExitCode(code) }
  }

  /// Does what a file says, on the terminal or without one.
  private func play(_ script: Script, path: String) throws {
    let plan = try planOptions.configuration()
    let isPlain = dataOptions.overrides == RoleOverrides() && plan == PlanConfiguration()
    guard isPlain else {
      throw ValidationError(
        "--replay takes its options from the line “run” of \(path); change them there.")
    }
    guard let command = try? OfferScope.parseAsRoot(script.arguments) as? OpenCommand,
      command.session.record == nil, command.session.replay == nil
    else {
      throw ScriptError(
        .badLine,
        "\(path): its line “run” does not start the dashboard; write DATA and options of open there."
      )
    }
    var options = try command.options()
    // What a file says needs nobody to be told of changes, and is no session to go on with.
    options.watchesFiles = false
    options.stateFolder = nil
    options.dataPath = data ?? options.dataPath
    options.theme = theme ?? options.theme ?? script.theme
    options.isASCII = ascii || options.isASCII || script.isASCII == true
    options.reducesMotion = reduceMotion || options.reducesMotion
    if session.headless {
      return try HeadlessReplay(script: script, options: options, session: session).run()
    }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw ValidationError("--replay needs a terminal; --headless does without.")
    }
    options.writesFiles = false
    try show(options, replay: script)
  }

  /// Trains, compares, explains and ranks for a typical customer, as text.
  private func summarise() throws {
    let narration = Narration(isQuiet: false)
    guard let path = data ?? BundledSet.all().first?.path else {
      throw WorkbenchError(
        .badInput, "The bundled sets are not found beside the program; name a CSV file to open.")
    }
    let opened = try dataOptions.open(path)
    let plan = try planOptions.plan(for: opened)
    let comparison = try TrainingSession(data: opened, plan: plan).run(narration.follow)
    try StandardOutput.print(try TextReport.summary(comparison, path: path))
    try ModelFolder.requireAtLeastOneModel(comparison)
  }
}
