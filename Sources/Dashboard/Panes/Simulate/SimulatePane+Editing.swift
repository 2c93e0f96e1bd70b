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
    let order = state.simulate.order
    let request = state.simulate.request
    state.simulate = SimulateState()
    state.simulate.order = order
    // Numbers go on, so that a late answer about other data is passed over.
    state.simulate.request = request
    state.simulate.answered = request
  }

  /// Begins with new models; a customer of the same columns stays.
  static func begin(_ simulator: Simulator, _ state: inout State) -> [Effect] {
    let typical = simulator.typicalProfile()
    if state.simulate.profile?.columns != typical.columns {
      let request = state.simulate.request
      forget(&state)
      state.simulate.request = request
      state.simulate.profile = typical
      state.simulate.base = typical
      state.simulate.origin = .init(title: "typical customer", row: nil, profile: typical)
    }
    state.simulate.places = [:]
    state.simulate.field = max(0, min(state.simulate.field, simulator.fields.count - 1))
    if let kind = state.simulate.kind, state.session.comparison?.trained(kind) == nil {
      state.simulate.kind = nil
    }
    if state.simulate.kind == nil {
      state.simulate.kind = state.session.comparison?.ranking(by: .averagePrecision).first
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
          order: state.simulate.order))
    ]
  }

  /// Takes an answer, unless a newer one is there already.
  static func accept(_ simulation: Simulation, request: Int, _ state: inout State) {
    guard request > state.simulate.answered, request <= state.simulate.request else { return }
    if let before = state.simulate.simulation {
      var places: [ModelKind: [String: Int]] = [:]
      for model in before.models {
        places[model.kind] = Dictionary(
          model.offers.compactMap { offer in offer.position.map { (offer.id, $0) } },
          uniquingKeysWith: { first, _ in first })
      }
      state.simulate.places = places
    }
    state.simulate.answered = request
    state.simulate.simulation = simulation
  }

  static func fail(_ reason: String, request: Int, _ state: inout State) {
    guard request == state.simulate.request else { return }
    state.simulate.answered = request
    state.status = Status(.failure, reason)
  }

  // MARK: Changing the customer

  static func step(_ direction: Int, _ state: inout State) -> [Effect] {
    guard let field = selectedField(state), let value = state.simulate.profile?[field.column]
    else { return [] }
    let stepped = field.stepped(value, direction: direction)
    if stepped == value {
      let text = SimulateWords.text(value)
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
    guard var profile = state.simulate.profile else { return [] }
    guard profile[field.column] != value else { return [] }
    profile.set(field.column, to: value)
    return replace(with: profile, &state)
  }

  private static func replace(
    with profile: CustomerProfile, _ state: inout State
  ) -> [Effect] {
    if let before = state.simulate.profile {
      state.simulate.undo.append(before)
      if state.simulate.undo.count > undoLimit { state.simulate.undo.removeFirst() }
    }
    state.simulate.redo = []
    state.simulate.profile = profile
    return request(&state)
  }

  static func takeTypical(_ state: inout State) -> [Effect] {
    guard let typical = state.session.simulator?.typicalProfile() else { return [] }
    state.simulate.origin = .init(title: "typical customer", row: nil, profile: typical)
    return replace(with: typical, &state)
  }

  static func takeRandom(_ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator, let comparison = state.session.comparison,
      !comparison.testRows.isEmpty
    else { return [] }
    state.simulate.draws &+= 1
    // A fixed sequence: the same keys show the same customers. The steps of SplitMix64.
    var bits = state.simulate.draws &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    let row = comparison.testRows[Int(bits % UInt64(comparison.testRows.count))]
    let profile = simulator.profile(ofRow: row)
    state.simulate.origin = .init(title: "row \(row)", row: row, profile: profile)
    return replace(with: profile, &state)
  }

  /// Undo, redo and copy.
  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard let now = state.simulate.profile else { return [] }
    switch action {
    case .undo:
      guard let before = state.simulate.undo.popLast() else { return [] }
      state.simulate.redo.append(now)
      state.simulate.profile = before
      return request(&state)
    case .redo:
      guard let after = state.simulate.redo.popLast() else { return [] }
      state.simulate.undo.append(now)
      state.simulate.profile = after
      return request(&state)
    case .copy:
      guard let command = SimulateWords.command(for: state) else { return [] }
      return [.copy(text: command, title: "command")]
    default: return []
    }
  }

  // MARK: Typing

  static func edit(_ state: inout State) {
    guard let field = selectedField(state), let value = state.simulate.profile?[field.column]
    else { return }
    state.simulate.entry = TextEntry(value == .missing ? "" : SimulateWords.text(value))
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.simulate.entry?.apply(edit)
    return []
  }

  static func back(_ state: inout State) -> [Effect] {
    state.simulate.entry = nil
    return []
  }

  /// Enter while a value is typed. A unique beginning of a choice is enough.
  static func activate(_ state: inout State) -> [Effect] {
    guard let entry = state.simulate.entry, let field = selectedField(state) else { return [] }
    let text = entry.text.trimmingCharacters(in: .whitespaces)
    var value = ProfileValue(spelling: text)
    if case .choice(let spellings) = field.domain, !field.accepts(value) {
      let alike = spellings.filter { $0.lowercased().hasPrefix(text.lowercased()) }
      if alike.count == 1 { value = ProfileValue(spelling: alike[0]) }
    }
    guard field.accepts(value) else {
      state.status = Status(.failure, refusal(text, field))
      return []
    }
    state.simulate.entry = nil
    return set(field, to: value, &state)
  }

  private static func refusal(_ text: String, _ field: ProfileField) -> String {
    switch field.domain {
    case .number: "\(field.column) is a number, not “\(text)”."
    case .choice(let spellings):
      "\(field.column) is not “\(text)”; it is one of \(spellings.prefix(8).joined(separator: ", "))"
        + (spellings.count > 8 ? ", …" : ".")
    case .free: "\(field.column) can't be “\(text)”."
    }
  }
}
