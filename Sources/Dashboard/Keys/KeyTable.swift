public import TerminalKit

/// The one table of all keys: what they do, the footer, the help, the palette and the documentation.
public enum KeyTable {
  /// The context in which a line of text takes the keys.
  static let typing = "typing"
  /// The context of an overlay.
  static let overlay = "overlay"

  /// All keys: those of the panes, then those that hold everywhere.
  public static let map = KeyMap<Action>(
    Pane.allCases.flatMap { $0.program.bindings } + general + whileTyping
      + inOverlay
      + copied(to: PathProgram.context, "While typing a path"))

  private static func everywhere(
    _ keys: [KeyPress], _ action: Action, _ title: String, _ help: String, isInFooter: Bool = false
  ) -> KeyBinding<Action> {
    KeyBinding(
      keys, action, title: title, help: help, group: "Everywhere", isInFooter: isInFooter)
  }

  private static let general: [KeyBinding<Action>] =
    Pane.allCases.map {
      everywhere(
        [KeyPress(.character(Character("\($0.number)")))], .show($0), $0.title,
        "Show the pane \($0.title).")
    } + [
      everywhere(["up", "k"], .move(.up), "up", "Select the entry above."),
      everywhere(["down", "j"], .move(.down), "down", "Select the entry below."),
      everywhere(
        ["left", "h"], .move(.left), "left", "Select what is to the left, or less of it."),
      everywhere(
        ["right", "l"], .move(.right), "right", "Select what is to the right, or more of it."),
      everywhere(["pageup", "ctrl-b"], .move(.pageUp), "page up", "Go back by a page."),
      everywhere(["pagedown", "ctrl-f"], .move(.pageDown), "page down", "Go on by a page."),
      everywhere(["home", "g"], .move(.first), "first", "Select the first entry."),
      everywhere(["end", "G"], .move(.last), "last", "Select the last entry."),
      everywhere(["tab"], .nextArea, "next area", "Go to the next area of the pane."),
      everywhere(
        ["shift-tab"], .previousArea, "previous area", "Go to the previous area of the pane."),
      everywhere(["enter"], .activate, "do it", "Open, choose or edit what is selected."),
      everywhere(["esc"], .back, "back", "Close what is open, or leave the zoom."),
      everywhere(["z"], .zoom, "zoom", "Give what has the focus the whole pane, or end that."),
      everywhere(["u"], .undo, "undo", "Take back the last change."),
      everywhere(["ctrl-r"], .redo, "redo", "Make the change that was taken back."),
      everywhere(
        ["y"], .copy, "copy",
        "Copy the table in sight, or the command that does the same as this pane."),
      everywhere(
        ["K"], .runs(.register), "register",
        "Keep the training in sight as a run, with its models."),
      everywhere(["f2", "T"], .cycleTheme, "theme", "Use the next theme."),
      everywhere(
        ["ctrl-g"], .resume, "go on", "Go on with the session before: data, settings and screen."),
      everywhere(
        ["f5"], .reload, "read again",
        "Read the open data again, for files that were written since; roles and plan stay."),
      everywhere(["ctrl-t"], .chartWords, "in words", "Read what the charts on screen show."),
      everywhere(
        ["f3"], .tour(.toggle), "tour",
        "Begin the guided tour of two minutes through everything, or end it."),
      everywhere(
        ["ctrl-n"], .tour(.next), "next step",
        "Go to the next step of the tour without doing this one."
      ),
      everywhere(["ctrl-p"], .tour(.previous), "step back", "Go back to the tour's step before."),
      everywhere(
        ["Q"], .toggleMacro, "macro", "Record what you do from here on as a macro, or end that."),
      everywhere(["@"], .playMacro, "play macro", "Do again what the macro holds."),
      everywhere(
        [], .writeReport, "write bug report",
        "Write down what you did, the version, the terminal and the screen."),
      everywhere(["ctrl-l"], .redraw, "redraw", "Draw the screen again."),
      everywhere(["ctrl-z"], .suspend, "suspend", "Stop until the shell says fg."),
      everywhere([":"], .openPalette, "actions", "Find an action by its name.", isInFooter: true),
      everywhere(["!"], .openNews, "messages", "Read the messages of the status line in full."),
      everywhere(["?", "f1"], .openHelp, "help", "Show all keys.", isInFooter: true),
      everywhere(
        ["q", "ctrl-c"], .quit, "quit", "Leave; what runs is cancelled.", isInFooter: true),
    ]

  private static func typingKey(
    _ keys: [KeyPress], _ action: Action, _ title: String, _ help: String, isInFooter: Bool = false
  ) -> KeyBinding<Action> {
    KeyBinding(
      keys, action, title: title, help: help, group: "While typing", contexts: [typing],
      isInFooter: isInFooter)
  }

