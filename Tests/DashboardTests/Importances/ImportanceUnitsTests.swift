import Modelling
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

@Suite struct ImportanceUnitsTests {
  private func trained() throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .importances
    return state
  }

  private func text(_ state: State, _ width: Int = 120, _ height: Int = 40) -> String {
    var state = state
    state.size = Size(width: width, height: height)
    return Screen.frame(of: state, size: state.size, medium: Medium(hasColor: false)).text
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

  // MARK: SHAP

  @Test func sharesSumToOneAndUnitsAreThoseOfTheModels() throws {
    let state = try trained()
    for (kind, importances) in state.session.importances {
      #expect(abs(importances.shapShares.reduce(0, +) - 1) < 1e-12)
      #expect(importances.marginScale == (kind == .forest ? .probability : .logOdds))
    }
    #expect(text(state).contains("log-odds") && text(state).contains("probability"))
    #expect(text(state, 80, 24).contains("log-odds"))
  }

  @Test func sampleHoldsTheValuesBehindTheMean() throws {
    let state = try trained()
    let importances = try #require(state.session.importances[.boosted])
    for feature in importances.features.indices {
      let values = importances.sample.rows.indices.map {
        abs(importances.sample.value(at: $0, feature: feature))
      }
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(mean - importances.meanAbsoluteSHAP[feature]) < 1e-6)
    }
  }

  @Test func scatterPairsEachRowsValueWithItsEffect() throws {
    let state = try trained()
    let comparison = try #require(state.session.comparison)
    let model = try #require(comparison.trained(.boosted)?.model)
    let importances = try #require(state.session.importances[.boosted])
    let age = try #require(importances.features.firstIndex(of: "age"))
    let points = SHAPScatterView.Points(age, of: importances, in: state)
    #expect(points.values.count + points.missingCount == comparison.testRows.count)
    let all = model.contributions(for: comparison.testFrame, threads: 1)
    for (place, row) in comparison.testRows.enumerated() where place % 17 == 0 {
      let value = comparison.data.dataset.table["age"]?.number(row)
      #expect(Double(points.values[place]) == value)
      let effect = all.values[place * all.featureCount + age]
      #expect(abs(points.effects[place] - effect) < 1e-5)
    }
  }

  @Test func oneColumnOpensDependenceAndScatter() throws {
    var state = try trained()
    let age = state.session.importances[.boosted]?.features.firstIndex(of: "age")
    state.importances.feature = age
    _ = try press("enter", in: &state)
    #expect(text(state).contains("How probability follows age"))
    #expect(text(state).contains("SHAP of age") && text(state).contains("SHAP, log-odds"))
    state.size = Size(width: 80, height: 24)
    #expect(!text(state, 80, 24).contains("SHAP, log-odds"))
    _ = try press("v", in: &state)
    #expect(text(state, 80, 24).contains("SHAP, log-odds"))
    #expect(text(state, 80, 24).contains("back"))
    _ = try press("right", in: &state)
    #expect(text(state, 80, 24).contains("SHAP, probability"))
    _ = try press("esc", in: &state)
    #expect(!state.importances.showsDependence)
  }

  @Test func levelsShowTheirMeanAndRange() throws {
    var state = try trained()
    state.importances.feature =
      state.session.importances[.boosted]?.features.firstIndex(of: "contact")
    state.importances.showsDependence = true
    let words = text(state)
    for level in ["mail", "phone", "shop"] { #expect(words.contains(level)) }
    #expect(words.contains("mean SHAP in log-odds"))
  }

  // MARK: Permutation

  private func pending() throws -> State {
    var state = try trained()
    let comparison = try #require(state.session.comparison)
    for (kind, trained) in comparison.trained {
      state.session.importances[kind] = try Explainer.importances(
        of: trained.model, on: ExplainedRows(comparison), permutationRepeats: 0,
        run: TrainingRun(seed: 7, threads: 1))
    }
    state.importances.measure = .permutation
    return state
  }

  @Test func headerAndPaneSayHowFarPermutationIsAndKeyStopsIt() throws {
    var state = try pending()
    _ = reduce(&state, .happened(.explainingAdvanced(run: 1, kind: .logistic, share: 1)))
    _ = reduce(&state, .happened(.explainingAdvanced(run: 1, kind: .forest, share: 0.2)))
    #expect(text(state).contains("permutation 40%"))
    #expect(text(state).contains("c stops it"))
    let effects = try press("c", in: &state)
    guard case .cancelExplaining? = effects.first else {
      Issue.record("Nothing is cancelled.")
      return
    }
    #expect(state.permutationShare == nil)
    #expect(text(state).contains("stopped") && !text(state).contains("permutation 40%"))
    guard case .explain? = try press("r", in: &state).first else {
      Issue.record("It can't be measured again.")
      return
    }
    #expect(state.permutationShare == 0)
  }

  @Test func whatItWasMeasuredOnIsSaid() throws {
    var state = try trained()
    state.importances.measure = .permutation
    #expect(text(state).contains("on all 180 test rows, 3 shuffles each"))
    let basis = PermutationBasis(rowCount: 10_000, availableRowCount: 91_081, repeats: 1)
    #expect(basis.words == "on 10,000 of 91,081 test rows, 1 shuffle each")
  }

  // MARK: Filter

  @Test func nextGoesThroughWhatTheFilterLeavesRoundTheEnd() throws {
    var state = try trained()
    _ = try press("n", in: &state)
    #expect(state.status?.text.contains("/ sets one") == true)
    _ = try press("/", "a", "enter", in: &state)
    let count = ImportanceTable(state).rowCount
    #expect(count > 1)
    _ = try press("n", in: &state)
    #expect(ImportanceTable(state).selectedRow == 1)
    _ = try press("N", "N", in: &state)
    #expect(ImportanceTable(state).selectedRow == count - 1)
  }
}
