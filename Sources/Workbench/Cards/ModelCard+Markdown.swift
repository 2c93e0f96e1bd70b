import Evaluation
import Tabular

extension ModelCard {
  /// The card as Markdown, safe to show: what comes from files holds no control characters and opens no
  /// markup.
  public var markdown: String {
    ([heading] + [dataSection, figureSection, decisionSection, sliceSection] + fairness.map(section)
      + [useSection, trapSection, reproduceSection]).joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    """
    # Model card: \(Markdown.text(model)) on \(Markdown.text(data.name))

    Made by \(Markdown.text(program)). Figures are those of \(CountText.grouped(split.testRows)) test rows that the model \
    never saw.
    """
  }

  private var dataSection: String {
    let rate = data.rows > 0 ? Double(data.positives) / Double(data.rows) * 100 : 0
    let settings = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    let settingWords = settings.isEmpty ? "none" : settings.joined(separator: ", ")
    var rows: [[String]] = [
      ["data", "\(data.name), \(data.path)"], ["fingerprint", data.fingerprint],
    ]
    rows.append([
      "rows with an outcome",
      "\(CountText.grouped(data.rows)), \(CountText.grouped(data.positives)) with \(data.target) = \(data.positive) "
        + "(\(TextReport.format(rate, 2))%)",
    ])
    if let time = data.timeColumn {
      rows.append(["time", "\(time): \(data.earliest ?? "–") to \(data.latest ?? "–")"])
    }
    if let group = data.group { rows.append(["group", group]) }
    rows.append([
      "split",
      "\(split.scheme), seed \(split.seed): fitted on \(CountText.grouped(split.fitRows)) rows, thresholds from "
        + "\(CountText.grouped(split.validationRows)), measured on \(CountText.grouped(split.testRows)) (\(CountText.grouped(split.testPositives)) positive)",
    ])
    rows.append(["columns read (\(data.features.count))", data.features.joined(separator: ", ")])
    rows.append(["settings other than standard", settingWords])
    return "## Where it is from\n\n" + Markdown.table(["", ""], rows)
  }

  private var figureSection: String {
    let format = { (value: Double?) in TextReport.format(value, 4) }
    let rows = metrics.map { figure in
      let metric = MetricKind(rawValue: figure.name)
      return [
        metric?.title ?? figure.name, metric?.text(figure.value) ?? format(figure.value),
        figure.lower.map { "\(format($0)) to \(format(figure.upper))" } ?? "",
      ]
    }
    return "## How good it is\n\n" + Markdown.table(["figure", "value", "95% interval"], rows)
      + "\n\nIntervals are by drawing the test rows again; figures without one have none worked out."
      + "\n\nProbabilities (\(Markdown.text(calibration.correction))): expected calibration error "
      + "\(format(calibration.expectedError)), mean probability less rate \(format(calibration.gap)), "
      + "slope \(TextReport.format(calibration.slope, 3)) (1 is sound, below it is too sure of itself), "
      + "intercept \(TextReport.format(calibration.intercept, 3))."
  }

  private var decisionSection: String {
    let threshold = { (value: Double) in TextReport.threshold(value) }
    return "## How it decides\n\n"
      + "A row counts as positive from \(threshold(decision.threshold)) on, by the rule "
      + "\(Markdown.text(decision.rule)), chosen on \(Markdown.text(decision.chosenOn)) rows. The "
      + "segment high begins at \(threshold(decision.high)), medium at \(threshold(decision.medium))."
      + (decision.refusal.map { " " + Markdown.text($0) } ?? "")
  }

