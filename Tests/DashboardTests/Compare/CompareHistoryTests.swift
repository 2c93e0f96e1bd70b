import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// What is set in Compare can be taken back and made again.
@Suite struct CompareHistoryTests {
  private func grouped() throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .compare
    state.size = Size(width: 120, height: 40)
    return state
  }

  private func press(_ keys: String..., in state: inout State) throws {
    for key in keys {
      let press = try #require(KeyPress(key))
      let action = try #require(KeyTable.action(for: press, in: state), "\(key) means nothing")
      _ = reduce(&state, action)
    }
  }

  @Test func everySettingIsTakenBackInTurnAndMadeAgain() throws {
    var state = try grouped()
    let start = CompareSettings(state.compare)
    let steps = [
      ["."], [">"], ["%"], ["s"], ["right", "enter"], ["d"], ["d"], ["-"], ["e"],
      ["m", "8", "enter"], ["c", "2", "enter"], ["C", "0", ".", "2", "enter"], ["0"],
    ]
    var seen = [start]
    for step in steps {
      if state.compare.area != .leaderboard { state.compare.area = .leaderboard }
      for key in step { try press(key, in: &state) }
      #expect(CompareSettings(state.compare) != seen.last, "\(step)")
      seen.append(CompareSettings(state.compare))
    }
    for settings in seen.dropLast().reversed() {
      try press("u", in: &state)
      #expect(CompareSettings(state.compare) == settings)
    }
    #expect(state.status?.text.hasPrefix("Taken back: ") == true)
    try press("u", in: &state)
    #expect(state.status?.kind == .warning)
    for settings in seen.dropFirst() {
      try press("ctrl-r", in: &state)
      #expect(CompareSettings(state.compare) == settings)
    }
  }

  @Test func dragIsOneChange() throws {
    var state = try grouped()
    for value in [0.2, 0.25, 0.3, 0.35] { _ = reduce(&state, .compare(.setThreshold(value))) }
    try press("u", in: &state)
    #expect(state.compare.threshold == nil)
    try press("ctrl-r", in: &state)
    #expect(state.compare.threshold == 0.35)
  }

  @Test func lookingAroundIsNothingToTakeBack() throws {
    var state = try grouped()
    try press("right", "down", "]", "z", "z", in: &state)
    #expect(state.compare.history.next(.undo) == nil)
  }

  @Test func ruleChangedFromCompareGoesBackWithThePlan() throws {
    var state = try grouped()
    state.train.settings = state.session.plan?.models ?? []
    let rule = try #require(state.session.plan?.thresholdRule)
    try press("t", in: &state)
    #expect(state.session.plan?.thresholdRule != rule)
    try press("u", in: &state)
    #expect(state.session.plan?.thresholdRule == rule)
  }
}
