import Evaluation
import Modelling
import Tabular

/// Sentences about a run that its summary and its report share.
struct RunWords {
  let run: MeasuredRun

  private var dataset: Dataset { run.data.dataset }

  /// The outcome, as `y = yes`.
  var outcome: String {
    PlainText.line("\(dataset.roles.target ?? "target") = \(dataset.positiveLabel)", limit: 80)
  }

  /// What was asked, of which rows.
  var question: String {
    "Which rows of \(PlainText.line(dataset.name, limit: 80)) will have \(outcome)? Of "
      + "\(count(dataset.labelledRows.count)) rows with a known outcome "
      + "\(TextReport.format(dataset.positiveRate * 100, 2))% have it."
  }

  /// Which rows were learnt from and which measured.
  var rows: String {
    guard let split = run.split else {
      return "Saved models were measured on all \(count(run.rows.count)) rows with an outcome"
        + (run.uses.contains(.possiblySeen)
          ? ", and at least one of them was trained on rows of this very file, so its figures flatter."
          : ", on none of which, as far as their files tell, any was trained.")
    }
    return "The models learnt from \(count(split.fitRows)) rows, chose their thresholds on "
      + "\(count(split.validationRows)) others, and were measured on \(count(split.testRows)) more that "
      + "they had never seen (\(count(split.testPositives)) of them with \(outcome); split "
      + "\(split.scheme), seed \(split.seed))."
  }

  /// A whole number with commas.
  func count(_ value: Int) -> String { CountText.grouped(value) }

  /// A figure with its interval where it has one.
  func figure(_ metric: MetricKind, of place: Int) -> String {
    let value = metric.text(run.models[place].metrics[metric])
    guard let interval = run.intervals.interval(of: metric, model: place) else { return value }
    return "\(value) (\(metric.text(interval.lower)) to \(metric.text(interval.upper)))"
  }

  /// What the best model does, in words of everyday.
  var headline: String {
    guard let best = run.best else { return "No model could be trained." }
    let model = run.models[best]
    var text = "\(model.name) has the highest ROC-AUC"
    if let area = model.metrics[.rocAUC] {
      let interval = run.intervals.interval(of: .rocAUC, model: best)
      let percent = { (share: Double) in TextReport.format(share * 100, 1) }
      text =
        "\(model.name) orders rows best: of 100 pairs of a row with \(outcome) and one without, it scores "
        + "the right one higher in \(percent(area))"
        + (interval.map { " (95% interval \(percent($0.lower)) to \(percent($0.upper)))" } ?? "")
    }
    if let lift = model.metrics[.liftAt10], let curve = GainsCurve(model.ranked.blocks),
      let point = curve.points.last(where: { $0.x <= 0.1 + 1e-9 }), point.x > 0
    {
      text +=
        ". The tenth of the rows it holds likeliest has \(TextReport.format(point.y * 100, 0))% of all "
        + "that have it: \(TextReport.format(lift, 1)) times as many as a tenth taken at random"
    }
    return text + "."
  }

  /// How sure it is that the best model is better than the next.
  var lead: String? {
    let order = run.order.filter { run.models[$0].isWhole }
    guard order.count > 1,
      let comparison = run.intervals.comparison(
        in: .rocAUC, equivalence: run.equivalence[.rocAUC]),
      let preference = comparison[order[0], order[1]]
    else { return nil }
    let names = (run.models[order[0]].name, run.models[order[1]].name)
    let chance = TextReport.format(preference.firstBetter * 100, 0)
    let verdict =
      preference.firstBetter > 0.95
      ? "\(names.0) is better than \(names.1), the next, beyond reasonable doubt"
      : "\(names.0) and \(names.1), the next, can't be told apart on these rows"
    return "\(verdict): in \(chance)% of the draws of the rows its ROC-AUC is higher by more than "
      + "\(run.equivalence[.rocAUC]). The best of several models on the same rows looks a little better "
      + "than it is."
  }

  /// Whether probabilities may be taken at their word.
  var promise: String? {
    guard let best = run.best else { return nil }
    let model = run.models[best]
    let report = CalibrationReport(model.ranked.blocks)
    guard let error = report.equalWidth?.expectedError, let gap = report.gap else { return nil }
    let percent = { (share: Double) in TextReport.format(share * 100, 1) }
    let side = gap > 0 ? "too much" : "too little"
    return
      "Probabilities of \(model.name) are off by \(percent(error)) percentage points on average; "
      + "taken together they promise \(percent(abs(gap))) points \(side)"
      + (report.recalibration.map {
        ", with a slope of \(TextReport.format($0.slope, 2)) (1 is sound)"
      }
        ?? "") + "."
  }

  /// All that speaks against believing the figures, leaks first.
  var traps: [String] {
    let warnings = run.data.warnings
    return warnings.filter { $0.kind == .leakage }.map(\.message)
      + warnings.filter { $0.kind != .leakage }.map(\.message) + run.cautions
      + run.models.flatMap { model in model.notes.map { "\(model.name): \($0)" } }
      + run.failures.map { "\($0.name) has no figures: \($0.reason)" }
  }

  /// Columns that were kept from the models.
  var exclusions: [String] {
    (dataset.roles.excluded + dataset.setAside).map { "\($0.column): \($0.reason)" }
  }

  /// The figures of the table of models.
  var leaderboardMetrics: [MetricKind] {
    [.rocAUC, .averagePrecision, .f1, .mapAt7, .liftAt10, .brier, .ece].filter { metric in
      run.models.contains { $0.metrics[metric] != nil }
    }
  }
}
