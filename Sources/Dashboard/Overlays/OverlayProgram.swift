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
    if case .ingest = overlay { return IngestProgram.reduce(action, &state) }
    if case .profiles(let choice) = overlay {
      return SavedProfiles.reduce(choice, action, &state)
    }
    if case .segments = overlay { return FoundProgram.reduce(action, &state) }
    if case .monitored(let selected) = overlay {
      return ModelChoice.reduce(selected: selected, action, &state)
    }
    switch action {
    case .back, .overlay(.close): close(overlay, &state)
    case .quit, .suspend, .redraw: return nil
    case .type(let edit): type(edit, overlay, &state)
    case .move(let movement): move(movement, overlay, &state)
    case .nextArea: complete(&state)
    case .activate:
      if case .palette(_, let selected) = overlay { return choose(selected, &state) }
      state.overlay = nil
    case .overlay(.choose(let index)): return choose(index, &state)
    default: break
    }
    return []
  }

  /// The hint of what lies uppermost: of the box that is open, else of the pane.
  static func hint(in state: State) -> String {
    switch state.overlay {
    case nil: state.pane.program.hint(in: state)
    case .matrix: MatrixProgram.hint(in: state)
    case .search: SearchProgram.hint(in: state)
    case .ingest: IngestProgram.hint(in: state)
    case .profiles: SavedProfiles.hint(in: state)
    case .segments: FoundProgram.hint(in: state)
    case .monitored: ModelChoice.hint(in: state)
    case .help, .palette, .news, .chartWords, .roles, .path: ""
    }
  }

  private static func close(_ overlay: State.Overlay, _ state: inout State) {
    guard case .chartWords(_, let over) = overlay else {
      state.overlay = nil
      return
    }
    state.overlay = over
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
      let text = "\(line.group): \(line.title) \(line.help)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }.recentFirst(state.recentActions)
  }

  /// How many actions the palette remembers.
  private static let recentLimit = 5

  /// Puts the name of the selected action into the line.
  private static func complete(_ state: inout State) {
    guard case .palette(let entry, let selected) = state.overlay else { return }
    let lines = paletteLines(for: entry.text, in: state, glyphs: .unicode)
    guard !lines.isEmpty else { return }
    let line = lines[min(selected, lines.count - 1)]
    state.overlay = .palette(TextEntry("\(line.group): \(line.title)"), selected: 0)
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
    case .news, .chartWords, .roles, .matrix, .search, .ingest, .profiles, .monitored, .segments,
      .path:
      break
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
    case .chartWords(let first, let over):
      let count = max(1, OverlayView.chartWordsLineCount(over: over, in: state) - page)
      state.overlay = .chartWords(
        first: movement.applied(to: first, count: count, page: page), over: over)
    case .roles, .matrix, .search, .ingest, .profiles, .monitored, .segments, .path:
      break
    }
  }

  private static func choose(_ index: Int, _ state: inout State) -> [Effect] {
    guard case .palette(let entry, _) = state.overlay else { return [] }
    let lines = paletteLines(for: entry.text, in: state, glyphs: .unicode)
    guard lines.indices.contains(index) else { return [] }
    state.overlay = nil
    let action = KeyTable.map.bindings[lines[index].index].action
    state.recentActions.removeAll { $0 == action }
    state.recentActions.insert(action, at: 0)
    state.recentActions = Array(state.recentActions.prefix(recentLimit))
    return path(to: action, in: state).flatMap { Reducer.reduce(&state, $0) }
  }

  /// What doing an action by its name takes: one of another pane shows that pane first, so that its
  /// effect is seen.
  static func path(to action: Action, in state: State) -> [Action] {
    guard let owner = KeyTable.owner(of: action), owner != state.pane else { return [action] }
    return [.show(owner), action]
  }

  /// The action of an entry of the palette, such as `Train: run`.
  static func action(named name: String) -> Action? {
    KeyTable.map.bindings.first { binding in
      binding.contexts.isDisjoint(with: [KeyTable.typing, KeyTable.overlay])
        && isOffered(binding.action)
        && "\(binding.group): \(binding.title)".lowercased() == name.lowercased()
    }?.action
  }
}

extension [KeyMap<Action>.HelpLine] {
  /// The lines of these actions first, in their order; the others as they are.
  fileprivate func recentFirst(_ actions: [Action]) -> Self {
    guard !actions.isEmpty else { return self }
    let recent = actions.compactMap { action in
      first { KeyTable.map.bindings[$0.index].action == action }
    }
    return recent + filter { line in !recent.contains { $0.index == line.index } }
  }
}
