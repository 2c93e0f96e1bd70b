import Evaluation
import Modelling
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

@Suite struct ListExplanationTests {
  private func shown(position: Int = 0) throws -> State {
    var state = try TrainedState.grouped.get()
    state.pane = .compare
    state.size = Size(width: 120, height: 40)
    let comparison = try #require(state.session.comparison)
    let effects = reduce(&state, .compare(.showList))
    guard case .explainList(let request, _, _)? = effects.first else {
      Issue.record("The key asks for nothing.")
      return state
    }
    let list = try #require(ExplainedList(comparison, position: position))
    _ = reduce(
      &state, .happened(.listExplained(request: request, state.mailbox.put(list))))
    return state
  }

  private func text(_ state: State, _ size: Size) -> String {
    var state = state
    state.size = size
    return Screen.frame(of: state, size: size, medium: Medium(hasColor: false)).text
  }

  @Test func meanOverAllListsIsTheFigureOfTheLeaderboard() throws {
    let comparison = try #require(try TrainedState.grouped.get().session.comparison)
    let first = try #require(ExplainedList(comparison, position: 0))
    for (kind, trained) in comparison.trained {
      let values = try (0..<first.scoredGroupCount).map { position in
        let list = try #require(ExplainedList(comparison, position: position)?.list(of: kind))
        let places = list.explanation.places
        #expect(places.count <= 7 && list.items.count == places.count)
        let sum = places.reduce(0) { $0 + $1.relevance * $1.precision }
        return sum / Double(min(list.explanation.relevantCount, 7))
      }
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(abs(mean - (trained.metrics[.mapAt7] ?? .nan)) < 1e-12, "\(kind)")
    }
  }

  @Test func listIsThatOfTheCustomerInTheFile() throws {
    let comparison = try #require(try TrainedState.grouped.get().session.comparison)
    let list = try #require(ExplainedList(comparison, position: 2))
    let table = comparison.data.dataset.table
    let rows = comparison.testRows.filter { table["customer"]?.string($0) == list.group }
    #expect(rows.count == 6)
    let offers = Set(rows.compactMap { table["offer"]?.string($0) })
    for model in list.lists { #expect(Set(model.items) == offers) }
  }

  @Test(arguments: [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 18),
  ])
  func showsHitsPrecisionAndTheSum(size: Size) throws {
    let state = try shown()
    let words = text(state, size)
    let list = try #require(state.compare.list)
    #expect(words.contains("\(list.groupColumn) \(list.group)"))
    #expect(words.contains("precision") && words.contains("AP@7"))
    #expect(words.contains("1 of \(list.scoredGroupCount)"))
  }

  @Test func keysTurnToOtherCustomersRoundTheEnds() throws {
    var state = try shown()
    let count = try #require(state.compare.list?.scoredGroupCount)
    var effects = reduce(&state, .compare(.turnGroup(-1)))
    #expect(state.compare.group == count - 1)
    guard case .explainList(_, _, let position)? = effects.first else {
      Issue.record("Turning asks for nothing.")
      return
    }
    #expect(position == count - 1)
    // An older answer is passed over.
    effects = reduce(&state, .compare(.turnGroup(1)))
    #expect(state.compare.group == 0)
  }

  @Test func withoutCustomersTheKeySaysWhatIsMissing() throws {
    var state = try TrainedState.plain.get()
    state.pane = .compare
    #expect(!CompareLayout.wide.charts(of: state).contains(.list))
    _ = reduce(&state, .compare(.showList))
    #expect(state.status?.text.contains("press r g") == true)
  }
}
