import ArgumentParser
import Evaluation
import Registry
import Workbench

/// `offerscope runs`: what was registered, and which model is in use.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List registered runs, compare them, choose the champion, read the audit log.",
    discussion: """
      train --register and tune --register put runs here. A run goes by its name, by how the name \
      begins or ends, or as latest; a model as RUN/MODEL, such as latest/boosted, or champion.
      """,
    subcommands: [
      ListCommand.self, ShowCommand.self, CompareRunsCommand.self, PromoteCommand.self,
      AuditCommand.self, PruneCommand.self,
    ], defaultSubcommand: ListCommand.self)

  /// The folder that every one of them reads.
  struct Folder: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of registered runs.", valueName: "folder"))
    var artifacts: String = RunRegistration.standardFolder
    @Flag(name: .long, help: "Print JSON.")
    var json = false
    @Flag(
      name: .long, help: "Say nothing on standard error but why it failed, as all commands take it."
    )
    var quiet = false

    /// The registry, to be read.
    func reading() throws -> RunRegistry { try RunRegistry(reading: artifacts) }

    /// The registry, to be changed; one that is not there is not made.
    func writing() throws -> RunRegistry {
      _ = try reading()
      return try RunRegistry(writing: artifacts)
    }
  }

  /// `offerscope runs list`.
  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the runs, newest first, or best first by --sort.")

    @OptionGroup var folder: Folder
    @Option(
      name: .long, help: "Best first by a figure of the best model, such as rocAUC or logLoss.")
    var sort: String?
    @Option(name: .long, help: "Only runs on the data set of this name.")
    var dataset: String?

    func run() throws {
      let metric = try sort.map { try MetricKind(option: $0) }
      var runs = try folder.reading().runs()
      if let dataset { runs = runs.filter { $0.description.data.name == dataset } }
      if let metric { runs = RunOrder.sorted(runs, by: metric) }
      try StandardOutput.print(
        folder.json
          ? try RunsDocument.json(runs) : TextReport.runs(runs, sortedBy: metric ?? .rocAUC))
    }
  }

  /// `offerscope runs show`.
  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "All there is to say of a run, and the command that does it again.")

    @Argument(help: "The run, or latest.")
    var name: String
    @OptionGroup var folder: Folder

    func run() throws {
      let registry = try folder.reading()
      let run = try registry.run(name)
      try StandardOutput.print(
        folder.json
          ? try RunsDocument.json(run, in: registry.paths)
          : TextReport.run(run, in: registry.paths))
    }
  }

  /// `offerscope runs compare`.
  struct CompareRunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare", abstract: "Two runs side by side: what differs, and what came of it.")

    @Argument(help: "The first run.")
    var first: String
    @Argument(help: "The second run.")
    var second: String
    @OptionGroup var folder: Folder

    func run() throws {
      let registry = try folder.reading()
      let comparison = RunComparison(try registry.run(first), try registry.run(second))
      try StandardOutput.print(
        folder.json ? try RunsDocument.json(comparison) : TextReport.runs(comparison))
    }
  }
}
