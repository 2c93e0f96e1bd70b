import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

@Suite struct BreakEvenTests {
  private func state(margin: Double, cost: Double) throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .compare
    state.compare.margin = margin
    state.compare.cost = cost
    return state
  }

  private func text(_ state: State, size: Size = Size(width: 120, height: 40)) -> String {
    var state = state
    state.size = size
    return Screen.frame(of: state, size: size, medium: Medium(hasColor: false)).text
  }

  @Test func isCostOverMarginAndNothingWithoutBoth() throws {
    #expect(try BreakEven(state(margin: 10, cost: 2).compare)?.precision == 0.2)
    #expect(try BreakEven(state(margin: 10, cost: 0).compare) == nil)
    var compare = try state(margin: 10, cost: 2).compare
    compare.margin = nil
    #expect(BreakEven(compare) == nil)
  }

  /// On each line profit is 0: margin · hits = cost · contacts.
  @Test func linesAreWhereProfitIsNothing() throws {
    let breakEven = try #require(BreakEven(state(margin: 10, cost: 3).compare))
    let prevalence = 0.2
    for point in breakEven.line(in: .roc, prevalence: prevalence, range: 0...1) {
      let hits = point.y * prevalence
      let contacts = hits + point.x * (1 - prevalence)
      #expect(abs(10 * hits - 3 * contacts) < 1e-12)
    }
    for point in breakEven.line(in: .gains, prevalence: prevalence, range: 0...1) {
      #expect(abs(10 * point.y * prevalence - 3 * point.x) < 1e-12)
    }
    #expect(
      breakEven.line(in: .precisionRecall, prevalence: prevalence, range: 0...1)
        .allSatisfy { $0.y == 0.3 })
    #expect(
      breakEven.line(in: .calibration, prevalence: prevalence, range: 0...1)
        .allSatisfy { $0.x == 0.3 })
    #expect(breakEven.line(in: .calibration, prevalence: 0.2, range: 0...0.25).isEmpty)
  }

  @Test func everyCurveNamesIt() throws {
    var state = try state(margin: 10, cost: 3)
    for chart in [CompareChart.roc, .precisionRecall, .calibration, .gains, .scores] {
      state.compare.chart = chart
      state.isZoomed = true
      #expect(text(state).contains("break-even 30.0%"), "\(chart)")
    }
  }

  @Test func aContactThatNeverPaysIsSaidInWords() throws {
    #expect(text(try state(margin: 2, cost: 3)).contains("a contact can't pay"))
  }

  @Test func amountsOutOfRangeAreRefusedInWords() throws {
    var state = try state(margin: 10, cost: 1)
    func enter(_ words: String) throws -> String {
      for key in ["m", "ctrl-u"] {
        let press = try #require(KeyPress(key))
        _ = reduce(&state, try #require(KeyTable.action(for: press, in: state)))
      }
      _ = reduce(&state, .type(.insert(words)))
      _ = reduce(&state, .activate)
      defer { _ = reduce(&state, .back) }
      return state.status?.text ?? ""
    }
    #expect(try enter("1e13") == "The margin can be at most one billion.")
    #expect(try enter("-2") == "The margin can't be below 0.")
    let long = String(repeating: "9x", count: 200)
    #expect(try enter(long) == "That is not a number. Type the margin in digits, such as 12.5.")
    #expect(state.compare.margin == 10)
  }

  @Test func costStandsInTheFooterAndHelpFollowsTheChart() throws {
    var state = try state(margin: 10, cost: 1)
    #expect(text(state, size: Size(width: 120, height: 40)).contains("c cost"))
    state.size = Size(width: 80, height: 24)
    // In this layout the threshold is a tab: its help shows although the chart area was remembered.
    _ = reduce(&state, .compare(.showChart(.threshold)))
    state.compare.area = .chart
    #expect(ComparePane.hint(in: state).contains("Profit"))
    _ = reduce(&state, .compare(.turnChart(-1)))
    #expect(ComparePane.hint(in: state) == CompareChart.profit.explanation)
  }

  @Test func calibrationUsesTheTermsOfTheFieldAndNamesItsFigure() throws {
    var state = try state(margin: 10, cost: 1)
    state.compare.chart = .calibration
    let words = text(state, size: Size(width: 80, height: 24))
    #expect(words.contains("observed rate") && words.contains("predicted probability"))
    #expect(words.split(separator: "\n").contains { $0.contains("ECE") && !$0.contains("#") })
    #expect(!words.contains("promised") && !words.contains("kept"))
  }
}
