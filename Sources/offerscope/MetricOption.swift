import Evaluation
import Workbench

extension MetricKind {
  /// Reads the value of `--metric`.
  ///
  /// - Throws: ``WorkbenchError`` naming what there is.
  init(option text: String) throws {
    guard let kind = MetricKind(rawValue: text), kind.direction != .neutral else {
      let known = MetricKind.allCases.filter { $0.direction != .neutral }.map(\.rawValue)
      throw WorkbenchError(
        .badInput,
        "--metric \(text): there is no such figure to rank by; there are "
          + "\(known.joined(separator: ", ")).")
    }
    self = kind
  }
}
