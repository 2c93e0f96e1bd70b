import Evaluation
import TerminalKit
import Workbench

/// MAP@7 on one customer's list: what it asks for and takes.
extension ComparePane {
  static func listAvailability(_ state: State) -> Availability {
    if Leaderboard.isEmpty(state) {
      return .disabled("There is no trained model yet; 1 opens data, 2 trains.")
    }
    guard let comparison = state.session.comparison else {
      return .disabled("Lists are explained once all models are trained.")
    }
    guard comparison.testGroups != nil else {
      return .disabled("No column names the customer yet: in 1 Data select one and press r g.")
    }
    guard comparison.trained.first?.model.metrics.ranking?.scoredGroups.isEmpty == false else {
      return .disabled("No customer among the test rows took an offer, so there is no list.")
    }
    return .enabled
  }

  /// The customer so many further; the first key shows the list without moving on.
  static func turnGroup(by count: Int, _ state: inout State) -> [Effect] {
    let isShown = CompareLayout(state.size).chart(of: state) == .list && state.compare.list != nil
    if isShown {
      let groups = state.compare.list?.scoredGroupCount ?? 1
      state.compare.group = ((state.compare.group + count) % groups + groups) % groups
    }
    state.compare.chart = .list
    state.compare.area = .chart
    return requestList(&state)
  }

  /// Asks for the list in sight, unless it is there.
  static func requestList(_ state: inout State) -> [Effect] {
    guard let comparison = state.session.comparison, comparison.testGroups != nil,
      state.compare.list?.position != state.compare.group
    else { return [] }
    state.compare.listRequest += 1
    return [
      .explainList(
        request: state.compare.listRequest, comparison, position: state.compare.group)
    ]
  }

  /// Takes the answer to the newest request.
  static func accept(_ list: ExplainedList, request: Int, _ state: inout State) {
    guard request == state.compare.listRequest else { return }
    state.compare.list = list
    state.compare.group = list.position ?? 0
  }

  /// Forgets the list of models that are no more, and asks for the new one of the same customer where
  /// it is in sight.
  static func renewList(_ state: inout State) -> [Effect] {
    state.compare.list = nil
    state.compare.listRequest += 1
    return state.compare.chart == .list ? requestList(&state) : []
  }
}
