import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws who is likely, in between and unlikely: three segments of each model on the test rows.
struct SegmentsView {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  private struct Row {
    let kind: ModelKind
    let summary: SegmentSummary
    let from: Double?
    let isFirst: Bool
  }

  /// Every model under one rule line.
  func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    frame.write(SegmentsView.rule(state), in: rest.takeTop(1))
    drawTable(of: models, isNarrow: false, in: rest, of: &frame)
  }

  /// One model's three lines under their heading.
  func drawSelected(in area: Rect, of frame: inout Frame) {
    drawTable(of: models.filter { $0.kind == selected }, isNarrow: true, in: area, of: &frame)
  }

  /// The rule by which thresholds are chosen, and on which rows.
  static func rule(_ state: State, isNarrow: Bool = false) -> [Span] {
    guard let plan = state.session.training.plan ?? state.session.plan else { return [] }
    let rows = state.session.training.split.map {
      " on \(NumberText.grouped($0.validationRows)) \(isNarrow ? "" : "validation ")rows"
    }
    let rule = plan.thresholdRule
    let share = rule.share.map { " \(PlanPart.percent($0))" } ?? ""
    return [
      Span("t", Style(.key)), Span(" each model at its own, by ", .muted),
      Span(PlanPart.word(rule) + share, .text), Span(rows ?? "", .muted),
    ]
  }

  private func drawTable(
    of models: [(kind: ModelKind, model: TrainedModel)], isNarrow: Bool, in area: Rect,
    of frame: inout Frame
  ) {
    let rows = models.flatMap { kind, model in
      let plan = model.policy.segments
      return plan.summaries(
        of: model.ranked.blocks, margin: state.compare.margin, cost: state.compare.cost
      ).enumerated().map { place, summary in
        Row(
          kind: kind, summary: summary, from: [plan.high, plan.medium, nil][place],
          isFirst: place == 0)
      }
    }
    let hasValue = state.compare.margin != nil
    // Values push out what they are worth more than, where there is no room for all.
    let all: [Column] =
      [.segment, .from, .rows, .share, .positives, .rate]
      + (hasValue ? [.promised, .earned] : [.lift])
    let columns = all.filter { column in
      switch column {
      case .from: !hasValue || !isNarrow && area.width >= 66
      case .share: !hasValue || area.width >= 90
      case .positives: !hasValue || isNarrow || area.width >= 64
      default: true
      }
    }
    let glyphs = frame.glyphs
    let name = isNarrow ? models.first?.kind.label ?? "" : ""
    let names: [TableView.Column] =
      isNarrow ? [] : [.init("", minimumWidth: 11, maximumWidth: 11)]
    let table = TableView(
      columns: names
        + columns.map { column in
          column == .segment
            ? .init(isNarrow ? name : column.rawValue, minimumWidth: 8)
            : .init(column.rawValue, alignment: .right)
        },
      rowCount: rows.count,
      state: .init(firstRow: max(0, rows.firstIndex { $0.kind == selected } ?? 0)), id: id
    ) { row, index in
      let entry = rows[row]
      if index < names.count {
        let series = entry.kind.seriesIndex
        return entry.isFirst
          ? Span("\(glyphs.seriesMarker(series)) \(entry.kind.label)", Style(.series(series)))
          : Span("", .text)
      }
      return Span(text(columns[index - names.count], entry), .text)
    }
    frame.draw(table, in: area)
  }

  private enum Column: String {
    case segment
    case from
    case rows
    case share
    case positives = "positive"
    case rate
    case lift
    case promised
    case earned
  }

  private func text(_ column: Column, _ row: Row) -> String {
    let summary = row.summary
    let percent = { (share: Double?) in
      share.map { NumberText.percent($0, digits: 1) } ?? "–"
    }
    return switch column {
    case .segment: summary.segment.rawValue
    case .from: row.from.map { NumberText.fixed($0, digits: 3) } ?? ""
    case .rows: NumberText.grouped(Int(summary.rows.rounded()))
    case .share: percent(summary.rowShare)
    case .positives: NumberText.grouped(Int(summary.positives.rounded()))
    case .rate: percent(summary.positiveRate)
    case .lift: summary.lift.map { "\(NumberText.fixed($0, digits: 2))×" } ?? "–"
    case .promised: summary.expectedValue.map(Economics.amount) ?? "–"
    case .earned: summary.value.map(Economics.amount) ?? "–"
    }
  }
}
