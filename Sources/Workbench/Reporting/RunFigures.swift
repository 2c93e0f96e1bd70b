import Evaluation
import Foundation
import Modelling
import Reporting
import Tabular

/// The figures of a run, as files and for the report.
struct RunFigures {
  /// A figure with the name of its files and its sides in points.
  struct Named {
    let name: String
    let figure: any Figure
    let width: Double
    let height: Double
  }

  private let run: MeasuredRun
  /// Curves have at most so many points.
  private static let points = 600

  init(_ run: MeasuredRun) { self.run = run }

  /// All that become files of their own.
  var files: [Named] {
    let (width, height) = (620.0, 500.0)
    let rows = Double((comparedMetrics.count + 1) / 2)
    var files = [
      Named(
        name: "model_comparison", figure: comparison, width: 820,
        height: 70 + rows * (46 + 24 * Double(run.models.count)))
    ]
    let curves: [(String, (any Figure)?)] = [
      ("roc_curves", roc()), ("precision_recall_curves", precisionRecall()),
      ("calibration_curves", calibration()),
    ]
    files += curves.compactMap { name, figure in
      figure.map { Named(name: name, figure: $0, width: width, height: height) }
    }
    if let lift = lift() {
      files.append(Named(name: "lift_curves", figure: lift, width: 980, height: 460))
    }
    if let scores = histogram() {
      files.append(
        Named(name: "score_distribution", figure: scores, width: width, height: 380))
    }
    if let importances = importances(count: 12) {
      let count = run.models.count { $0.importances != nil }
      files.append(
        Named(
          name: "feature_importance", figure: importances, width: count > 1 ? 920 : 560,
          height: 60 + Double((count + 1) / 2) * 300))
    }
    return files
  }

  private var comparedMetrics: [MetricKind] {
    ComparisonIntervals.metrics.filter { metric in
      run.models.contains { $0.metrics[metric] != nil }
    }
  }

  /// Bars with intervals, a panel a figure.
  var comparison: BarFigure {
    let panels = comparedMetrics.map { metric in
      let bars = run.models.indices.map { place in
        let value = run.models[place].metrics[metric]
        let interval = run.intervals.interval(of: metric, model: place)
        return BarFigure.Bar(
          name: run.models[place].name, value: value,
          interval: interval.map { min($0.lower, $0.upper)...max($0.lower, $0.upper) },
          label: metric.text(value), style: place)
      }
      let most = bars.flatMap { [$0.value ?? 0, $0.interval?.upperBound ?? 0] }.max() ?? 1
      return BarFigure.Panel(
        title: metric.title,
        remark: metric.explanation + (metric.direction == .lower ? " Lower is better." : ""),
        axis: Axis("", from: 0, to: most), bars: bars)
    }
    return BarFigure(
      title: "Models compared on \(rowWords)", remark: "Lines are 95% intervals.", panels: panels,
      columns: 2)
  }

  private var rowWords: String {
    run.split == nil ? "\(run.rows.count) labelled rows" : "\(run.rows.count) unseen rows"
  }

  private func curves<Curve: ThresholdCurve>(
    isStepped: Bool = false, title: (MeasuredRun.Model) -> String,
    _ curve: (ScoreBlocks) -> Curve?, points: (Curve) -> [CurvePoint] = \.points
  ) -> [LineFigure.Series] {
    run.models.enumerated().compactMap { place, model in
      guard let whole = curve(model.ranked.blocks) else { return nil }
      let mark = whole.point(at: model.threshold)
      return LineFigure.Series(
        name: title(model), style: place,
        points: points(whole.thinned(to: Self.points)).map { .init($0.x, $0.y) },
        isStepped: isStepped,
        mark: isStepped || Curve.self == ROCCurve.self ? mark.map { .init($0.x, $0.y) } : nil)
    }
  }

  /// The rate of hits over that of false alarms.
  func roc() -> LineFigure? {
    let series = curves(
      title: { "\($0.name) (\(MetricKind.rocAUC.text($0.metrics[.rocAUC])))" }, ROCCurve.init)
    guard !series.isEmpty else { return nil }
    return LineFigure(
      title: "ROC curves",
      remark: "Higher to the left is better; in brackets the area. Dots: the models' thresholds.",
      x: .share("negatives wrongly selected (false positive rate)"),
      y: .share("positives found (true positive rate)"), series: series,
      guides: [.init("chance", [.init(0, 0), .init(1, 1)])])
  }

  /// Precision over recall.
  func precisionRecall() -> LineFigure? {
    let series = curves(
      isStepped: true,
      title: { "\($0.name) (\(MetricKind.averagePrecision.text($0.metrics[.averagePrecision])))" },
      PrecisionRecallCurve.init)
    guard !series.isEmpty else { return nil }
    let rate = run.models.first?.metrics[.prevalence] ?? 0
    return LineFigure(
      title: "Precision and recall",
      remark: "Higher to the right is better; in brackets the average precision. Dots: the models' "
        + "thresholds.",
      x: .share("positives found (recall)"), y: .share("of those selected, positive (precision)"),
      series: series, guides: [.init("chance", [.init(0, rate), .init(1, rate)])])
  }

