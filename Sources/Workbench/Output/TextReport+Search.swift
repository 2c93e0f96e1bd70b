import Evaluation
import Foundation
import Modelling
import Tabular

extension TextReport {
  /// How many trials the table of a search shows.
  static let shownTrials = 10

  /// The best trials of a search beside the standard settings, and the last line on the test rows.
  public static func search(_ result: SearchResult) -> String {
    var lines = heading(of: result) + ["", trialTable(result.folds)]
    if let remark = onFolds(result.folds) { lines += ["", remark] }
    lines += [""] + lastLines(result)
    return lines.joined(separator: "\n")
  }

  private static func heading(of result: SearchResult) -> [String] {
    let (data, folds) = (result.data.dataset, result.folds)
    let states = [SearchTrial.State.done, .pruned, .failed, .cancelled]
      .map { ($0, folds.count($0)) }.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }
    let ending =
      switch result.ending {
      case .trials: "as many as asked for"
      case .seconds: "the time was up"
      case .cancelled: "cancelled"
      }
    return [
      "\(data.name): \(CountText.grouped(data.labelledRows.count)) rows, \(data.features.count) features, "
        + "\(data.roles.target ?? "target") = \(data.positiveLabel) in "
        + "\(format(data.positiveRate * 100, 2))%",
      "split \(folds.plan.training.split), seed \(folds.plan.training.seed): \(CountText.grouped(result.testRowCount)) "
        + "test rows set apart; \(folds.plan.folds) of the other "
        + "\(CountText.grouped(data.labelledRows.count - result.testRowCount)), the same for every trial",
      "\(folds.trials.count) trial\(folds.trials.count == 1 ? "" : "s") in \(format(result.seconds, 1)) s (\(states.joined(separator: ", "))): "
        + ending,
    ]
  }

  /// The best trials, and the standard settings where they are not among these.
  private static func trialTable(_ folds: SearchedFolds) -> String {
    let metric = folds.plan.metric
    var table = TextTable(
      heading: [
        "trial", "\(metric.title) on the folds", "less standard", "95% interval", "P(better)",
        "trees", "seconds", "model",
      ], leftAligned: [7])
    var shown = Array(folds.ranked.prefix(shownTrials))
    if let standard = folds.standard, !shown.contains(standard) { shown.append(standard) }
    for trial in shown {
      let difference = folds.differenceToStandard(trial)
      table.append([
        "\(trial.number)", spread(trial),
        difference.map { signed($0.difference.estimate) } ?? "standard",
        difference.map { between($0.difference) } ?? "",
        difference.map { "\(format($0.firstBetter * 100, 1))%" } ?? "",
        trial.trees.map(String.init) ?? "", format(trial.seconds, 1), trial.settings.kind.rawValue,
      ])
    }
    // Settings are long, and a cell is short: they stand on lines of their own.
    let settings = shown.map { trial in
      "\(trial.number): "
        + (trial.settings.changes.isEmpty
          ? "\(trial.settings.kind.rawValue), standard" : trial.settings.changes)
    }
    return table.text + "\n\n" + settings.joined(separator: "\n")
  }

  private static func onFolds(_ folds: SearchedFolds) -> String? {
    guard let best = folds.best, let median = folds.medianOfBestFive else { return nil }
    if folds.plan.isStandard(best.number) {
      return "No trial was better than the standard settings on the folds."
    }
    return "best on the folds: trial \(best.number), \(spread(best)); median of the best "
      + "\(min(5, folds.ranked.count)): \(format(median, 4)). The best of \(folds.trials.count) is "
      + "flattered by being the best; the test rows are not."
  }

  private static func lastLines(_ result: SearchResult) -> [String] {
    guard let verdict = result.verdict else { return ["The test rows were left out."] }
    let isStandard = result.folds.best == result.folds.standard
    var table = TextTable(
      heading: ["on \(CountText.grouped(verdict.split.testRows)) test rows"]
        + verdict.metrics.map(\.title))
    let row = { (name: String, interval: (MetricKind) -> Interval?) in
      [name]
        + verdict.metrics.map { metric in
          interval(metric).map { "\(format($0.estimate, 4)) (\(between($0)))" } ?? format(nil, 4)
        }
    }
    if !isStandard { table.append(row("best", verdict.best)) }
    if verdict.refitted != nil {
      table.append(row(isStandard ? "standard, refitted" : "best, refitted", verdict.refitted))
    }
    table.append(row("standard", verdict.standard))
    if !isStandard {
      table.append(
        ["best less standard"]
          + verdict.metrics.map { metric in
            verdict.difference(metric).map {
              "\(signed($0.difference.estimate)) (\(between($0.difference)))"
            } ?? format(nil, 4)
          })
    }
    var lines = [
      "fitted on \(CountText.grouped(verdict.split.fitRows)) rows, thresholds and trees from "
        + "\(CountText.grouped(verdict.split.validationRows)), 95% intervals by \(SearchVerdict.draws) draws",
      table.text,
    ]
    if let refitted = verdict.refitted { lines.append(self.refitted(refitted)) }
    if let refusal = verdict.refittingRefusal { lines.append("not refitted: \(refusal)") }
    if let amount = verdict.amount {
      lines.append("amount model: \(amount.failure ?? amount.note ?? "fitted")")
    }
    if !isStandard, let best = result.folds.best {
      lines += [
        "", gain(verdict), "to train it: \(command(best.settings, result))",
      ]
    }
    return lines
  }

  private static func refitted(_ model: RefittedModel) -> String {
    let trees = model.model.fitted.treeCount.map { " with \($0) trees, the folds' median," } ?? ""
    return
      "refitted\(trees) on fit and validation rows, \(CountText.grouped(model.fitRows)) together; its threshold, "
      + "segments and correction are those of the first fit"
  }

  private static func gain(_ verdict: SearchVerdict) -> String {
    guard let metric = verdict.metrics.first, let difference = verdict.difference(metric) else {
      return "The difference is undefined on these test rows."
    }
    let chance = "\(format(difference.firstBetter * 100, 1))%"
    return verdict.isWithinNoise
      ? "The gain in \(metric.title) is within noise: in \(chance) of the draws the best settings are "
        + "better than the standard ones."
      : "The gain in \(metric.title) is beyond the noise of these test rows: in \(chance) of the draws "
        + "the best settings are better than the standard ones."
  }

  /// What trains the settings on the same rows, as it is pasted into a shell.
  private static func command(_ settings: ModelSettings, _ result: SearchResult) -> String {
    var plan = result.folds.plan.training
    plan.models = [settings]
    return ShellWord.line(CommandWords.training(result.data, by: plan))
  }

  private static func spread(_ trial: SearchTrial) -> String {
    format(trial.mean, 4) + (trial.deviation.map { " ± \(format($0, 4))" } ?? "")
  }
}
