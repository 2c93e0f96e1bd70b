import Evaluation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// The offers of one model in order, with doing nothing among them, and all about the selected one.
enum OffersView {
  /// How many offers a customer is shown.
  static let topCount = 7

  static func draw(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    guard !view.offers.isEmpty else {
      frame.draw(
        Panel("Offers", isFocused: state.simulate.area == .offers), in: area)
      return frame.draw(
        Paragraph(
          "No offers: a dataset.yaml beside the data names their catalogue (offers: FILE.csv).",
          style: .muted), in: Panel.inside(area))
    }
    if state.simulate.showsRanks, let simulation = state.simulate.simulation {
      return RanksView.draw(state, simulation, view, in: area, of: &frame)
    }
    drawPanel(state, view, in: area, of: &frame)
    var inside = Panel.inside(area)
    let rows = OfferRow.rows(view)
    guard state.simulate.area == .offers else {
      return drawTop(rows, state, view, in: inside, of: &frame)
    }
    let selected = max(0, min(state.simulate.offer, rows.count - 1))
    drawDetail(rows[selected], state, view, in: &inside, of: &frame)
    drawTable(rows, selected: selected, state, view, in: inside, of: &frame)
  }

  /// The longest note that fits.
  private static func drawPanel(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    let barred = view.offers.count { !$0.isEligible }
    let order = orderWords(state)
    let title = "Offers by \(view.kind.rawValue)"
    let base = "base: \(state.simulate.situation.baseTitle)"
    let notes =
      (state.simulate.isSideBySide ? ["by \(order), \(base)", base, "base and now"] : []) + [
        "by \(order), \(barred) of \(view.offers.count) not eligible, moves from base",
        "by \(order), moves from base", "moves from base", "by \(order)", "vs base",
      ]
    let isFocused = state.simulate.area == .offers
    let place = max(0, min(state.simulate.offer, OfferRow.rows(view).count - 1)) + 1
    frame.draw(
      Panel(
        title, note: notes.first { $0.count + title.count + 9 <= area.width } ?? "",
        footnote: isFocused ? "\(place) of \(OfferRow.rows(view).count)" : "",
        isFocused: isFocused), in: area)
  }

  /// What the offers are ordered by, with its unit.
  private static func orderWords(_ state: State) -> String {
    let currency = state.session.simulator?.currency ?? ""
    let unit = currency.isEmpty ? "" : " in \(currency)"
    switch state.simulate.order {
    case .expectedValue: return "expected value\(unit)"
    case .probability: return "probability"
    case .expectedAmount: return "p × amount\(unit)"
    }
  }

  /// What there is room for without scrolling: the best, then why others can't be shown.
  private static func drawTop(
    _ rows: [OfferRow], _ state: State, _ view: Simulation.ModelView, in area: Rect,
    of frame: inout Frame
  ) {
    var inside = area
    let ranked = rows.filter(\.isRanked)
    // Seven offers, and doing nothing if it stands among them.
    let isAmong = state.simulate.order == .expectedValue && view.worthwhileCount <= topCount
    let barred = view.offers.filter { !$0.isEligible }
    let least = min(ranked.count, topCount + (isAmong ? 1 : 0))
    // Those beyond the seven have what those that can't be shown leave.
    var count = max(least, min(ranked.count, inside.height - 1 - barred.count))
    if count > least, case .cut = ranked[count - 1] { count -= 1 }
    let table = inside.takeTop(min(inside.height, max(1, count) + 1))
    drawTable(Array(ranked.prefix(count)), selected: nil, state, view, in: table, of: &frame)
    drawBarred(barred, in: inside, of: &frame)
  }

  /// All about the selected line, below the table and at every size.
  private static func drawDetail(
    _ row: OfferRow, _ state: State, _ view: Simulation.ModelView, in area: inout Rect,
    of frame: inout Frame
  ) {
    // The answer to a question comes instead of what can be read again.
    let parts =
      SimulatePane.liftWords(state).map { [$0] }
      ?? SimulateWords.sentences(row, view, baseTitle: state.simulate.situation.baseTitle)
    let ascii = frame.glyphs.isASCII
    // The table keeps a heading and four lines; the first sentence is shown even so.
    let most = max(3, area.height - 6)
    var text = parts[0]
    for part in parts.dropFirst() {
      let longer = text + " " + part
      if Paragraph.lines(of: longer, width: area.width, ascii: ascii).count > most { break }
      text = longer
    }
    let lines = Paragraph.lines(of: text, width: area.width, ascii: ascii)
    frame.draw(Paragraph(text), in: area.takeBottom(min(lines.count, max(1, area.height - 3))))
    let rule = area.takeBottom(1)
    frame.horizontalLine(
      column: rule.column, row: rule.row, width: rule.width, style: Style(.faint))
  }

