import Modelling
import Offers
import TerminalKit
import Workbench

/// The offers of one model, in order.
enum OffersView {
  /// How many offers a customer is shown.
  static let topCount = 7

  static func draw(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    drawPanel(state, view, isFocused: false, in: area, of: &frame)
    var inside = Panel.inside(area)
    guard !view.offers.isEmpty else {
      return frame.draw(
        Paragraph(
          "This data set has no offers. Name a catalogue in its dataset.yaml (offers: FILE.csv) to rank "
            + "them here.", style: .muted), in: inside)
    }
    let eligible = view.offers.filter(\.isEligible)
    let top = Array(eligible.prefix(topCount))
    let table = inside.takeTop(min(inside.height, max(1, top.count) + 1))
    drawTable(state, view, top, first: 0, in: table, of: &frame)
    let barred = view.offers.filter { !$0.isEligible }
    drawBarred(barred, in: inside, of: &frame)
  }

  /// All offers, scrolled, with what they are worth.
  static func drawAll(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    drawPanel(state, view, isFocused: true, in: area, of: &frame)
    drawTable(
      state, view, view.offers, first: state.simulate.firstOffer, in: Panel.inside(area),
      of: &frame)
  }

  private static func drawPanel(
    _ state: State, _ view: Simulation.ModelView, isFocused: Bool, in area: Rect,
    of frame: inout Frame
  ) {
    let barred = view.offers.count { !$0.isEligible }
    let order = state.simulate.order == .expectedValue ? "expected value" : "probability"
    let note =
      barred == 0 || area.width < 60
      ? "by \(order)" : "by \(order), \(barred) of \(view.offers.count) not eligible"
    frame.draw(
      Panel("Offers by \(view.kind.rawValue)", note: note, isFocused: isFocused), in: area)
  }

  private static func drawTable(
    _ state: State, _ view: Simulation.ModelView, _ offers: [RankedOffer], first: Int,
    in area: Rect, of frame: inout Frame
  ) {
    let isZoomed = state.isZoomed
    let isNarrow = area.width < 44
    // The figures come first: the names get what they leave.
    let nameWidth =
      isZoomed
      ? max(16, min(40, area.width / 3))
      : max(6, area.width - (area.width < 34 ? 22 : isNarrow ? 25 : 36))
    var columns = [
      TableView.Column("", alignment: .right, minimumWidth: 1),
      TableView.Column("", minimumWidth: 2, maximumWidth: 4),
      TableView.Column(
        "offer", minimumWidth: 6, maximumWidth: nameWidth, isFlexible: true),
      TableView.Column(isNarrow ? "prob" : "probability", isDecimal: true),
      TableView.Column(isNarrow ? "value" : "expected", isDecimal: true),
    ]
    columns += [
      TableView.Column("if taken", isDecimal: true), TableView.Column("cost", isDecimal: true),
      TableView.Column("category"),
      TableView.Column("not eligible because", maximumWidth: 60),
    ]
    // Where there is little room the order alone tells the place.
    let isTiny = area.width < 34
    var shown = Array((isTiny ? 1 : 0)...4)
    if isZoomed {
      shown += area.width >= 130 ? [5, 6, 7, 8] : area.width >= 100 ? [5, 6, 8] : [8]
    }
    let sort = (state.simulate.order == .expectedValue ? 4 : 3) - (isTiny ? 1 : 0)
    let places = state.simulate.places[view.kind]
    let glyphs = frame.glyphs
    frame.draw(
      TableView(
        columns: shown.map { columns[$0] },
        rowCount: isZoomed ? offers.count : min(offers.count, max(0, area.height - 1)),
        state: TableView.State(selectedRow: isZoomed ? first : nil, sortColumn: sort),
        frozenCount: isTiny ? 2 : 3, isFocused: isZoomed,
        id: SimulatePane.offersWidget, emptyText: "no offer can be shown to this customer"
      ) { row, column in
        cell(offers[row], shown[column], places, glyphs: glyphs)
      }, in: area)
  }

  private static func cell(
    _ offer: RankedOffer, _ column: Int, _ places: [String: Int]?, glyphs: Glyphs
  ) -> Span {
    let isEligible = offer.isEligible
    switch column {
    case 0: return Span(offer.position.map(String.init) ?? "", .muted)
    case 1: return move(offer, places, glyphs: glyphs)
    case 2:
      return Span(
        offer.offer.name,
        isEligible
          ? Style(.text, on: .canvas, offer.position == 1 ? .bold : []) : Style(.faint))
    case 3:
      guard let probability = offer.probability, let segment = offer.segment else {
        return Span(String(glyphs.undefined), .faint)
      }
      return Span(
        NumberText.percent(probability, digits: 1), Style(ProbabilitiesView.role(segment)))
    case 4:
      return offer.expectedValue.map { Span(NumberText.fixed($0, digits: 2), .text) }
        ?? Span(String(glyphs.undefined), .faint)
    case 5: return Span(NumberText.fixed(offer.offer.value, digits: 2), .muted)
    case 6: return Span(NumberText.fixed(offer.offer.cost, digits: 2), .muted)
    case 7: return Span(offer.offer.category, .muted)
    default: return Span(offer.obstacles.first ?? "", Style(.warning))
    }
  }

  /// How far the offer moved with the last change.
  private static func move(
    _ offer: RankedOffer, _ places: [String: Int]?, glyphs: Glyphs
  ) -> Span {
    guard let places, let now = offer.position else { return Span("") }
    guard let before = places[offer.id] else { return Span("new", Style(.accent)) }
    if before > now { return Span("\(glyphs.up)\(before - now)", Style(.good)) }
    if before < now { return Span("\(glyphs.down)\(now - before)", Style(.bad)) }
    return Span("")
  }

  private static func drawBarred(
    _ barred: [RankedOffer], in area: Rect, of frame: inout Frame
  ) {
    for (index, offer) in barred.prefix(area.height).enumerated() {
      let isLast = index == area.height - 1 && barred.count > area.height
      let line = area.line(index)
      if isLast {
        frame.write(
          "\(frame.glyphs.ellipsis) \(barred.count - index) not eligible; z shows all", in: line,
          style: Style(.faint))
      } else {
        frame.write(
          [
            Span("\(frame.glyphs.cross)  \(offer.offer.name)  ", Style(.faint)),
            Span(offer.obstacles.first ?? "", Style(.muted, on: .canvas, .italic)),
          ], in: line)
      }
    }
  }
}
