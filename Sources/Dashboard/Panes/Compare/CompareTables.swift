import Evaluation
import Modelling
import TerminalKit
import Workbench

/// The tables of Compare as they are copied.
enum CompareTables {
  /// Copies the table with the focus.
  static func copy(_ state: State, _ format: TableFormat) -> [Effect] {
    table(state)?.copied(as: format) ?? []
  }

  /// The table with the focus; under a curve that of all models at the cursor.
  static func table(_ state: State) -> CopiedTable? {
    if case .matrix(let matrix) = state.overlay { return self.matrix(matrix, state) }
    if let folds = FoldsBoard(state) { return self.folds(folds) }
    let board = Leaderboard(state)
    guard !board.isEmpty else { return nil }
    if ComparePane.focusedArea(state) == .leaderboard { return leaderboard(board) }
    switch CompareLayout(state.size).chart(of: state) {
    case .segments: return segments(state)
    case .money: return state.compare.intervals?.spend.map(values)
    case .list: return list(state)
    default: return cursor(state)
    }
  }

  private static func leaderboard(_ board: Leaderboard) -> CopiedTable {
    let best = board.columns.map { board.best($0) }
    return CopiedTable(
      name: "leaderboard", titles: board.columns.map { $0.title(isShort: false) },
      rows: board.rows.map { row in
        board.columns.enumerated().map { index, column in
          guard column != .model else {
            return row.kind.rawValue + (row.trained?.mark ?? "")
          }
          return board.text(column, row, best: best[index]).text
            + (board.halfWidth(column, row).map { " \($0)" } ?? "")
        }
      })
  }

  private static func folds(_ board: FoldsBoard) -> CopiedTable {
    CopiedTable(
      name: "means of the folds", titles: board.columns.map { $0.title(isShort: false) },
      rows: board.rows.map { model in
        board.columns.map { $0 == .model ? model.kind.rawValue : board.mean($0, model) }
      })
  }

  private static func matrix(_ matrix: ComparisonMatrix, _ state: State) -> CopiedTable? {
    MatrixFigures(matrix, in: state).map { figures in
      CopiedTable(
        name: "matrix",
        titles: ["row beats column, \(matrix.metric.title)"]
          + figures.kinds.map(\.rawValue),
        rows: figures.kinds.indices.map { row in
          [figures.kinds[row].rawValue]
            + figures.kinds.indices.map { column in
              figures.comparison.chance(of: row, beating: column)
                .map { NumberText.fixed($0, digits: 3) } ?? ""
            }
        })
    }
  }

  /// Every model at the cursor.
  private static func cursor(_ state: State) -> CopiedTable {
    let hasValue = state.compare.margin != nil
    let fixed = ThresholdView.fixed
    return CopiedTable(
      name: "figures at the cursor",
      titles: [
        "Model", "Threshold", "TP", "FP", "FN", "TN", "Precision", "Recall", "FPR", "F1",
        "Share contacted", "Lift",
      ] + (hasValue ? ["Promised per 1,000", "Earned per 1,000"] : []),
      rows: Leaderboard.trained(state).map { kind, model in
        let point = state.compare.point(of: model)
        let confusion = point.confusion
        let counts = [
          confusion.truePositives, confusion.falsePositives, confusion.falseNegatives,
          confusion.trueNegatives,
        ].map { NumberText.fixed($0, digits: 0) }
        let rates = [
          fixed(confusion.precision), fixed(confusion.recall), fixed(confusion.falsePositiveRate),
          fixed(point.f1), fixed(point.contactShare), fixed(point.lift),
        ]
        let value = Economics.perThousand(model, at: point.threshold, state.compare)
        return [kind.rawValue + model.mark, NumberText.fixed(point.threshold, digits: 6)] + counts
          + rates
          + (hasValue
            ? [value?.expected, value?.realised].map {
              $0.map { NumberText.fixed($0, digits: 2) } ?? "–"
            } : [])
      })
  }

  private static func segments(_ state: State) -> CopiedTable {
    CopiedTable(
      name: "segments", titles: ["Model", "Segment", "Rows", "Share", "Positives", "Rate", "Lift"],
      rows: Leaderboard.trained(state).flatMap { kind, model in
        model.policy.segments.summaries(
          of: model.ranked.blocks, margin: state.compare.margin, cost: state.compare.cost
        ).map { summary in
          [kind.rawValue, summary.segment.rawValue]
            + [
              NumberText.fixed(summary.rows, digits: 0), ThresholdView.fixed(summary.rowShare),
              NumberText.fixed(summary.positives, digits: 0),
              ThresholdView.fixed(summary.positiveRate), ThresholdView.fixed(summary.lift),
            ]
        }
      })
  }

  private static func list(_ state: State) -> CopiedTable? {
    guard let list = state.compare.list,
      let shown = Leaderboard(state).selected.flatMap({ list.list(of: $0.kind) })
        ?? list.lists.first
    else { return nil }
    return CopiedTable(
      name: "list of \(list.group)",
      titles: ["#", list.itemColumn ?? "item", "score", "hit", "adds"],
      rows: zip(shown.explanation.places, shown.items).map { place, item in
        [
          "\(place.rank)", item, NumberText.fixed(place.score, digits: 6),
          NumberText.fixed(
            place.relevance, digits: place.relevance.rounded() == place.relevance ? 0 : 3),
          NumberText.fixed(place.contribution, digits: 4),
        ]
      })
  }

  // MARK: Money

  /// What expected values find of the money, a model a row.
  static func values(_ spend: SpendTable) -> CopiedTable {
    let percent = { (share: Double?) in share.map { NumberText.percent($0, digits: 1) } ?? "–" }
    return CopiedTable(
      name: "value captured",
      titles: [
        "Model", "by value", "by p", "value - p", "lift", "perfect", "promised", "came", "ratio",
      ],
      rows: spend.values.map { row in
        let figures = row.figures
        return [
          row.name, percent(figures.shareByValue), percent(figures.shareByProbability),
          difference(figures.difference?.interval),
          figures.liftByValue.map { "\(NumberText.fixed($0, digits: 2))×" } ?? "–",
          percent(figures.perfectShare),
          NumberText.short(figures.predictedTotal), NumberText.short(figures.realisedTotal),
          figures.calibration.map { NumberText.fixed($0, digits: 2) } ?? "–",
        ]
      })
  }

  /// A difference of shares in points, with half its interval.
  private static func difference(_ interval: Interval?) -> String {
    interval.map { interval in
      (interval.estimate > 0 ? "+" : "") + NumberText.fixed(100 * interval.estimate, digits: 1)
        + " ±" + NumberText.fixed(50 * (interval.upper - interval.lower), digits: 1)
    } ?? "–"
  }

  /// How near models of amounts come, beside those that say one number always.
  static func amounts(_ spend: SpendTable) -> CopiedTable {
    let amount = { (value: Double?) in value.map { NumberText.short($0) } ?? "–" }
    return CopiedTable(
      name: "amounts", titles: ["if it happens", "RMSE", "MAE", "R²", "Spearman"],
      rows: spend.amounts.flatMap { row in
        [(row.name, row.model), ("always the mean", row.mean), ("always the median", row.median)]
          .map { name, figures in
            [
              name, amount(figures.rootMeanSquaredError), amount(figures.meanAbsoluteError),
              ThresholdView.fixed(figures.rSquared), ThresholdView.fixed(figures.spearman),
            ]
          }
      })
  }
}
