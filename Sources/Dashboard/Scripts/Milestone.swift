import Modelling
import Workbench

/// The results of effects that a script can wait for, by name.
///
/// Only those that come once for each request: a customer who is edited quickly is simulated for the
/// newest edit alone, so nobody can count those.
enum Milestone {
  /// The name of a result; `nil` for progress and for what can't be counted.
  static func name(of happening: Happening) -> String? {
    switch happening {
    case .opened: "opened"
    case .openFailed: "not opened"
    case .modelFinished(_, let kind, _): "trained \(kind.rawValue)"
    case .trainingEnded: "training ended"
    case .trainingFailed: "training failed"
    case .foldsEnded: "folds ended"
    case .intervalsDrawn: "intervals"
    case .explained(_, let kind, _): "explained \(kind.rawValue)"
    case .priced: "priced"
    case .pricingFailed: "not priced"
    case .searchEnded: "search ended"
    case .searchFailed: "search failed"
    case .ingested: "table made"
    case .ingestFailed: "table failed"
    default: nil
    }
  }

  /// All names.
  static let names = Set(
    [
      "opened", "not opened", "training ended", "training failed", "folds ended", "intervals",
      "priced", "not priced", "search ended", "search failed", "table made", "table failed",
    ]
      + ModelKind.allCases.flatMap { ["trained \($0.rawValue)", "explained \($0.rawValue)"] })

  /// The names in one line.
  static let summary =
    "opened, trained MODEL, training ended, explained MODEL, intervals, folds ended, priced, "
    + "search ended or table made"
}

extension Happening {
  /// Whether it answers a request or belongs to a training that a newer one has taken the place of.
  func isOutdated(in session: Session) -> Bool {
    switch self {
    case .opened(let request, _), .openFailed(let request, _, _): request != session.openRequest
    case .modelFinished(let run, _, _), .curvesDrawn(let run, _, _), .trainingEnded(let run, _),
      .trainingFailed(let run, _), .foldsEnded(let run, _), .intervalsDrawn(let run, _),
      .explained(let run, _, _), .trainingAdvanced(let run, _):
      run != session.training.run
    default: false
    }
  }
}
