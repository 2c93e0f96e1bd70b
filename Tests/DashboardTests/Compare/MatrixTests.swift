@testable import Dashboard
import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

/// Intervals in the leaderboard, and which model beats which.
@Suite struct MatrixTests {
  @Test func aPairOfModelsThatAreNoMoreIsDrawnAmongThoseThatAre() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    dashboard.press("b")
    dashboard.waitUntilIdle()
    var state = dashboard.state
    guard case .matrix(var matrix) = state.overlay else {
      Issue.record("the matrix is not open")
      return
    }
    let last = (try #require(MatrixFigures(matrix, in: state))).kinds.count - 1
    (matrix.first, matrix.second) = (0, last + 4)
    state.overlay = .matrix(matrix)
    let size = Size(width: 120, height: 40)
    let shrunk = Screen.frame(of: state, size: size, medium: Medium())
    matrix.second = last
    state.overlay = .matrix(matrix)
    let plain = Screen.frame(of: state, size: size, medium: Medium())
    #expect(shrunk.text == plain.text)
  }

  @Test func theLeaderboardSaysHowSureItIs() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    let comparison = try #require(dashboard.state.session.comparison)
    let intervals = ComparisonIntervals(comparison)
    let interval = try #require(intervals.interval(of: .rocAUC, for: .forest))
    let half = MetricKind.rocAUC.text((interval.upper - interval.lower) / 2).dropFirst()
    let value = MetricKind.rocAUC.text(interval.estimate)
    #expect(dashboard.text.contains("\(value) ±\(half)"))
    // A hundred test rows tell nobody apart, which is said in a sign and in words.
    #expect(dashboard.text.contains("1≈"))
    #expect(dashboard.text.contains("can't be told apart by ROC-AUC"))
    // Differences are told without intervals of their own.
    dashboard.press("d")
    #expect(!dashboard.text.contains("\(value) ±\(half)"))
  }

  @Test func theMatrixIsOpenedReadAndClosed() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    dashboard.press("b")
    #expect(dashboard.text.contains("How likely the row beats the column, by ROC-AUC"))
    #expect(dashboard.text.contains("same within ±0.005"))
    let comparison = try #require(dashboard.state.session.comparison)
    let found = try #require(
      ComparisonIntervals(comparison).comparison(in: .rocAUC, equivalence: 0.005)?[0, 1])
    #expect(dashboard.text.contains(NumberText.fixed(found.difference.estimate, digits: 4)))
    #expect(
      dashboard.text.contains(
        "logistic better \(NumberText.percent(found.firstBetter, digits: 1))"))
    dashboard.press("+")
    #expect(dashboard.text.contains("same within ±0.010"))
    dashboard.press("m")
    #expect(dashboard.text.contains("by AP"))
    dashboard.press("right")
    #expect(dashboard.text.contains("logistic less boosted"))
    dashboard.press("esc")
    #expect(dashboard.state.overlay == nil)
    #expect(!dashboard.text.contains("How likely"))
  }

  /// A training may leave fewer models while the matrix is open.
  @Test func aPairThatIsNoMoreMovesFromTheLastOne() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    dashboard.press("b")
    var state = dashboard.state
    guard case .matrix(var matrix)? = state.overlay else {
      Issue.record("the matrix is not open")
      return
    }
    let count = try #require(MatrixFigures(matrix, in: state)?.kinds.count)
    (matrix.first, matrix.second) = (count + 4, count + 4)
    state.overlay = .matrix(matrix)
    _ = Reducer.reduce(&state, .move(.left))
    _ = Reducer.reduce(&state, .move(.up))
    guard case .matrix(let moved)? = state.overlay else {
      Issue.record("the matrix was closed")
      return
    }
    #expect(moved.second == count - 2 && moved.first == count - 2)
  }

  @Test func foldsAreToldApartByTheirOwnTest() throws {
    let path = try SmallDashboard.folder()
    var options = SmallDashboard.options(path: path)
    options.plan.split = "kfold:3"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("3")
    dashboard.press("b")
    #expect(dashboard.text.contains("corrected resampled t test over 3 folds"))
    dashboard.press("m")
    #expect(dashboard.text.contains("How likely the row beats the column, by AP"))
    for size in [Size(width: 80, height: 24), Size(width: 60, height: 18)] {
      dashboard.resize(size)
      #expect(dashboard.text.contains("How likely the row beats"))
    }
  }
}
