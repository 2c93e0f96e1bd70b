import Foundation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// The questions that the pane asks in its last line.
extension SimulatePane {
  static func ask(_ kind: SimulatePrompt.Kind, _ proposal: String, _ state: inout State) {
    state.simulate.entry = nil
    state.simulate.prompt = SimulatePrompt(kind: kind, entry: TextEntry(), proposal: proposal)
  }

  static func answer(_ prompt: SimulatePrompt, _ state: inout State) -> [Effect] {
    let typed = prompt.entry.text.trimmingCharacters(in: .whitespaces)
    let text = typed.isEmpty ? prompt.proposal : typed
    switch prompt.kind {
    case .customer: return choose(text, &state)
    case .search: return search(text, &state)
    case .save:
      guard let profile = state.simulate.profile else { return [] }
      if let reason = ProfileLibrary.reasonAgainst(text) {
        state.status = Status(.failure, reason)
        return []
      }
      state.simulate.prompt = nil
      return [.saveProfile(profile, savedCustomers(state), name: text)]
    case .lift(let offer): return lift(offer, above: text, &state)
    }
  }

  /// What the question is, and what may be answered.
  static func words(of prompt: SimulatePrompt, in state: State) -> (title: String, hint: String) {
    switch prompt.kind {
    case .customer: return ("Customer", customerHint(state))
    case .search: return ("Find", "A key, or conditions such as age>60 job=retired.")
    case .save:
      return (
        "Save as",
        "A name in \(savedCustomers(state).folder); O lists them. One of that name is replaced."
      )
    case .lift(let id):
      let name = view(state)?.offers.first { $0.id == id }?.offer.name ?? id
      return (
        "Lift above the offer at place",
        "The smallest change that puts “\(name)” above the offer that stands there now."
      )
    }
  }

  private static func customerHint(_ state: State) -> String {
    let count = state.session.data?.dataset.table.rowCount ?? 0
    let keys = state.session.simulator?.keyColumns ?? []
    let key = keys.isEmpty ? "" : ", a key of \(keys.joined(separator: " or "))"
    return "A row from 1 to \(NumberText.grouped(count))\(key), typical, or empty."
  }

  /// Takes the customer that a text names: a word, a key, or a row.
  private static func choose(_ text: String, _ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator, let data = state.session.data else { return [] }
    let plain = text.lowercased()
    let count = data.dataset.table.rowCount
    var start: CustomerChoice.Start?
    if let row = Int(plain.hasPrefix("row ") ? String(plain.dropFirst(4)) : ""),
      (1...max(1, count)).contains(row)
    {
      start = .row(row)
    } else if ["typical", "t"].contains(plain) {
      start = .typical
    } else if ["empty", "scratch", "e"].contains(plain) {
      start = .empty
    } else if let row = simulator.row(ofCustomer: text) {
      start = .row(row + 1)
    } else if let row = Int(plain), (1...max(1, count)).contains(row) {
      start = .row(row)
    }
    guard let start else {
      state.status = Status(
        .failure,
        "“\(text)” names nobody. " + customerHint(state))
      return []
    }
    state.simulate.prompt = nil
    return take(start, &state)
  }

  // MARK: Lifting an offer

  private static func lift(
    _ id: String, above text: String, _ state: inout State
  ) -> [Effect] {
    guard let view = view(state), let simulator = state.session.simulator,
      let profile = state.simulate.profile
    else { return [] }
    let eligible = view.offers.filter(\.isEligible)
    guard let place = Int(text), let over = eligible.first(where: { $0.position == place }) else {
      state.status = Status(
        .failure, "“\(text)” is no place; they run from 1 to \(eligible.count).")
      return []
    }
    guard let offer = view.offers.first(where: { $0.id == id }) else { return [] }
    do {
      let search = try LiftSearch(
        simulator, kind: view.kind, lifted: id, over: over.id, order: state.simulate.order)
      state.simulate.liftRequest += 1
      let number = state.simulate.liftRequest
      state.simulate.prompt = nil
      state.simulate.lift = LiftState(
        request: number, names: (offer.offer.name, over.offer.name),
        situation: state.simulate.situation, outcome: nil)
      return [.lift(LiftRequest(number: number, search: search, profile: profile))]
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
  }

  static func accept(_ outcome: LiftSearch.Outcome, request: Int, _ state: inout State) {
    guard state.simulate.lift?.request == request else { return }
    state.simulate.lift?.outcome = outcome
    // Beside the offers it is read there, for as long as it holds.
    guard state.pane == .simulate, state.simulate.area != .offers, let words = liftWords(state)
    else { return }
    if case .found = outcome {
      state.status = Status(.success, words)
    } else {
      state.status = Status(.information, words)
    }
  }

  /// What is known of the lift for the customer of now; `nil` if none was asked for.
  static func liftWords(_ state: State) -> String? {
    guard let lift = state.simulate.lift, lift.situation == state.simulate.situation else {
      return nil
    }
    let what = "“\(lift.names.lifted)” above “\(lift.names.over)”"
    switch lift.outcome {
    case nil: return "Looking for the smallest change that lifts \(what)."
    case .alreadyAbove?: return "“\(lift.names.lifted)” stands above “\(lift.names.over)” already."
    case .impossible(let columns, let tried)?:
      guard tried > 0 else {
        return "Nothing that can be acted on moves these two offers; the description's actionable "
          + "columns are the ones that are tried."
      }
      return "No change of \(columns == 1 ? "one column" : "one or two columns") lifts \(what); "
        + "\(NumberText.grouped(tried)) were tried."
    case .found(let found)?:
      let changes = found.changes.map { words(of: $0, in: state) }
      let verb = found.changes.count == 1 ? "lifts" : "lift"
      return "\(changes.joined(separator: " and ")) \(verb) \(what): "
        + "\(gain(found.liftedGain, state)) against \(gain(found.overGain, state)). "
        + LiftWords.caveats(
          of: lift.names, before: gains(of: lift.names, in: state),
          after: (found.liftedGain, found.overGain), by: state.simulate.order)
        + "a makes the change, u takes it back."
    }
  }

  /// A change in words, such as `balance from 489 to 1300 (past 24% of customers)`.
  private static func words(of change: ProfileChange, in state: State) -> String {
    let before = state.simulate.profile?[change.column] ?? .missing
    let plain = "\(change.column) from \(before) to \(change.value)"
    guard let field = state.session.simulator?.fields.first(where: { $0.column == change.column }),
      field.ladder != nil, before.number != nil
    else { return plain }
    let share = field.size(from: before, to: change.value)
    return "\(plain) (past \(share < 0.01 ? "under 1%" : NumberText.percent(share)) of customers)"
  }

  /// What the two offers have now of what offers are ordered by.
  private static func gains(
    of names: (lifted: String, over: String), in state: State
  ) -> (lifted: Double?, over: Double?) {
    let offers = view(state)?.offers ?? []
    let gain = { (name: String) -> Double? in
      let offer = offers.first { $0.offer.name == name }
      switch state.simulate.order {
      case .probability: return offer?.probability
      case .expectedValue: return offer?.expectedValue
      case .expectedAmount: return offer?.expectedAmount
      }
    }
    return (gain(names.lifted), gain(names.over))
  }

  private static func gain(_ gain: Double, _ state: State) -> String {
    state.simulate.order == .probability
      ? NumberText.percent(gain, digits: 1) : NumberText.fixed(gain, digits: 2)
  }
}
