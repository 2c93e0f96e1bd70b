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

  static let bindings: [KeyBinding<Action>] =
    [
      key(
        ["+", "="], .simulate(.step(1)), "more",
        "Raise the value past a twentieth of the customers, or take the next choice."),
      key(
        ["-", "_"], .simulate(.step(-1)), "less",
        "Lower the value past a twentieth of the customers, or take the previous choice."),
      key(
        ["."], .simulate(.fineStep(1)), "finely", "Raise the value by a little.", isInFooter: false),
      key(
        [","], .simulate(.fineStep(-1)), "finely", "Lower the value by a little.", isInFooter: false
      ),
      key(
        [">"], .simulate(.coarseStep(1)), "by far",
        "Raise the value past a quarter of the customers.",
        isInFooter: false),
      key(
        ["<"], .simulate(.coarseStep(-1)), "by far",
        "Lower the value past a quarter of the customers.", isInFooter: false),
      key(["enter"], .simulate(.edit), "type", "Type the value."),
      key(["tab"], .nextArea, "area", "Go from the customer to the offers, then to the reasons."),
      key(
        ["a"], .simulate(.takeLift), "make it", "Make the change that was found to lift an offer."),
      key(
        ["L"], .simulate(.lift), "lift",
        "Find the smallest change that lifts the selected offer above another."),
      key(
        ["c"], .simulate(.chooseCustomer), "customer",
        "Choose a customer: a row, a key, typical or empty."),
      key(
        ["/"], .simulate(.search), "find",
        "Find customers by a key, or by conditions such as age>60 job=retired."),
      key(
        ["s"], .simulate(.takeSurprising), "surprise",
        "Take the customer whose outcome surprised the model most; again, the one that the models dispute most."
      ),
      key(
        ["]"], .simulate(.moveInQueue(1)), "next", "Take the next of the customers that were found."
      ),
      key(
        ["["], .simulate(.moveInQueue(-1)), "previous",
        "Take the previous of the customers that were found.", isInFooter: false),
      key(
        ["w"], .simulate(.nextWhy), "why",
        "Explain the customer against the average, then against the base, then the selected offer."),
      key(
        ["r"], .simulate(.toggleRanks), "ranks",
        "Show the offers' places by all models side by side, or end that."),
      key(["m"], .simulate(.nextModel), "model", "Show the offers and reasons of the next model."),
      key(
        ["o"], .simulate(.toggleOrder), "order",
        "Order the offers by expected value, by probability, or by probability × amount."),
      key(["n"], .simulate(.takeRandom), "real row", "Take a customer of the test rows."),
      key(["t"], .simulate(.takeTypical), "typical", "Take the typical customer."),
      key(
        ["e"], .simulate(.takeEmpty), "empty", "Take a customer of whom nothing is known.",
        isInFooter: false),
      key(["b"], .simulate(.setBase), "base", "Compare with the customer as it is now."),
      key(
        ["v"], .simulate(.toggleSideBySide), "both",
        "Show the base and the customer side by side, or end that."),
      key(["u"], .undo, "undo", "Take back the last change."),
      key(["ctrl-r"], .redo, "redo", "Make the change again.", isInFooter: false),
      key(
        ["backspace", "delete"], .simulate(.setMissing), "missing", "Make the value missing.",
        isInFooter: false),
      key(["y"], .copy, "copy", "Copy the command that ranks for this customer."),
      key(["S"], .simulate(.save), "save", "Save the customer under a name."),
      key(
        ["O"], .simulate(.openSaved), "saved", "List the saved customers, to take or delete one."),
    ] + SavedProfiles.bindings

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
    case .simulate(.step), .simulate(.fineStep), .simulate(.coarseStep), .simulate(.edit),
      .simulate(.setMissing):
      // What can't be seen can't be edited.
      return state.simulate.area == .form
        ? .enabled : .disabled("Tab goes to the customer, where values are changed.")
    case .simulate(.lift):
      if view(state)?.offers.isEmpty ?? true { return .disabled("These data have no offers.") }
      if state.simulate.area == .offers, selectedOffer(state)?.position == 1 {
        return .disabled("This offer stands first already; select another one to lift.")
      }
      return state.simulate.area == .offers && selectedOffer(state) != nil
        ? .enabled : .disabled("Tab goes to the offers; select the one to lift.")
    case .simulate(.moveInQueue):
      return state.simulate.queue == nil
        ? .disabled("/ finds customers, s takes the most surprising ones; then [ and ] go on.")
        : .enabled
    case .simulate(.deleteSaved):
      if case .profiles = state.overlay { return .enabled }
      return .disabled("O lists the saved customers first.")
    case .simulate(.toggleRanks):
      return view(state)?.offers.isEmpty ?? true
        ? .disabled("These data have no offers.") : .enabled
    case .simulate(.takeLift):
      return foundLift(state) == nil
        ? .disabled("L looks for a change that lifts an offer first.") : .enabled
    default: return .enabled
    }
  }

  static func isTyping(in state: State) -> Bool {
    state.simulate.entry != nil || state.simulate.prompt != nil
  }

  static func reduce(_ state: inout State, _ action: SimulateAction) -> [Effect] {
    switch action {
    case .step(let direction): return step(direction, &state)
    case .fineStep(let direction): return step(direction, by: .fine, &state)
    case .coarseStep(let direction): return step(direction, by: .coarse, &state)
    case .stepAt(let field, let direction):
      select(field, &state)
      return step(direction, &state)
    case .select(let field): select(field, &state)
    case .edit: edit(&state)
    case .setMissing:
      guard let field = selectedField(state) else { return [] }
      return set(field, to: .missing, &state)
    case .focus(let area): focus(area, &state)
    case .selectOffer(let row):
      focus(.offers, &state)
      state.simulate.offer = held(row, rowCount(state))
      return requestOfferReasons(&state)
    case .selectReason(let index):
      focus(.reasons, &state)
      state.simulate.reason = held(index, explanation(state)?.reasons.count ?? 0)
    case .chooseCustomer: ask(.customer, "", &state)
    case .takeTypical:
      let before = state.simulate.situation
      let effects = take(.typical, &state)
      if state.status == nil, state.simulate.situation == before {
        state.status = Status(.information, "This is the typical customer already.")
      }
      return effects
    case .takeEmpty: return take(.empty, &state)
    case .takeRandom: return takeRandom(&state)
    case .setBase:
      let title = title(state)
      state.status = Status(.success, "Changes and moves are now from this customer.")
      return change(&state) {
        $0.base = $0.profile
        $0.baseTitle = title
      }
    case .toggleSideBySide: state.simulate.isSideBySide.toggle()
    case .nextModel:
      let kinds = state.simulate.simulation?.models.map(\.kind) ?? []
      guard !kinds.isEmpty else { return [] }
      let place = state.simulate.kind.flatMap(kinds.firstIndex) ?? -1
      return change(&state) { $0.kind = kinds[(place + 1) % kinds.count] }
    case .showModel(let kind): return change(&state) { $0.kind = kind }
    case .toggleOrder:
      let orders = OfferRanking.Order.allCases.filter {
        $0 != .expectedAmount || state.session.simulator?.hasAmounts == true
      }
      return change(&state) {
        $0.order = orders[((orders.firstIndex(of: $0.order) ?? 0) + 1) % orders.count]
      }
    case .search: ask(.search, "", &state)
    case .takeSurprising: return takeSurprising(&state)
    case .moveInQueue(let count): return moveInQueue(by: count, &state)
    case .nextWhy: return nextWhy(&state)
    case .toggleRanks: state.simulate.showsRanks.toggle()
    case .save: ask(.save, proposedName(state), &state)
    case .openSaved:
      state.overlay = .profiles(SavedProfilesChoice())
      return [.listProfiles(savedCustomers(state))]
    case .deleteSaved: break
    case .lift:
      guard let offer = selectedOffer(state) else { return [] }
      ask(.lift(offer: offer.id), "1", &state)
    case .takeLift:
      guard let lift = foundLift(state) else { return [] }
      return change(&state) { $0.profile = lift.profile }
    }
    return []
  }

  private static func held(_ index: Int, _ count: Int) -> Int { max(0, min(index, count - 1)) }

  private static func select(_ field: Int, _ state: inout State) {
    let count = state.session.simulator?.fields.count ?? 0
    focus(.form, &state)
    guard state.simulate.field != field else { return }
    state.simulate.field = held(field, count)
  }

  private static func focus(_ area: SimulateArea, _ state: inout State) {
    state.simulate.entry = nil
    state.simulate.area = area
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    guard !isTyping(in: state), let fields = state.session.simulator?.fields else { return [] }
    let page = max(1, state.size.height - 10)
    switch state.simulate.area {
    case .form:
      if movement == .left { return step(-1, &state) }
      if movement == .right { return step(1, &state) }
      state.simulate.field = movement.applied(
        to: state.simulate.field, count: fields.count, page: page)
    case .offers:
      state.simulate.offer = movement.applied(
        to: state.simulate.offer, count: rowCount(state), page: page)
      return requestOfferReasons(&state)
    case .reasons:
      state.simulate.reason = movement.applied(
        to: state.simulate.reason, count: explanation(state)?.reasons.count ?? 0, page: page)
    }
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    guard !isTyping(in: state) else { return [] }
    let all = SimulateArea.allCases
    let place = all.firstIndex(of: state.simulate.area) ?? 0
    focus(all[(place + count + all.count) % all.count], &state)
    return []
  }

  // MARK: What is selected

  static func selectedField(_ state: State) -> ProfileField? {
    guard let fields = state.session.simulator?.fields,
      fields.indices.contains(state.simulate.field)
    else { return nil }
    return fields[state.simulate.field]
  }

  /// The lines of the offers, as they are shown.
  static func rows(_ state: State) -> [OfferRow] {
    state.simulate.showsRanks
      ? view(state)?.offers.map(OfferRow.offer) ?? [] : OfferRow.rows(view(state))
  }

  private static func rowCount(_ state: State) -> Int { rows(state).count }

  /// The row of the offers that is selected; `nil` if there is none.
  static func selectedRow(_ state: State) -> OfferRow? {
    let rows = rows(state)
    return rows.isEmpty ? nil : rows[held(state.simulate.offer, rows.count)]
  }

  /// The offer that is selected; `nil` on the line of doing nothing.
  static func selectedOffer(_ state: State) -> RankedOffer? {
    if case .offer(let offer)? = selectedRow(state) { return offer }
    return nil
  }

  /// The change that was found for the situation of now.
  static func foundLift(_ state: State) -> LiftSearch.Lift? {
    guard let lift = state.simulate.lift, lift.situation == state.simulate.situation,
      case .found(let found)? = lift.outcome
    else { return nil }
    return found
  }

  /// The view of the model whose offers are shown.
  static func view(_ state: State) -> Simulation.ModelView? {
    guard let simulation = state.simulate.simulation else { return nil }
    return state.simulate.kind.flatMap(simulation.view) ?? simulation.models.first
  }

  /// How many columns were changed since the customer was taken.
  static func changeCount(_ state: State) -> Int {
    guard let before = state.simulate.origin.profile, let now = state.simulate.profile else {
      return 0
    }
    return now.difference(from: before).count
  }

  /// The customer in a few words.
  static func title(_ state: State) -> String {
    let changes = changeCount(state)
    let origin = state.simulate.origin.title
    return changes == 0 ? origin : "\(origin), \(changes) change\(changes == 1 ? "" : "s")"
  }

  // MARK: The mouse

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    let id = hit.target.id
    if case .wheel = gesture {
      // The wheel turns what is under it.
      let areas: [Int: SimulateArea] = [
        formWidget: .form, offersWidget: .offers, reasonsWidget: .reasons,
      ]
      guard !isTyping(in: state) else { return [] }
      let focus = areas[id].map { [Action.simulate(.focus($0))] } ?? []
      return focus + wheelActions(gesture)
    }
    guard gesture == .press else { return [] }
    switch (id, hit.target.part) {
    case (formWidget, .row(let index)):
      return [.simulate(.select(SimulateForm.rows(in: state).field(at: index)))]
    case (formWidget, .decrease(let index)):
      return [.simulate(.stepAt(field: SimulateForm.rows(in: state).field(at: index), by: -1))]
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
    case (offersWidget, .cell(let row, _)): return [.simulate(.selectOffer(row))]
    case (offersWidget, .scrollbar):
      let count = Double(max(0, rowCount(state) - 1))
      return [.simulate(.selectOffer(Int((hit.value ?? 0) * count)))]
    case (reasonsWidget, .row(let index)): return [.simulate(.selectReason(index))]
    default: return []
    }
  }
}
