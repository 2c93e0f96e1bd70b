import Evaluation
import Modelling
import Offers
import Tabular

extension TextReport {
  /// Everything at a glance: leaderboard, importances, a typical customer's offers, and what to do
  /// next.
  public static func summary(_ comparison: Comparison, path: String) throws -> String {
    var parts = [leaderboard(comparison)]
    let importances = try comparison.trained.map { kind, trained in
      try Explainer.importances(
        of: trained.model, on: ExplainedRows(comparison), permutationRepeats: 0,
        run: TrainingRun(seed: comparison.plan.seed, threads: comparison.plan.threads))
    }
    parts.append(self.importances(importances))
    let simulator = Simulator(comparison)
    let typical = simulator.typicalProfile()
    let simulation = try simulator.simulate(typical, base: typical)
    let best = comparison.ranking(by: .rocAUC).first.flatMap(simulation.view)
    if let best {
      parts.append("A typical customer\n" + reasons(best))
      if !best.offers.isEmpty {
        parts.append("Top 7 offers for this customer by \(best.kind.rawValue)\n" + offers(best))
      }
    }
    parts.append(
      """
      Next: offerscope train \(path) --json        every metric, for machines
            offerscope rank \(path) --row 1        the offers of one customer
            offerscope explain \(path) --row 1     why
            offerscope profile \(path)             columns and traps
            offerscope \(path)                     the dashboard, on a terminal
      """)
    return parts.joined(separator: "\n\n")
  }

  /// The offers of one customer by every model.
  public static func ranking(_ simulation: Simulation, count: Int) -> String {
    simulation.models.map { view in
      let shown = view.offers.filter { !$0.isEligible }.map {
        "   –  \($0.offer.name) (\($0.id)): \($0.obstacles.joined(separator: "; "))"
      }
      return ([reasons(view), offers(view, count: count)] + shown).joined(
        separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// Importances by every measure, coefficients, and one customer's reasons.
  public static func explanation(_ all: [Importances], simulation: Simulation) -> String {
    var parts: [String] = []
    for importance in all {
      let order = importance.features.indices.sorted {
        (importance.meanAbsoluteSHAP[$1], $0) < (importance.meanAbsoluteSHAP[$0], $1)
      }
      var table = TextTable(
        heading: [
          importance.kind.rawValue, "gain, %", "mean |SHAP|, \(importance.marginScale.unit)",
          "AUC drop", "±",
        ])
      for index in order.prefix(20) {
        let drop = importance.permutation?[index]
        table.append([
          importance.titles[index], format(importance.gain[index] * 100, 1),
          format(importance.meanAbsoluteSHAP[index], 4), format(drop?.mean, 4),
          format(drop?.standardDeviation, 4),
        ])
      }
      parts.append(
        table.text + "\n(mean |SHAP| of \(CountText.grouped(importance.explainedRowCount)) rows"
          + (importance.permutationBasis.map {
            "; AUC drop of \(CountText.grouped($0.rowCount)) rows, shuffled \($0.repeats) times"
          } ?? "") + ")")
      if let coefficients = importance.coefficients {
        parts.append(self.coefficients(coefficients))
      }
    }
    parts.append(
      (["This customer"] + simulation.models.map { reasons($0, count: 5) }).joined(separator: "\n"))
    return parts.joined(separator: "\n\n")
  }

  private static func coefficients(_ coefficients: [Coefficient]) -> String {
    var table = TextTable(
      heading: ["coefficient", "estimate", "standard error", "z", "lower 95%", "upper 95%"])
    for coefficient in coefficients {
      table.append([
        coefficient.name, significant(coefficient.perUnit.value),
        significant(coefficient.perUnit.standardError), format(coefficient.perUnit.z, 2),
        significant(coefficient.perUnit.interval.lowerBound),
        significant(coefficient.perUnit.interval.upperBound),
      ])
    }
    return table.text
  }

  /// Columns with their roles and figures, then notes, warnings, what the suspects are worth, and what
  /// splits do where that was asked for.
  public static func profile(
    _ data: OpenedData, prices: [SuspectPrice], splits: [SplitAudit]? = nil
  ) -> String {
    let dataset = data.dataset
    let table = columns(data.profile) { role(of: $0, in: data) }
    var parts = [
      "\(dataset.name): \(CountText.grouped(dataset.table.rowCount)) rows, \(dataset.table.columns.count) columns; "
        + outcomes(of: dataset),
      table,
    ]
    if let meaning = ProfileDocument.GradesPart(dataset)?.meaning { parts.append(meaning) }
    if !data.notes.isEmpty { parts.append(data.notes.joined(separator: "\n")) }
    if !data.warnings.isEmpty {
      parts.append(
        data.warnings.map { "\($0.kind.rawValue): \($0.message)" }.joined(separator: "\n"))
    }
    if !prices.isEmpty { parts.append(Self.prices(prices)) }
    if let splits { parts.append(Self.splits(splits)) }
    return parts.joined(separator: "\n\n")
  }

  private static func outcomes(of dataset: Dataset) -> String {
    let target = dataset.roles.target ?? "target"
    if let grades = dataset.grades {
      return "\(target) = "
        + grades.counts.map { "\($0.grade) in \(CountText.grouped($0.rows))" }.joined(
          separator: ", ")
    }
    return
      "\(target) = \(dataset.positiveLabel) in \(CountText.grouped(dataset.positiveCount)) rows "
      + "(\(format(dataset.positiveRate * 100, 2))%)"
  }

  /// The columns of a table without a target.
  public static func profile(_ table: ProfiledTable) -> String {
    let heading =
      "\(table.path): \(CountText.grouped(table.table.rowCount)) rows, \(table.table.columns.count) columns"
    let parts = [heading, columns(table.profile) { _ in "" }, table.notes.joined(separator: "\n")]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func columns(_ profile: TableProfile, role: (String) -> String) -> String {
    var table = TextTable(
      heading: [
        "column", "kind", "role", "missing", "distinct", "min", "mean", "max", "most frequent",
      ],
      leftAligned: [0, 1, 2, 8])
    for column in profile.columns {
      let isWords = column.kind == .category || column.kind == .flag
      let frequent = column.mostFrequent.prefix(3).map {
        "\($0.value) (\(CountText.grouped($0.count)))"
      }
      table.append([
        column.name, column.kind.rawValue, role(column.name),
        CountText.grouped(column.missingCount),
        CountText.grouped(column.distinctCount),
        column.statistics.map { significant($0.minimum) } ?? "",
        column.statistics.map { significant($0.mean) } ?? "",
        column.statistics.map { significant($0.maximum) } ?? "",
        isWords ? frequent.joined(separator: ", ") : "",
      ])
    }
    return table.text
  }

  /// What a column is for, in words.
  public static func role(of column: String, in data: OpenedData) -> String {
    let dataset = data.dataset
    let roles = dataset.roles
    if roles.groupKey?.columns.contains(column) == true {
      return roles.time == column ? "group, time" : "group"
    }
    let named = [
      (roles.target, "target"), (roles.identifier, "identifier"), (roles.item, "item"),
      (roles.time, "time"), (dataset.positionFeature, "position: a feature while fitting only"),
    ]
    if let role = named.first(where: { $0.0 == column }) { return role.1 }
    let aside = (roles.excluded + dataset.setAside).first { $0.column == column }
    return aside.map { "excluded: \($0.reason)" } ?? "feature"
  }
}
