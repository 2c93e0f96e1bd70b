import Modelling
import TerminalKit
import Workbench

/// A session that can be gone on with.
struct ResumeOffer: Sendable, Equatable {
  /// What was saved.
  var session: SavedSession
  /// How long ago, in words.
  var age: String

  /// The data's name for a list.
  var name: String {
    session.path.split(separator: "/").last.map(String.init) ?? session.path
  }
}

/// Going on where somebody was: the data are opened, the models trained from the same seed, and what
/// the panes showed is shown again.
enum Resuming {
  static func availability(in state: State) -> Availability {
    if state.resume.offer == nil {
      return .disabled("There is no session to go on with; open data first.")
    }
    return state.session.openingPath == nil ? .enabled : .disabled("The data are being opened.")
  }

  /// Takes note of what can be gone on with, and begins if that was asked for at the start.
  static func accept(_ found: FoundSession, _ state: inout State) -> [Effect] {
    state.resume.offer = found.offer
    if let complaint = found.complaint { state.status = Status(.warning, complaint) }
    guard state.options.resumes else { return [] }
    guard found.offer != nil else {
      if found.complaint == nil {
        state.status = Status(
          .information, "There is no session to go on with yet; open data, and it is saved.")
      }
      return []
    }
    return begin(&state)
  }

  /// Opens what was open.
  static func begin(_ state: inout State) -> [Effect] {
    guard let offer = state.resume.offer else { return [] }
    let session = offer.session
    state.csv = session.reading.applied(to: state.options.csv)
    var effects = Opening.open(session.path, overrides: session.overrides, &state)
    if [Pane.runs, .monitor].map(\.rawValue).contains(session.pane) {
      effects += RunsPane.read(&state)
    }
    state.followsResults = false
    state.resume.underway = session
    // What was asked for this time, or the absence of colours, counts more.
    guard let name = session.theme, let theme = Theme.named(name), state.options.theme == nil,
      state.theme != Theme.mono.name || !theme.hasColor
    else { return effects }
    state.theme = name
    state.hasChosenTheme = true
    return effects + [.useTheme(name)]
  }

  /// Brings plan and views back once the data are open, before the models train.
  static func acceptData(_ state: inout State) {
    guard let saved = state.resume.underway, let data = state.session.data else { return }
    guard saved.path == data.path else {
      state.resume.underway = nil
      return
    }
    do {
      let plan = try saved.plan.plan(for: data)
      state.session.plan = plan
      TrainPane.accept(plan, &state)
      restoreSettings(saved.plan.settings, &state)
    } catch {
      state.status = Status(
        .warning, "The saved plan does not fit and the standard one is used: \(error)")
    }
    saved.view.apply(to: &state)
    if let pane = Pane(rawValue: saved.pane) { state.pane = pane }
  }

  /// The settings of models that are left out, which a plan has no place for.
  private static func restoreSettings(_ settings: [String: Double], _ state: inout State) {
    for (key, value) in settings {
      let parts = key.split(separator: ".").map(String.init)
      guard parts.count == 2,
        let index = state.train.settings.firstIndex(where: { $0.kind.rawValue == parts[0] })
      else { continue }
      try? state.train.settings[index].set(parts[1], to: value)
    }
  }

  /// Brings the customer back once there are models to ask.
  static func acceptModels(_ state: inout State) -> [Effect] {
    guard let saved = state.resume.underway, let simulator = state.session.simulator,
      let data = state.session.data
    else { return [] }
    state.resume.underway = nil
    guard let customer = saved.view.customer else { return [] }
    do {
      var situation = try customer.situation(by: simulator, in: data)
      if let kind = situation.kind, state.session.comparison?.trained(kind) == nil {
        situation.kind = state.simulate.kind
      }
      state.simulate.situation = situation
      state.simulate.field = max(0, min(customer.field, simulator.fields.count - 1))
      state.simulate.area = customer.area ?? .form
      state.simulate.offer = max(0, customer.offer ?? 0)
      state.simulate.reason = max(0, customer.reason ?? 0)
      return SimulatePane.request(&state)
    } catch {
      state.status = Status(
        .warning, "The saved customer does not fit, so there is a typical one: \(error)")
      return []
    }
  }

  /// Gives up when the data can't be opened; the reason is in the status line.
  static func fail(_ state: inout State) {
    guard state.resume.underway != nil else { return }
    state.resume.underway = nil
    state.resume.offer = nil
    state.csv = state.options.csv
  }
}
