import Evaluation
import Foundation

extension TextReport {
  /// Every pair of models: ROC-AUC with its test, then the other figures; empty without a pair.
  static func differences(_ all: [ModelDifference]) -> String {
    [tested(all.filter { $0.metric == .rocAUC }), others(all.filter { $0.metric != .rocAUC })]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Every pair in one figure, with its test where there is one.
  static func tested(_ pairs: [ModelDifference]) -> String {
    guard let metric = pairs.first?.metric else { return "" }
    let method = pairs.lazy.compactMap(\.test).first?.method
    // The interval of the folds' t test is the one that stands there already.
    let hasFormula = method == .deLong
    var table = TextTable(
      heading: [metric.title, "difference", "95% interval"]
        + (hasFormula ? ["95% by DeLong"] : []) + (method == nil ? [] : [hasFormula ? "z" : "t"])
        + (method == nil ? [] : ["p"]) + ["better", "same", "worse"])
    for pair in pairs {
      let test = pair.test
      table.append(
        ["\(pair.first) - \(pair.second)", signed(pair.preference.difference.estimate)]
          + [between(pair.preference.difference)]
          + (hasFormula ? [test.map { between($0.interval) } ?? format(nil, 4)] : [])
          + (method == nil ? [] : [format(test?.statistic, 2), test.map(pValue) ?? "–"])
          + [
            chance(pair.preference.firstBetter), chance(pair.preference.equivalent),
            chance(pair.preference.secondBetter),
          ])
    }
    return table.text
  }

  private static func others(_ pairs: [ModelDifference]) -> String {
    // Brier's score says what log-loss says; JSON has it.
    let metrics = ComparisonIntervals.metrics.filter { metric in
      metric != .brier && pairs.contains { $0.metric == metric }
    }
    guard !metrics.isEmpty else { return "" }
    var names: [[String]] = []
    for pair in pairs where !names.contains([pair.first, pair.second]) {
      names.append([pair.first, pair.second])
    }
    var table = TextTable(heading: ["difference, 95% interval"] + metrics.map(\.title))
    for name in names {
      table.append(
        [name.joined(separator: " - ")]
          + metrics.map { metric in
            guard
              let pair = pairs.first(where: {
                $0.metric == metric && [$0.first, $0.second] == name
              })
            else { return format(nil, 4) }
            let difference = pair.preference.difference
            return "\(signed(difference.estimate)) (\(between(difference)))"
          })
    }
    return table.text
  }

  /// The matrix of P(A beats B), for those of the names that are kept.
  static func chances(
    _ comparison: ModelComparison, names: [String], kept: [String]
  ) -> String {
    let places = names.indices.filter { kept.contains(names[$0]) }
    var table = TextTable(heading: ["P(row beats column)"] + places.map { names[$0] })
    for first in places {
      table.append(
        [names[first]]
          + places.map { second in
            comparison.chance(of: first, beating: second).map(chance) ?? ""
          })
    }
    return table.text
  }

  static func chance(_ chance: Double) -> String { "\(format(chance * 100, 1))%" }

  static func between(_ interval: Interval) -> String {
    "\(format(interval.lower, 4)) to \(format(interval.upper, 4))"
  }

  static func signed(_ value: Double) -> String { (value >= 0 ? "+" : "") + format(value, 4) }

  /// A p in words where it is too small for digits.
  private static func pValue(_ test: ModelDifference.Test) -> String {
    test.pValue < 0.0001 ? "< .0001" : format(test.pValue, 4)
  }
}
