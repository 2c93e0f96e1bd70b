import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// Going through customers: the most surprising ones, those of a search, and those that were saved.
extension SimulatePane {
  /// The most surprising customer; again, by the other measure.
  static func takeSurprising(_ state: inout State) -> [Effect] {
    guard let comparison = state.session.comparison, let kind = view(state)?.kind,
      let dataset = state.session.data?.dataset
    else { return [] }
    let measures = SurprisingCustomers.Measure.allCases.filter {
      $0 == .outcome || comparison.trained.count > 1
    }
    let before = state.simulate.queue.flatMap(\.measure).flatMap { measures.firstIndex(of: $0) }
    let measure = measures[((before ?? -1) + 1) % measures.count]
    let target = dataset.roles.target ?? ""
    let queue = CustomerQueue(
      SurprisingCustomers(comparison, by: measure, of: kind), of: kind,
      positive: "\(target) = \(dataset.positiveLabel)",
      negative: "\(target) = \(dataset.negativeLabel)")
    state.simulate.queue = queue
    return showQueued(&state)
  }

  /// The next (1) or previous (-1) customer of the queue; it ends at its ends.
  static func moveInQueue(by count: Int, _ state: inout State) -> [Effect] {
    guard let queue = state.simulate.queue, !queue.rows.isEmpty else { return [] }
    let place = queue.place + count
    guard queue.rows.indices.contains(place) else {
      state.status = Status(
        .information,
        place < 0 ? "This is the first of those \(queue.title)." : "This is the last one.")
      return []
    }
    state.simulate.queue?.place = place
    return showQueued(&state)
  }

  private static func showQueued(_ state: inout State) -> [Effect] {
    guard let queue = state.simulate.queue, queue.rows.indices.contains(queue.place) else {
      return []
    }
    let effects = take(.row(queue.rows[queue.place] + 1), &state)
    state.status = Status(.information, queue.words)
    return effects
  }

  // MARK: Search

  static func search(_ text: String, _ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator else { return [] }
    do {
      let search = try CustomerSearch(text, in: simulator)
      state.simulate.prompt = nil
      state.simulate.searchRequest += 1
      state.status = Status(.information, "Looking for \(search.title).")
      return [.findCustomers(request: state.simulate.searchRequest, search)]
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
  }

  static func accept(
    found rows: [Int], title: String, request: Int, _ state: inout State
  ) -> [Effect] {
    guard request == state.simulate.searchRequest, state.session.simulator != nil else { return [] }
    guard !rows.isEmpty else {
      state.status = Status(.warning, "Nobody has \(title).")
      return []
    }
    state.simulate.queue = CustomerQueue(found: rows, title: "with \(title)")
    return showQueued(&state)
  }

  // MARK: Saved profiles

  /// Where profiles are kept.
  static func savedCustomers(_ state: State) -> ProfileLibrary {
    ProfileLibrary(folder: "\(state.options.copyFolder ?? ".")/profiles")
  }

  /// A name that is not taken, such as `row-12`.
  static func proposedName(_ state: State) -> String {
    let origin = state.simulate.origin.title.prefix { $0 != "," }
    let name = origin.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    return changeCount(state) == 0 ? name : "\(name)-changed"
  }

  /// Takes a saved customer.
  static func load(_ entry: ProfileLibrary.Entry, _ state: inout State) -> [Effect] {
    guard let simulator = state.session.simulator else { return [] }
    guard let saved = entry.profile else {
      state.status = Status(.failure, "\(entry.path) is no profile, or can't be read.")
      return []
    }
    do {
      let profile = try simulator.adopting(saved)
      state.overlay = nil
      state.simulate.queue = nil
      state.status = Status(.success, "This is \(entry.name).")
      return change(&state) {
        $0.origin = .init(
          start: .saved(profile), title: entry.name, profile: profile, path: entry.path)
        $0.profile = profile
      }
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
  }
}
