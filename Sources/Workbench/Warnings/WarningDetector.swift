import Evaluation
import Foundation
import Tabular
import Threads

/// Looks for the traps that a table can hold, cheaply enough to do it whenever one is opened.
struct WarningDetector {
  let dataset: Dataset
  /// The profile of its table, which has counted distinct values already.
  let profile: TableProfile
  /// Labelled rows that the dearer detectors look at: all, or an even sample of a long file.
  let rows: [Int]
  let labels: [UInt8]

  private static let maximumRows = 50_000

  init(dataset: Dataset, profile: TableProfile) {
    self.dataset = dataset
    self.profile = profile
    let labelled = dataset.labelledRows
    rows = Explainer.evenly(labelled.count, Self.maximumRows).map { labelled[$0] }
    labels = rows.map { dataset.labels[$0] }
  }

  /// All warnings, the gravest kind first, within a kind by figure.
  func warnings() -> [DataWarning] {
    let columns = dataset.features.compactMap { dataset.table[$0] }
    var warnings = leaks(columns)
    let told = Set(warnings.compactMap(\.column))
    warnings += inTurn(columns.filter { !told.contains($0.name) }, oneSidedValue).compactMap(\.self)
    warnings += columns.compactMap(namedLikeTheTarget)
    warnings += rolesThatKnow()
    for detector in [identifier, sentinel, nearlyConstant, position, tellingGap] {
      warnings += inTurn(columns, detector).compactMap(\.self)
    }
    warnings += [repeatedCustomers(), targetDrift(), repeatedRows(columns), rareClass()].compactMap(
      \.self)
    return warnings
  }

  /// What a detector finds in each column; the columns are shared out to threads.
  func inTurn<Finding>(_ columns: [Column], _ detector: (Column) -> Finding) -> [Finding] {
    parallelMap(columns.count, threads: availableThreads) { detector(columns[$0].inMemory) }
  }

  func three(_ value: Double) -> String { String(format: "%.3f", value) }

  func percent(_ share: Double, digits: Int = 1) -> String {
    String(format: "%.\(digits)f%%", share * 100)
  }

  /// A count with thousands set apart, as screens write it: 45,211.
  func grouped(_ count: Int) -> String {
    CountText.grouped(count)
  }

  static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? String(Int(value)) : String(format: "%.3g", value)
  }
}
