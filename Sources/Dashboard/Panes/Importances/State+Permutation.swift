import Modelling
import TerminalKit
import Workbench

/// How far permutation importance is, for the header and the pane.
extension State {
  /// The share that is done, 0…1, over all models; `nil` while none is under way.
  var permutationShare: Double? {
    guard !session.training.isRunning, !importances.isPermutationStopped,
      let trained = session.comparison?.trained,
      trained.contains(where: { !isPermutationSettled($0.kind) })
    else { return nil }
    let shares = trained.map { kind, _ in
      isPermutationSettled(kind) ? 1 : importances.progress[kind] ?? 0
    }
    return shares.reduce(0, +) / Double(shares.count)
  }

  private func isPermutationSettled(_ kind: ModelKind) -> Bool {
    session.importances[kind]?.permutation != nil || session.importanceFailures[kind] != nil
  }

  /// What the permutation in sight was measured on; `nil` before it is.
  var permutationBasis: PermutationBasis? {
    session.kinds.lazy.compactMap { session.importances[$0]?.permutationBasis }.first
  }
}

extension PermutationBasis {
  /// Such as `on 10,000 of 91,081 test rows, 3 shuffles each`.
  var words: String {
    let rows = NumberText.grouped(rowCount)
    let all = NumberText.grouped(availableRowCount)
    let times = "\(repeats) shuffle\(repeats == 1 ? "" : "s") each"
    return rowCount == availableRowCount
      ? "on all \(all) test rows, \(times)" : "on \(rows) of \(all) test rows, \(times)"
  }
}
