import Testing

@testable import Modelling

@Suite struct PairInteractionTests {
  private let frame = ExplainedModels.frame()

  @Test func equalsTheSumOverAllSubsets() throws {
    let rows = [3, 50, 204, 499]
    for model in try ExplainedModels.trees() {
      let trees = try ExplainedModels.ensemble(of: model)
      let games = rows.map {
        row in ShapleyGame(pathDependent: trees, row: frame.columns.map { $0[row] })
      }
      for (first, second) in [(0, 1), (1, 2), (3, 0), (2, 4)] {
        let found = PairInteraction(
          of: model, frame: frame.rows(rows), first: first, second: second, threads: 2)
        #expect(found.values.count == rows.count)
        for (place, game) in games.enumerated() {
          #expect(abs(found.values[place] - game.interaction(first, second)) < 1e-9)
        }
      }
    }
  }

  @Test func interactionsOfAFeatureAndItsOwnEffectSumToItsValue() throws {
    let model = try ExplainedModels.trees()[0]
    let trees = try ExplainedModels.ensemble(of: model)
    let rows = frame.rows([7, 8])
    let shap = model.contributions(for: rows, threads: 1)
    for row in 0..<2 {
      let game = ShapleyGame(pathDependent: trees, row: rows.columns.map { $0[row] })
      var others = 0.0
      for second in 1..<5 {
        others +=
          PairInteraction(of: model, frame: rows, first: 0, second: second, threads: 1)
          .values[row]
      }
      // With every other feature counted by half, what is left is the feature's own effect.
      let own = game.shares[0] - (1..<5).reduce(0) { $0 + game.interaction(0, $1) }
      #expect(abs(shap.row(row).first.map { $0 - others - own } ?? 1) < 1e-9)
    }
  }

  @Test func isTheSameBothWaysRoundAndAtAnyThreads() throws {
    for model in try ExplainedModels.trees() {
      let one = PairInteraction(of: model, frame: frame, first: 1, second: 2, threads: 1)
      let other = PairInteraction(of: model, frame: frame, first: 2, second: 1, threads: 1)
      #expect(zip(one.values, other.values).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(one.values.contains { abs($0) > 1e-3 })
      let threaded = PairInteraction(of: model, frame: frame, first: 1, second: 2, threads: 4)
      #expect(threaded == one)
    }
  }

  @Test func sumsHaveNone() throws {
    let model = try ExplainedModels.logistic()
    let found = PairInteraction(
      of: model, frame: frame.rows([1, 2]), first: 1, second: 2, threads: 1)
    #expect(found.values == [0, 0])
  }
}
