import Modelling
import Offers
import TerminalKit
import Workbench

/// The place of each offer by every model, side by side: how far they agree.
enum RanksView {
  static func draw(
    _ state: State, _ simulation: Simulation, _ view: Simulation.ModelView, in area: Rect,
    of frame: inout Frame
  ) {
    let isFocused = state.simulate.area == .offers
    let agreement = RankAgreement(simulation, orderedBy: view.kind)
    let selected = max(0, min(state.simulate.offer, agreement.lines.count - 1))
    let note = "places, in the order of \(view.kind.label)"
    let title = "Offers by every model"
    frame.draw(
      Panel(
        title, note: note.count + title.count + 8 <= area.width ? note : "",
        footnote: isFocused ? "\(selected + 1) of \(agreement.lines.count)" : "",
        isFocused: isFocused), in: area)
    var inside = Panel.inside(area)
    let words = words(agreement, kind: view.kind)
    let ascii = frame.glyphs.isASCII
    let lines = Paragraph.lines(of: words, width: inside.width, ascii: ascii)
    if inside.height > lines.count + 4 {
      frame.draw(Paragraph(words, style: .muted), in: inside.takeBottom(lines.count))
    }
    let count = agreement.kinds.count
    let isNarrow = inside.width < 40 + count * 11
    // A column of its letters, the mark of the order and two blanks; then the spread and the scrollbar.
    let hasSpread = inside.width >= 20 + count * 5 + 8
    let letters = inside.width < 20 + count * 5 ? 2 : 3
    let figures = count * (isNarrow ? letters + 3 : 12) + (hasSpread ? 8 : 0) + 3
    let columns =
      [
        TableView.Column(
          "offer", minimumWidth: 6, maximumWidth: max(8, min(44, inside.width - figures)),
          isFlexible: true)
      ]
      + agreement.kinds.map {
        TableView.Column(
          isNarrow ? short($0, letters: letters) : $0.label, alignment: .right, minimumWidth: 2)
      } + (hasSpread ? [TableView.Column("apart", alignment: .right, minimumWidth: 2)] : [])
    let undefined = String(frame.glyphs.undefined)
    frame.draw(
      TableView(
        columns: columns, rowCount: agreement.lines.count,
        state: TableView.State(
          selectedRow: isFocused ? selected : nil,
          sortColumn: agreement.kinds.firstIndex(of: view.kind).map { $0 + 1 }, isAscending: true),
        frozenCount: 1, isFocused: isFocused, id: SimulatePane.offersWidget,
        emptyText: "there are no offers"
      ) { row, column in
        cell(agreement.lines[row], column, count: count, undefined: undefined)
      }, in: inside)
  }

  private static func cell(
    _ line: RankAgreement.Line, _ column: Int, count: Int, undefined: String
  ) -> Span {
    guard line.offer.isEligible else {
      return Span(column == 0 ? line.offer.offer.name : undefined, Style(.faint))
    }
    if column == 0 { return Span(line.offer.offer.name, .text) }
    if column > count {
      let spread = line.spread ?? 0
      return Span("\(spread)", Style(spread >= 5 ? .warning : .muted))
    }
    guard let place = line.places[column - 1] else { return Span(undefined, Style(.faint)) }
    // The seven that a customer is shown stand out; the rest is muted.
    if place > OffersView.topCount { return Span("\(place)", Style(.faint)) }
    return Span("\(place)", place == 1 ? Style(.good, on: .canvas, .bold) : .text)
  }

  /// Two or three letters that tell the models apart.
  private static func short(_ kind: ModelKind, letters: Int) -> String {
    kind == .xgbranker ? (letters == 2 ? "xr" : "xgr") : String(kind.label.prefix(letters))
  }

  /// How far the models agree, in one or two sentences.
  static func words(_ agreement: RankAgreement, kind: ModelKind) -> String {
    guard let concordance = agreement.concordance else {
      return agreement.kinds.count < 2
        ? "There is one model; nothing to compare." : "Fewer than two offers can be shown."
    }
    let ranked = agreement.lines.count { $0.offer.isEligible }
    let top = min(OffersView.topCount, ranked)
    let first =
      agreement.agreesOnFirst
      ? "All put the same offer first" : "They differ on the first offer"
    let shared = agreement.sharedCount(ofFirst: top)
    return "\(first); \(shared) of the best \(top) are in everybody's best \(top). "
      + "Agreement of all orders (Kendall's W): \(NumberText.fixed(concordance, digits: 2)) of 1."
  }
}
