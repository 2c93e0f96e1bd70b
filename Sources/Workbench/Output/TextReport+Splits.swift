import Evaluation
import Foundation
import Modelling
import Tabular

extension TextReport {
  /// Test rows that stand among the training rows too, where they are many, in one sentence.
  public static func repeatedRows(_ repeated: RepeatedRows) -> String {
    guard repeated.testShare >= 0.05 else { return "" }
    let areas = repeated.models.map {
      "\($0.name) \(format($0.areaOnNew, 4)) (all: \(format($0.area, 4)))"
    }
    return
      "\(format(repeated.testShare * 100, 1))% of the test rows agree with a training row in all "
      + "features; ROC-AUC on the other \(CountText.grouped(repeated.newRows)): "
      + (areas.isEmpty ? "–" : areas.joined(separator: ", ")) + "."
  }

  /// What each way of splitting does to a model's figure, one a line.
  public static func splits(_ audits: [SplitAudit]) -> String {
    let hasGroups = audits.contains { $0.sharedGroups != nil }
    var table = TextTable(
      heading: [
        "split", "boosted ROC-AUC", "95% interval", "rows on both sides", "AUC without them",
      ]
        + (hasGroups ? ["groups on both sides", "their test rows"] : [])
        + ["test told from train", "95% interval", "by"],
      leftAligned: [0, hasGroups ? 9 : 7])
    for audit in audits where audit.failure == nil {
      var row = [audit.scheme.description, format(audit.area?.estimate, 3), shortly(audit.area)]
      row += [share(audit.repeated?.testShare), format(audit.repeated?.models.first?.areaOnNew, 3)]
      if hasGroups {
        row += [audit.sharedGroups.map(String.init) ?? "–", share(audit.sharedShare)]
      }
      row += [format(audit.shift?.area.estimate, 3), shortly(audit.shift?.area)]
      table.append(row + [telling(audit.shift)])
    }
    let failures = audits.compactMap { audit in
      audit.failure.map { "\(audit.scheme): \($0)" }
    }
    let heading =
      "splits: what boosted trees reach, what stands on both sides, and how well trees tell test from "
      + "training rows (.5: not at all)"
    return ([heading, table.text] + failures).joined(separator: "\n")
  }

  private static func share(_ share: Double?) -> String {
    share.map { "\(format($0 * 100, 1))%" } ?? "–"
  }

  private static func shortly(_ interval: Interval?) -> String {
    interval.map { "\(format($0.lower, 3)) to \(format($0.upper, 3))" } ?? "–"
  }

  /// The columns that tell the sides apart; none where the sides are alike.
  private static func telling(_ shift: SplitShift?) -> String {
    guard let shift, shift.area.lower > 0.5 else { return "–" }
    return shift.columns.map { "\($0.name) (alone \(format($0.area, 2)))" }.joined(separator: ", ")
  }
}
