import Evaluation
import Modelling
import Tabular
import TerminalKit
import Workbench

/// The lines below the leaderboard: what figures are worth beside no model at all, and beside the truth.
enum ComparisonRemarks {
  /// The lines, the most important first.
  static func lines(_ state: State, glyphs: Glyphs) -> [[Span]] {
    cancelled(state) + ties(state)
      + [
        HonestyProgram.remark(state, glyphs: glyphs), ranking(state), truth(state),
        LeaderboardProgram.remark(state),
      ].compactMap(\.self)
  }

  /// What the marks behind names mean, with how far each of those models is.
  private static func cancelled(_ state: State) -> [[Span]] {
    let words = Leaderboard.trained(state).compactMap { kind, model in
      model.cancellation.map { "\(kind.rawValue) was \($0)" }
    }
    guard !words.isEmpty else { return [] }
    return [
      [
        Span(TrainedModel.cancelledMark, Style(.warning, on: .canvas, .bold)),
        Span(" " + words.joined(separator: "; ") + ": not ranked", .text),
      ]
    ]
  }

  /// What the marks between rank and name mean.
  private static func ties(_ state: State) -> [[Span]] {
    let board = Leaderboard(state)
    let count = board.tiedWithBest.count
    guard count > 0 else { return [] }
    return [
      [
        Span(Leaderboard.tieMark, .header),
        Span(" \(count) models can't be told apart by \(board.comparedMetric.title)", .text),
        Span(" (± half the 95% interval); ", .muted), Span("b", Style(.key)),
        Span(" pairs", .muted),
      ]
    ]
  }

  private static func fact(_ name: String, _ value: Double?) -> [Span] {
    [
      Span("  \(name) ", .muted),
      Span(value.map { NumberText.fixed($0, digits: 3) } ?? "–", .text),
    ]
  }

  private static func ranking(_ state: State) -> [Span]? {
    guard let first = Leaderboard.trained(state).first else { return nil }
    guard let ranking = first.model.metrics.ranking else {
      return [
        Span("MAP@7, NDCG@7", .header),
        Span("  no column names the customer: in ", .muted), Span("1", Style(.key)),
        Span(" Data press ", .muted), Span("r g", Style(.key)), Span(" on one", .muted),
      ]
    }
    let isWide = state.size.width >= 100
    let popularity =
      state.session.training.isRunning ? nil : state.session.comparison?.baselines?.popularity
    let counts =
      "  \(NumberText.grouped(ranking.scoredGroups.count)) of "
      + "\(NumberText.grouped(ranking.groupCount)) groups" + (isWide ? " scored" : "")
    let ceiling = isWide ? "ceiling with the empty ones as 0" : "ceiling"
    return [Span("MAP@7", .header)]
      + fact("random", ranking.random?.averagePrecision) + fact("popularity", popularity)
      + [Span(counts, .muted)] + fact(ceiling, ranking.scoredShare)
  }

  private static func truth(_ state: State) -> [Span]? {
    let session = state.session
    let known = session.comparison.map(\.truth) ?? session.data?.truth
    guard let truth = known else { return nil }
    return [Span("Truth", .header)]
      + fact("attainable ROC-AUC", truth.attainableROCAUC) + fact("F1", truth.attainableF1)
      + (truth.attainableMAPAt7.map { fact("MAP@7", $0) } ?? [])
      + [Span("  by true probabilities, all rows", .muted)]
  }
}
