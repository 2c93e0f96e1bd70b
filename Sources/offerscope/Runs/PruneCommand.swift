import ArgumentParser
import Registry
import Workbench

/// `offerscope runs prune`: old runs and their files go.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove runs with their folders and the model files that no other run has.",
    discussion: "A run with a champion stays. The audit log keeps that a run was there.")

  @Argument(help: "Runs to remove.")
  var runs: [String] = []
  @Option(name: .long, help: "Remove all but the newest so many, and those with a champion.")
  var keep: Int?
  @Flag(name: .long, help: "Say what would go, and remove nothing.")
  var dryRun = false
  @OptionGroup var folder: RunsCommand.Folder

  func validate() throws {
    guard !runs.isEmpty || keep != nil else {
      throw ValidationError("Name runs to remove, or give --keep with how many stay.")
    }
    if let keep, keep < 0 { throw ValidationError("--keep \(keep): give 0 or more.") }
  }

  func run() throws {
    let registry = try dryRun ? folder.reading() : folder.writing()
    let chosen = try registry.prunable(named: runs, keepingNewest: keep)
    if !dryRun { try registry.prune(chosen) }
    if folder.json {
      try StandardOutput.print(try RunsDocument.json(chosen))
    } else {
      let names = chosen.map(\.id).joined(separator: "\n")
      try StandardOutput.print(
        chosen.isEmpty
          ? "No run is to be removed." : (dryRun ? "would remove\n" : "removed\n") + names)
    }
  }
}
