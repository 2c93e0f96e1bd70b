import Foundation
import TerminalKit

/// The dashboard line by line on standard input and output.
public enum LinearProgram {
  /// Runs until the person leaves or the input ends. Call it on the main thread.
  ///
  /// - Returns: the exit code, 0.
  public static func run(options: DashboardOptions) -> Int32 {
    let hasPerson = isatty(STDIN_FILENO) == 1
    let dashboard = LinearDashboard(options: options, isASCII: !isUTF8)
    // Somebody at the keys is not kept waiting; a script has each answer whole.
    let isInterrupted = { hasPerson && hasInput() }
    write(dashboard.greeting())
    if options.dataPath != nil || options.resumes {
      write(dashboard.answer("", isInterrupted: isInterrupted))
    }
    while !dashboard.isQuit {
      if hasPerson { write("offerscope> ") }
      guard let line = readLine() else { break }
      let command = line.trimmingCharacters(in: .whitespacesAndNewlines)
      write(dashboard.answer(command, isInterrupted: isInterrupted))
    }
    dashboard.close()
    return 0
  }

  /// Whether a line waits to be read.
  private static func hasInput() -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  private static var isUTF8: Bool {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = locale?.lowercased() ?? ""
    return name.contains("utf-8") || name.contains("utf8")
  }

  private static func write(_ lines: [String]) {
    write(lines.map { $0 + "\n" }.joined())
  }

  private static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