  // MARK: The table

  /// The columns, in the order in which they are shown.
  enum Part {
    case place, move, keyMove, name, probability, expected, amount, value, cost, category, obstacle
    /// Of the base, and the difference to it.
    case basePlace, baseProbability, baseExpected, baseAmount, change
  }

  private static func drawTable(
    _ rows: [OfferRow], selected: Int?, _ state: State, _ view: Simulation.ModelView,
    in area: Rect, of frame: inout Frame
  ) {
    // Where no line is selected, those that can't be shown stand below with their reasons.
    let parts = parts(state, width: area.width).filter { selected != nil || $0 != .obstacle }
    // The obstacle takes what is left; without it the names do.
    let nameWidth =
      parts.contains(.obstacle)
      ? max(16, min(40, area.width / 3))
      : max(6, area.width - figuresWidth(parts, rows, view, area, state.simulate.isSideBySide))
    let sorted = measure(state.simulate.order).now
    let previous = state.simulate.previousPlaces[view.kind]
    let base = Dictionary(
      view.baseOffers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let isSideBySide = state.simulate.isSideBySide
    let glyphs = frame.glyphs
    frame.draw(
      TableView(
        columns: parts.map {
          column($0, nameWidth: nameWidth, width: area.width, isSideBySide: isSideBySide)
        },
        rowCount: selected == nil ? min(rows.count, max(0, area.height - 1)) : rows.count,
        state: TableView.State(
          selectedRow: selected, sortColumn: parts.firstIndex { $0 == sorted },
          // Of a loss the least probability is the best.
          isAscending: sorted == .probability && view.offers.contains(where: \.offer.preventsLoss)),
        frozenCount: (parts.firstIndex(of: .name) ?? 2) + 1, isFocused: selected != nil,
        id: SimulatePane.offersWidget, emptyText: "no offer can be shown to this customer"
      ) { row, column in
        cell(rows[row], parts[column], view, glyphs: glyphs, previous: previous, base: base)
      }, in: area)
  }

  /// What offers are ordered by, for the customer and for the base.
  private static func measure(_ order: OfferRanking.Order) -> (now: Part, base: Part) {
    switch order {
    case .expectedValue: (.expected, .baseExpected)
    case .probability: (.probability, .baseProbability)
    case .expectedAmount: (.amount, .baseAmount)
    }
  }

  /// The columns that there is room for.
  private static func parts(_ state: State, width: Int) -> [Part] {
    let order = state.simulate.order
    if state.simulate.isSideBySide {
      let (now, base) = measure(order)
      let start: [Part] =
        width < 34 ? [.place] : width < 60 ? [.place, .move] : [.place, .basePlace, .move]
      let figures: [Part] = width < 46 ? [now, .change] : [base, now, .change]
      let chances: [Part] =
        width >= 100 && order != .probability ? [.baseProbability, .probability] : []
      return start + [.name] + chances + figures
    }
    let isTiny = width < 30
    let isNarrow = width < 42
    let isWide = width >= 90
    var parts: [Part] = [.place, .move] + (width < 46 ? [] : [.keyMove]) + [.name]
    if !isTiny { parts.append(.probability) }
    let hasAmounts = state.session.simulator?.hasAmounts == true
    let byAmount = order == .expectedAmount
    if !byAmount || !isNarrow { parts.append(.expected) }
    if byAmount || hasAmounts && !isNarrow { parts.append(.amount) }
    if isWide { parts += [.value, .cost] }
    if width >= 116 { parts += [.category] }
    if isWide { parts.append(.obstacle) }
    return parts
  }

  /// The figures come first: the names get what they leave.
  private static func figuresWidth(
    _ parts: [Part], _ rows: [OfferRow], _ view: Simulation.ModelView, _ area: Rect,
    _ isSideBySide: Bool
  ) -> Int {
    let sum = parts.filter { $0 != .name }.reduce(0) { sum, part in
      let heading = column(part, nameWidth: 6, width: area.width, isSideBySide: isSideBySide)
      // A heading and the mark of the sort, or what is below it; two columns between.
      let widest =
        rows.map { SafeText.width(of: cell($0, part, view, glyphs: .unicode).text) }.max() ?? 0
      let title = heading.title.isEmpty ? 0 : heading.title.count + (heading.isDecimal ? 2 : 0)
      return sum + max(heading.minimumWidth, title, widest) + 2
    }
    return sum + (rows.count >= area.height ? 2 : 0)
  }

  private static func column(
    _ part: Part, nameWidth: Int, width: Int, isSideBySide: Bool = false
  ) -> TableView.Column {
    let (isNarrow, isShort) = (width < 42, width < 76)
    return switch part {
    case .place:
      TableView.Column(isSideBySide && !isNarrow ? "now" : "", alignment: .right, minimumWidth: 1)
    case .basePlace: TableView.Column("base", alignment: .right, minimumWidth: 1)
    case .baseProbability: TableView.Column("base prob", isDecimal: true)
    case .baseExpected: TableView.Column("base value", isDecimal: true)
    case .baseAmount: TableView.Column("base p × amt", isDecimal: true)
    case .change: TableView.Column("change", isDecimal: true)
    case .move:
      TableView.Column(isNarrow || isSideBySide ? "" : "base", minimumWidth: 2, maximumWidth: 4)
    case .keyMove: TableView.Column(isNarrow ? "" : "key", minimumWidth: 2, maximumWidth: 4)
    case .name:
      TableView.Column("offer", minimumWidth: 6, maximumWidth: nameWidth, isFlexible: true)
    case .probability: TableView.Column(isShort ? "prob" : "probability", isDecimal: true)
    case .expected: TableView.Column(isShort ? "value" : "expected", isDecimal: true)
    case .amount: TableView.Column(isShort ? "p × amt" : "p × amount", isDecimal: true)
    case .value: TableView.Column("outcome", isDecimal: true)
    case .cost: TableView.Column("cost", isDecimal: true)
    case .category: TableView.Column("category")
    case .obstacle: TableView.Column("not eligible because", maximumWidth: 60)
    }
  }

  static func cell(
    _ row: OfferRow, _ part: Part, _ view: Simulation.ModelView, glyphs: Glyphs,
    previous: [String: Int]? = nil, base: [String: RankedOffer] = [:]
  ) -> Span {
    guard case .offer(let offer) = row else { return rule(row, part, glyphs: glyphs) }
    let before = base[offer.id]
    // By value, what stands below doing nothing is shown as less.
    let isLoss = offer.isEligible && !offer.beatsDoingNothing
    switch part {
    case .place: return Span(offer.position.map(String.init) ?? "", .muted)
    case .basePlace: return Span(before?.position.map(String.init) ?? "", .muted)
    case .baseProbability:
      return figure(before?.probability.map { NumberText.percent($0, digits: 1) }, glyphs)
    case .baseExpected:
      return figure(before?.expectedValue.map { NumberText.fixed($0, digits: 2) }, glyphs)
    case .baseAmount:
      return figure(before?.expectedAmount.map { NumberText.fixed($0, digits: 2) }, glyphs)
    case .change: return change(offer, from: before, by: view.order, glyphs)
    case .move: return move(view.move(of: offer), glyphs: glyphs)
    case .keyMove:
      let places = previous.map { Simulation.move(from: $0[offer.id], to: offer.position) }
      return move(places ?? nil, glyphs: glyphs, isFaint: true)
    case .name:
      if !offer.isEligible { return Span(offer.offer.name, Style(.faint)) }
      return Span(
        offer.offer.name,
        isLoss ? Style(.muted) : Style(.text, on: .canvas, offer.position == 1 ? .bold : []))
    case .probability:
      guard let probability = offer.probability else {
        return Span(String(glyphs.undefined), .faint)
      }
      return Span(
        NumberText.percent(probability, digits: 1),
        Style(ProbabilitiesView.role(view.segments.segment(of: probability))))
    case .expected:
      return offer.expectedValue.map {
        Span(NumberText.fixed($0, digits: 2), isLoss ? Style(.bad) : .text)
      } ?? Span(String(glyphs.undefined), .faint)
    case .amount:
      return offer.expectedAmount.map { Span(NumberText.fixed($0, digits: 2), .text) }
        ?? Span(String(glyphs.undefined), .faint)
    case .value: return Span(NumberText.fixed(offer.offer.value, digits: 2), .muted)
    case .cost: return Span(NumberText.fixed(offer.offer.cost, digits: 2), .muted)
    case .category: return Span(offer.offer.category, .muted)
    case .obstacle: return Span(offer.obstacles.first ?? "", Style(.warning))
    }
  }

  /// The line that offers are measured by, or that below the offers that are shown.
  private static func rule(_ row: OfferRow, _ part: Part, glyphs: Glyphs) -> Span {
    let rule = "\(glyphs.horizontal)\(glyphs.horizontal)"
    if case .cut = row {
      return part == .name
        ? Span("\(rule) beyond the first \(topCount) \(rule)", Style(.muted)) : Span("")
    }
    switch part {
    case .name: return Span("\(rule) do nothing \(rule)", Style(.accent))
    case .expected, .baseExpected: return Span("0.00", Style(.accent))
    default: return Span("")
    }
  }

  private static func figure(_ text: String?, _ glyphs: Glyphs) -> Span {
    text.map { Span($0, .muted) } ?? Span(String(glyphs.undefined), .faint)
  }

  /// How what offers are ordered by differs from the base, with its sign.
  private static func change(
    _ offer: RankedOffer, from base: RankedOffer?, by order: OfferRanking.Order, _ glyphs: Glyphs
  ) -> Span {
    func difference(_ figure: (RankedOffer) -> Double?) -> Double? {
      guard let now = figure(offer), let before = base.flatMap(figure) else { return nil }
      return now - before
    }
    let found =
      switch order {
      case .expectedValue: difference(\.expectedValue)
      case .probability: difference(\.probability)
      case .expectedAmount: difference(\.expectedAmount)
      }
    guard let change = found else { return Span(String(glyphs.undefined), .faint) }
    let text: String
    if order == .probability {
      text = SimulateWords.points(change)
    } else {
      let plain = NumberText.fixed(change, digits: 2)
      text = change >= 0.005 ? "+\(plain)" : change > -0.005 ? "0.00" : plain
    }
    let isNone = text == "0.0" || text == "0.00"
    let isGood = (change > 0) != (order == .probability && offer.offer.preventsLoss)
    return Span(text, Style(isNone ? .faint : isGood ? .good : .bad))
  }

  /// How the place differs from the one before.
  private static func move(_ move: RankMove?, glyphs: Glyphs, isFaint: Bool = false) -> Span {
    switch move {
    case .up(let count)?: Span("\(glyphs.up)\(count)", Style(isFaint ? .muted : .good))
    case .down(let count)?: Span("\(glyphs.down)\(count)", Style(isFaint ? .muted : .bad))
    case .new?: Span("new", Style(isFaint ? .muted : .accent))
    case .out?: Span("out", Style(isFaint ? .muted : .bad))
    case .same?, nil: Span("")
    }
  }

  private static func drawBarred(
    _ barred: [RankedOffer], in area: Rect, of frame: inout Frame
  ) {
    for (index, offer) in barred.prefix(area.height).enumerated() {
      let isLast = index == area.height - 1 && barred.count > area.height
      let line = area.line(index)
      if isLast {
        frame.write(
          "\(frame.glyphs.ellipsis) \(barred.count - index) not eligible; Tab shows why", in: line,
          style: Style(.faint))
      } else {
        // The reason in full: the name takes what it leaves.
        var rest = line
        frame.write("\(frame.glyphs.cross)  ", in: rest.takeLeft(3), style: Style(.faint))
        let reason = offer.obstacles.first ?? ""
        let ascii = frame.glyphs.isASCII
        let wanted = SafeText.width(of: reason, ascii: ascii)
        let name = max(
          6,
          min(
            SafeText.width(of: offer.offer.name, ascii: ascii), rest.width - wanted - 2))
        frame.write(offer.offer.name, in: rest.takeLeft(name), style: Style(.faint))
        _ = rest.takeLeft(2)
        frame.write(reason, in: rest, style: Style(.muted, on: .canvas, .italic))
      }
    }
  }
}
