public import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Which model beats which, as it is looked at.
public struct ComparisonMatrix: Codable, Hashable, Sendable {
  /// The figure that models are compared in.
  public var metric = MetricKind.rocAUC
  /// Differences this small count as none.
  public var equivalence = Equivalence.standard.score
  /// The selected row: the first model of the pair.
  public var first = 0
  /// The selected column: the second one.
  public var second = 1

  /// Makes the matrix of ROC-AUC.
  public init() {}

  /// What the regions of practical equivalence can be.
  static let equivalences = [0, 0.001, 0.002, 0.005, 0.01, 0.02]

  /// The matrix with its pair among so many models: a training may leave fewer while it is open.
  func held(to count: Int) -> ComparisonMatrix {
    var held = self
    held.first = max(0, min(first, count - 1))
    held.second = max(0, min(second, count - 1))
    return held
  }
}

/// What a person does in the matrix of which model beats which.
public enum MatrixAction: Codable, Hashable, Sendable {
  /// Compares in the next figure.
  case turnMetric
  /// Widens (1) or narrows (-1) the region of practical equivalence.
  case turnEquivalence(Int)
}

/// The comparison behind the matrix: of one split by draws of its test rows, of folds by a t test.
struct MatrixFigures {
  let kinds: [ModelKind]
  let comparison: ModelComparison
  /// How the chances came about.
  let source: String

  /// - Returns: `nil` while the draws are not made, or with a single model.
  init?(_ matrix: ComparisonMatrix, in state: State) {
    if let board = FoldsBoard(state) {
      let validation = board.validation
      kinds = validation.models.map(\.kind)
      comparison = validation.comparison(in: matrix.metric, equivalence: matrix.equivalence)
      source = "corrected resampled t test over \(counted(validation.folds.count, "fold"))"
    } else {
      guard let intervals = state.compare.intervals,
        let found = intervals.intervals.comparison(
          in: matrix.metric, equivalence: matrix.equivalence)
      else { return nil }
      kinds = intervals.kinds
      comparison = found
      let lists = state.session.comparison?.testGroups == nil ? "test rows" : "customers tested"
      source = "\(NumberText.grouped(ComparisonIntervals.draws)) draws of the \(lists)"
    }
    guard kinds.count > 1 else { return nil }
  }

  /// The figures that can be compared in.
  static func metrics(in state: State) -> [MetricKind] {
    if let board = FoldsBoard(state) {
      return board.columns.compactMap { column in
        if case .metric(let kind) = column { kind } else { nil }
      }
    }
    return state.compare.intervals?.metrics ?? []
  }
}
