import Evaluation
import Foundation
import Modelling
import Reporting
import Tabular

/// The report of a run for people who don't run code.
struct RunReport {
  private let run: MeasuredRun
  private let figures: RunFigures
  private let words: RunWords

  init(_ run: MeasuredRun, figures: RunFigures) {
    self.run = run
    self.figures = figures
    words = RunWords(run: run)
  }

  var document: ReportDocument {
    let name = PlainText.line(run.data.name, limit: 60)
    return ReportDocument(
      name: "\(name): who has \(words.outcome)",
      blocks: first(name) + quality + drivers + trust)
  }

  private func first(_ name: String) -> [ReportBlock] {
    let dataset = run.data.dataset
    var blocks: [ReportBlock] = [
      .title(
        "\(name): who has \(words.outcome)?",
        "OfferScope \(ProgramVersion.current), data fingerprint \(dataset.fingerprint)"),
      .heading("In short"), .keySentence(words.headline),
    ]
    if let lead = words.lead { blocks.append(.paragraph(lead)) }
    let leaks = run.data.warnings.count { $0.kind == .leakage }
    if leaks > 0 {
      blocks.append(
        .paragraph(
          "Before any figure is believed: \(leaks == 1 ? "a column may" : "\(leaks) columns may") know the "
            + "outcome beforehand; see “How far to trust it”."))
    }
    blocks += [
      .heading("What was asked"), .paragraph(words.question + " " + words.rows),
      .paragraph(
        "The models read \(words.count(dataset.features.count)) columns: "
          + PlainText.line(dataset.features.joined(separator: ", "), limit: 600) + "."),
      .heading("The models side by side"), .table(leaderboard),
      .paragraph(
        "In brackets: where the true figure lies in 95 of 100 cases, by drawing the "
          + (run.intervals.drawsGroups ? "groups" : "rows")
          + " again. ROC-AUC is the chance that of two "
          + "rows the right one scores higher (0.5 is a coin toss); AP is precision averaged over the "
          + "positives; F1 weighs precision and recall at the model's threshold; lift is how many times "
          + "the positives of a random tenth the top one holds; Brier and ECE measure errors of "
          + "probabilities, lower being better."),
      .figures([shortComparison], height: 46 + 24 * Double(run.models.count) + 22),
    ]
    return blocks
  }

  private var shortComparison: BarFigure {
    var figure = figures.comparison
    figure.title = ""
    figure.remark = ""
    figure.panels = Array(figure.panels.prefix(2))
    for index in figure.panels.indices {
      figure.panels[index].remark = index == 0 ? "Lines are 95% intervals." : ""
    }
    return figure
  }

  private var leaderboard: ReportTable {
    let metrics = words.leaderboardMetrics
    let rows = run.order.map { place in
      [run.models[place].name]
        + metrics.map { metric in
          metric == .rocAUC || metric == .averagePrecision
            ? words.figure(metric, of: place) : metric.text(run.models[place].metrics[metric])
        }
    }
    return ReportTable(
      headings: ["model"] + metrics.map(\.title),
      rows: rows + run.failures.map { [$0.name] + metrics.map { _ in "–" } },
      emphasis: run.order.firstIndex { $0 == run.best })
  }

  private var quality: [ReportBlock] {
    guard let best = run.best else { return [] }
    let model = run.models[best]
    let upper: [any Figure] = [figures.roc() as (any Figure)?, figures.gains()].compactMap(\.self)
    let lower: [any Figure] = [
      figures.calibration(of: [best]) as (any Figure)?, figures.histogram(),
    ].compactMap(\.self)
    var blocks: [ReportBlock] = [.pageBreak, .heading("How good it is")]
    if !upper.isEmpty { blocks.append(.figures(upper, height: 252)) }
    if !lower.isEmpty { blocks.append(.figures(lower, height: 252)) }
    if let promise = words.promise { blocks.append(.paragraph(promise)) }
    if let policy = model.policy {
      blocks += [
        .heading("Whom to contact"),
        .paragraph(
          "By \(model.name), rows fall into three segments whose bounds were chosen on rows other than "
            + "these. What they hold among the \(words.count(run.rows.count)) measured rows:"),
        .table(segments(policy, model)),
      ]
    }
    if let spending = run.spending { blocks += self.spending(spending) }
    return blocks
  }

  private func segments(_ policy: DecisionPolicy, _ model: MeasuredRun.Model) -> ReportTable {
    let percent = { (share: Double?) in
      share.map { TextReport.format($0 * 100, 1) + "%" } ?? "–"
    }
    return ReportTable(
      headings: [
        "segment", "from probability", "rows", "share of rows", "have the outcome",
        "share of all that have it", "times chance",
      ],
      rows: policy.summaries(of: model.ranked.blocks).map { part in
        let from: Double? =
          switch part.segment {
          case .high: policy.segments.high
          case .medium: policy.segments.medium
          case .low: nil
          }
        return [
          part.segment.rawValue, from.map(TextReport.threshold) ?? "0",
          words.count(Int(part.rows)), percent(part.rowShare), percent(part.positiveRate),
          percent(part.positiveShare), TextReport.format(part.lift, 2),
        ]
      })
  }

