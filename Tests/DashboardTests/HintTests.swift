import Evaluation
import Modelling
import TerminalKit
import Testing

@testable import Dashboard
@testable import Workbench

/// The help on the status line of the panes of results, which must not be cut at 80 columns.
@Suite struct HintTests {
  private let widest = 80 - 3

  @Test func columnsOfTheLeaderboardAreExplainedInOneLine() {
    for column in LeaderboardColumn.all {
      #expect(SafeText.width(of: column.explanation) <= widest, "\(column.explanation)")
    }
  }

  @Test func chartsAndMeasuresAreExplainedInOneLine() throws {
    var texts = CompareChart.allCases.map(\.explanation)
    texts += ImportanceMeasure.allCases.map(\.explanation)
    var state = try TrainedState.grouped.get()
    state.pane = .compare
    for area in CompareArea.allCases {
      for margin in [nil, 5.0] {
        state.compare.area = area
        state.compare.margin = margin
        state.compare.showsDifferences = margin != nil
        texts.append(ComparePane.hint(in: state))
      }
    }
    let basis = PermutationBasis(rowCount: 10_000, availableRowCount: 91_081, repeats: 3)
    for kind in state.session.importances.keys {
      state.session.importances[kind]?.permutationBasis = basis
    }
    state.importances.measure = .permutation
    texts.append(ImportancesPane.hint(in: state))
    for text in texts { #expect(SafeText.width(of: text) <= widest, "\(text)") }
  }
}
