import Modelling
import Registry
import TerminalKit
import Workbench

/// The list of models that can be watched: its keys, what they do, and how it looks.
enum ModelChoice: KeyedOverlay {
  /// The context in which its keys work.
  static let context = "models to watch"
  static let group = "Models to watch"

  static let bindings: [KeyBinding<Action>] = [
    key(["enter"], .activate, "take", "Hold the selected model against the new rows."),
    key(["esc", "m"], .overlay(.close), "close", "Close the list."),
  ]

  static func hint(in state: State) -> String {
    "The new rows are scored by the model that is taken; those of the register come from runs (6)."
  }

  /// A model with what is said of it.
  struct Entry: Equatable {
    let model: MonitoredModel
    let name: String
    let words: String
  }

  /// Those trained here last, then the champions, then other registered ones that are not retired.
  static func entries(in state: State) -> [Entry] {
    let trained = (state.session.comparison?.trained ?? []).map { kind, _ in
      Entry(model: .trained(kind), name: kind.rawValue, words: "trained here last")
    }
    let models = (state.runs.listing?.runs ?? []).flatMap(\.models).filter { $0.stage != .retired }
    let ordered = models.filter { $0.stage == .champion } + models.filter { $0.stage != .champion }
    return trained
      + ordered.map { model in
        Entry(
          model: .registered(model.reference), name: model.name,
          words: "\(model.stage == .champion ? "champion" : "candidate") of "
            + "\(ShortName.text(model.dataset, width: 20)), run \(model.run.suffix(6))")
      }
  }

  /// The place of the model in use.
  static func place(in state: State) -> Int {
    let model = MonitorPane.model(in: state)
    return entries(in: state).firstIndex { $0.model == model } ?? 0
  }

  /// Handles an action while the list is open; `nil` leaves it to the panes.
  static func reduce(selected: Int, _ action: Action, _ state: inout State) -> [Effect]? {
    let entries = entries(in: state)
    switch action {
    case .move(let movement):
      state.overlay = .monitored(
        selected: movement.applied(
          to: min(selected, entries.count - 1), count: max(1, entries.count),
          page: max(1, state.size.height - 10)))
    case .overlay(.choose(let index)): return take(index, of: entries, &state)
    case .activate: return take(min(selected, entries.count - 1), of: entries, &state)
    default: return otherwise(action, &state)
    }
    return []
  }

  private static func take(
    _ index: Int, of entries: [Entry], _ state: inout State
  ) -> [Effect] {
    guard entries.indices.contains(index) else { return [] }
    state.overlay = nil
    return MonitorPane.choose(entries[index].model, &state)
  }

  static func draw(_ selected: Int, _ state: State, of frame: inout Frame) {
    let entries = entries(in: state)
    ListPopup(
      title: group, width: 72, footnote: "Enter takes one, Esc closes",
      emptyWords: "No model is trained or registered yet. 1 opens data and trains; K registers."
    ).draw(entries.count, selected: selected, of: &frame) { width in
      entries.map { entry in
        ListView.Entry([
          Span(entry.name.padded(to: width < 60 ? 10 : 14) + " ", Style(.text)),
          Span(entry.words, .muted),
        ])
      }
    }
  }
}