  private static let whileTyping: [KeyBinding<Action>] = [
    typingKey(["enter"], .activate, "accept", "Take what was typed.", isInFooter: true),
    typingKey(["esc"], .back, "cancel", "Leave what was there before.", isInFooter: true),
    typingKey(["up"], .move(.up), "up", "Select the entry above."),
    typingKey(["down"], .move(.down), "down", "Select the entry below."),
    typingKey(["pageup"], .move(.pageUp), "page up", "Go back by a page."),
    typingKey(["pagedown"], .move(.pageDown), "page down", "Go on by a page."),
    typingKey(
      ["backspace"], .type(.deleteBackward), "delete", "Delete the character before the cursor."),
    typingKey(
      ["delete"], .type(.deleteForward), "delete", "Delete the character behind the cursor."),
    typingKey(["ctrl-u"], .type(.clear), "clear", "Delete everything.", isInFooter: true),
    typingKey(["left"], .type(.moveCursor(-1)), "left", "Move the cursor to the left."),
    typingKey(["right"], .type(.moveCursor(1)), "right", "Move the cursor to the right."),
    typingKey(
      ["home", "ctrl-a"], .type(.moveCursor(-1_000)), "start", "Move the cursor to the start."),
    typingKey(["end", "ctrl-e"], .type(.moveCursor(1_000)), "end", "Move the cursor to the end."),
    typingKey(["ctrl-z"], .suspend, "suspend", "Stop until the shell says fg."),
    typingKey(["ctrl-c"], .quit, "quit", "Leave; what runs is cancelled."),
  ]

  /// The keys of typing for another context.
  private static func copied(to context: String, _ group: String) -> [KeyBinding<Action>] {
    whileTyping.map { binding in
      var copy = binding
      copy.contexts = [context]
      copy.group = group
      return copy
    }
  }

  private static let inOverlay: [KeyBinding<Action>] =
    copied(to: overlay, "In help and actions") + [
      KeyBinding(
        ["tab"], .nextArea, title: "complete", help: "Complete the name of the selected action.",
        group: "In help and actions", contexts: [overlay])
    ]

  /// Where keys go now.
  static func context(in state: State) -> String {
    if case .roles = state.overlay { return RolesMenu.context }
    if case .path = state.overlay { return PathProgram.context }
    if case .search = state.overlay {
      return state.search.entry == nil ? SearchProgram.context : overlay
    }
    if case .ingest = state.overlay {
      return state.data.ingest.entry == nil ? IngestProgram.context : overlay
    }
    if case .matrix = state.overlay { return MatrixProgram.context }
    if case .profiles = state.overlay { return SavedProfiles.context }
    if case .segments = state.overlay { return FoundProgram.context }
    if case .monitored = state.overlay { return ModelChoice.context }
    if state.overlay != nil { return overlay }
    return state.pane.program.isTyping(in: state) ? typing : state.pane.rawValue
  }

  /// Whether characters are typed there.
  static func takesText(_ context: String) -> Bool {
    [typing, overlay, PathProgram.context].contains(context)
  }

  /// What a key means now; `nil` if nothing.
  public static func action(for key: KeyPress, in state: State) -> Action? {
    let context = context(in: state)
    let takesText = takesText(context)
    if let overlay = state.overlay, isReadOnly(overlay), let action = actionWhileReading(key) {
      return action
    }
    if takesText, let character = key.typed { return .type(.insert(String(character))) }
    guard let binding = map.binding(for: key, in: context) else { return nil }
    // A text field must not lose what is typed to a key that holds everywhere.
    return takesText && binding.contexts.isEmpty ? nil : binding.action
  }

  private static func isReadOnly(_ overlay: State.Overlay) -> Bool {
    switch overlay {
    case .news, .chartWords: true
    default: false
    }
  }

  /// Nothing is typed over what is only read, so letters move there as elsewhere, and q closes it.
  private static func actionWhileReading(_ key: KeyPress) -> Action? {
    guard let character = key.typed else { return nil }
    switch character {
    case "q", "!": return .back
    case "j": return .move(.down)
    case "k": return .move(.up)
    case "g": return .move(.first)
    case "G": return .move(.last)
    default: return .overlay(.ignore)
    }
  }

  /// The keys for the footer that do something now, those of the pane first.
  static func hints(in state: State, glyphs: Glyphs) -> [KeyHint] {
    let context = context(in: state)
    let takesText = takesText(context)
    return map.footer(in: context, glyphs: glyphs) { availability(of: $0, in: state) }
      // Keys that mean nothing now would take the room of those that do.
      .filter { $0.isEnabled && (!takesText || !map.bindings[$0.index].contexts.isEmpty) }
      .filter { hint in isOfUse(map.bindings[hint.index].action, over: state.overlay) }
  }

  /// The help and the messages have nothing to accept, and the messages nothing to clear.
  private static func isOfUse(_ action: Action, over overlay: State.Overlay?) -> Bool {
    switch (overlay, action) {
    case (.news, .activate), (.news, .type), (.help, .activate): false
    case (.chartWords, .activate), (.chartWords, .type): false
    case (.news, .nextArea), (.help, .nextArea), (.chartWords, .nextArea): false
    default: true
    }
  }

  /// Whether an action can be done now, and if not, why.
  static func availability(of action: Action, in state: State) -> Availability {
    switch action {
    case .data, .train, .compare, .importances, .simulate, .runs, .monitor:
      return owner(of: action)?.program.availability(of: action, in: state) ?? .enabled
    case .resume: return Resuming.availability(in: state)
    case .reload: return SourceProgram.availability(in: state)
    case .tour(let action): return TourProgram.availability(of: action, in: state)
    case .toggleMacro, .playMacro: return MacroProgram.availability(of: action, in: state)
    case .undo, .redo, .copy, .zoom:
      return state.pane.program.availability(of: action, in: state)
    default: return .enabled
    }
  }

  /// The pane that an action belongs to.
  static func owner(of action: Action) -> Pane? {
    switch action {
    case .data: .data
    case .train: .train
    case .compare: .compare
    case .importances: .importances
    case .simulate: .simulate
    case .runs: .runs
    case .monitor: .monitor
    default: nil
    }
  }
}
