import Modelling
import Offers
import TerminalKit
import Workbench

/// One customer, edited, with the offers in order.
enum SimulatePane: PaneProgram {
  static let pane = Pane.simulate
  static let formWidget = widget(0)
  static let modelsWidget = widget(1)
  static let offersWidget = widget(2)
  static let reasonsWidget = widget(3)

  static let bindings: [KeyBinding<Action>] = [
    key(["+", "="], .simulate(.step(1)), "more", "Raise the value, or take the next choice."),
    key(["-", "_"], .simulate(.step(-1)), "less", "Lower the value, or take the previous choice."),
    key(["enter"], .simulate(.edit), "type", "Type the value."),
    key(["m"], .simulate(.nextModel), "model", "Show the offers and reasons of the next model."),
    key(
      ["o"], .simulate(.toggleOrder), "order",
      "Order the offers by expected value, or by probability."),
    key(["n"], .simulate(.takeRandom), "real row", "Take a customer of the test rows."),
    key(["t"], .simulate(.takeTypical), "typical", "Take the typical customer."),
    key(["b"], .simulate(.setBase), "base", "Compare with the customer as it is now."),
    key(["u"], .undo, "undo", "Take back the last change."),
    key(["ctrl-r"], .redo, "redo", "Make the change again.", isInFooter: false),
    key(
      ["backspace", "delete"], .simulate(.setMissing), "missing", "Make the value missing.",
      isInFooter: false),
    key(["y"], .copy, "copy", "Copy the command that ranks for this customer."),
  ]

  static func availability(of action: Action, in state: State) -> Availability {
    guard state.session.simulator != nil, state.simulate.profile != nil else {
      return .disabled(
        state.session.training.isRunning
          ? "The models are being trained." : "Train models first: 1 opens data, 2 trains.")
    }
    switch action {
    case .undo:
      return state.simulate.undo.isEmpty ? .disabled("There is nothing to take back.") : .enabled
    case .redo:
      return state.simulate.redo.isEmpty ? .disabled("Nothing was taken back.") : .enabled
    default: return .enabled
    }
  }

  static func isTyping(in state: State) -> Bool { state.simulate.entry != nil }

  static func hint(in state: State) -> String {
    if state.isZoomed, let offers = view(state)?.offers,
      offers.indices.contains(state.simulate.firstOffer)
    {
      let offer = offers[state.simulate.firstOffer]
      let what = "\(offer.offer.name): "
      return offer.isEligible
        ? what + "may be shown; z or Esc leaves the list."
        : what + offer.obstacles.joined(separator: "; ") + "."
    }
    guard let field = selectedField(state) else {
      return state.session.training.isRunning
        ? "The models are being trained; the offers appear when they are ready." : ""
    }
    let before = was(field, in: state)
    switch field.domain {
    case .number(let range, let step):
      return "\(field.column)\(before): \(SimulateWords.text(range.lowerBound)) to "
        + "\(SimulateWords.text(range.upperBound)) in the data, steps of "
        + "\(SimulateWords.text(step)); backspace makes it missing."
    case .choice(let spellings):
      return "\(field.column)\(before): " + spellings.prefix(12).joined(separator: ", ")
        + (spellings.count > 12 ? " and \(spellings.count - 12) more." : ".")
    case .free: return "\(field.column)\(before): any text; Enter types it."
    }
  }

  /// What the base has instead, where it differs.
  private static func was(_ field: ProfileField, in state: State) -> String {
    guard let base = state.simulate.base?[field.column],
      base != state.simulate.profile?[field.column]
    else { return "" }
    return ", \(SimulateWords.text(base)) in the base"
  }

  static func selectedField(_ state: State) -> ProfileField? {
    guard let fields = state.session.simulator?.fields,
      fields.indices.contains(state.simulate.field)
    else { return nil }
    return fields[state.simulate.field]
  }

