import Evaluation
import Foundation
import Modelling
import Tabular

/// The tables of a run, as CSV: numbers in full precision, undefined ones empty.
struct RunTables {
  /// A table with the name of its file.
  struct Named {
    let name: String
    let table: Table
  }

  private let run: MeasuredRun

  init(_ run: MeasuredRun) { self.run = run }

  /// All tables.
  func all() throws -> [Named] {
    var tables = [
      Named(name: "leaderboard.csv", table: leaderboard),
      Named(name: "test_predictions.csv", table: predictions),
    ]
    for model in run.models {
      guard let importances = model.importances else { continue }
      tables.append(
        Named(name: "\(model.name)_feature_importance.csv", table: Self.table(of: importances)))
    }
    let several = run.models.count { $0.importances?.coefficients != nil } > 1
    for model in run.models {
      guard let coefficients = model.importances?.coefficients else { continue }
      tables.append(
        Named(
          name: several
            ? "\(model.name)_coefficients.csv" : "logistic_regression_coefficients.csv",
          table: Self.table(of: coefficients)))
    }
    if run.best != nil {
      tables.append(Named(name: "user_propensity_scores.csv", table: propensities))
    }
    return tables
  }

  /// A table of columns, whose names files gave; of equal names the later ones are counted.
  private static func table(_ columns: [Column]) -> Table {
    var taken: Set<String> = []
    return Table(
      columns: columns.map { column in
        var name = column.name
        var count = 2
        while !taken.insert(name).inserted {
          name = "\(column.name)_\(count)"
          count += 1
        }
        return name == column.name ? column : column.renamed(name)
      })
  }

  private static func words(_ name: String, _ values: [String?]) -> Column {
    Column(name: name, values: .text(TextValues(values.map { $0.map { PlainText.line($0) } })))
  }

  private static func numbers(_ name: String, _ values: [Double?]) -> Column {
    Column(name: name, values: .double(values.map { $0 ?? .nan }))
  }

  /// The models, best first by ROC-AUC, those without figures last with the reason.
  private var leaderboard: Table {
    let order = run.order
    let models = order.map { run.models[$0] }
    let blank = [Double?](repeating: nil, count: run.failures.count)
    var columns = [
      Self.words("model", models.map(\.name) + run.failures.map(\.name)),
      Self.numbers("rank", models.indices.map { Double($0 + 1) } + blank),
    ]
    for metric in MetricKind.leaderboard {
      columns.append(Self.numbers(metric.rawValue, models.map { $0.metrics[metric] } + blank))
      guard ComparisonIntervals.metrics.contains(metric) else { continue }
      let drawn = order.map { run.intervals.interval(of: metric, model: $0) }
      columns.append(Self.numbers("\(metric.rawValue)_lower", drawn.map { $0?.lower } + blank))
      columns.append(Self.numbers("\(metric.rawValue)_upper", drawn.map { $0?.upper } + blank))
    }
    columns += [
      Self.numbers("threshold", models.map(\.threshold) + blank),
      Self.words(
        "threshold_from", models.map(\.thresholdSource) + run.failures.map { _ in nil }),
      Self.numbers("train_seconds", models.map(\.trainSeconds) + blank),
      Self.numbers("predict_seconds", models.map(\.predictSeconds) + blank),
      Self.words(
        "note",
        models.map { $0.notes.isEmpty ? nil : $0.notes.joined(separator: "; ") }
          + run.failures.map(\.reason)),
    ]
    return Self.table(columns)
  }

  /// The rows that figures are of: 0-based row, label, and a probability a model.
  private var predictions: Table {
    var columns = [
      Self.numbers("row", run.rows.map(Double.init)),
      Self.numbers("label", run.labels.map(Double.init)),
    ]
    for model in run.models {
      columns.append(Self.numbers(model.name, model.ranked.scores.map(\.self)))
      columns.append(
        Self.numbers(
          "\(model.name)_predicted", model.ranked.scores.map { $0 >= model.threshold ? 1 : 0 }))
    }
    return Self.table(columns)
  }

  private static func table(of importances: Importances) -> Table {
    let shares = importances.shapShares
    let order = importances.features.indices.sorted {
      (shares[$1], importances.gain[$1], $0) < (shares[$0], importances.gain[$0], $1)
    }
    let unit = importances.marginScale.unit.replacing("-", with: "_")
    return Table(columns: [
      words("feature", order.map { importances.features[$0] }),
      numbers("gain_share", order.map { importances.gain[$0] }),
      numbers("mean_abs_shap_\(unit)", order.map { importances.meanAbsoluteSHAP[$0] }),
      numbers("shap_share", order.map { shares[$0] }),
      numbers("explained_rows", order.map { _ in Double(importances.explainedRowCount) }),
    ])
  }

  /// Each design column on both scales: for one of the column's own units, and standardised, for one
  /// standard deviation of a number; levels and flags count 0 or 1 on both.
  private static func table(of coefficients: [Coefficient]) -> Table {
    let own = coefficients.map(\.perUnit)
    let standardised = coefficients.map(\.standardised)
    return Table(columns: [
      words("encoded_column", coefficients.map(\.name)),
      numbers("coefficient_per_unit", own.map(\.value)),
      numbers("odds_ratio_per_unit", own.map { exp($0.value) }),
      numbers("odds_ratio_lower", own.map { exp($0.interval.lowerBound) }),
      numbers("odds_ratio_upper", own.map { exp($0.interval.upperBound) }),
      numbers("standard_error_per_unit", own.map(\.standardError)),
      numbers("p_value", own.map(\.pValue)),
      numbers("coefficient_standardised", standardised.map(\.value)),
      numbers("odds_ratio_standardised", standardised.map { exp($0.value) }),
      numbers("unit_of_standardised", coefficients.map(\.scale)),
    ])
  }

  /// Every row of the table: who, what the row was to the models, the best model's probability and
  /// segment, and a probability a model.
  private var propensities: Table {
    let table = run.data.dataset.table
    let scores = run.models.map { model in
      model.model.probabilities(
        for: model.model.schema.frame(of: table), threads: run.threads)
    }
    let best = run.best ?? 0
    let segments = run.models[best].policy?.segments ?? .conventional
    let levels = CustomerSegment.allCases.map(\.rawValue).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    let uses = MeasuredRun.RowUse.allCases.map(\.rawValue).sorted()
    let usePlaces = Dictionary(uniqueKeysWithValues: uses.enumerated().map { ($1, Int32($0)) })
    let numbers = zip(run.models, scores).map { model, values in
      Column(name: "\(model.name)_probability", values: .double(values))
    }
    let own =
      [
        Column(
          name: "row_use",
          values: .category(
            codes: run.uses.map { usePlaces[$0.rawValue] ?? -1 }, levels: uses)),
        Column(name: "probability", values: .double(scores[best])),
        Column(
          name: "segment",
          values: .category(
            codes: scores[best].map { places[segments.segment(of: $0).rawValue] ?? -1 },
            levels: levels)),
      ] + numbers
    let identifier =
      run.data.dataset.roles.identifier.flatMap { table[$0] }
      ?? Self.numbers("row", (0..<table.rowCount).map(Double.init))
    let isTaken = own.contains { $0.name == identifier.name }
    return Self.table(
      [isTaken ? identifier.renamed("id_\(identifier.name)") : identifier] + own)
  }
}
