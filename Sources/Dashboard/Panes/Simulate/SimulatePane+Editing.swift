import Evaluation
import Foundation
import Modelling
import Offers
import TerminalKit
import Workbench

extension SimulatePane {
  /// The most changes that can be taken back.
  static let undoLimit = 500

  static func forget(_ state: inout State) {
    // Other data need not have amounts.
    let order: OfferRanking.Order =
      state.simulate.order == .probability ? .probability : .expectedValue
    let (request, liftRequest) = (state.simulate.request, state.simulate.liftRequest)
    let searchRequest = state.simulate.searchRequest
    state.simulate = SimulateState()
    state.simulate.liftRequest = liftRequest
    state.simulate.searchRequest = searchRequest
    state.simulate.situation.order = order
    // Numbers go on, so that a late answer about other data is passed over.
    state.simulate.request = request
    state.simulate.answered = request
  }

  /// Begins with new models; a customer of the same columns stays.
  static func begin(_ simulator: Simulator, _ state: inout State) -> [Effect] {
    let typical = simulator.typicalProfile()
    if state.simulate.profile?.columns != typical.columns {
      forget(&state)
      state.simulate.situation.profile = typical
      state.simulate.situation.base = typical
      state.simulate.situation.origin.profile = typical
    }
    if state.simulate.order == .expectedAmount, !simulator.hasAmounts {
      state.simulate.situation.order = .expectedValue
    }
    // What other models found surprising is not what these do.
    if state.simulate.queue?.measure != nil { state.simulate.queue = nil }
    state.simulate.previousPlaces = [:]
    // What other models said of the base is not what these say.
    state.simulate.baseline = nil
    state.simulate.lift = nil
    state.simulate.field = max(0, min(state.simulate.field, simulator.fields.count - 1))
    if let kind = state.simulate.kind, state.session.comparison?.trained(kind) == nil {
      state.simulate.situation.kind = nil
    }
    if state.simulate.kind == nil {
      state.simulate.situation.kind =
        state.session.comparison?.ranking(by: .averagePrecision).first
    }
    return request(&state)
  }

  /// Asks for the simulation of the customer as it is now.
  static func request(_ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator, let profile = state.simulate.profile,
      let base = state.simulate.base
    else { return [] }
    state.simulate.request += 1
    return [
      .simulate(
        SimulationRequest(
          number: state.simulate.request, simulator: simulator, profile: profile, base: base,
          order: state.simulate.order, baseline: state.simulate.baseline,
          question: question(state)))
    ]
  }

  /// Takes an answer, unless a newer one is there already.
  static func accept(_ simulation: Simulation, request: Int, _ state: inout State) {
    guard request > state.simulate.answered, request <= state.simulate.request else { return }
    state.simulate.answered = request
    if let before = state.simulate.simulation, before.profile != simulation.profile {
      state.simulate.previousPlaces = places(before, order: simulation.models.first?.order)
    }
    state.simulate.simulation = simulation
    // An answer of other models may come late; its baseline is not that of these.
    if request == state.simulate.request { state.simulate.baseline = simulation.baseline }
  }

  /// The places of the offers by model and id, where they were by the same order.
  private static func places(
    _ simulation: Simulation, order: OfferRanking.Order?
  ) -> [ModelKind: [String: Int]] {
    var places: [ModelKind: [String: Int]] = [:]
    for view in simulation.models where view.order == order {
      places[view.kind] = Dictionary(
        view.offers.compactMap { offer in offer.position.map { (offer.id, $0) } },
        uniquingKeysWith: { first, _ in first })
    }
    return places
  }

  static func fail(_ reason: String, request: Int, _ state: inout State) {
    guard request == state.simulate.request else { return }
    state.simulate.answered = request
    state.status = Status(.failure, reason)
  }

  // MARK: Changing the customer

  /// Changes the situation, so that it can be taken back; asks for a simulation if it needs one.
  static func change(
    _ state: inout State, _ body: (inout SimulateState.Situation) -> Void
  ) -> [Effect] {
    let before = state.simulate.situation
    body(&state.simulate.situation)
    guard state.simulate.situation != before else { return [] }
    state.simulate.undo.append(before)
    if state.simulate.undo.count > undoLimit { state.simulate.undo.removeFirst() }
    state.simulate.redo = []
    return requestIfNeeded(after: before, &state)
  }

  /// All models rank at once, but only the one in sight explains.
  private static func requestIfNeeded(
    after before: SimulateState.Situation, _ state: inout State
  ) -> [Effect] {
    let now = state.simulate.situation
    let isSame =
      now.profile == before.profile && now.base == before.base && now.order == before.order
      && now.kind == before.kind
    return isSame ? [] : request(&state)
  }

