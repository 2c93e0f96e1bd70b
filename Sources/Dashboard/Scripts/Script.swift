import Foundation
public import TerminalKit
import Workbench

/// What a person did, as lines of text: a recorded session, a macro, a test, a demonstration.
///
/// Lines before the first step say what the program was started with; all of them may be left out.
/// Empty lines and those that begin with `#` say nothing.
///
///     run sample_data/bank --seed 7
///     size 120x40
///     wait
///     press 3
///     expect ROC-AUC
public struct Script: Hashable, Sendable {
  /// The words behind the program's name.
  public var arguments: [String] = []
  /// The size of the screen at the start.
  public var size: Size?
  /// The name of the theme at the start.
  public var theme: String?
  /// Whether only ASCII characters were drawn.
  public var isASCII: Bool?
  /// What is done.
  public var steps: [ScriptStep] = []
  /// The line of each step, counted from 1; empty for scripts that were not read.
  public private(set) var lines: [Int] = []

  /// Makes a script without steps.
  public init(
    arguments: [String] = [], size: Size? = nil, theme: String? = nil, isASCII: Bool? = nil
  ) {
    self.arguments = arguments
    self.size = size
    self.theme = theme
    self.isASCII = isASCII
  }

  /// The most bytes of a file.
  static let sizeLimit = 4_000_000

  /// Reads a script.
  ///
  /// - Parameter name: what the text is called in errors, such as the path of its file.
  /// - Throws: ``ScriptError`` naming the first line at fault.
  public init(parsing text: String, name: String = "script") throws(ScriptError) {
    guard text.utf8.count <= Script.sizeLimit else {
      throw ScriptError(.badFile, "\(name): is longer than 4 MB; a session is far shorter.")
    }
    // A carriage return and a line feed are one character.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = String(line)
      guard !line.trimmed.isEmpty, !line.hasPrefix("#") else { continue }
      let place = "\(name), line \(index + 1)"
      if line.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        throw ScriptError(.badLine, "\(place): holds a control character; scripts are plain text.")
      }
      do {
        if try !readHeader(line) {
          steps.append(try ScriptStep(parsing: line))
          self.lines.append(index + 1)
        }
      } catch {
        throw ScriptError(error.code, "\(place): \(error.message)")
      }
    }
  }

  /// Reads a script from a file.
  ///
  /// - Throws: ``ScriptError`` when it is not there, no text, or has a line at fault.
  public init(path: String) throws(ScriptError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ScriptError(.badFile, "\(path): there is no such file, or it can't be read.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ScriptError(.badFile, "\(path): is no text in UTF-8, so it is no script.")
    }
    try self.init(parsing: text, name: path)
  }

  /// The script as text that reads back the same.
  public var text: String { (headerLines + steps.map(\.text)).joined(separator: "\n") + "\n" }

  /// The lines before the first step.
  var headerLines: [String] {
    var lines: [String] = []
    if !arguments.isEmpty { lines.append("run " + ShellWord.line(arguments)) }
    if let size { lines.append("size \(size.width)x\(size.height)") }
    if let theme { lines.append("theme \(theme)") }
    if let isASCII { lines.append("characters \(isASCII ? "ascii" : "unicode")") }
    return lines
  }

  /// Where a step stands, in words.
  func place(of index: Int) -> String {
    lines.indices.contains(index) ? "line \(lines[index])" : "step \(index + 1)"
  }

  private mutating func readHeader(_ line: String) throws(ScriptError) -> Bool {
    let word = line.prefix { $0 != " " }
    let rest = line.dropFirst(word.count).trimmed
    switch word {
    case "run", "size", "theme", "characters":
      guard steps.isEmpty else {
        throw ScriptError(.badLine, "\(word) stands before the first step.")
      }
    default: return false
    }
    switch word {
    case "run":
      guard let words = ShellWord.words(of: rest) else {
        throw ScriptError(.badLine, "run has a quote that is left open.")
      }
      arguments = words
    case "size":
      guard let size = Size(parsing: rest) else {
        throw ScriptError(.badLine, "size needs columns and rows, as size 120x40, up to 1000.")
      }
      self.size = size
    case "theme":
      guard Theme.named(rest) != nil else {
        let known = Theme.all.map(\.name).joined(separator: ", ")
        throw ScriptError(.badLine, "there is no theme “\(rest.prefix(40))”; there are \(known).")
      }
      theme = rest
    default:
      guard ["ascii", "unicode"].contains(rest) else {
        throw ScriptError(.badLine, "characters are ascii or unicode.")
      }
      isASCII = rest == "ascii"
    }
    return true
  }
}
