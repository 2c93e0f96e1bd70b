import Offers
import TerminalKit
import Workbench

/// The list of saved customers: its keys, what they do, and how it looks.
enum SavedProfiles: KeyedOverlay {
  /// The context in which its keys work.
  static let context = "saved customers"
  static let group = "Saved customers"

  static let bindings: [KeyBinding<Action>] = [
    key(["enter"], .activate, "take", "Simulate the selected customer."),
    key(
      ["x", "delete"], .simulate(.deleteSaved), "delete",
      "Delete the selected customer's file; asked twice."),
    key(["esc", "O"], .overlay(.close), "close", "Close the list."),
  ]

  /// Handles an action while the list is open; `nil` leaves it to the panes.
  static func reduce(
    _ choice: SavedProfilesChoice, _ action: Action, _ state: inout State
  ) -> [Effect]? {
    let entries = state.simulate.saved
    var choice = choice
    switch action {
    case .simulate(.openSaved): state.overlay = nil
    case .move(let movement):
      choice.selected = movement.applied(
        to: choice.selected, count: entries.count, page: max(1, state.size.height - 10))
      choice.doomed = nil
      state.overlay = .profiles(choice)
    case .overlay(.choose(let index)):
      return entries.indices.contains(index) ? SimulatePane.load(entries[index], &state) : []
    case .activate:
      guard entries.indices.contains(choice.selected) else { return [] }
      return SimulatePane.load(entries[choice.selected], &state)
    case .simulate(.deleteSaved):
      guard entries.indices.contains(choice.selected) else { return [] }
      let name = entries[choice.selected].name
      guard choice.doomed == name else {
        choice.doomed = name
        state.overlay = .profiles(choice)
        state.status = Status(.warning, "x again deletes \(name) for good.")
        return []
      }
      choice.doomed = nil
      state.overlay = .profiles(choice)
      return [.deleteProfile(SimulatePane.savedCustomers(state), name: name)]
    default: return otherwise(action, &state)
    }
    return []
  }

  /// Takes the new list.
  static func accept(_ entries: [ProfileLibrary.Entry], _ state: inout State) {
    state.simulate.saved = entries
    guard case .profiles(var choice) = state.overlay else { return }
    choice.selected = max(0, min(choice.selected, entries.count - 1))
    state.overlay = .profiles(choice)
  }

  static func draw(_ choice: SavedProfilesChoice, _ state: State, of frame: inout Frame) {
    let entries = state.simulate.saved
    ListPopup(
      title: group, width: 84, footnote: "Enter takes one, x deletes, Esc closes",
      emptyWords:
        "Nothing is saved in \(SimulatePane.savedCustomers(state).folder). S saves the customer."
    ).draw(entries.count, selected: choice.selected, of: &frame) { _ in
      entries.map { entry in
        let isDoomed = choice.doomed == entry.name
        return ListView.Entry([
          Span(entry.name.padded(to: 24) + "  ", Style(isDoomed ? .bad : .text)),
          Span(
            isDoomed ? "x again deletes it" : words(entry, state), isDoomed ? Style(.bad) : .muted),
        ])
      }
    }
  }

  /// How the saved customer differs from the one on screen.
  private static func words(_ entry: ProfileLibrary.Entry, _ state: State) -> String {
    guard let saved = entry.profile, let simulator = state.session.simulator else {
      return "can't be read"
    }
    guard let profile = try? simulator.adopting(saved) else { return "of other data" }
    let now = state.simulate.profile.map(profile.difference(from:)) ?? []
    if now.isEmpty { return "the same as on screen" }
    return now.map { "\($0.column) \($0.after ?? .missing)" }.joined(separator: ", ")
  }
}