  static func step(
    _ direction: Int, by stride: ProfileField.Stride = .usual, _ state: inout State
  ) -> [Effect] {
    guard let field = selectedField(state), let value = state.simulate.profile?[field.column]
    else { return [] }
    let stepped = field.stepped(value, direction: direction, by: stride)
    if stepped == value {
      let text = value.description
      state.status =
        field.domain == .free
        ? Status(.information, "\(field.column) is free text: Enter types it.")
        : Status(.information, "\(field.column) \(text) is at the end of its range in the data.")
      return []
    }
    return set(field, to: stepped, &state)
  }

  static func set(
    _ field: ProfileField, to value: ProfileValue, _ state: inout State
  ) -> [Effect] {
    change(&state) { $0.profile?.set(field.column, to: value) }
  }

  /// Takes a customer.
  static func take(_ start: CustomerChoice.Start, _ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator, let data = state.session.data else { return [] }
    do {
      let profile = try CustomerChoice(start).profile(by: simulator, in: data)
      let title =
        switch start {
        case .row(let number): simulator.title(ofRow: number - 1)
        case .empty: "empty customer"
        default: "typical customer"
        }
      return change(&state) {
        $0.origin = .init(start: start, title: title, profile: profile)
        $0.profile = profile
      }
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
  }

  static func takeRandom(_ state: inout State) -> [Effect] {
    guard let comparison = state.session.comparison, !comparison.testRows.isEmpty else {
      return []
    }
    state.simulate.draws &+= 1
    // A fixed sequence: the same keys show the same customers. The steps of SplitMix64.
    var bits = state.simulate.draws &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    let row = comparison.testRows[Int(bits % UInt64(comparison.testRows.count))]
    return take(.row(row + 1), &state)
  }

  /// Undo, redo and copy.
  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    let now = state.simulate.situation
    switch action {
    case .undo:
      guard let before = state.simulate.undo.popLast() else { return [] }
      state.simulate.redo.append(now)
      state.simulate.situation = before
      return requestIfNeeded(after: now, &state)
    case .redo:
      guard let after = state.simulate.redo.popLast() else { return [] }
      state.simulate.undo.append(now)
      state.simulate.situation = after
      return requestIfNeeded(after: now, &state)
    case .copy: return copy(&state)
    default: return []
    }
  }

  private static func copy(_ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator, let data = state.session.data,
      let command = SimulateCommand(state)
    else { return [] }
    // What a command can't say must not be copied as if it did.
    let again = try? command.choice.profile(by: simulator, in: data)
    guard again == state.simulate.profile else {
      state.status = Status(
        .failure,
        "A command can't spell this customer; save it with S, take it with O, and copy again.")
      return []
    }
    return [.copy(text: command.text, title: "command")]
  }

  // MARK: Typing

  static func edit(_ state: inout State) {
    guard let field = selectedField(state), let value = state.simulate.profile?[field.column]
    else { return }
    state.simulate.entry = TextEntry(value == .missing ? "" : value.description)
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    if state.simulate.prompt != nil {
      state.simulate.prompt?.entry.apply(edit)
    } else {
      state.simulate.entry?.apply(edit)
    }
    return []
  }

  static func back(_ state: inout State) -> [Effect] {
    state.simulate.entry = nil
    state.simulate.prompt = nil
    return []
  }

  /// Enter while a value or an answer is typed. A unique beginning of a choice is enough.
  static func activate(_ state: inout State) -> [Effect] {
    if let prompt = state.simulate.prompt { return answer(prompt, &state) }
    guard let entry = state.simulate.entry, let field = selectedField(state) else { return [] }
    guard let value = value(of: entry.text, field), isStorable(value, field, state) else {
      state.status = Status(
        .failure, "\(field.column) \(field.words), not “\(entry.text)”.")
      return []
    }
    state.simulate.entry = nil
    let effects = set(field, to: value, &state)
    if field.isBeyondRange(value) { state.status = Status(.warning, beyond(field, value)) }
    return effects
  }

  static func value(of text: String, _ field: ProfileField) -> ProfileValue? {
    if let value = field.value(spelling: text) { return value }
    guard case .choice(let spellings) = field.domain else { return nil }
    let beginning = text.trimmingCharacters(in: .whitespaces).lowercased()
    let alike = spellings.filter { $0.lowercased().hasPrefix(beginning) }
    return alike.count == 1 ? field.value(spelling: alike[0]) : nil
  }

  /// Whether the column can hold the value; dates for example are more than their letters.
  static func isStorable(
    _ value: ProfileValue, _ field: ProfileField, _ state: State
  ) -> Bool {
    guard var profile = state.simulate.profile else { return false }
    profile.set(field.column, to: value)
    return (try? state.session.simulator?.check(profile)) != nil
  }

  static func beyond(_ field: ProfileField, _ value: ProfileValue) -> String {
    guard case .number(let range, _) = field.domain else { return "" }
    return "\(field.column) \(value) is beyond the data, which run from "
      + "\(ProfileValue.plainText(range.lowerBound)) to "
      + "\(ProfileValue.plainText(range.upperBound)): no model has seen such a customer."
  }
}
