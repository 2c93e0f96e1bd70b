import Evaluation
import Modelling
import Synchronization
import Workbench

/// What a search says while it works: a line a trial, and on a terminal one that moves.
final class SearchNarration: Sendable {
  private let narration: Narration
  private let plan: SearchPlan
  private let best = Mutex<(number: Int, mean: Double)?>(nil)
  private let start = ContinuousClock.now

  init(_ narration: Narration, plan: SearchPlan) {
    self.narration = narration
    self.plan = plan
  }

  /// Follows a search.
  func follow(_ event: SearchEvent) {
    switch event {
    case .prepared(let testRows, let folds):
      narration.note(
        "\(testRows) test rows set apart; \(folds.count) folds of the others, fitted on about "
          + "\(folds.map(\.fitRows).reduce(0, +) / max(1, folds.count)) rows each")
    case .began, .measured: break
    case .progress(let trial, let fold, _):
      let found = best.withLock { $0 }.map {
        ", best so far \(plan.metric.title) \(TextReport.format($0.mean, 4)) (trial \($0.number))"
      }
      let elapsed = (ContinuousClock.now - start) / .seconds(1)
      let limit = plan.seconds.map { " of \(TextReport.format($0, 0))" } ?? ""
      narration.draw(
        "\(TextReport.format(elapsed, 0))\(limit) s: trial \(trial), fold \(fold + 1)"
          + (found ?? ""))
    case .finished(let trial): finished(trial)
    case .testing(let trial):
      narration.note("fitting trial \(trial.number) and the standard settings for the test rows")
    }
  }

  private func finished(_ trial: SearchTrial) {
    if trial.state == .done, let mean = trial.mean {
      best.withLock { best in
        if plan.metric.isBetter(mean, than: best?.mean) { best = (trial.number, mean) }
      }
    }
    let figure = trial.mean.map {
      " \(plan.metric.title) \(TextReport.format($0, 4)) on "
        + (trial.folds.count == 1 ? "1 fold" : "\(trial.folds.count) folds")
    }
    let settings = trial.settings.changes
    narration.note(
      "trial \(trial.number) \(trial.state.rawValue)\(figure ?? ""): "
        + (settings.isEmpty ? "\(trial.settings.kind.rawValue), standard settings" : settings)
        + (trial.reason.map { " (\($0))" } ?? ""))
  }
}
