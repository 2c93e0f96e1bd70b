import ArgumentParser
import Foundation
import Workbench

/// `offerscope bench`: how fast this program is, alone or beside the usual Python packages.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast models are fitted, scored and explained, and files are read.",
    discussion: """
      list names the benchmarks, run measures them in this process, data makes the tables that they \
      read, and compare runs them in turn with XGBoost, LightGBM, scikit-learn, DuckDB and polars.
      """,
    subcommands: [
      BenchListCommand.self, BenchRunCommand.self, BenchDataCommand.self, BenchCompareCommand.self,
    ],
    defaultSubcommand: BenchListCommand.self)
}

/// `offerscope bench list`: the benchmarks there are.
struct BenchListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Name the benchmarks.")

  @Flag(name: .long, help: "Print them as JSON.")
  var json = false

  func run() throws {
    try StandardOutput.print(
      json ? try BenchmarkCatalogue().json() : BenchmarkCatalogue().text)
  }
}

/// Where the tables of benchmarks lie.
struct BenchDataOptions: ParsableArguments {
  @Option(name: .long, help: "The folder of the tables; those that are not there are made in it.")
  var data = "artifacts/benchmark-data"
  @Option(name: .long, help: "How many rows the tables have, instead of each table's own number.")
  var rows: Int?
  @Option(
    name: .long, help: "A CSV file in the form of UCI's bank-full.csv, instead of a made one.")
  var bank: String?

  func validate() throws {
    if let rows, !(1_000...50_000_000).contains(rows) {
      throw ValidationError("--rows \(rows): give a number from 1000 to 50000000.")
    }
  }

  func file(
    of set: BenchmarkSet, standardRows: Int, narration: Narration
  ) throws -> String {
    if set == .bank, let bank { return bank }
    let count = rows ?? standardRows
    narration.note("table \(set.rawValue), \(count) rows")
    return try set.file(in: data, rows: count)
  }
}

/// `offerscope bench run`: our side, in this process.
struct BenchRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Measure some benchmarks, or all that are not very large.")

  @Argument(help: "Which; `bench list` names them.")
  var works: [String] = []
  @Option(name: .long, help: "How many rounds count.")
  var rounds: Int = 5
  @Option(name: .long, help: "How many threads.")
  var threads: Int = 2
  @OptionGroup var dataOptions: BenchDataOptions
  @Flag(name: .long, help: "Print the rounds as JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if !(1...1000).contains(rounds) {
      throw ValidationError("--rounds \(rounds): give a number from 1 to 1000.")
    }
    if !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
  }

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let chosen =
      works.isEmpty ? BenchmarkWork.all.filter { !$0.isOptIn } : try works.map(BenchmarkWork.named)
    var reports: [BenchmarkReport] = []
    for work in chosen {
      let file = try dataOptions.file(
        of: work.set, standardRows: work.rows, narration: narration)
      narration.note("measuring \(work.name)")
      let input = BenchmarkInput(set: work.set, file: file, threads: threads)
      let report = try BenchmarkReport(of: work, on: input, rounds: rounds)
      if !json { try StandardOutput.print(report.summary) }
      reports.append(report)
    }
    if json { try StandardOutput.print(try BenchmarkReport.json(reports)) }
  }
}

/// `offerscope bench data`: a table that benchmarks read, and others may.
struct BenchDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Make a table, if it is not there, and print its path.")

  @Argument(help: "Which: \(BenchmarkSet.allCases.map(\.rawValue).joined(separator: ", ")).")
  var set: String
  @OptionGroup var dataOptions: BenchDataOptions

  func run() throws {
    guard let chosen = BenchmarkSet(rawValue: set) else {
      let known = BenchmarkSet.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("The table “\(set)” is not known; there are \(known).")
    }
    try StandardOutput.print(
      try dataOptions.file(
        of: chosen, standardRows: chosen.standardRows, narration: Narration(isQuiet: false)))
  }
}

/// `offerscope bench compare`: both sides in turn, by the script that knows the other one.
struct BenchCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run benchmarks in turn with the usual Python packages, from a checkout.",
    discussion: """
      Runs Tests/Peers/compare.py, which installs pinned packages into .peers/ and writes \
      artifacts/benchmarks/. All options go to the script; --help there lists them.
      """)

  @Argument(parsing: .captureForPassthrough, help: "What the script is given.")
  var arguments: [String] = []

  func run() throws {
    // The script lists its options itself, where it is.
    if arguments.contains(where: ["--help", "-h"].contains), !PeerComparison.isHere() {
      throw CleanExit.helpRequest(self)
    }
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let status = try PeerComparison.run(program: program, arguments: arguments)
    if status != 0 { Foundation.exit(status) }
  }
}
