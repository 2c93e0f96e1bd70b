import TerminalKit

/// The commands of the line by line dashboard in words, and finding actions by their names.
enum LinearWords {
  static let help = [
    "A line is a command, an action by its name, or keys with blanks between them.",
    "where: the pane, the box and the line that keys go to.",
    "read: the whole page. charts: the charts in words.",
    "keys: the keys that do something here. actions WORD: actions whose names hold the word.",
    "type TEXT: types into the field that is open; then enter.",
    "1 to 7: the panes. tab: the next box. up, down, left, right, enter, esc: as everywhere.",
    "An empty line tells what changed meanwhile. quit: leaves.",
  ]

  static func name(of kind: StatusLine.Kind) -> String {
    switch kind {
    case .information: "Note"
    case .success: "Done"
    case .warning: "Warning"
    case .failure: "Error"
    }
  }

  /// The keys that do something now.
  static func keys(in state: State) -> [String] {
    let context = KeyTable.context(in: state)
    return KeyTable.map.bindings.filter { binding in
      binding.applies(in: context)
        && KeyTable.availability(of: binding.action, in: state) == .enabled
    }.map { "\($0.keys.map(\.text).joined(separator: ", ")): \($0.help)" }
  }

  /// The actions whose name holds a text.
  static func actions(in state: State, matching text: String) -> [String] {
    let lines = OverlayProgram.paletteLines(for: text, in: state, glyphs: .unicode)
    guard !lines.isEmpty else { return ["No action is called that."] }
    return lines.map { line in
      let reason = line.disabledReason.map { " Not now: \($0)" } ?? ""
      return "\(line.title) (\(line.group)): \(line.help)\(reason)"
    }
  }

  /// What a name leads to.
  enum Match: Equatable {
    case found(Int)
    case several([String])
    case none
  }

  /// The action of that name: exactly, else the only one that holds it; those of the pane in sight come
  /// before those of others.
  static func action(named text: String, in state: State) -> Match {
    let wanted = text.lowercased()
    let lines = OverlayProgram.paletteLines(for: "", in: state, glyphs: .unicode)
    let exact = lines.filter { $0.title.lowercased() == wanted }
    if let line = exact.first { return .found(line.index) }
    let similar = lines.filter { $0.title.lowercased().contains(wanted) }
    if similar.isEmpty { return .none }
    if similar.count == 1 { return .found(similar[0].index) }
    return .several(similar.map { "\($0.title) (\($0.group))" })
  }
}
