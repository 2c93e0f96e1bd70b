import Foundation
import TerminalKit
import Workbench

/// A path that is being typed, with what it may go on as.
public struct PathEntry: Codable, Hashable, Sendable {
  /// The text.
  public var text: TextEntry
  /// What it may go on as, for the text of now or of a moment ago.
  public var completions: [String] = []
  /// The selected completion; `nil` for the text as it stands.
  public var selected: Int?
  /// What the path is for.
  public var purpose = PathPurpose.data
}

/// What a typed path is for.
public enum PathPurpose: String, Codable, Hashable, Sendable {
  /// Data to open.
  case data
  /// New rows to hold a model against.
  case newRows
  /// What was found over time.
  case history

  /// What the field asks for: its title, and what to type.
  fileprivate var words: (title: String, hint: String) {
    switch self {
    case .data: ("Open a path", "a CSV file, or a folder with a dataset.yaml")
    case .newRows: ("New rows", "a CSV or Parquet file, which may be larger than memory")
    case .history: ("History of drift", "a file that drift --history wrote, or a new one")
    }
  }
}

/// Typing a path: completion by Tab, choosing with arrows, opening.
enum PathProgram {
  /// The context in which the keys of the field work.
  static let context = "path"

  static let binding = KeyBinding<Action>(
    ["tab"], .data(.completePath), title: "complete",
    help: "Go on as far as all paths that begin so agree.", group: "While typing a path",
    contexts: [context], isInFooter: true)

  static func open(_ purpose: PathPurpose = .data, _ state: inout State) -> [Effect] {
    let folder = state.data.folder.map { $0.path == "/" ? "/" : $0.path + "/" } ?? ""
    state.overlay = .path(PathEntry(text: TextEntry(folder), purpose: purpose))
    return [.completePath(text: folder)]
  }

  /// Handles an action while the field is open; `nil` leaves it to the panes.
  static func reduce(_ entry: PathEntry, _ action: Action, _ state: inout State) -> [Effect]? {
    var entry = entry
    switch action {
    case .quit, .suspend, .redraw: return nil
    case .back, .overlay(.close):
      state.overlay = nil
      return []
    case .type(let edit):
      entry.text.apply(edit)
      entry.selected = nil
      state.overlay = .path(entry)
      return [.completePath(text: entry.text.text)]
    case .move(let movement):
      guard !entry.completions.isEmpty else { return [] }
      if entry.selected == nil, movement == .down {
        entry.selected = 0
      } else if entry.selected == 0, movement == .up {
        entry.selected = nil
      } else {
        entry.selected = movement.applied(
          to: entry.selected ?? 0, count: entry.completions.count, page: 8)
      }
      state.overlay = .path(entry)
      return []
    case .data(.completePath): return complete(&entry, &state)
    case .overlay(.choose(let index)):
      guard entry.completions.indices.contains(index) else { return [] }
      return choose(entry.completions[index], for: entry.purpose, &state)
    case .activate:
      let chosen = entry.selected.flatMap {
        entry.completions.indices.contains($0) ? entry.completions[$0] : nil
      }
      return choose(chosen ?? entry.text.text, for: entry.purpose, &state)
    default: return []
    }
  }

  /// Goes on as far as all completions agree.
  private static func complete(_ entry: inout PathEntry, _ state: inout State) -> [Effect] {
    let text = entry.text.text
    let matching = entry.completions.filter { $0.lowercased().hasPrefix(text.lowercased()) }
    guard var shared = matching.first else {
      state.status = Status(.warning, "No path begins so.")
      return []
    }
    for path in matching.dropFirst() { shared = String(shared.commonPrefix(with: path)) }
    guard shared.count > text.count || matching.count == 1 else { return [] }
    entry.text = TextEntry(shared)
    entry.selected = nil
    state.overlay = .path(entry)
    return [.completePath(text: shared)]
  }

  private static func choose(
    _ path: String, for purpose: PathPurpose, _ state: inout State
  ) -> [Effect] {
    let plain = path.trimmingCharacters(in: .whitespaces)
    guard !plain.isEmpty else {
      state.status = Status(.warning, "Type the path of a file or a folder.")
      return []
    }
    if purpose != .data, plain.hasSuffix("/") {
      // A folder is gone on from.
      state.overlay = .path(PathEntry(text: TextEntry(plain), purpose: purpose))
      return [.completePath(text: plain)]
    }
    state.overlay = nil
    switch purpose {
    case .newRows: return MonitorPane.watch(plain, &state)
    case .history: return MonitorPane.useHistory(plain, &state)
    case .data: break
    }
    state.pane = .data
    state.data.isOpening = state.session.data != nil
    return [.openPath(text: plain)]
  }

  /// Takes the completions of a text that still stands there.
  static func accept(_ completions: [String], of text: String, _ state: inout State) {
    guard case .path(var entry) = state.overlay, entry.text.text == text else { return }
    entry.completions = completions
    entry.selected = nil
    state.overlay = .path(entry)
  }

  static func draw(_ entry: PathEntry, of frame: inout Frame) {
    let screen = OverlayView.size(in: frame)
    var area = Popup(
      entry.purpose.words.title, size: Size(width: screen.width, height: min(14, screen.height)),
      id: WidgetID.overlay, footnote: "Tab completes, Enter opens, Esc closes"
    ).open(in: &frame)
    let field = area.takeTop(1)
    _ = area.takeTop(1)
    if entry.completions.isEmpty {
      frame.write("No path begins so.", in: area, style: Style(.muted, on: .panel))
    }
    frame.draw(
      ListView(
        entry.completions.map { path in
          let name = path.dropLast(path.hasSuffix("/") ? 1 : 0).split(separator: "/").last ?? ""
          return ListView.Entry(
            [Span(String(name) + (path.hasSuffix("/") ? "/" : ""), Style(.text, on: .panel))])
        }, selected: entry.selected, isFocused: true, id: WidgetID.overlay, background: .panel),
      in: area)
    // Drawn last, so that the cursor stays where typing goes.
    frame.draw(
      TextField(
        entry.text.text, cursor: entry.text.cursor, prompt: "path ",
        hint: entry.purpose.words.hint), in: field)
  }
}
