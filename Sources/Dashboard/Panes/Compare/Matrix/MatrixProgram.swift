import Evaluation
import Modelling
import TerminalKit
import Workbench

/// The matrix of which model beats which: its keys and what they do.
enum MatrixProgram: KeyedOverlay {
  /// The context in which the keys of the matrix work.
  static let context = "matrix"
  static let group = "Which model beats which"

  static let bindings: [KeyBinding<Action>] = [
    key(
      ["m"], .compare(.matrix(.turnMetric)), "metric", "Compare the models in the next figure."),
    key(
      ["+", "="], .compare(.matrix(.turnEquivalence(1))), "wider",
      "Count larger differences as none: widen the region of practical equivalence."),
    key(
      ["-", "_"], .compare(.matrix(.turnEquivalence(-1))), "narrower",
      "Narrow the region of practical equivalence, down to 0."),
    key(["y"], .compare(.copyTable(.tabs)), "copy", "Copy the matrix as a table."),
    key(
      ["Y"], .compare(.copyTable(.markdown)), "Markdown", "Copy the matrix as Markdown.",
      isInFooter: false),
    key(["esc", "b"], .overlay(.close), "close", "Close the matrix."),
  ]

  static func hint(in state: State) -> String {
    "Each cell holds the model of its row against that of its column; the selected pair is told in words."
  }

  /// Opens the matrix of the figure that the leaderboard goes by, where that can be compared in.
  static func open(_ state: inout State) {
    var matrix = ComparisonMatrix()
    if case .metric(let metric) = state.compare.sort,
      MatrixFigures.metrics(in: state).contains(metric)
    {
      matrix.metric = metric
    }
    let kinds = MatrixFigures(matrix, in: state)?.kinds ?? []
    if let place = kinds.firstIndex(where: { $0 == state.compare.selected }) {
      matrix.first = place
      matrix.second = place == 0 ? 1 : 0
    }
    state.overlay = .matrix(matrix)
  }

  /// Handles an action while the matrix is open; `nil` leaves it to the panes.
  static func reduce(
    _ matrix: ComparisonMatrix, _ action: Action, _ state: inout State
  ) -> [Effect]? {
    switch action {
    case .activate, .compare(.openMatrix): state.overlay = nil
    case .move(let movement): move(movement, matrix, &state)
    case .overlay(.choose(let cell)):
      let count = max(1, MatrixFigures(matrix, in: state)?.kinds.count ?? 1)
      var matrix = matrix
      matrix.first = min(count - 1, cell / count)
      matrix.second = cell % count
      state.overlay = .matrix(matrix)
    case .compare(.matrix), .compare(.copyTable): return nil
    default: return otherwise(action, &state)
    }
    return []
  }

  static func reduce(_ action: MatrixAction, _ state: inout State) {
    guard case .matrix(var matrix) = state.overlay else { return }
    switch action {
    case .turnMetric:
      let metrics = MatrixFigures.metrics(in: state)
      guard !metrics.isEmpty else { return }
      let place = metrics.firstIndex(of: matrix.metric) ?? -1
      matrix.metric = metrics[(place + 1) % metrics.count]
    case .turnEquivalence(let direction):
      let all = ComparisonMatrix.equivalences
      let place = all.firstIndex(of: matrix.equivalence) ?? 0
      matrix.equivalence = all[max(0, min(all.count - 1, place + direction))]
    }
    state.overlay = .matrix(matrix)
  }

  private static func move(
    _ movement: Movement, _ matrix: ComparisonMatrix, _ state: inout State
  ) {
    let count = MatrixFigures(matrix, in: state)?.kinds.count ?? 0
    guard count > 1 else { return }
    var matrix = matrix.held(to: count)
    switch movement {
    case .left: matrix.second = max(0, matrix.second - 1)
    case .right: matrix.second = min(count - 1, matrix.second + 1)
    default: matrix.first = movement.applied(to: matrix.first, count: count, page: count)
    }
    state.overlay = .matrix(matrix)
  }
}
