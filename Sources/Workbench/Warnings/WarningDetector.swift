import Evaluation
import Foundation
import Tabular

/// Looks for the traps that a table can hold, cheaply enough to do it whenever one is opened.
struct WarningDetector {
  let dataset: Dataset
  /// Labelled rows that the dearer detectors look at: all, or an even sample of a long file.
  let rows: [Int]
  let labels: [UInt8]

  private static let maximumRows = 50_000

  init(dataset: Dataset) {
    self.dataset = dataset
    let labelled = dataset.labelledRows
    rows = Explainer.evenly(labelled.count, Self.maximumRows).map { labelled[$0] }
    labels = rows.map { dataset.labels[$0] }
  }

  /// All warnings, the gravest kind first, within a kind by figure.
  func warnings() -> [DataWarning] {
    let columns = dataset.features.compactMap { dataset.table[$0] }
    var warnings = leaks(columns)
    warnings += columns.compactMap(namedLikeTheTarget)
    warnings += columns.compactMap(identifier)
    warnings += columns.compactMap(sentinel)
    warnings += columns.compactMap(nearlyConstant)
    warnings += columns.compactMap(tellingGap)
    warnings += [targetDrift(), repeatedRows(columns), rareClass()].compactMap { $0 }
    return warnings
  }

  func three(_ value: Double) -> String { String(format: "%.3f", value) }

  func percent(_ share: Double, digits: Int = 1) -> String {
    String(format: "%.\(digits)f %%", share * 100)
  }

  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? String(Int(value)) : String(format: "%.3g", value)
  }
}
