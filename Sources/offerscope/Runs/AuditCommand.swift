import ArgumentParser
import Registry
import Workbench

/// `offerscope runs audit`: who did what.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Print the audit log, or hold log, runs and files against what was written.",
    discussion: """
      Each entry carries the hash of the one before it. --verify finds entries that were edited, \
      removed, moved or added by hand, runs and stages that differ from the log, and model files that \
      are not what was registered; it exits with 1 where something is wrong. A log that was written \
      anew from the first entry on is told by its last hash only, so note that elsewhere.
      """)

  @Flag(name: .long, help: "Look through log, runs, stages and files.")
  var verify = false
  @OptionGroup var folder: RunsCommand.Folder

  func run() throws {
    let registry = try folder.reading()
    guard verify else {
      let entries = try registry.auditLog()
      try StandardOutput.print(
        folder.json ? try RunsDocument.json(entries) : TextReport.auditLog(entries))
      return
    }
    let report = try registry.verify()
    try StandardOutput.print(
      folder.json ? try RunsDocument.json(report) : TextReport.audit(report))
    if !report.isIntact { throw ExitCode(1) }
  }
}
