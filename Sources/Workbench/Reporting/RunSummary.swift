import Evaluation

/// The summary of a run as Markdown: the first file to open, and the list of the others.
struct RunSummary {
  /// The name of its file.
  static let fileName = "summary.md"

  private let run: MeasuredRun
  private let words: RunWords
  private let files: [String]

  /// - Parameter files: the names of the other files of the folder.
  init(_ run: MeasuredRun, files: [String]) {
    self.run = run
    self.files = files
    words = RunWords(run: run)
  }

  var markdown: String {
    ([
      "# \(Markdown.text(run.data.name)): \(run.models.count == 1 ? "1 model" : "\(run.models.count) models") compared",
      Markdown.text(words.question) + " " + Markdown.text(words.rows),
      "**\(Markdown.text(words.headline))**",
    ] + [words.lead, words.promise].compactMap { $0.map(Markdown.text) } + [
      "## Leaderboard", leaderboard, segments, weak, traps, fileList, again,
    ]).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var leaderboard: String {
    let metrics = words.leaderboardMetrics
    let rows = run.order.map { place in
      [run.models[place].name] + metrics.map { words.figure($0, of: place) }
        + [TextReport.threshold(run.models[place].threshold)]
    }
    let failed = run.failures.map { [$0.name] + metrics.map { _ in "–" } + ["–"] }
    return Markdown.table(["model"] + metrics.map(\.title) + ["threshold"], rows + failed)
      + "\n\nIn brackets 95% intervals"
      + (run.intervals.drawsGroups ? " by drawing whole groups." : " by drawing the rows again.")
  }

  private var segments: String {
    guard let best = run.best, let policy = run.models[best].policy else { return "" }
    let model = run.models[best]
    let rows = policy.summaries(of: model.ranked.blocks).map { part in
      [
        part.segment.rawValue, TextReport.rows(part.rows),
        TextReport.format(part.rowShare.map { $0 * 100 }, 1),
        TextReport.format(part.positiveRate.map { $0 * 100 }, 1),
        TextReport.format(part.lift, 2),
      ]
    }
    return "## Segments by \(Markdown.text(model.name))\n\n"
      + Markdown.table(["segment", "rows", "share, %", "rate, %", "lift"], rows)
  }

  private var weak: String {
    guard let best = run.best, let slices = run.models[best].slices, !slices.worst.isEmpty else {
      return ""
    }
    let rows = slices.worst.prefix(4).map { finding in
      [
        finding.slice, "\(finding.rows)", finding.look.title,
        TextReport.format(finding.value.estimate, 3), TextReport.format(finding.elsewhere, 3),
        TextReport.significance(finding.correctedP),
      ]
    }
    return "## Where \(Markdown.text(run.models[best].name)) is weakest\n\n\(slices.verdict)\n\n"
      + Markdown.table(["slice", "rows", "looked at", "value", "elsewhere", "p"], rows)
  }

  private var traps: String {
    let all = words.traps
    return "## Traps and cautions\n\n"
      + (all.isEmpty ? "None were found." : Markdown.bullets(all))
  }

  private var fileList: String {
    var text =
      "## Files\n\n" + files.map { "- `\($0.replacing("`", with: "'"))`" }.joined(separator: "\n")
    if files.contains("user_propensity_scores.csv"), let best = run.best {
      text +=
        "\n\nIn `user_propensity_scores.csv`, probability and segment are those of "
        + "\(Markdown.text(run.models[best].name)); `row_use` says what a row was to the models: scores of "
        + "rows they were fitted to flatter, those of test rows don't."
    }
    if files.contains("logistic_regression_coefficients.csv") {
      text +=
        "\n\nCoefficients stand on two scales: per unit of the encoded column, and standardised (per "
        + "standard deviation of a number, whose size is `unit_of_standardised`). The model shrinks the "
        + "standardised ones; odds ratios are exp(coefficient)."
    }
    return text
      + (run.omissions.isEmpty ? "" : "\n\nLeft out:\n\n" + Markdown.bullets(run.omissions))
  }

  private var again: String {
    let command = PlainText.line(run.command, limit: 20_000).replacing("````", with: "```")
    return "## Make it again\n\n````sh\n\(command)\n````"
  }
}
