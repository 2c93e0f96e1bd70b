@testable import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Coefficients of a column's levels as one line, sorting by name, and copying.
@Suite struct CoefficientFamilyTests {
  private func coefficient(_ name: String, _ feature: Int?, _ value: Double) -> Coefficient {
    let estimate = Coefficient.Estimate(value: value, standardError: 0.1)
    return Coefficient(
      name: name, feature: feature, scale: 1, standardised: estimate, perUnit: estimate)
  }

  @Test func reachIsFromTheLowestLevelToTheHighestWithTheReferenceAtZero() {
    let families = CoefficientFamily.all(of: [
      coefficient("intercept", nil, -9), coefficient("age", 0, -0.8),
      coefficient("job = a", 1, 0.5), coefficient("job = b", 1, 0.9),
      coefficient("month = mar", 2, 0.4), coefficient("month = may", 2, -0.3),
    ])
    #expect(families.map(\.feature) == [1, 0, 2])
    #expect(families.map(\.reach) == [0.9, 0.8, 0.7])
    #expect(families[0].words(.unicode) == "2 levels: b +0.90 … a +0.50")
    #expect(families[1].words(.unicode) == "-0.80")
  }

  @Test func familiesAreRowsThatCanBeSelectedAndCopied() throws {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    state.size = Size(width: 120, height: 40)
    state.importances.measure = .coefficients
    let apart = ImportanceTable(state).rowCount
    _ = reduce(&state, .importances(.toggleFamilies))
    let table = ImportanceTable(state)
    #expect(table.rowCount < apart && table.rowCount == table.families.count)
    _ = reduce(&state, .move(.last))
    #expect(ImportanceTable(state).selectedRow == table.rowCount - 1)
    #expect(state.importances.feature == table.families.last?.feature)
    #expect(
      Screen.frame(of: state, size: state.size, medium: Medium()).text.contains("levels: "))
    let copied = try #require(ImportanceTables.table(state))
    #expect(copied.rows.count == table.families.count)
    #expect(copied.rows.allSatisfy { $0.count == copied.titles.count })
  }

  @Test func sortTurnsToNames() throws {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    _ = reduce(&state, .importances(.toggleOrder))
    #expect(state.importances.order == .model)
    _ = reduce(&state, .importances(.toggleOrder))
    let names = ImportanceTable(state).features.map { ImportanceTable(state).name($0).lowercased() }
    #expect(state.importances.order == .name && names == names.sorted())
  }

  @Test func measureInSightIsCopiedWithItsNumbers() throws {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    state.importances.measure = .permutation
    let effects = reduce(&state, .copy)
    guard case .copyTable(let text, _, _)? = effects.first else {
      Issue.record("Nothing was copied.")
      return
    }
    let table = ImportanceTable(state)
    let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(lines.count == table.features.count + 1)
    let model = try #require(table.models.first)
    let mean = try #require(model.permutation?[table.features[0]].mean)
    #expect(lines[1][1] == NumberText.fixed(mean, digits: 6))
  }
}
