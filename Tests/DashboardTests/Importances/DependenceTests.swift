import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// How probabilities follow a column: the mean, single customers, and where the rows lie.
@Suite struct DependenceTests {
  private func shown(_ name: String) throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    state.size = Size(width: 120, height: 40)
    let comparison = try #require(state.session.comparison)
    let feature = try #require(comparison.testFrame.schema.names.firstIndex(of: name))
    state.importances.feature = feature
    state.importances.showsDependence = true
    state.importances.dependence = FeatureDependence(of: comparison, feature: feature)
    return state
  }

  private func text(_ state: State) -> String {
    Screen.frame(of: state, size: state.size, medium: Medium()).text
  }

  @Test func customersAveragedGiveTheMeanOverThem() throws {
    let state = try shown("age")
    let comparison = try #require(state.session.comparison)
    let dependence = try #require(state.importances.dependence)
    for (kind, trained) in comparison.trained {
      let curve = try #require(dependence.curves[kind])
      let rows = try #require(dependence.individuals[kind])
      #expect(rows.count == FeatureDependence.individualCount)
      // A customer at a value gets what the model says of the customer with that value.
      let frame = comparison.testFrame.rows([0])
      let alone = PartialDependence(
        of: trained.model, frame: frame, feature: dependence.feature, threads: 1)
      let own = try #require(alone.points.first)
      let nearest = try #require(curve.points.firstIndex { $0.value == own.value })
      #expect(abs(rows[0][nearest] - own.meanProbability) < 1e-6, "\(kind)")
    }
  }

  @Test func rowsAreCountedOnce() throws {
    let age = try #require(try shown("age").importances.dependence)
    #expect(age.spread.counts.reduce(0, +) + age.spread.missingCount == age.spread.rowCount)
    let contact = try #require(try shown("contact").importances.dependence)
    #expect(contact.spread.counts.count == 3)
    #expect(contact.spread.counts.reduce(0, +) == contact.spread.rowCount)
    #expect(
      age.spread.columns(37).reduce(0, +) == Double(age.spread.counts.reduce(0, +)))
  }

  @Test func spreadOfOneValueOrNone() {
    let one = FeatureSpread(values: [3, 3, .nan], isNumber: true, points: [3])
    #expect(one.counts.reduce(0, +) == 2 && one.missingCount == 1)
    let none = FeatureSpread(values: [.nan], isNumber: true, points: [])
    #expect(none.counts.isEmpty && none.columns(10).isEmpty)
  }

  @Test func rowsStandUnderTheCurveAndCustomersCanBeLeftOut() throws {
    var state = try shown("age")
    #expect(text(state).contains("rows "))
    let with = text(state)
    _ = reduce(&state, .importances(.toggleIndividuals))
    #expect(text(state) != with)
    let frame = Screen.frame(of: state, size: state.size, medium: Medium())
    #expect(frame.descriptions.contains { $0.contains("test rows along the axis") })
    #expect(!frame.descriptions.contains { $0.contains(" , ") })
  }

  @Test func legendNamesModelsOnlyAndClicksOnThemSelect() throws {
    let state = try shown("age")
    let frame = Screen.frame(of: state, size: state.size, medium: Medium())
    let entries = frame.hitRegions.filter { region in
      guard region.target.id == ImportancesView.Widget.dependence else { return false }
      if case .item = region.target.part { return true }
      return false
    }
    #expect(entries.count == ImportanceTable(state).models.count)
    let hit = try #require(
      frame.hit(at: Position(column: entries[1].rect.column, row: entries[1].rect.row)))
    #expect(
      ImportancesPane.actions(for: hit, .press, in: state) == [
        .importances(.select(ImportanceTable(state).models[1].kind))
      ])
  }
}
