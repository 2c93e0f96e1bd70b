import Foundation
import TerminalKit

/// What somebody needs to see a defect: what was done, on what, and how the screen looked.
///
/// The report is a script: what is not a step stands behind `#`, so `--replay` takes it as it is. It
/// holds no rows of the data but those on the screen.
enum BugReport {
  /// Writes a report to the first free name.
  ///
  /// - Returns: what to say of it.
  static func write(of core: DashboardCore) -> Status {
    let folder = core.state.options.copyFolder ?? "artifacts"
    let path =
      (1...).lazy.map { "\(folder)/bug-report-\($0).txt" }
      .first { !FileManager.default.fileExists(atPath: $0) } ?? "\(folder)/bug-report.txt"
    do {
      if core.state.options.writesFiles { try Files.write(text(of: core), to: path) }
      return Status(
        .success,
        "Written to \(path): your steps and this screen. Read it before you send it; --replay plays it."
      )
    } catch {
      return Status(.failure, "\(path) can't be written; check the permissions.")
    }
  }

  /// The report as text.
  static func text(of core: DashboardCore) -> String {
    let state = core.state
    let environment = ProcessInfo.processInfo.environment
    let names = ["TERM", "COLORTERM", "LANG", "LC_ALL", "NO_COLOR", "TMUX"]
    var terminal = names.compactMap { name in
      environment[name].map { "\(name)=\(name == "TMUX" ? "yes" : $0)" }
    }
    terminal.append("\(state.size.width)x\(state.size.height)")
    if let curses = core.terminal as? CursesTerminal {
      terminal.append("\(curses.depth.rawValue) colours")
    }
    let screen = core.lastFrame?.textLines ?? []
    let head = [
      LogFile.mark + "; a bug report: say here what you expected to see",
      "", "offerscope \(state.options.version) on \(system)",
      "terminal: \(terminal.joined(separator: ", "))",
      "pane: \(state.pane.title)", "", "The screen:",
    ]
    let news = ["", "Messages, oldest first:"] + state.news.suffix(50).map(\.text)
    let notes = (head + screen + (state.news.isEmpty ? [] : news) + ["", "The steps:"])
      .map { $0.isEmpty ? "#" : $0.hasPrefix("#") ? $0 : "# " + $0 }
    core.log.settle(isIdle: core.isIdle)
    return notes.joined(separator: "\n") + "\n" + core.log.script.text
  }

  private static var system: String { ProcessInfo.processInfo.operatingSystemVersionString }
}
