import Evaluation
import Modelling
import Tabular

/// One model on some rows with outcomes, as the tables of decisions and calibration read it.
public struct JudgedModel: Sendable {
  let name: String
  let policy: DecisionPolicy?
  let validationValue: ContactValue?
  let correction: ProbabilityCorrection
  let uncorrected: CalibrationReport?
  let blocks: ScoreBlocks
  /// Of how many customers a capacity is a share; `nil` where that is not known.
  var customers: Int?

  /// The trained models of a comparison on its test rows.
  public static func all(in comparison: Comparison) -> [JudgedModel] {
    comparison.trained.map { kind, trained in
      JudgedModel(
        name: kind.rawValue, policy: trained.policy, validationValue: trained.validationValue,
        correction: trained.model.correction, uncorrected: trained.uncorrectedCalibration,
        blocks: trained.ranked.blocks, customers: comparison.data.dataset.labelledRows.count)
    }
  }

  /// Saved models on the rows of a table.
  public static func all(in table: SavedModelTable) -> [JudgedModel] {
    table.rows.map { row in
      JudgedModel(
        name: row.name, policy: row.policy, validationValue: nil, correction: row.correction,
        uncorrected: row.uncorrectedCalibration, blocks: row.blocks)
    }
  }
}

extension TextReport {
  /// What thresholds earn where they were chosen for profit, and segments; empty without a model that
  /// has any.
  ///
  /// - Parameter best: the model whose segments are shown; those of all when `nil`.
  public static func decisions(_ models: [JudgedModel], best: String? = nil) -> String {
    let parted = models.filter { best == nil || $0.name == best }.compactMap { model in
      model.policy.map { policy in
        (
          name: model.name,
          parts: policy.summaries(of: model.blocks).map { SegmentPart($0, plan: policy.segments) }
        )
      }
    }
    let hasValues = models.contains { $0.policy?.rule.economics != nil }
    return [values(models), segments(parted, hasValues: hasValues)].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private static func values(_ models: [JudgedModel]) -> String {
    let valued = models.compactMap { model in
      model.policy.flatMap { policy in
        policy.value(on: model.blocks).map { (model: model, policy: policy, value: $0) }
      }
    }
    guard let first = valued.first else { return "" }
    let rule = first.policy.rule
    let hasCap = valued.contains { $0.policy.rule.capacity != nil }
    var table = TextTable(
      heading: ["profit", "threshold", "chosen at", "customers", "contacts"]
        + (hasCap ? ["cap"] : [])
        + ["expected", "realised", "expected/1,000", "realised/1,000"])
    for (model, policy, value) in valued {
      let cap = policy.rule.mostContacts(of: value.customers).map(rows) ?? "–"
      table.append(
        [
          model.name, threshold(policy.threshold),
          model.validationValue?.realisedPerThousand.map { "\(format($0, 1))/1,000" } ?? "–",
          rows(value.customers), rows(value.contacts),
        ] + (hasCap ? [cap] : [])
          + [
            format(value.expected, 1), format(value.realised, 1),
            format(value.expectedPerThousand, 1), format(value.realisedPerThousand, 1),
          ])
    }
    return table.text
      + "\n\(rule.words(customers: first.model.customers)): expected by the probabilities, realised by the outcomes of rows that chose nothing; "
      + "chosen at is what the validation rows earned"
      + (hasCap
        ? "\nthe cap was kept on the validation rows and the threshold carried over, so contacts on these "
          + "rows may lie on either side of their share of it"
        : "")
  }

  static func segments(
    _ models: [(name: String, parts: [SegmentPart])], hasValues: Bool
  ) -> String {
    var table = TextTable(
      heading: [
        "segment", "of", "from", "customers", "share, %", "positives", "rate, %", "mean p, %",
        "lift",
      ] + (hasValues ? ["expected", "realised"] : []), leftAligned: [0, 1])
    var isEmpty = true
    for model in models {
      for part in model.parts {
        isEmpty = false
        let percent = { (share: Double?) in format(share.map { $0 * 100 }, 1) }
        table.append(
          [
            part.segment, model.name, format(part.from, 4), rows(part.rows),
            percent(part.rowShare), rows(part.positives), percent(part.positiveRate),
            percent(part.meanProbability), format(part.lift, 2),
          ] + (hasValues ? [format(part.expectedValue, 1), format(part.realisedValue, 1)] : []))
      }
    }
    return isEmpty ? "" : table.text
  }

  /// What balancing did to each model on the test rows; empty where it was not measured.
  public static func imbalance(_ comparison: Comparison) -> String {
    imbalance(
      comparison.trained.map { ($0.kind.rawValue, $0.model.imbalance) },
      by: comparison.plan.balance)
  }

  static func imbalance(
    _ models: [(name: String, stages: [ImbalanceFigures])], by balance: Balancing
  ) -> String {
    let metrics: [MetricKind] = [
      .rocAUC, .averagePrecision, .f1, .logLoss, .brier, .ece, .calibrationGap,
    ]
    var table = TextTable(
      heading: ["balance \(balance)", "stage"] + metrics.map(\.title)
        + ["threshold"], leftAligned: [0, 1])
    var isEmpty = true
    for (name, stages) in models {
      for figures in stages {
        isEmpty = false
        table.append(
          [name, figures.stage.title]
            + metrics.map { format(figures.metrics[$0], 4) }
            + [format(figures.metrics.threshold, 4)])
      }
    }
    guard !isEmpty else { return "" }
    return table.text
      + "\nno balancing is a second fit for this table; every stage has a threshold of its own"
  }

  /// Reliability of each model in both binnings, with the recalibration, before and after correction.
  public static func calibration(_ models: [JudgedModel]) -> String {
    var summary = TextTable(
      heading: [
        "calibration", "probabilities", "ECE", "ECE mass", "mean p - rate", "slope", "icpt",
      ],
      leftAligned: [0, 1])
    let rows = models.flatMap { model -> [(name: String, words: String, CalibrationReport)] in
      let after = CalibrationReport(model.blocks)
      guard let before = model.uncorrected else { return [(model.name, "as fitted", after)] }
      return [
        (model.name, "as fitted", before), (model.name, "\(model.correction)", after),
      ]
    }
    for (name, words, report) in rows {
      summary.append([
        name, words, format(report.equalWidth?.expectedError, 4),
        format(report.equalMass?.expectedError, 4), format(report.gap, 4),
        format(report.recalibration?.slope, 3), format(report.recalibration?.intercept, 3),
      ])
    }
    let curves = rows.flatMap { name, words, report in
      [
        (report.equalWidth, "10 bins of equal width"),
        (report.equalMass, "15 bins of equal mass"),
      ].compactMap { curve, binning in
        curve.map { reliability($0, title: "\(name), \(words), \(binning)") }
      }
    }
    return ([summary.text] + curves).joined(separator: "\n\n")
  }

  private static func reliability(_ curve: CalibrationCurve, title: String) -> String {
    var table = TextTable(
      heading: ["from", "to", "rows", "mean p", "rate", "p - rate"], leftAligned: [])
    for bin in curve.bins {
      table.append([
        format(bin.lowest, 4), format(bin.highest, 4), rows(bin.weight),
        format(bin.meanProbability, 4), format(bin.positiveShare, 4),
        format(bin.meanProbability - bin.positiveShare, 4),
      ])
    }
    return title + "\n" + table.text
  }
}
