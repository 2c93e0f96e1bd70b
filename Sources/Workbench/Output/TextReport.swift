import Evaluation
import Foundation
import Modelling
import Offers
import Tabular

/// The words and tables that commands print for people.
public enum TextReport {
  /// The table of all models, with baselines, the attainable truth and notes below it.
  public static func leaderboard(_ comparison: Comparison) -> String {
    let data = comparison.data.dataset
    let summary = comparison.split
    var lines = [
      "\(data.name): \(CountText.grouped(data.labelledRows.count)) rows, \(data.features.count) features, "
        + "\(data.roles.target ?? "target") = \(data.positiveLabel) in "
        + "\(format(data.positiveRate * 100, 2))%",
      "split \(summary.scheme), seed \(summary.seed): fitted on \(CountText.grouped(summary.fitRows)) rows, "
        + "thresholds by \(comparison.plan.thresholdRule.words(customers: data.labelledRows.count)) from "
        + "\(CountText.grouped(summary.validationRows)), measured on \(CountText.grouped(summary.testRows)) "
        + "(\(CountText.grouped(summary.testPositives)) positive)",
      "",
    ]
    let metrics = MetricKind.leaderboard.filter { metric in
      metric != .mapAt7 && metric != .ndcgAt7 || comparison.baselines != nil
    }
    var table = TextTable(heading: ["model"] + metrics.map(\.title) + ["threshold", "seconds"])
    for result in comparison.results {
      guard let trained = result.trained else {
        table.append([result.kind.rawValue] + metrics.map { _ in "–" } + ["–", "–"])
        continue
      }
      table.append(
        [result.kind.rawValue] + metrics.map { format($0.value(in: trained.metrics), 4) }
          + [threshold(trained.threshold), format(trained.trainSeconds, 2)])
    }
    lines.append(table.text)
    if let rankings = RankingTable(comparison) { lines += ["", self.rankings(rankings)] }
    lines += remarks(comparison)
    return lines.joined(separator: "\n")
  }

  private static func remarks(_ comparison: Comparison) -> [String] {
    var lines = comparison.cautions
    if let failure = comparison.amount?.failure { lines.append("amount model: \(failure)") }
    for result in comparison.results {
      if let failure = result.failure { lines.append("\(result.kind.rawValue): \(failure)") }
      for note in (result.trained?.notes ?? []) + outOfBag(result) {
        lines.append("\(result.kind.rawValue): \(note)")
      }
    }
    if let truth = comparison.truth {
      var line =
        "best attainable on the whole file, by its true probabilities: ROC-AUC "
        + "\(format(truth.attainableROCAUC, 4)), F1 \(format(truth.attainableF1, 4))"
      if let map = truth.attainableMAPAt7 { line += ", MAP@7 \(format(map, 4))" }
      if let error = truth.attainableAmountRMSE {
        line += ", RMSE of amounts \(money(error)), R² \(format(truth.attainableAmountRSquared, 4))"
      }
      if let share = truth.attainableMoneyInTopTenth {
        line += ", money in the top tenth \(format(share, 4))"
      }
      lines.append(line)
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// The largest features of each model side by side, by the model's own measure.
  public static func importances(_ all: [Importances], count: Int = 10) -> String {
    guard let features = all.first?.titles else { return "" }
    let mean = features.indices.map { index in all.reduce(0) { $0 + $1.gain[index] } }
    let order = features.indices.sorted { (mean[$1], $0) < (mean[$0], $1) }
    var table = TextTable(heading: ["gain share, %"] + all.map(\.kind.rawValue))
    for index in order.prefix(count) {
      table.append([features[index]] + all.map { format($0.gain[index] * 100, 1) })
    }
    return table.text
  }

  /// The top offers for one customer by one model, then those that can't be shown; with what the
  /// customer is expected to bring where there is a model of amounts.
  public static func offers(_ view: Simulation.ModelView, count: Int = 7) -> String {
    var table = TextTable(
      heading: ["#", "offer", "category", "probability", "value", "expected"]
        + (view.expectedAmount == nil ? [] : ["amount", "p × amount − cost"]),
      leftAligned: [1, 2])
    let eligible = view.offers.filter(\.isEligible)
    let nothing =
      ["–", "do nothing", "", format(view.probability, 4), "", "0.00"]
      + (view.expectedAmount.map { [money($0), money(view.probability * $0)] } ?? [])
    // By value everything below this line loses against it; by probability it has no place.
    let isByValue = view.order == .expectedValue
    for (index, ranked) in eligible.prefix(count).enumerated() {
      if isByValue, index == view.worthwhileCount { table.append(nothing) }
      table.append(
        [
          ranked.position.map(String.init) ?? "–", "\(ranked.offer.name) (\(ranked.id))",
          ranked.offer.category, format(ranked.probability, 4), format(ranked.offer.value, 2),
          format(ranked.expectedValue, 2),
        ]
          + (view.expectedAmount == nil
            ? [] : [money(ranked.amountIfTaken), money(ranked.expectedAmount)]))
    }
    if isByValue, eligible.count <= count, view.worthwhileCount == eligible.count {
      table.append(nothing)
    }
    return table.text + "\n" + worth(view)
  }

  /// How the offers compare with doing nothing, in one sentence.
  private static func worth(_ view: Simulation.ModelView) -> String {
    let eligible = view.offers.count(where: \.isEligible)
    return switch view.worthwhileCount {
    case _ where eligible == 0: "No offer can be shown to this customer."
    case 0: "No offer beats doing nothing."
    case eligible: "Every eligible offer beats doing nothing."
    case let count: "\(count) of \(eligible) eligible offers beat doing nothing."
    }
  }

  /// The model's probability of a customer and the columns that make it, in one sentence.
  public static func reasons(_ view: Simulation.ModelView, count: Int = 3) -> String {
    let parts = view.reasons.prefix(count).filter { $0.contribution != 0 }.map { reason in
      "\(reason.column) = \(reason.value) \(reason.contribution > 0 ? "raises" : "lowers") it by "
        + format(abs(reason.contribution), view.marginScale == .logOdds ? 2 : 4)
    }
    let scale = view.marginScale == .logOdds ? "log-odds" : "probability"
    let unit = " (in \(scale)\(view.isCorrected ? ", before its correction" : ""))"
    let why = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ") + unit
    return "\(view.kind.rawValue): \(format(view.probability, 4)) (\(view.segment.rawValue))\(why)"
  }

  /// A number with fixed digits, or an en dash where it is undefined.
  public static func format(_ value: Double?, _ digits: Int) -> String {
    guard let value else { return "–" }
    return String(format: "%.\(digits)f", value)
  }

  /// A threshold, or that no probability reaches it.
  static func threshold(_ value: Double) -> String { value > 1 ? "nobody" : format(value, 4) }

  /// A number of rows, or what they weigh: whole ones in full with thousands set apart.
  static func rows(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? CountText.grouped(Int(value)) : significant(value)
  }

  /// A number of any size with four significant digits, whole ones in full up to nine.
  static func significant(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    return String(format: "%.4g", value)
  }
}