  private var sliceSection: String {
    guard let slices, slices.looks > 0 else {
      return "## Where it is weak\n\nNo slice has rows enough to be looked at."
    }
    let format = { (value: Double) in TextReport.format(value, 4) }
    let rows = slices.worst.map { finding in
      [
        finding.slice, "\(finding.rows)", "\(finding.positives)", finding.look.title,
        format(finding.value.estimate),
        "\(format(finding.value.lower)) to \(format(finding.value.upper))",
        format(finding.elsewhere), TextReport.significance(finding.correctedP),
      ]
    }
    return "## Where it is weak\n\n\(slices.verdict)\n\n"
      + Markdown.table(
        ["slice", "rows", "positive", "looked at", "value", "interval", "elsewhere", "p"], rows)
      + dependence
  }

  /// What intervals and p leave out where several rows are of one customer; empty elsewhere.
  private var dependence: String {
    data.group.map {
      "\n\nRows of one \(Markdown.text($0)) count as independent here, which they are not: intervals are wider "
        + "and p larger in truth."
    } ?? ""
  }

  private var useSection: String {
    "## What it is for\n\n" + Markdown.bullets(intendedUse)
  }

  private var trapSection: String {
    let left = exclusions.map { "\($0.column) was kept from it: \($0.reason)" }
    let all = warnings.map(\.message) + left + cautions
    return "## Traps, exclusions and cautions\n\n"
      + (all.isEmpty ? "None were found." : Markdown.bullets(all))
  }

  private var reproduceSection: String {
    // A fence longer than any run of backticks inside can't be closed by a name.
    "## Make it again\n\n````sh\n\(PlainText.line(reproduce, limit: 20_000).replacing("````", with: "```"))\n````\n\n"
      + "The same data, program and command give the same model file to the byte."
  }

  private func section(_ parity: SliceParity) -> String {
    let share = { (interval: Interval?) in
      interval.map {
        "\(TextReport.format($0.estimate, 3)) (\(TextReport.format($0.lower, 3)) to "
          + "\(TextReport.format($0.upper, 3)))"
      } ?? "–"
    }
    let levels = parity.levels.map { level in
      [level.name, "\(level.rows)", "\(level.positives)"]
        + SliceRates.Rate.allCases.map { share(level.interval(of: $0)) }
    }
    let gaps = parity.gaps.map { gap in
      [
        gap.rate.title, share(gap.difference), TextReport.format(gap.ratio, 3),
        "\(gap.highest) over \(gap.lowest)", TextReport.format(gap.byChance, 3),
        TextReport.significance(gap.pValue),
      ]
    }
    return "## Treatment by \(Markdown.text(parity.column))\n\n"
      + Markdown.table(
        ["level", "rows", "positive"] + SliceRates.Rate.allCases.map(\.title), levels) + "\n\n"
      + Markdown.table(["", "difference", "ratio", "between", "by chance", "p"], gaps)
      + "\n\nRates at the threshold with 95% intervals. Differences are highest less lowest among levels "
      + "with \(parity.minimumRows) rows or more to rate; “by chance” is what levels of these sizes differ "
      + "by when dealt out at random, p how often such deals differ as much." + dependence
  }
}

extension WeakSlices {
  /// What was found, and how that counts given how often was looked.
  var verdict: String {
    "\(looks) looks at slices of \(minimumRows) rows or more; "
      + (beyondChance == 0
        ? "none stands out beyond what that many looks find by chance. The worst are these:"
        : "\(beyondChance) of them \(beyondChance == 1 ? "stands" : "stand") out beyond what that many looks find by chance (p below 0.05, "
          + "corrected for all looks by Holm's method). The worst, with intervals widened for all looks:")
  }
}

extension WeakSlices.Look {
  /// What was looked at, for people.
  var title: String {
    switch self {
    case .order: "ROC-AUC"
    case .promise: "mean p − rate"
    }
  }
}

extension SliceRates.Rate {
  /// The name for people.
  var title: String {
    switch self {
    case .selection: "selected"
    case .truePositive: "true positive rate"
    case .falsePositive: "false positive rate"
    case .precision: "precision"
    }
  }
}

extension TextReport {
  /// A p-value, tiny ones as below 0.001.
  static func significance(_ value: Double) -> String {
    value < 0.001 ? "<0.001" : format(value, 3)
  }
}