  private func spending(_ table: SpendTable) -> [ReportBlock] {
    [
      .heading("What it is worth"),
      .paragraph(
        "Expected value is probability times expected \(PlainText.line(table.column, limit: 60)). The top "
          + "tenth by it held these shares of all money that came:"),
      .table(
        ReportTable(
          headings: [
            "model", "promised", "came", "top tenth by value", "by probability", "perfect",
          ],
          rows: table.values.map { row in
            let figures = row.figures
            return [
              row.name, TextReport.money(figures.predictedTotal),
              TextReport.money(figures.realisedTotal), TextReport.format(figures.shareByValue, 3),
              TextReport.format(figures.shareByProbability, 3),
              TextReport.format(figures.perfectShare, 3),
            ]
          })),
    ]
  }

  private var drivers: [ReportBlock] {
    guard let best = run.best, let figure = figures.importances(of: [best], count: 12) else {
      return []
    }
    var plain = figure
    plain.title = ""
    let bars = figure.panels.first?.bars.count ?? 0
    var blocks: [ReportBlock] = [
      .heading("What drives it"),
      .paragraph(
        "The columns that move the predictions of \(run.models[best].name) most. That shows what goes "
          + "together with the outcome, not what causes it: changing a column need not change the outcome."
      ),
      .figures([plain], height: 44 + 19 * Double(bars)),
    ]
    if let odds { blocks += odds }
    return blocks
  }

  /// The strongest coefficients of a logistic regression, which people read as odds.
  private var odds: [ReportBlock]? {
    guard
      let model = run.models.first(where: { $0.importances?.coefficients != nil }),
      let coefficients = model.importances?.coefficients
    else { return nil }
    let strongest = coefficients.filter { $0.feature != nil && $0.standardised.pValue < 0.05 }
      .sorted { abs($0.standardised.value) > abs($1.standardised.value) }.prefix(8)
    guard !strongest.isEmpty else { return nil }
    return [
      .paragraph(
        "In \(model.name), all else being equal, the odds of \(words.outcome) are multiplied by these "
          + "factors (for numbers: by one standard deviation more)."),
      .table(
        ReportTable(
          headings: ["what", "odds times", "95% interval"],
          rows: strongest.map { coefficient in
            let own = coefficient.standardised
            let odds = { (value: Double) in
              TextReport.significant(exp(value))
            }
            return [
              PlainText.line(coefficient.name, limit: 60)
                + (coefficient.scale == 1
                  ? "" : ", \(TextReport.significant(coefficient.scale)) more"),
              odds(own.value),
              "\(odds(own.interval.lowerBound)) to \(odds(own.interval.upperBound))",
            ]
          })),
    ]
  }

  private var trust: [ReportBlock] {
    var blocks: [ReportBlock] = [.heading("How far to trust it")]
    let traps = words.traps.map { PlainText.line($0, limit: 500) }
    blocks.append(
      traps.isEmpty
        ? .paragraph("No trap was found in the data; that is no proof that there is none.")
        : .bullets(Array(traps.prefix(10))))
    if traps.count > 10 {
      blocks.append(.paragraph("\(traps.count - 10) more stand in summary.md."))
    }
    let exclusions = words.exclusions.map { PlainText.line($0, limit: 200) }
    if !exclusions.isEmpty {
      blocks += [
        .paragraph("Columns that were kept from the models:"),
        .bullets(Array(exclusions.prefix(8))),
      ]
    }
    if let best = run.best { blocks += RunReport.weak(run.models[best]) }
    blocks += [
      .paragraph(
        "The figures hold for rows that come about as these did. Other people, later times or another way "
          + "of contact need measuring anew."),
      .heading("Make it again"),
      .paragraph(PlainText.line(run.command, limit: 1_500)),
    ]
    return blocks
  }

  private static func weak(_ model: MeasuredRun.Model) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if let slices = model.slices, !slices.worst.isEmpty {
      blocks += [
        .heading("Where \(model.name) is weakest"), .paragraph(slices.verdict),
        .table(
          ReportTable(
            headings: ["rows with", "rows", "looked at", "there", "interval", "elsewhere", "p"],
            rows: slices.worst.prefix(5).map { finding in
              [
                finding.slice, "\(finding.rows)", finding.look.title,
                TextReport.format(finding.value.estimate, 3),
                "\(TextReport.format(finding.value.lower, 3)) to "
                  + TextReport.format(finding.value.upper, 3),
                TextReport.format(finding.elsewhere, 3),
                TextReport.significance(finding.correctedP),
              ]
            }, wordColumns: [0, 2])),
      ]
    }
    for parity in model.fairness {
      let share = { (interval: Interval?) in TextReport.format(interval?.estimate, 3) }
      blocks += [
        .heading("Treatment by \(PlainText.line(parity.column, limit: 60))"),
        .table(
          ReportTable(
            headings: ["level", "rows", "positive"] + SliceRates.Rate.allCases.map(\.title),
            rows: parity.levels.map { level in
              [level.name, "\(level.rows)", "\(level.positives)"]
                + SliceRates.Rate.allCases.map { share(level.interval(of: $0)) }
            })),
        .bullets(
          parity.gaps.map { gap in
            "\(gap.rate.title): \(gap.highest) over \(gap.lowest) by "
              + "\(share(gap.difference)) (\(TextReport.format(gap.difference.lower, 3)) to "
              + "\(TextReport.format(gap.difference.upper, 3))), ratio \(TextReport.format(gap.ratio, 2)); "
              + "chance alone makes \(TextReport.format(gap.byChance, 3)), p "
              + TextReport.significance(gap.pValue)
          }),
      ]
    }
    return blocks
  }
}
