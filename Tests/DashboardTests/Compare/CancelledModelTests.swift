import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Half a model must never look like a whole one.
@Suite struct CancelledModelTests {
  private func cut() throws -> State {
    var state = try TrainedState.cut.get()
    state.pane = .compare
    return state
  }

  private func text(_ state: State, glyphs: Glyphs = .unicode) -> String {
    Screen.frame(of: state, size: state.size, medium: Medium(glyphs: glyphs, hasColor: false)).text
  }

  @Test func theNoteSaysHowFarItCameForEveryKindOfTrees() throws {
    let comparison = try #require(try cut().session.comparison)
    for kind in [ModelKind.forest, .boosted] {
      let note = try #require(comparison.trained(kind)?.cancellation)
      #expect(note.hasPrefix("cancelled after ") && note.hasSuffix(" of 400 trees"), "\(kind)")
    }
    #expect(comparison.trained(.logistic)?.cancellation == nil)
  }

  @Test func cancelledModelsStandBehindTheWholeOnesWithoutRank() throws {
    var state = try cut()
    for column in [LeaderboardColumn.metric(.rocAUC), .metric(.logLoss), .seconds] {
      for isReversed in [false, true] {
        state.compare.sort = column
        state.compare.isReversed = isReversed
        let board = Leaderboard(state)
        #expect(board.rows.first?.kind == .logistic)
        #expect(board.rows.map { board.rank(of: $0) } == [1, nil, nil, nil])
      }
    }
  }

  @Test func cancelledModelsAreNeverTheBest() throws {
    let board = Leaderboard(try cut())
    for column in LeaderboardColumn.all.dropFirst() {
      let best = board.best(column)
      for row in board.rows where row.cancellation != nil {
        #expect(!board.text(column, row, best: best).isBest)
      }
    }
  }

  @Test func markStandsAtEveryNameAndIsExplained() throws {
    var state = try cut()
    var words = text(state)
    #expect(words.contains("† forest was cancelled after"))
    #expect(words.contains("not ranked"))
    // Leaderboard, chart, and figures at the threshold.
    #expect(words.ranges(of: "boosted†").count >= 3)
    #expect(text(state, glyphs: .ascii).contains("boosted!"))
    state.pane = .importances
    words = text(state)
    #expect(words.contains("forest†"))
  }

  @Test func ranksAreThoseOfTheSortAndTiesShareThem() throws {
    var state = try TrainedState.grouped.get()
    let board = Leaderboard(state)
    #expect(board.rows.map { board.rank(of: $0) } == [1, 2, 3, nil])
    state.compare.isReversed = true
    let reversed = Leaderboard(state)
    #expect(reversed.rows.map { reversed.rank(of: $0) } == [3, 2, 1, nil])
    state.compare.sort = .threshold
    #expect(Leaderboard(state).rows.allSatisfy { Leaderboard(state).rank(of: $0) == nil })
  }
}
