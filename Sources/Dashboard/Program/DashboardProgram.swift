import Foundation
public import TerminalKit

/// The dashboard on a real terminal.
public enum DashboardProgram {
  /// How often something that moves is drawn.
  static let tickInterval = Duration.milliseconds(100)

  /// Runs the dashboard until the person leaves it. Call it on the main thread.
  ///
  /// - Parameters:
  ///   - replay: what to do at first, as if a person did it; any key ends that.
  ///   - pace: the time between two steps of it.
  /// - Returns: the exit code: 0 when the person left, 128 and the signal's number when a signal ended
  ///   it, 2 when an option is not known, 1 when there is no terminal to run on.
  public static func run(
    options: DashboardOptions, replay: Script? = nil, pace: Duration = .milliseconds(250)
  ) -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    var theme = Theme.automatic(environment: environment)
    if let name = options.theme {
      guard let named = named(name) else {
        let known = Theme.all.map(\.name).joined(separator: ", ")
        complain("--theme \(name): there is no such theme; there are \(known).")
        return 2
      }
      theme = named
    }
    let terminal: CursesTerminal
    let file: LogFile?
    do {
      file = try options.recordPath.map { path throws(ScriptError) in try LogFile(path: path) }
    } catch {
      complain("\(error)")
      return 2
    }
    do {
      terminal = try CursesTerminal(.init(theme: theme, isASCII: options.isASCII))
    } catch {
      complain("\(error)")
      return 1
    }
    let core = DashboardCore(options: options, terminal: terminal, file: file)
    if let replay {
      core.player = ScriptPlayer(replay.steps, pace: pace)
      if let size = replay.size, size != terminal.size {
        core.report(
          Status(
            .warning,
            "This was recorded at \(size.width)x\(size.height); clicks may miss on a screen of another "
              + "size."))
      }
    }
    if let name = environment["TERM"], !name.isEmpty, name != terminal.terminalName {
      core.report(
        Status(
          .warning,
          "The terminal database does not know “\(name)”, so the screen is drawn as for "
            + "\(terminal.terminalName)."))
    }
    let signal = EventLoop(terminal).run(
      tickInterval: {
        core.player?.pace ?? (core.state.isAnimated ? tickInterval : core.timeUntilSaving)
      },
      handle: { event in
        if event == .tick { core.saveWhatSettled() }
        return core.handle(event) ? .proceed : .stop
      },
      draw: { core.draw(size: $0, medium: $1) })
    core.close()
    terminal.close()
    return signal == 0 ? 0 : Int32(128 + signal)
  }

  /// A theme by its name, with or without hyphens.
  public static func named(_ name: String) -> Theme? {
    let plain = { (text: String) in text.lowercased().filter(\.isLetter) }
    let names = ["colorblind": "colourblind"]
    let wanted = names[plain(name)] ?? plain(name)
    return Theme.all.first { plain($0.name) == wanted }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("offerscope: \(text)\n".utf8))
  }
}
