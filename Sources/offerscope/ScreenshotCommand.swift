import ArgumentParser
import Dashboard
import Drawing
import Foundation
import Tabular
import TerminalKit
import Workbench

/// `offerscope screenshot`: any screen of the dashboard as text or as a picture, without a terminal.
struct ScreenshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screenshot",
    abstract: "Draw a screen of the dashboard as text, SVG or PNG, without a terminal.",
    discussion: """
      It opens DATA, or the first bundled set, trains the models, shows a pane, presses keys and waits \
      after each. Example: offerscope screenshot --pane simulate --keys "down right" --out what-if.svg
      """)

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String?
  @Option(name: .long, help: "The pane: \(Pane.allCases.map(\.rawValue).joined(separator: ", ")).")
  var pane: String = Pane.compare.rawValue
  @Option(
    name: .long, help: "Keys to press then, separated by blanks, such as \"b down enter ctrl-r\".")
  var keys: String?
  @Option(name: .long, help: "The size in columns and rows.")
  var size: String = "120x40"
  @Option(name: .long, help: "Colours: dark, light, colourblind or mono.")
  var theme: String = Theme.dark.name
  @Flag(name: .long, help: "Draw with ASCII characters only.")
  var ascii = false
  @Option(
    name: .long,
    help: "The file: .txt, .svg or .png by its name. Without one, text on standard output.")
  var out: String?
  @Option(name: .long, help: "Pixels a point of a PNG, from 0.5 to 8.")
  var scale: Double = 2
  @Flag(name: .long, help: "Show seconds as unknown, so that the picture is the same every time.")
  var frozenClock = false
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  /// What a picture can be written as.
  private enum Format: String, CaseIterable {
    case txt, svg, png
  }

  func run() throws {
    let format = try outputFormat()
    guard let size = Size(parsing: size), size.fits(Screen.minimumSize) else {
      let least = "\(Screen.minimumSize.width)x\(Screen.minimumSize.height)"
      throw ValidationError(
        "--size \(size): write columns and rows, as 120x40, from \(least) to 1000x1000.")
    }
    guard let pane = Pane(rawValue: pane.lowercased()) else {
      let known = Pane.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--pane \(pane): there is no such pane; there are \(known).")
    }
    guard let theme = DashboardProgram.named(theme) else {
      let known = Theme.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--theme \(theme): there is no such theme; there are \(known).")
    }
    guard (0.5...8).contains(scale) else {
      throw ValidationError("--scale \(scale): give a number from 0.5 to 8.")
    }
    let presses = try (keys ?? "").split(separator: " ").map { word in
      guard let key = KeyPress(String(word)) else {
        throw ValidationError("--keys: “\(word)” is no key; write g, G, enter, ctrl-r or f2.")
      }
      return key
    }
    if let out { try OutputPath.check(file: out) }
    let frame = try shot(of: pane, presses, size: size, theme: theme)
    try write(frame, theme, as: format)
  }

  private func outputFormat() throws -> Format {
    guard let out else { return .txt }
    let ending = out.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard out.contains("."), let format = Format(rawValue: ending) else {
      throw ValidationError("--out \(out): end the name in .txt, .svg or .png.")
    }
    return format
  }

  /// Opens the data, waits until all is known, and presses the keys.
  private func shot(of pane: Pane, _ keys: [KeyPress], size: Size, theme: Theme) throws -> Frame {
    guard let path = data ?? BundledSet.all().first?.path else {
      throw WorkbenchError(
        .badInput, "The bundled sets are not found beside the program; name a CSV file to open.")
    }
    var options = DashboardOptions(
      dataPath: path, overrides: dataOptions.overrides, csv: try dataOptions.csvOptions(),
      plan: try planOptions.configuration(), isASCII: ascii, reducesMotion: true)
    options.writesFiles = false
    options.clock = frozenClock ? .frozen : .measured
    if !quiet { Narration.say("opening \(path) and training on it") }
    let dashboard = HeadlessDashboard(
      options: options, size: size, theme: theme, glyphs: ascii ? .ascii : .unicode)
    dashboard.waitUntilIdle()
    guard dashboard.state.session.data != nil else {
      throw WorkbenchError(
        .badInput, dashboard.state.status?.text ?? "\(path): can't be opened.")
    }
    dashboard.press(KeyPress(.character(Character("\(pane.number)"))))
    dashboard.waitUntilIdle()
    for key in keys {
      dashboard.press(key)
      dashboard.waitUntilIdle()
    }
    return dashboard.frame
  }

  private func write(_ frame: Frame, _ theme: Theme, as format: Format) throws {
    guard let out else { return try StandardOutput.print(frame.text) }
    let bytes: [UInt8]
    switch format {
    case .txt: bytes = Array((frame.text + "\n").utf8)
    case .svg: bytes = try FramePicture(frame, theme: theme).svg()
    case .png: bytes = try FramePicture(frame, theme: theme).png(scale: scale)
    }
    try AtomicFile.write(to: out) { try $0.write(bytes) }
    if !quiet { Narration.say("written to \(out)") }
  }
}