  /// What share of the positives the first rows hold.
  func gains() -> LineFigure? {
    let series = curves(title: \.name, { GainsCurve($0) })
    guard !series.isEmpty else { return nil }
    let rate = run.models.first?.metrics[.prevalence] ?? 0
    return LineFigure(
      title: "Gains",
      remark: "Contacting the likeliest first: how many of the positives are reached.",
      x: .share("rows contacted, likeliest first"), y: .share("positives reached"), series: series,
      guides: [
        .init("chance", [.init(0, 0), .init(1, 1)]),
        .init("perfect", [.init(0, 0), .init(rate, 1), .init(1, 1)]),
      ])
  }

  /// Gains, and how many times better than chance.
  func lift() -> FigureGrid? {
    guard let gains = gains() else { return nil }
    // The very first rows say more of luck than of the model.
    let shown = { (point: CurvePoint) in point.x >= 0.01 }
    let series = run.models.enumerated().compactMap { place, model in
      GainsCurve(model.ranked.blocks).map { curve in
        LineFigure.Series(
          name: "\(model.name) (\(MetricKind.liftAt10.text(model.metrics[.liftAt10])))",
          style: place,
          points: curve.thinned(to: Self.points).lift.filter(shown).map { .init($0.x, $0.y) })
      }
    }
    let most = series.flatMap { $0.points.map(\.y) }.max() ?? 1
    let lift = LineFigure(
      title: "Lift",
      remark: "How many times as many positives as by chance; in brackets in the first tenth.",
      x: .share("rows contacted, likeliest first"),
      y: Axis("lift", from: 0, to: most.rounded(.up), format: .multiple), series: series,
      guides: [.init("chance", [.init(0, 1), .init(1, 1)])])
    return FigureGrid(title: "", figures: [gains, lift], columns: 2)
  }

  /// What probabilities promised, and what came.
  func calibration(of places: [Int]? = nil) -> LineFigure? {
    let shown = places ?? Array(run.models.indices)
    let series = shown.compactMap { place -> LineFigure.Series? in
      let model = run.models[place]
      guard let curve = CalibrationCurve(model.ranked.blocks) else { return nil }
      let name = MetricKind.ece.text(model.metrics[.ece])
      return LineFigure.Series(
        name: "\(model.name) (\(name))", style: place,
        points: curve.bins.map { .init($0.meanProbability, $0.positiveShare) }, hasDots: true,
        whiskers: curve.bins.compactMap { bin in
          Interval.share(
            Int((bin.positiveShare * bin.weight).rounded()), of: Int(bin.weight.rounded())
          ).map { .init(x: bin.meanProbability, lower: $0.lower, upper: $0.upper) }
        })
    }
    guard !series.isEmpty else { return nil }
    return LineFigure(
      title: "Calibration",
      remark:
        "On the diagonal promises are kept; below it too much is promised. Ten bins with 95 % "
        + "intervals; in brackets the mean error.",
      x: .share("mean predicted probability"), y: .share("share that were positive"),
      series: series, guides: [.init("promise kept", [.init(0, 0), .init(1, 1)])])
  }

  /// How the best model's scores part the classes.
  func histogram() -> HistogramFigure? {
    guard let best = run.best else { return nil }
    let model = run.models[best]
    guard let bins = ScoreHistogram(model.ranked.blocks, binCount: 40) else { return nil }
    let dataset = run.data.dataset
    let name = { (label: String) in
      PlainText.line("\(dataset.roles.target ?? "target") = \(label)", limit: 40)
    }
    return HistogramFigure(
      title: "Scores by \(model.name)", remark: "Each class by the share of its own rows.",
      x: bins.lowest == 0 && bins.highest == 1
        ? .share("predicted probability")
        : Axis("score", from: bins.lowest, to: bins.highest),
      classes: [
        .init(name: name(dataset.negativeLabel), counts: bins.negatives),
        .init(name: name(dataset.positiveLabel), counts: bins.positives),
      ],
      cut: model.threshold > 1 ? nil : ("threshold", model.threshold))
  }

  /// What matters most to each model, by mean absolute SHAP value.
  func importances(of places: [Int]? = nil, count: Int) -> BarFigure? {
    let panels = (places ?? Array(run.models.indices)).compactMap { place -> BarFigure.Panel? in
      guard let importances = run.models[place].importances else { return nil }
      let shares = importances.shapShares
      let order = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }.prefix(count)
      return BarFigure.Panel(
        title: run.models[place].name,
        axis: Axis("", from: 0, to: order.first.map { shares[$0] } ?? 1),
        bars: order.map { index in
          BarFigure.Bar(
            name: PlainText.line(importances.titles[index], limit: 60), value: shares[index],
            label: TextReport.format(shares[index] * 100, 1) + "%", style: place)
        })
    }
    guard !panels.isEmpty else { return nil }
    return BarFigure(
      title: "What drives the predictions",
      remark: "Share of the mean absolute SHAP values over "
        + "\(run.models.lazy.compactMap { $0.importances?.explainedRowCount }.first ?? 0) rows.",
      panels: panels, columns: panels.count > 1 ? 2 : 1)
  }
}
