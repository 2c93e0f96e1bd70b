import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// One cursor moves every chart, by thresholds or by the share contacted.
@Suite struct CompareCursorTests {
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

  private func frame(_ state: State, color: Bool = true) -> Frame {
    Screen.frame(of: state, size: state.size, medium: Medium(hasColor: color))
  }

  @Test func sameShareContactsAsManyOfEveryModel() throws {
    var state = try grouped()
    _ = reduce(&state, .compare(.setShare(0.2)))
    let models = Leaderboard.trained(state).map(\.model)
    #expect(models.count == 3)
    for model in models {
      let point = state.compare.point(of: model)
      let share = try #require(point.contactShare)
      // A tie block is never cut, so fewer may be contacted, but the next block would not fit.
      #expect(share <= 0.2 + 1e-9)
      let blocks = model.ranked.blocks
      let next = blocks.blockCount(atLeast: point.threshold)
      let more = blocks.cumulativePositives[next] + blocks.cumulativeNegatives[next]
      #expect(more / blocks.totalWeight > 0.2)
    }
  }

  @Test func shareBelowTheFirstTieBlockContactsNobody() throws {
    let blocks = try ScoredRows(scores: [0.9, 0.9, 0.1, 0.1], labels: [1, 0, 0, 0]).blocks
    #expect(blocks.threshold(contacting: 0.25) > 0.9)
    #expect(blocks.threshold(contacting: 0.5) == 0.9)
    #expect(blocks.threshold(contacting: 1) == 0.1)
  }

  @Test func percentKeyGoesToTheShareOfTheSelectedModelAndBack() throws {
    var state = try grouped()
    let model = try #require(ComparePane.selectedModel(state)?.model)
    let before = state.compare.point(of: model)
    try press("%", in: &state)
    #expect(state.compare.share == before.contactShare)
    #expect(state.compare.point(of: model).confusion == before.confusion)
    try press("%", in: &state)
    // The threshold is that of a test row now, the contacts are the same.
    #expect(state.compare.share == nil && state.compare.threshold != nil)
    #expect(state.compare.point(of: model).confusion == before.confusion)
    try press("%", ".", in: &state)
    let share = try #require(state.compare.share)
    #expect(share > before.contactShare ?? 1)
    #expect(frame(state).text.contains("Contacting \(NumberText.percent(share, digits: 1))"))
  }

  @Test func dragInGainsSetsTheShare() throws {
    var state = try grouped()
    _ = reduce(&state, .compare(.showChart(.gains)))
    _ = reduce(&state, .compare(.followCurve(.gains, 0.35)))
    #expect(state.compare.share == 0.35 && state.compare.threshold == nil)
  }

  @Test func zoomShowsFourChartsUnderOneCursor() throws {
    var state = try grouped()
    try press("z", in: &state)
    let text = frame(state).text
    for title in ["ROC", "PR", "Calibration", "Gains"] { #expect(text.contains(" \(title) ─")) }
    #expect(text.contains("recall") && text.contains("precision") && text.contains("FPR"))
    state.compare.chart = .profit
    #expect(frame(state).text.contains(" Segments ─"))
    try press("o", in: &state)
    #expect(!frame(state).text.contains(" Segments ─"))
    state.size = Size(width: 80, height: 24)
    try press("z", "z", in: &state)
    #expect(!frame(state).text.contains(" Gains ─"))
  }

  @Test func clickInTheGridMeansTheChartUnderIt() throws {
    var state = try grouped()
    try press("z", in: &state)
    let gains = CompareView.Widget.chart(.gains)
    let region = try #require(
      frame(state).hitRegions.last { $0.target == HitTarget(gains, .plot) })
    let hit = try #require(
      frame(state).hit(at: Position(column: region.rect.column + 5, row: region.rect.row + 3)))
    for action in ComparePane.actions(for: hit, .press, in: state) { _ = reduce(&state, action) }
    #expect(state.compare.chart == .gains)
    #expect(try #require(state.compare.share) < 0.3)
  }

  @Test func readingStatesTheFiguresOfTheModelUnderFocus() throws {
    var state = try grouped()
    state.compare.selected = .boosted
    _ = reduce(&state, .compare(.setThreshold(0.4)))
    let model = try #require(state.session.result(.boosted)?.trained)
    let confusion = model.ranked.blocks.confusion(at: 0.4)
    let words =
      "■ FPR \(ThresholdView.fixed(confusion.falsePositiveRate))  "
      + "TPR \(ThresholdView.fixed(confusion.recall))"
    state.size = Size(width: 140, height: 40)
    #expect(frame(state).text.contains(words))
  }

  @Test func everyModelIsMarkedOnEveryCurveWithoutColours() throws {
    var state = try grouped()
    _ = reduce(&state, .compare(.setThreshold(0.35)))
    for chart in [CompareChart.roc, .precisionRecall, .calibration, .gains, .profit] {
      state.compare.chart = chart
      let frame = frame(state, color: false)
      let plot = try #require(CompareChartView.plot(CompareView.Widget.chart, frame))
      var marks = Set<Unicode.Scalar>()
      for row in plot.row..<plot.endRow {
        for column in plot.column..<plot.endColumn {
          let cell = frame[column, row]
          if cell.style.attributes.contains(.reverse), let scalar = cell.scalar {
            marks.insert(scalar)
          }
        }
      }
      #expect(marks.isSubset(of: ["●", "▲", "■"]) && !marks.isEmpty, "\(chart): \(marks)")
    }
  }

  // MARK: Profit

  @Test func profitIsHighestWhereTheRulePutsIt() throws {
    var state = try grouped()
    state.compare.margin = 10
    state.compare.cost = 3
    for (kind, model) in Leaderboard.trained(state) {
      let best = try #require(Economics.best(model, state.compare))
      let curve = try #require(state.compare.curves[kind]?.value)
      let drawn = curve.points(.earned(margin: 10, cost: 3), overShare: false, capacity: nil)
      let highest = try #require(drawn.map(\.y).max())
      #expect(abs(highest - best.value) < 1e-6, "\(kind)")
      #expect(drawn.first { $0.y == highest }?.x == best.threshold)
    }
    state.compare.chart = .profit
    let text = frame(state).text
    #expect(text.contains("break-even 30.0%") && text.contains("max "))
  }

  @Test func capacityEndsTheCurve() throws {
    let state = try grouped()
    let curve = try #require(state.compare.curves[.logistic]?.value)
    let points = curve.points(.earned(margin: 10, cost: 0), overShare: true, capacity: 0.1)
    #expect(try #require(points.last).x <= 0.1 + 1e-9)
    var compare = state.compare
    compare.margin = 10
    compare.capacity = 0.1
    let model = try #require(state.session.result(.logistic)?.trained)
    #expect(try #require(Economics.best(model, compare)).share <= 0.1 + 1 / 144)
  }

  @Test func withoutAMarginTheChartIsF1() throws {
    let state = try grouped()
    let model = try #require(state.session.result(.forest)?.trained)
    let best = try #require(Economics.best(model, state.compare))
    #expect(best.threshold == ThresholdChoice(.bestF1, on: model.validationBlocks)?.threshold)
    let curve = try #require(state.compare.curves[.forest]?.value)
    let drawn = curve.points(.f1, overShare: false, capacity: nil).map(\.y).max()
    #expect(abs(try #require(drawn) - best.value) < 1e-9)
  }
}
