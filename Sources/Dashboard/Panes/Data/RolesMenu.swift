import Tabular
import TerminalKit
import Workbench

/// The roles that a column can have, as a menu of keys.
enum RolesMenu {
  /// The context in which the keys of the menu work.
  static let context = "roles"

  /// One line of the menu.
  struct Choice {
    let key: KeyPress
    let action: DataAction
    let title: String
    let help: String
    /// Whether the key works without the menu as well.
    var isDirect = false
  }

  static let choices: [Choice] = [
    Choice(
      key: "t", action: .setTarget, title: "target",
      help: "Predict the selected column, and train again.", isDirect: true),
    Choice(
      key: "p", action: .cyclePositive, title: "positive",
      help: "Make the target's other value the positive class, and train again.", isDirect: true),
    Choice(
      key: "x", action: .toggleExcluded, title: "exclude",
      help: "Keep the selected column from the models, or give it back, and train again.",
      isDirect: true),
    Choice(
      key: "g", action: .setGroup, title: "group",
      help: "Rank within equal values of the selected column, which MAP@7 needs, and train again."),
    Choice(
      key: "G", action: .addToGroup, title: "group too",
      help:
        "Let a group be rows with equal values of the selected column as well as of those before."),
    Choice(
      key: "m", action: .setItem, title: "item",
      help: "Let the selected column name what is ranked within a group."),
    Choice(
      key: "T", action: .setTime, title: "time",
      help: "Let the selected column order the rows in time."),
    Choice(
      key: "P", action: .setPosition, title: "position",
      help:
        "Fit with the selected column as the place of showing, and score as if all had one place."
    ),
    Choice(
      key: "i", action: .setIdentifier, title: "id", help: "Let the selected column name the rows."),
  ]

  static var bindings: [KeyBinding<Action>] {
    choices.map { choice in
      DataPane.key(
        [choice.key], .data(choice.action), choice.title,
        choice.isDirect ? choice.help : "\(choice.help) After r.",
        contexts: choice.isDirect ? [Pane.data.rawValue, context] : [context])
    } + [
      DataPane.key(
        ["esc"], .overlay(.close), "close", "Close the roles.", contexts: [context])
    ]
  }

  /// Handles an action while the menu is open; `nil` leaves it to the panes.
  static func reduce(
    selected: Int, _ action: Action, _ state: inout State
  ) -> [Effect]? {
    switch action {
    case .move(let movement):
      state.overlay = .roles(
        selected: movement.applied(to: selected, count: choices.count, page: choices.count))
      return []
    case .activate: return choose(selected, &state)
    case .overlay(.choose(let index)): return choose(index, &state)
    case .back, .overlay(.close), .data(.openRoles):
      state.overlay = nil
      return []
    default:
      // Any other key means what it means without the menu.
      state.overlay = nil
      return nil
    }
  }

  private static func choose(_ index: Int, _ state: inout State) -> [Effect] {
    state.overlay = nil
    guard choices.indices.contains(index) else { return [] }
    return Reducer.reduce(&state, .data(choices[index].action))
  }

  static func draw(_ selected: Int, _ state: State, of frame: inout Frame) {
    guard let data = state.session.data, let column = DataPane.selectedColumn(in: state) else {
      return
    }
    let width = min(72, frame.size.width - 8)
    let area = Popup(
      "Role of \(column.name)", size: Size(width: width, height: choices.count),
      id: WidgetID.overlay, footnote: "a key or Enter chooses, Esc closes"
    ).open(in: &frame)
    let entries = choices.map { choice in
      ListView.Entry([
        Span("\(choice.key.text)  ", Style(.key, on: .panel, .bold)),
        Span(choice.title.padded(to: 10), .text),
        Span(words(choice, column, data), .muted),
      ])
    }
    frame.draw(
      ListView(
        entries, selected: selected, isFocused: true, id: WidgetID.overlay, background: .panel),
      in: area)
  }

  /// What a choice does to the column, as things stand.
  private static func words(_ choice: Choice, _ column: Column, _ data: OpenedData) -> String {
    let name = column.name
    let roles = data.dataset.roles
    switch choice.action {
    case .setTarget: return roles.target == name ? "is the target" : "predict it"
    case .cyclePositive:
      return "positive class of \(roles.target ?? ""): \(data.dataset.negativeLabel)"
    case .toggleExcluded:
      return roles.excluded.contains { $0.column == name }
        ? "give it to the models" : "keep it from the models"
    case .setGroup:
      if let key = roles.groupKey, key.columns.count > 1, key.columns.contains(name) {
        return "rank and split by it alone"
      }
      return taken(roles.group, name, "rank and split by its values")
    case .addToGroup:
      guard let key = roles.groupKey else { return "rank and split by its values" }
      return key.columns.contains(name)
        ? key.columns.count == 1 ? "is the group already" : "take it out of \(key.title)"
        : "rank and split by \(key.title) + \(name)"
    case .setItem: return taken(roles.item, name, "what is ranked in a group")
    case .setTime:
      return Roles.reasonAgainstTime(column) == nil
        ? taken(roles.time, name, "order the rows by it") : "holds no dates or numbers"
    case .setPosition: return taken(roles.position, name, "known while fitting only")
    default: return taken(roles.identifier, name, "names the rows; no feature")
    }
  }

  private static func taken(_ holder: String?, _ name: String, _ words: String) -> String {
    guard let holder else { return words }
    return holder == name ? "take this role from it" : "\(words), in place of \(holder)"
  }
}
