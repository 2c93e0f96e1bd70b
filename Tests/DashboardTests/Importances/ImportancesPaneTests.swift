import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

@Suite struct ImportancesPaneTests {
  private func trained() throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    return state
  }

  private func press(_ keys: String..., in state: inout State) throws -> [Effect] {
    var effects: [Effect] = []
    for key in keys {
      let press = try #require(KeyPress(key))
      let action = try #require(KeyTable.action(for: press, in: state), "\(key) means nothing")
      effects += reduce(&state, action)
    }
    return effects
  }

  private func frame(_ state: State, width: Int = 120, height: Int = 40) -> Frame {
    var state = state
    state.size = Size(width: width, height: height)
    return Screen.frame(of: state, size: state.size, medium: Medium())
  }

  @Test func sortsByTheMeanOrTheSelectedModel() throws {
    var state = try trained()
    let model = try #require(state.session.importances[.boosted])
    _ = reduce(&state, .importances(.sort(.boosted)))
    let table = ImportanceTable(state)
    let values = table.features.map { model.gain[$0] }
    #expect(values == values.sorted(by: >) && values.count == model.features.count)
    _ = try press("s", "s", in: &state)
    #expect(state.importances.order == .mean)
  }

  @Test func measureTurnsThroughAllAndRoundTheEnd() throws {
    var state = try trained()
    for measure in [ImportanceMeasure.permutation, .shap, .coefficients, .gain] {
      _ = try press("m", in: &state)
      #expect(state.importances.measure == measure)
      #expect(frame(state).text.contains("age"))
    }
  }

  @Test func clickOnAHeadingSortsByThatModel() throws {
    var state = try trained()
    let frame = frame(state)
    let target = HitTarget(ImportancesView.Widget.heading, .column(1))
    let region = try #require(frame.hitRegions.last { $0.target == target })
    let hit = try #require(frame.hit(at: region.rect.origin))
    for action in ImportancesPane.actions(for: hit, .press, in: state) {
      _ = reduce(&state, action)
    }
    #expect(state.importances.selected == .forest && state.importances.order == .model)
  }

  @Test func filterNarrowsTheColumns() throws {
    var state = try trained()
    _ = try press("/", "a", "g", in: &state)
    #expect(ImportanceTable(state).features.map(ImportanceTable(state).name) == ["age"])
    _ = try press("enter", in: &state)
    #expect(state.importances.filter == "ag" && state.importances.entry == nil)
    _ = try press("/", "z", "enter", in: &state)
    #expect(frame(state).text.contains("No column's name contains that."))
    _ = try press("esc", in: &state)
    #expect(ImportanceTable(state).rowCount == state.session.importances[.logistic]?.features.count)
  }

  @Test func permutationThatIsNotThereYetShowsItsProgress() throws {
    var state = try trained()
    let comparison = try #require(state.session.comparison)
    let forest = try #require(comparison.trained(.forest))
    state.session.importances[.forest] = try Explainer.importances(
      of: forest.model, on: ExplainedRows(comparison), permutationRepeats: 0,
      run: TrainingRun(seed: 7, threads: 1))
    state.importances.measure = .permutation
    _ = reduce(
      &state, .happened(.explainingAdvanced(run: 1, kind: .forest, share: 0.35)))
    #expect(frame(state).text.contains("35%") && frame(state).text.contains("shuffling"))
    _ = reduce(
      &state, .happened(.explainingAdvanced(run: 0, kind: .forest, share: 0.9)))
    #expect(frame(state).text.contains("35%"))
  }

  @Test func enterAsksForTheDependenceAndOnlyTheNewestAnswerIsTaken() throws {
    var state = try trained()
    var effects = try press("enter", in: &state)
    guard case .depend(let first, let comparison, let feature)? = effects.first else {
      Issue.record("Enter asks for nothing.")
      return
    }
    effects = try press("down", in: &state)
    guard case .depend(let second, _, let next)? = effects.first else {
      Issue.record("Moving asks for nothing.")
      return
    }
    #expect(second == first + 1 && next != feature)
    let model = try #require(comparison.trained(.logistic)?.model)
    func answer(_ request: Int, _ feature: Int) {
      let curve = PartialDependence(
        of: model, frame: comparison.testFrame, feature: feature, threads: 1)
      let reference = state.mailbox.put(
        FeatureDependence(feature: feature, curves: [.logistic: curve]))
      _ = reduce(&state, .happened(.dependenceDrawn(request: request, reference)))
    }
    answer(first, feature)
    #expect(frame(state).text.contains("Setting the column to each of its values"))
    answer(second, next)
    #expect(!frame(state).text.contains("Setting the column to each of its values"))
  }

  @Test func coefficientsCarryTheirIntervals() throws {
    var state = try trained()
    state.importances.measure = .coefficients
    let table = ImportanceTable(state)
    let sizes = table.coefficients.map { abs($0.standardised.value) }
    #expect(sizes == sizes.sorted(by: >) && !table.coefficients.contains { $0.feature == nil })
    #expect(frame(state).text.contains("p <.001"))
  }

  @Test func whatTheRowsLeaveOverIsForTheSelectedColumn() throws {
    let state = try trained()
    #expect(frame(state, width: 200, height: 60).text.contains("SHAP of "))
    #expect(frame(state).text.contains("SHAP of "))
    // Smaller screens keep the room for the rows.
    #expect(!frame(state, width: 100, height: 30).text.contains("SHAP of "))
  }

  @Test func coefficientsStandUnderEachOther() throws {
    var state = try trained()
    state.importances.measure = .coefficients
    let lines = frame(state).textLines.filter { $0.contains("[") && $0.contains("p ") }
    let places = Set(
      lines.compactMap { line in
        line.firstIndex(of: "[").map { line.distance(from: line.startIndex, to: $0) }
      })
    #expect(lines.count > 2 && places.count == 1, "\(lines)")
  }

  @Test func emptyPaneSaysWhatWillStandHere() throws {
    var state = State()
    state.pane = .importances
    #expect(frame(state).text.contains("once models are trained"))
  }

  @Test(arguments: Snapshot.sizes, [Glyphs.unicode, .ascii])
  func screen(size: Size, glyphs: Glyphs) throws {
    try Snapshot.check("importances", try trained(), size: size, glyphs: glyphs)
  }
}
