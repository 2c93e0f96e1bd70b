import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws what happens at the threshold: a slider, a line of figures a model, and the matrices.
struct ThresholdView {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let isFocused: Bool
  /// The ids of the slider, and of the lines and matrices by model.
  let ids: (slider: Int, models: Int)
  /// Whether the figures of a line a model make room for the matrices.
  var isBrief = false

  func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    let points = models.map { kind, model in
      (
        kind: kind,
        point: state.compare.point(of: model)
      )
    }
    let matricesHeight = (models.count + 1) / 2 * 5 - 1
    let needed = models.count + 4 + matricesHeight
    let hasSegments = area.height >= needed + 4
    let isRoomy = area.height >= needed + (hasSegments ? 4 : 0) + 4
    drawSlider(points, in: rest.takeTop(2), of: &frame)
    if isRoomy { _ = rest.takeTop(1) }
    if !isBrief {
      drawFigures(points, in: rest.takeTop(models.count + 1), of: &frame)
      if isRoomy { _ = rest.takeTop(1) }
    }
    drawAmounts(in: rest.takeTop(1), of: &frame)
    if isRoomy { _ = rest.takeTop(1) }
    if hasSegments {
      SegmentsView(state: state, models: models, selected: selected, id: ids.models + 1)
        .drawSelected(in: rest.takeTop(4), of: &frame)
      if isRoomy { _ = rest.takeTop(1) }
    }
    drawMatrices(points, in: rest, of: &frame)
  }

  // MARK: The slider

  private func drawSlider(
    _ points: [(kind: ModelKind, point: OperatingPoint)], in area: Rect, of frame: inout Frame
  ) {
    let line = area.line(0)
    let track = line.inset(horizontal: 4)
    frame.write("0", in: line.inset(horizontal: 2), style: .muted)
    frame.write("1", in: line.inset(horizontal: 2), style: .muted, alignment: .right)
    frame.fill(track, with: frame.glyphs.horizontal, style: .faint)
    let own = models.map { _, model in
      state.compare.share == nil
        ? model.threshold
        : model.ranked.blocks.operatingPoint(at: model.threshold).contactShare ?? 0
    }
    let places = SliderMarks.cells(of: own, count: track.width)
    for (entry, place) in zip(models, places) {
      frame.put(
        frame.glyphs.seriesMarker(entry.kind.seriesIndex), column: track.column + place,
        row: track.row, style: Style(.series(entry.kind.seriesIndex)))
    }
    if state.compare.share == nil, let breakEven = BreakEven(state.compare),
      breakEven.precision <= 1
    {
      frame.put(
        frame.glyphs.seriesMarker(BreakEven.seriesIndex),
        column: track.column + Ticks.cell(of: breakEven.precision, in: 0...1, cells: track.width),
        row: track.row, style: Style(.series(BreakEven.seriesIndex), on: .canvas, .bold))
    }
    frame.addHit(track, HitTarget(ids.slider, .plot), horizontalValues: 0...1)
    let below = area.line(1)
    guard let place = state.compare.share ?? state.compare.threshold else {
      frame.write(
        SegmentsView.rule(state, isNarrow: below.width < 66), in: below, alignment: .center)
      return
    }
    let column = track.column + Ticks.cell(of: place, in: 0...1, cells: track.width)
    frame.put(frame.glyphs.verticalDotted, column: column, row: track.row, style: Style.accent.bold)
    let words =
      state.compare.share.map { "\(NumberText.percent($0, digits: 1)) contacted" }
      ?? NumberText.fixed(place, digits: 3)
    let text = "\(frame.glyphs.up) \(words)"
    let start = min(column, below.endColumn - text.count)
    frame.write(text, column: start, row: below.row, style: Style.accent.bold)
  }

  // MARK: The figures

  private func drawFigures(
    _ points: [(kind: ModelKind, point: OperatingPoint)], in area: Rect, of frame: inout Frame
  ) {
    let hasValue = state.compare.margin != nil
    let titles =
      hasValue
      ? ["at", "prec", "recall", "contacts", "promised", "earned"]
      : ["at", "F1", "prec", "recall", "contacts", "of all"]
    let widths = hasValue ? [7, 7, 7, 9, 9, 8] : [7, 7, 7, 8, 9, 8]
    draw(hasValue ? "per 1,000" : "", titles, widths, .header, in: area.line(0), of: &frame)
    for (index, entry) in points.enumerated() {
      let (kind, point) = entry
      let line = area.line(index + 1)
      let isSelected = kind == selected
      let ground: Role = !isSelected ? .canvas : isFocused ? .selection : .selectionUnfocused
      frame.fill(line, style: Style(.text, on: ground))
      frame.addHit(line, HitTarget(ids.models, .row(index)))
      let value = Economics.perThousand(models[index].model, at: point.threshold, state.compare)
      let rates = [
        ThresholdView.fixed(point.confusion.precision),
        ThresholdView.fixed(point.confusion.recall),
        NumberText.grouped(Int(point.contacts.rounded())) + (isOverCapacity(point) ? "!" : ""),
      ]
      let texts =
        [ThresholdView.fixed(point.threshold)]
        + (hasValue
          ? rates + [value?.expected, value?.realised].map { $0.map(Economics.amount) ?? "–" }
          : [ThresholdView.fixed(point.f1)] + rates + [
            point.contactShare.map { NumberText.percent($0, digits: 1) } ?? "–"
          ])
      let isBright = isSelected && isFocused
      var rest = line
      frame.write(
        ThresholdView.name(
          kind, mark: models[index].model.mark, isBright: isBright, ground, frame.glyphs),
        in: rest.takeLeft(LeaderboardView.nameWidth))
      draw(
        "", texts, widths, Style(isBright ? .selectionText : .text, on: ground), in: line,
        of: &frame)
    }
  }

  private func isOverCapacity(_ point: OperatingPoint) -> Bool {
    guard let capacity = state.compare.capacity, let share = point.contactShare else {
      return false
    }
    return share > capacity * (1 + 1e-12)
  }

  private func draw(
    _ name: String, _ texts: [String], _ widths: [Int], _ style: Style, in line: Rect,
    of frame: inout Frame
  ) {
    var rest = line
    frame.write(name, in: rest.takeLeft(LeaderboardView.nameWidth), style: style)
    for (text, width) in zip(texts, widths) {
      frame.write(text, in: rest.takeLeft(width), style: style, alignment: .right)
    }
  }

  static func name(
    _ kind: ModelKind, mark: String = "", isBright: Bool, _ ground: Role, _ glyphs: Glyphs
  ) -> [Span] {
    let color = Role.series(kind.seriesIndex)
    return [
      Span("\(glyphs.seriesMarker(kind.seriesIndex)) ", Style(color, on: ground)),
      Span(
        kind.label + mark,
        Style(isBright ? .selectionText : color, on: ground, ground == .canvas ? [] : .bold)),
    ]
  }

  static func fixed(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, digits: 3) } ?? "–"
  }

  // MARK: The amounts

  private func drawAmounts(in line: Rect, of frame: inout Frame) {
    let compare = state.compare
    if let entry = compare.entry {
      let prompt =
        switch entry.amount {
        case .margin: "what a conversion earns: "
        case .cost: "what a contact costs: "
        case .capacity: "the most to contact: "
        }
      frame.draw(
        TextField(
          entry.text.text, cursor: entry.text.cursor, prompt: prompt,
          hint: entry.amount == .capacity ? "a share, a number, or none" : "a number"),
        in: line)
      return
    }
    guard let margin = compare.margin else {
      // Amounts need room that a compact screen lacks.
      guard CompareLayout(state.size) != .compact else { return }
      frame.write(
        [
          Span("m", Style(.key)), Span(" and ", .muted), Span("c", Style(.key)),
          Span(" set margin and cost, for profits", .muted),
        ], in: line)
      return
    }
    var words = [
      Span("m", Style(.key)), Span(" margin ", .muted), Span(NumberText.short(margin), .text),
      Span("  c", Style(.key)), Span(" cost ", .muted),
      Span(NumberText.short(compare.cost), .text),
    ]
    if let capacity = compare.capacity {
      words += [
        Span("  C", Style(.key)), Span(" at most ", .muted),
        Span(PlanPart.percent(capacity), .text),
      ]
    }
    if let breakEven = BreakEven(compare) {
      let mark = frame.glyphs.seriesMarker(BreakEven.seriesIndex)
      words.append(Span("  \(mark) ", Style(.series(BreakEven.seriesIndex), on: .canvas, .bold)))
      words.append(
        breakEven.precision > 1
          ? Span("a contact can't pay", .text) : Span(breakEven.title, .text))
    } else {
      words.append(
        Span(
          margin > 0 ? "  contacts are free; c sets a cost" : "  nothing to earn", .muted))
    }
    frame.write(words, in: line)
  }

  // MARK: The matrices

  private func drawMatrices(
    _ points: [(kind: ModelKind, point: OperatingPoint)], in area: Rect, of frame: inout Frame
  ) {
    guard !points.isEmpty, area.height >= 4 else { return }
    let columnCount = area.height >= 9 || area.width < 76 ? min(2, points.count) : points.count
    let rowCount = min((points.count + columnCount - 1) / columnCount, area.height / 4)
    let height = min(5, area.height / rowCount)
    for (index, entry) in points.enumerated() where index / columnCount < rowCount {
      let columns = area.columns(Array(repeating: 1, count: columnCount), gap: 2)
      var place = columns[index % columnCount]
      place.row += index / columnCount * height
      place.height = 4
      frame.addHit(place, HitTarget(ids.models, .row(index)))
      draw(entry.kind, entry.point, in: place, of: &frame)
    }
  }

  private func draw(
    _ kind: ModelKind, _ point: OperatingPoint, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    let heading = rest.takeTop(1)
    let glyphs = frame.glyphs
    var name = ThresholdView.name(kind, isBright: false, .canvas, glyphs)
    if kind == selected { name = name.map { Span($0.text, $0.style.bold) } }
    frame.write(name, in: heading)
    let isNarrow = area.width < 22
    let note =
      point.profit.map { (isNarrow ? "" : "profit ") + NumberText.short($0) }
      ?? (isNarrow ? "" : "lift ")
      + (point.lift.map { "\(NumberText.fixed($0, digits: isNarrow ? 1 : 2))×" } ?? "–")
    frame.write(note, in: heading, style: .muted, alignment: .right)
    let confusion = point.confusion
    let rows = [
      ("is +", [confusion.truePositives, confusion.falseNegatives]),
      ("is -", [confusion.falsePositives, confusion.trueNegatives]),
    ]
    let cells = matrixCells(rest)
    for (cell, title) in zip(cells(0), ["said +", "said -"]) {
      frame.write(title, in: cell, style: .muted, alignment: .right)
    }
    for (row, (name, counts)) in rows.enumerated() {
      frame.write(name, in: rest.line(row + 1), style: .muted)
      let total = counts.reduce(0, +)
      for (column, cell) in cells(row + 1).enumerated() {
        // Right answers lie on the diagonal.
        let style = Style(row == column ? .good : .bad, on: .panel)
        draw(
          counts[column], of: showsShares(rows.map(\.1), cells(row + 1)) ? total : nil, style,
          in: cell,
          of: &frame)
      }
    }
    frame.describe(
      "Confusion of \(kind.rawValue), rows actual, columns predicted: "
        + rows.map { "\($0.0) \($0.1.map { ThresholdView.count($0) }.joined(separator: ", "))" }
        .joined(separator: "; "))
  }

  private func matrixCells(_ area: Rect) -> (Int) -> [Rect] {
    { row in
      var line = area.line(row)
      _ = line.takeLeft(5)
      return line.columns([1, 1], gap: 1)
    }
  }

  /// Whether every cell has room for a share behind its count: shares of some alone mislead.
  private func showsShares(_ counts: [[Double]], _ cells: [Rect]) -> Bool {
    let width = cells.map(\.width).min() ?? 0
    return counts.joined().allSatisfy { ThresholdView.count($0).count + 5 <= width }
  }

  /// A count, and its share of the row where that is given.
  private func draw(
    _ count: Double, of total: Double?, _ style: Style, in cell: Rect, of frame: inout Frame
  ) {
    frame.fill(cell, style: style)
    var rest = cell
    if let total {
      let share = total > 0 ? NumberText.percent(count / total) : "–"
      frame.write(
        share, in: rest.takeRight(4), style: Style(.muted, on: .panel), alignment: .right)
      _ = rest.takeRight(1)
    }
    frame.write(ThresholdView.count(count), in: rest, style: style, alignment: .right)
  }

  private static func count(_ count: Double) -> String {
    count < 100_000 ? NumberText.grouped(Int(count.rounded())) : NumberText.short(count)
  }
}
