import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// The command that does for the customer on screen what the screen does.
struct SimulateCommand {
  /// The customer as the command names it.
  let choice: CustomerChoice
  /// The command, quoted for a shell.
  let text: String

  /// Forms the command; `nil` while there is no customer.
  init?(_ state: State) {
    guard let data = state.session.data, let profile = state.simulate.profile else { return nil }
    let origin = state.simulate.origin
    let changes = ProfileChange.between(origin.profile ?? profile, profile).map(\.text)
    choice = CustomerChoice(origin.start, changes: changes)
    var words = ["offerscope", data.catalogue == nil ? "explain" : "rank"]
    words.append(CommandWords.path(data.path))
    switch origin.start {
    case .row(let number): words += ["--row", String(number)]
    case .customer(let key): words += CommandWords.option("--customer", key)
    case .empty: words.append("--empty")
    case .saved: words += CommandWords.option("--profile-file", origin.path ?? "")
    case .typical: break
    }
    for change in changes { words += CommandWords.option("--profile", change) }
    if data.catalogue != nil {
      if state.simulate.order != .expectedValue {
        words += ["--order", state.simulate.order.rawValue]
      }
      if let kind = SimulatePane.view(state)?.kind, state.session.comparison?.trained.count != 1 {
        words += ["--by", kind.rawValue]
      }
    }
    words += CommandWords.roles(data.overrides, names: data.dataset.table.names)
    words += CommandWords.reading(state.csv)
    if let plan = state.session.comparison?.plan {
      words += CommandWords.plan(plan, standard: TrainingPlan(for: data))
    }
    text = ShellWord.line(words)
  }
}
