import Evaluation
import Modelling
import Tabular
import TerminalKit
import Workbench

/// Draws what customers spend and what they are worth, p × amount, against the money that came.
struct MoneyView {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]

  /// Whether the data name a column of amounts.
  static func isOfUse(_ state: State) -> Bool {
    state.session.data?.dataset.roles.amount != nil
  }

  func draw(in area: Rect, of frame: inout Frame) {
    guard let spend = state.compare.intervals?.spend else {
      return EmptyPage.draw(absence, in: area, of: &frame)
    }
    var rest = area
    frame.write(
      [
        Span("Value", .header),
        Span(
          "  top tenth by p × \(spend.column), \(NumberText.grouped(rowCount(spend))) rows", .muted),
      ], in: rest.takeTop(1))
    drawValues(spend, in: rest.takeTop(min(rest.height, spend.values.count + 1)), of: &frame)
    guard rest.height >= 3 else { return }
    _ = rest.takeTop(1)
    frame.write(
      [
        Span("Amounts", .header),
        Span("  of the \(NumberText.grouped(spend.knownCount)) positive test rows", .muted),
      ], in: rest.takeTop(1))
    drawAmounts(spend, in: rest.takeTop(min(rest.height, 3 * spend.amounts.count + 1)), of: &frame)
    if rest.height > spend.notes.count { _ = rest.takeTop(1) }
    for note in spend.notes where rest.height > 0 {
      let paragraph = Paragraph(note + ".", style: Style(.muted, on: .canvas))
      frame.draw(paragraph, in: rest.takeTop(min(rest.height, 2)))
    }
  }

  private var absence: String {
    if state.session.comparison == nil {
      return "Amounts are measured once all models are trained."
    }
    if state.compare.intervals == nil { return "The money that came is being counted." }
    return state.session.comparison?.amount?.failure.map { "No model of amounts: \($0)" }
      ?? "These data have no amounts that could be measured."
  }

  private func rowCount(_ spend: SpendTable) -> Int { spend.values.first?.figures.rowCount ?? 0 }

  private func drawValues(_ spend: SpendTable, in area: Rect, of frame: inout Frame) {
    let glyphs = frame.glyphs
    let hasColor = frame.medium.hasColor
    let best = spend.values.compactMap(\.figures.shareByValue).max()
    let table = CompareTables.values(spend)
    frame.draw(
      TableView(
        columns: table.titles.enumerated().map { index, title in
          index == 0 ? .init(title, minimumWidth: 11) : .init(title, alignment: .right)
        }, rowCount: spend.values.count, id: CompareView.Widget.segments
      ) { row, column in
        let text = table.rows[row][column]
        if column == 0 {
          guard let kind = ModelKind(rawValue: spend.values[row].name) else {
            return Span(text, .text)
          }
          return Span(
            "\(glyphs.seriesMarker(kind.seriesIndex)) \(text)", Style(.series(kind.seriesIndex)))
        }
        let isBest = column == 1 && best != nil && spend.values[row].figures.shareByValue == best
        return Span(
          text,
          isBest ? Style(.good, on: .canvas, hasColor ? [.bold] : [.bold, .underline]) : .text)
      }, in: area)
    frame.describe(
      "Value captured: "
        + spend.values.map {
          "\($0.name) \($0.figures.shareByValue.map { NumberText.percent($0, digits: 1) } ?? "–")"
        }.joined(separator: ", "))
  }

  private func drawAmounts(_ spend: SpendTable, in area: Rect, of frame: inout Frame) {
    let table = CompareTables.amounts(spend)
    frame.draw(
      TableView(
        columns: table.titles.enumerated().map { index, title in
          index == 0 ? .init(title, minimumWidth: 20) : .init(title, alignment: .right)
        }, rowCount: table.rows.count, id: CompareView.Widget.folds
      ) { row, column in Span(table.rows[row][column], column == 0 ? .muted : .text) }, in: area)
  }
}
