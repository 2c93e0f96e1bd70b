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

  @Test func whatDoesNotFitEndsWithAWholeClause() {
    let words = "L finds what lifts it; w explains it; r compares the models. Tab goes on."
    func short(_ width: Int) -> String {
      ShortHint.text(words, width: width, glyphs: .unicode)
    }
    #expect(short(80) == words)
    #expect(short(70) == "L finds what lifts it; w explains it; r compares the models …")
    #expect(short(50) == "L finds what lifts it; w explains it …")
    #expect(short(23) == "L finds what lifts it …")
    // Without a clause that fits the line is cut as lines are.
    #expect(short(12) == words)
    #expect(ShortHint.text("one; two; three", width: 12, glyphs: .ascii) == "one; two ~")
    // A full stop by itself is a key.
    let keys = "age from 18 to 95; , and . step by 5, 0 goes back"
    #expect(ShortHint.text(keys, width: 40, glyphs: .unicode) == "age from 18 to 95 …")
  }

  @Test func placesOfSevenModelsHaveRoomOnSmallScreens() throws {
    let agreement = SevenModelsTests.names.map { String($0.prefix(2)) }
    let dashboard = try SevenModelsTests.trained()
    try dashboard.run("press 5 r\nwait")
    let heading = try #require(
      dashboard.frame.textLines.first { $0.contains("offer ") && $0.contains("lo") })
    for name in agreement where name != "xg" { #expect(heading.contains(name), "\(heading)") }
    #expect(heading.contains("xr") && !heading.contains("▸"))
  }
}
