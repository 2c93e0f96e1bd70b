import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Which columns the leaderboard shows, and what is copied of it.
@Suite struct LeaderboardColumnsTests {
  private func trained(_ source: Result<State, any Error>) throws -> State {
    var state = try source.get()
    state.pane = .compare
    state.size = Size(width: 120, height: 40)
    return state
  }

  private func press(_ keys: String..., in state: inout State) throws -> [Effect] {
    var effects: [Effect] = []
    for key in keys {
      let press = try #require(KeyPress(key))
      effects += reduce(&state, try #require(KeyTable.action(for: press, in: state)))
    }
    return effects
  }

  private func frame(_ state: State, _ glyphs: Glyphs = .unicode) -> Frame {
    Screen.frame(of: state, size: state.size, medium: Medium(glyphs: glyphs, hasColor: true))
  }

  @Test func figuresThatNoModelHasTakeNoRoom() throws {
    let state = try trained(TrainedState.plain)
    let columns = Leaderboard(state).columns
    #expect(!columns.contains(.metric(.mapAt7)) && !columns.contains(.metric(.ndcgAt7)))
    let text = frame(state).text
    #expect(text.contains("MAP@7, NDCG@7  no column names the customer"))
    let heading = try #require(text.split(separator: "\n").first { $0.contains("# Model") })
    #expect(!heading.contains("MAP@7") && heading.contains("Lift") && heading.contains("Sec"))
  }

  @Test func intervalStandsBesideTheFigureAndSecondsStayInSight() throws {
    var state = try trained(TrainedState.grouped)
    let comparison = try #require(state.session.comparison)
    state.compare.intervals = DrawnIntervals(comparison)
    for glyphs in [Glyphs.unicode, .ascii] {
      let lines = frame(state, glyphs).text.split(separator: "\n")
      let heading = try #require(lines.first { $0.contains("# Model") })
      #expect(heading.contains("Sec"))
      let row = try #require(lines.first { $0.contains("logistic") })
      #expect(row.contains(glyphs.isASCII ? " +/-." : " ±."))
      #expect(!row.contains(" +."))
    }
  }

  @Test func hiddenColumnIsSaidAndComesBack() throws {
    var state = try trained(TrainedState.grouped)
    state.compare.column = .metric(.brier)
    _ = try press("-", in: &state)
    #expect(!Leaderboard(state).columns.contains(.metric(.brier)))
    #expect(state.compare.column == .metric(.ece))
    #expect(frame(state).text.contains("Hidden  Brier; + shows all"))
    _ = try press("+", in: &state)
    #expect(Leaderboard(state).columns == LeaderboardColumn.all)
    state.compare.column = .model
    _ = try press("-", in: &state)
    #expect(state.status?.text == "The models' names always stay.")
  }

  @Test func clickOnAHeadingBehindAHiddenColumnSortsByWhatIsRead() throws {
    var state = try trained(TrainedState.grouped)
    state.compare.hidden = [.metric(.precision), .metric(.recall)]
    let place = try #require(Leaderboard(state).columns.firstIndex(of: .metric(.brier)))
    let region = try #require(
      frame(state).hitRegions.last {
        $0.target == HitTarget(CompareView.Widget.leaderboard, .column(place))
      })
    let hit = try #require(
      frame(state).hit(at: Position(column: region.rect.column + 1, row: region.rect.row)))
    for action in ComparePane.actions(for: hit, .press, in: state) { _ = reduce(&state, action) }
    #expect(state.compare.sort == .metric(.brier))
  }

  @Test func onlyColumnsThatDifferAreLeft() throws {
    var state = try trained(TrainedState.grouped)
    _ = try press("d", "d", in: &state)
    let board = Leaderboard(state)
    for column in board.columns.dropFirst() where column != board.state.sort {
      let words = board.rows.filter(\.isRanked).map { row in
        Leaderboard.value(column, row).map { Leaderboard.words($0, column) }
      }
      #expect(Set(words).count > 1, "\(column)")
    }
    _ = try press("d", in: &state)
    #expect(!state.compare.showsDifferences && !state.compare.showsOnlyDifferent)
  }

  // MARK: Copying

  @Test func leaderboardIsCopiedAsItIsSorted() throws {
    var state = try trained(TrainedState.grouped)
    let effects = try press("y", in: &state)
    guard case .copyTable(let text, let file, let news)? = effects.first else {
      Issue.record("Nothing was copied.")
      return
    }
    #expect(file == "leaderboard.txt")
    #expect(news == "leaderboard, \(Leaderboard(state).rows.count) rows")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let board = Leaderboard(state)
    #expect(lines.count == board.rows.count + 2)
    #expect(lines[0] == board.columns.map { $0.title(isShort: false) })
    #expect(lines[1].count == board.columns.count)
    #expect(lines.dropFirst().prefix(4).map { $0[0] } == board.rows.map(\.kind.rawValue))
  }

  @Test func markdownHasARuleAndEscapesBars() {
    let table = CopiedTable(name: "t", titles: ["a|b", "n"], rows: [["x\ty", "–"]])
    #expect(table.text(.markdown) == "| a\\|b | n |\n| --- | ---: |\n| x\ty | – |\n")
    #expect(table.text(.tabs) == "a|b\tn\nx y\t\n")
  }

  @Test func underACurveAllModelsAtTheCursorAreCopied() throws {
    var state = try trained(TrainedState.grouped)
    _ = reduce(&state, .compare(.showChart(.roc)))
    _ = reduce(&state, .compare(.setThreshold(0.4)))
    let table = try #require(CompareTables.table(state))
    #expect(table.rows.count == 3 && table.rows.allSatisfy { $0[1] == "0.400000" })
    let model = try #require(state.session.result(.logistic)?.trained)
    let confusion = model.ranked.blocks.confusion(at: 0.4)
    #expect(table.rows[0][2] == NumberText.fixed(confusion.truePositives, digits: 0))
    #expect(table.rows.allSatisfy { $0.count == table.titles.count })
  }
}
