import TerminalKit

/// The help and the palette: what keys do while one of them is open.
enum OverlayProgram {
  /// Handles an action while an overlay is open; `nil` leaves it to the panes.
  static func reduce(_ state: inout State, _ action: Action) -> [Effect]? {
    guard let overlay = state.overlay else { return nil }
    if case .roles(let selected) = overlay {
      return RolesMenu.reduce(selected: selected, action, &state)
    }
    if case .matrix(let matrix) = overlay {
      return MatrixProgram.reduce(matrix, action, &state)
    }
    if case .path(let entry) = overlay { return PathProgram.reduce(entry, action, &state) }
    if case .search = overlay { return SearchProgram.reduce(action, &state) }
    if case .profiles(let choice) = overlay {
      return SavedProfiles.reduce(choice, action, &state)
    }
    switch action {
    case .back, .overlay(.close):
      state.overlay = nil
    case .quit, .suspend, .redraw: return nil
    case .type(let edit): type(edit, overlay, &state)
    case .move(let movement): move(movement, overlay, &state)
    case .activate:
      if case .palette(_, let selected) = overlay { return choose(selected, &state) }
      state.overlay = nil
    case .overlay(.choose(let index)): return choose(index, &state)
    default: break
    }
    return []
  }

  /// The lines of the help: those of the current pane first, then the rest.
  static func helpLines(for filter: String, in state: State, glyphs: Glyphs)
    -> [KeyMap<Action>.HelpLine]
  {
    let all = KeyTable.map.help(filter: filter, glyphs: glyphs) {
      KeyTable.availability(of: $0, in: state)
    }
    let own = state.pane.title
    return all.filter { $0.group == own } + all.filter { $0.group != own }
  }

  /// The actions of the palette: each once, those of the current pane first.
  static func paletteLines(for filter: String, in state: State, glyphs: Glyphs)
    -> [KeyMap<Action>.HelpLine]
  {
    let words = filter.lowercased().split(separator: " ")
    return helpLines(for: "", in: state, glyphs: glyphs).filter { line in
      let binding = KeyTable.map.bindings[line.index]
      guard
        binding.contexts.isDisjoint(with: [KeyTable.typing, KeyTable.overlay, PathProgram.context]),
        isOffered(binding.action)
      else { return false }
      let text = "\(line.group) \(line.title) \(line.help)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// Steps and opening the palette itself make no sense as its entries.
  private static func isOffered(_ action: Action) -> Bool {
    switch action {
    case .move, .openPalette, .activate, .back, .nextArea, .previousArea: false
    default: true
    }
  }

  private static func type(
    _ edit: TextEntry.Edit, _ overlay: State.Overlay, _ state: inout State
  ) {
    switch overlay {
    case .help(var entry, _):
      entry.apply(edit)
      state.overlay = .help(entry, first: 0)
    case .palette(var entry, _):
      entry.apply(edit)
      state.overlay = .palette(entry, selected: 0)
    case .news, .chartWords, .roles, .matrix, .search, .profiles, .path: break
    }
  }

  private static func move(
    _ movement: Movement, _ overlay: State.Overlay, _ state: inout State
  ) {
    let page = max(1, state.size.height - 10)
    switch overlay {
    case .help(let entry, let first):
      let lines = helpLines(for: entry.text, in: state, glyphs: .unicode).count
      let count = max(1, lines + Pane.allCases.count - page)
      state.overlay = .help(entry, first: movement.applied(to: first, count: count, page: page))
    case .palette(let entry, let selected):
      let count = paletteLines(for: entry.text, in: state, glyphs: .unicode).count
      state.overlay = .palette(
        entry, selected: max(0, movement.applied(to: selected, count: count, page: page)))
    case .news(let first):
      let count = max(1, OverlayView.newsLineCount(in: state) - page)
      state.overlay = .news(first: movement.applied(to: first, count: count, page: page))
    case .chartWords(let first):
      let count = max(1, OverlayView.chartWordsLineCount(in: state) - page)
      state.overlay = .chartWords(
        first: movement.applied(to: first, count: count, page: page))
    case .roles, .matrix, .search, .profiles, .path: break
    }
  }

  private static func choose(_ index: Int, _ state: inout State) -> [Effect] {
    guard case .palette(let entry, _) = state.overlay else { return [] }
    let lines = paletteLines(for: entry.text, in: state, glyphs: .unicode)
    guard lines.indices.contains(index) else { return [] }
    state.overlay = nil
    let action = KeyTable.map.bindings[lines[index].index].action
    // An action of another pane shows that pane first, so that its effect is seen.
    var effects: [Effect] = []
    if let owner = KeyTable.owner(of: action), owner != state.pane {
      effects = Reducer.reduce(&state, .show(owner))
    }
    return effects + Reducer.reduce(&state, action)
  }
}
