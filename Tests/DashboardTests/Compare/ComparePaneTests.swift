import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

@Suite struct ComparePaneTests {
  private func grouped() throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .compare
    return state
  }

  private func press(_ keys: String..., in state: inout State) throws {
    for key in keys {
      let press = try #require(KeyPress(key))
      let action = try #require(KeyTable.action(for: press, in: state), "\(key) means nothing")
      _ = reduce(&state, action)
    }
  }

  private func frame(_ state: State, width: Int = 120, height: Int = 40) -> Frame {
    var state = state
    state.size = Size(width: width, height: height)
    return Screen.frame(of: state, size: state.size, medium: Medium())
  }

  private func click(
    _ target: HitTarget, in state: inout State, at offset: Int? = nil, width: Int = 120,
    height: Int = 40
  ) throws {
    state.size = Size(width: width, height: height)
    let frame = frame(state, width: width, height: height)
    let region = try #require(frame.hitRegions.last { $0.target == target })
    let position = Position(
      column: region.rect.column + (offset ?? region.rect.width / 2),
      row: region.rect.row + region.rect.height / 2)
    let hit = try #require(frame.hit(at: position))
    for action in ComparePane.actions(for: hit, .press, in: state) { _ = reduce(&state, action) }
  }

  // MARK: The leaderboard

  @Test func leaderboardIsSortedBestFirst() throws {
    let state = try grouped()
    let comparison = try #require(state.session.comparison)
    let rows = Leaderboard(state).rows.map(\.kind)
    #expect(rows == comparison.ranking(by: .rocAUC) + [.xgboost])
  }

  @Test func sortingAgainTurnsTheOrderAndLeavesTheFailedLast() throws {
    var state = try grouped()
    let before = Leaderboard(state).rows.map(\.kind)
    try press("s", in: &state)
    #expect(Leaderboard(state).rows.map(\.kind) == before.dropLast().reversed() + [.xgboost])
  }

  @Test func enterSortsByTheSelectedColumnAndNeverTurnsTheOrder() throws {
    var state = try grouped()
    try press("right", "enter", "enter", in: &state)
    #expect(state.compare.sort == .metric(.averagePrecision) && !state.compare.isReversed)
  }

  @Test func clickOnAHeadingSortsByItAndLowerLossComesFirst() throws {
    var state = try grouped()
    let column = try #require(LeaderboardColumn.all.firstIndex(of: .metric(.logLoss)))
    try click(HitTarget(CompareView.Widget.leaderboard, .column(column)), in: &state)
    #expect(state.compare.sort == .metric(.logLoss))
    let losses = Leaderboard(state).rows.compactMap { $0.trained?.metrics[.logLoss] }
    #expect(losses == losses.sorted() && losses.count == 3)
  }

  @Test func cancelledModelKeepsItsRowWithTheReason() throws {
    let text = frame(try grouped()).text
    #expect(text.contains("xgboost    ✗ cancelled"))
  }

  @Test func differencesAreToTheFirstRowAndAlwaysSigned() throws {
    var state = try grouped()
    try press("d", in: &state)
    let board = Leaderboard(state)
    let best = try #require(board.best(.metric(.rocAUC)))
    let first = board.text(.metric(.rocAUC), board.rows[0], best: best)
    let second = board.text(.metric(.rocAUC), board.rows[1], best: best)
    #expect(first.isBest && first.text == MetricKind.rocAUC.text(best))
    #expect(second.text.hasPrefix("-."))
    #expect(frame(state).text.contains("\(board.rows[0].kind.rawValue) ref"))
    for row in board.rows.dropFirst() where row.trained != nil {
      for column in LeaderboardColumn.all.dropFirst() {
        let text = board.text(column, row, best: board.best(column)).text
        #expect(["+", "-", "="].contains(text.prefix(1)), "\(row.kind) \(column): \(text)")
      }
    }
  }

  @Test func rankingFiguresHaveTheirBaselinesOrTheKeyThatSetsThem() throws {
    let with = frame(try grouped()).text
    #expect(with.contains("popularity") && with.contains("groups scored"))
    var state = try TrainedState.plain.get()
    state.pane = .compare
    #expect(frame(state).text.contains("Data press r g on one"))
  }

  // MARK: The threshold

  @Test func thresholdStartsAtEachModelsOwn() throws {
    let state = try grouped()
    #expect(state.compare.threshold == nil)
    #expect(frame(state).text.contains("each model at its own"))
  }

  @Test func thresholdKeysMoveTheMatricesOfAllModels() throws {
    var state = try grouped()
    for _ in 0..<40 { try press(">", in: &state) }
    #expect(state.compare.threshold == 1)
    for (kind, model) in Leaderboard.trained(state) {
      let contacts = model.ranked.blocks.operatingPoint(at: 1).contacts
      #expect(
        frame(state).descriptions.contains { $0.contains(kind.rawValue) && $0.contains("is +") })
      #expect(contacts <= 1)
    }
    for _ in 0..<40 { try press("<", in: &state) }
    let all = frame(state).descriptions.filter { $0.hasPrefix("Confusion") }
    #expect(all.count == 3 && all.allSatisfy { $0.hasSuffix(", 0") })
    try press("0", in: &state)
    #expect(state.compare.threshold == nil)
  }

  @Test func fineStepStartsAtTheSelectedModelsThreshold() throws {
    var state = try grouped()
    state.compare.selected = .boosted
    let own = try #require(state.session.result(.boosted)?.trained?.threshold)
    try press(".", in: &state)
    let threshold = try #require(state.compare.threshold)
    #expect(abs(threshold - own - ComparePane.thresholdStep) <= ComparePane.thresholdStep / 2)
  }

  @Test func clickOnTheSliderSetsTheThreshold() throws {
    var state = try grouped()
    try click(HitTarget(CompareView.Widget.slider, .plot), in: &state, at: 0)
    #expect(state.compare.threshold == 0)
  }

  @Test func clickOnACurveTakesItsThreshold() throws {
    var state = try grouped()
    try click(HitTarget(CompareView.Widget.chart, .plot), in: &state)
    let threshold = try #require(state.compare.threshold)
    let kind = try #require(Leaderboard(state).selected?.kind)
    let curve = try #require(state.compare.curves[kind]?.roc)
    #expect(curve.stations.contains { $0.threshold == threshold })
  }

  @Test func marginAndCostMakeProfits() throws {
    var state = try grouped()
    state.size = Size(width: 120, height: 40)
    try press("m", "1", "0", "enter", "c", "2", "enter", in: &state)
    #expect(state.compare.margin == 10 && state.compare.cost == 2)
    let text = frame(state).text
    #expect(text.contains("profit") && text.contains("break-even 20.0%"))
    try press("m", "ctrl-u", "x", "enter", in: &state)
    #expect(state.status?.text == "“x” is not a number. Type the margin in digits, such as 12.5.")
  }

  // MARK: Charts and layout

  @Test func everyChartDrawsAllTrainedModels() throws {
    var state = try grouped()
    for chart in CompareLayout.wide.charts(of: state) where chart != .list {
      state.compare.chart = chart
      let words = frame(state).descriptions.joined(separator: "\n")
      for (kind, _) in Leaderboard.trained(state) {
        #expect(words.contains(kind.rawValue), "\(chart)")
      }
    }
  }

  @Test func chartsTurnRoundTheEnd() throws {
    var state = try TrainedState.plain.get()
    state.pane = .compare
    state.size = Size(width: 120, height: 40)
    try press("[", in: &state)
    #expect(state.compare.chart == .segments)
    try press("]", in: &state)
    #expect(state.compare.chart == .roc)
    state.size = Size(width: 80, height: 24)
    try press("[", in: &state)
    try press("[", in: &state)
    #expect(state.compare.chart == .threshold)
  }

  @Test func zoomGivesTheChartThePane() throws {
    var state = try grouped()
    try press("z", in: &state)
    #expect(!frame(state).text.contains("Leaderboard"))
    #expect(frame(state, width: 60, height: 18).text.contains("true positive rate"))
  }

  @Test func keysSayWhyTheyDoNothingBeforeTraining() throws {
    var state = State()
    state.pane = .compare
    _ = reduce(&state, .compare(.moveThreshold(1)))
    #expect(state.status?.text.hasPrefix("There is no trained model yet") == true)
  }

  @Test func runningModelShowsHowFarItIs() throws {
    var state = try grouped()
    var model = ModelTraining()
    model.phase = .running
    model.progress = TrainingProgress(step: 43, stepCount: 100)
    state.session.training.models[.forest] = model
    state.session.training.isRunning = true
    #expect(frame(state).text.contains("training"))
    #expect(frame(state).text.contains("43%"))
  }

  @Test(arguments: Snapshot.sizes, [Glyphs.unicode, .ascii])
  func screen(size: Size, glyphs: Glyphs) throws {
    try Snapshot.check("compare", try grouped(), size: size, glyphs: glyphs)
  }

  @Test func shorterScreensStillDraw() throws {
    var state = try grouped()
    for chart in CompareChart.allCases {
      state.compare.chart = chart
      for (width, height) in [(60, 18), (76, 22), (112, 32), (200, 60)] {
        #expect(frame(state, width: width, height: height).text.contains("logistic"))
      }
    }
  }
}