  static func reduce(_ state: inout State, _ action: SimulateAction) -> [Effect] {
    switch action {
    case .step(let direction): return step(direction, &state)
    case .stepAt(let field, let direction):
      select(field, &state)
      return step(direction, &state)
    case .select(let field):
      select(field, &state)
      return []
    case .edit:
      edit(&state)
      return []
    case .setMissing:
      guard let field = selectedField(state) else { return [] }
      return set(field, to: .missing, &state)
    case .takeTypical: return takeTypical(&state)
    case .takeRandom: return takeRandom(&state)
    case .setBase:
      state.simulate.base = state.simulate.profile
      state.simulate.baseTitle = title(state)
      state.status = Status(.success, "Now compared with this customer.")
      return request(&state)
    case .nextModel:
      let kinds = state.simulate.simulation?.models.map(\.kind) ?? []
      guard !kinds.isEmpty else { return [] }
      let place = state.simulate.kind.flatMap(kinds.firstIndex) ?? -1
      return show(kinds[(place + 1) % kinds.count], &state)
    case .showModel(let kind): return show(kind, &state)
    case .toggleOrder:
      state.simulate.order =
        state.simulate.order == .expectedValue ? .probability : .expectedValue
      return request(&state)
    }
  }

  private static func show(_ kind: ModelKind, _ state: inout State) -> [Effect] {
    state.simulate.kind = kind
    return []
  }

  private static func select(_ field: Int, _ state: inout State) {
    let count = state.session.simulator?.fields.count ?? 0
    guard state.simulate.field != field else { return }
    state.simulate.entry = nil
    state.simulate.field = max(0, min(field, count - 1))
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    guard state.simulate.entry == nil, let fields = state.session.simulator?.fields else {
      return []
    }
    if state.isZoomed {
      let count = view(state)?.offers.count ?? 0
      state.simulate.firstOffer = max(
        0, movement.applied(to: state.simulate.firstOffer, count: count, page: 10))
      return []
    }
    switch movement {
    case .left: return step(-1, &state)
    case .right: return step(1, &state)
    default:
      state.simulate.field = max(
        0,
        movement.applied(
          to: state.simulate.field, count: fields.count, page: max(1, state.size.height - 10)))
      return []
    }
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    guard state.simulate.entry == nil, let fields = state.session.simulator?.fields,
      !fields.isEmpty
    else { return [] }
    state.simulate.field = (state.simulate.field + count + fields.count) % fields.count
    return []
  }

  /// The view of the model whose offers are shown.
  static func view(_ state: State) -> Simulation.ModelView? {
    guard let simulation = state.simulate.simulation else { return nil }
    return state.simulate.kind.flatMap(simulation.view) ?? simulation.models.first
  }

  /// The customer in a few words.
  static func title(_ state: State) -> String {
    let origin = state.simulate.origin
    guard let before = origin.profile, let now = state.simulate.profile else {
      return origin.title
    }
    let changes = now.difference(from: before).count
    return changes == 0
      ? origin.title : "\(origin.title), \(changes) change\(changes == 1 ? "" : "s")"
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    guard gesture == .press else { return wheelActions(gesture) }
    switch (hit.target.id, hit.target.part) {
    case (formWidget, .row(let index)):
      return [.simulate(.select(SimulateForm.rows(in: state).field(at: index)))]
    case (formWidget, .decrease(let index)):
      return [
        .simulate(.stepAt(field: SimulateForm.rows(in: state).field(at: index), by: -1))
      ]
    case (formWidget, .increase(let index)):
      return [.simulate(.stepAt(field: SimulateForm.rows(in: state).field(at: index), by: 1))]
    case (formWidget, .scrollbar):
      let count = Double(max(0, (state.session.simulator?.fields.count ?? 0) - 1))
      return [.simulate(.select(Int((hit.value ?? 0) * count)))]
    case (modelsWidget, .row(let index)):
      guard let models = state.simulate.simulation?.models, models.indices.contains(index) else {
        return []
      }
      return [.simulate(.showModel(models[index].kind))]
    case (offersWidget, .column): return [.simulate(.toggleOrder)]
    default: return []
    }
  }
}
