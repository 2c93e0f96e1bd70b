import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws which model beats which, and the selected pair in words.
struct MatrixView {
  private let matrix: ComparisonMatrix
  private let figures: MatrixFigures

  static func draw(_ matrix: ComparisonMatrix, _ state: State, of frame: inout Frame) {
    let screen = OverlayView.size(in: frame)
    guard let figures = MatrixFigures(matrix, in: state) else {
      let area = Popup(
        "Which model beats which", size: Size(width: min(60, screen.width), height: 3),
        id: WidgetID.overlay, footnote: "Esc closes"
      ).open(in: &frame)
      let words =
        state.session.training.isRunning || state.compare.intervals == nil
        ? "The test rows are still being drawn again and again."
        : "One model alone beats nobody: choose another in Train (2)."
      return frame.draw(Paragraph(words, style: Style(.muted, on: .panel)), in: area)
    }
    let width = min(84, screen.width)
    let view = MatrixView(matrix: matrix.held(to: figures.kinds.count), figures: figures)
    let height = min(
      screen.height,
      figures.kinds.count + 3 + view.legend(width: width).count + view.pairLines(width: width)
        + 2)
    let area = Popup(
      "How likely the row beats the column, by \(matrix.metric.title)",
      size: Size(width: width, height: height), id: WidgetID.overlay,
      footnote: "m metric, + and - region, arrows pair, Esc closes"
    ).open(in: &frame)
    view.draw(in: area, of: &frame)
  }

  private func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    let kinds = figures.kinds
    let nameWidth = 12
    let cellWidth = max(5, min(10, (area.width - nameWidth) / kinds.count))
    var heading = rest.takeTop(1)
    _ = heading.takeLeft(nameWidth)
    for (index, kind) in kinds.enumerated() {
      let style = Style(.series(kind.seriesIndex), on: .panel, .bold)
      var place = heading.takeLeft(cellWidth)
      _ = place.takeLeft(1)
      frame.write(
        kind.label, in: place,
        style: index == matrix.second ? style.with(.underline) : style, alignment: .right)
    }
    for row in kinds.indices where !rest.isEmpty {
      draw(row: row, in: rest.takeTop(1), nameWidth, cellWidth, of: &frame)
    }
    if rest.height >= 8 { _ = rest.takeTop(1) }
    for spans in legend(width: rest.width) { frame.write(spans, in: rest.takeTop(1)) }
    if rest.height >= pairLines(width: rest.width) + 3 { _ = rest.takeTop(1) }
    drawPair(in: rest, of: &frame)
    frame.describe(words)
  }

  private func draw(
    row: Int, in line: Rect, _ nameWidth: Int, _ cellWidth: Int, of frame: inout Frame
  ) {
    var rest = line
    let kind = figures.kinds[row]
    let name = Style(.series(kind.seriesIndex), on: .panel, .bold)
    frame.write(
      "\(frame.glyphs.seriesMarker(kind.seriesIndex)) \(kind.label)",
      in: rest.takeLeft(nameWidth), style: row == matrix.first ? name.with(.underline) : name)
    for column in figures.kinds.indices {
      let place = rest.takeLeft(cellWidth)
      var cell = place
      _ = cell.takeLeft(1)
      frame.addHit(
        place, HitTarget(WidgetID.overlay, .row(row * figures.kinds.count + column)))
      let isSelected = row == matrix.first && column == matrix.second
      let ground: Role = isSelected ? .selection : .panel
      frame.fill(cell, style: Style(.text, on: ground))
      if isSelected { frame.offerCursor(Position(column: cell.column, row: cell.row)) }
      let (text, role) = entry(row, column)
      frame.write(
        text, in: cell,
        style: Style(isSelected ? .selectionText : role, on: ground, role == .good ? [.bold] : []),
        alignment: .right)
    }
  }

  /// A chance, with a mark where it settles the pair: + beats, - is beaten, ≈ is the same.
  private func entry(_ row: Int, _ column: Int) -> (String, Role) {
    guard let pair = figures.comparison[row, column] else { return ("·", .faint) }
    let chance = NumberText.percent(pair.firstBetter)
    switch MatrixView.verdict(pair) {
    case .first: return ("\(chance) +", .good)
    case .second: return ("\(chance) -", .muted)
    case .same: return ("\(chance) ≈", .text)
    case .open: return ("\(chance)  ", .text)
    }
  }

  /// What a pair comes to.
  enum Verdict {
    case first
    case second
    case same
    case open
  }

  /// Settled is what 95 of 100 draws agree on.
  static func verdict(_ pair: PairwisePreference) -> Verdict {
    if pair.firstBetter >= 0.95 { return .first }
    if pair.secondBetter >= 0.95 { return .second }
    return pair.equivalent >= 0.95 ? .same : .open
  }

  /// What the signs mean, on two lines where one is too narrow.
  private func legend(width: Int) -> [[Span]] {
    let same = Span("same within ±\(region)  ", Style(.text, on: .panel))
    let signs = Span(
      "settled at 95%: + beats, - is beaten, ≈ the same", Style(.muted, on: .panel))
    return MatrixView.wrapped([[same], [signs]], width: width)
  }

  /// Spans that belong together, side by side as far as there is room.
  private static func wrapped(_ groups: [[Span]], width: Int) -> [[Span]] {
    // Signs are longer in ASCII.
    func size(_ spans: [Span]) -> Int {
      spans.reduce(0) { $0 + SafeText.width(of: $1.text, ascii: true) }
    }
    return groups.reduce(into: [[Span]]()) { lines, group in
      if let last = lines.last, size(last) + size(group) <= width {
        lines[lines.count - 1] += group
      } else {
        lines.append(group)
      }
    }
  }

  /// The lines of the difference and of the chances, without the bar and the source.
  private func pairLines(width: Int) -> Int {
    guard let (difference, chances) = pairSpans() else { return 2 }
    return MatrixView.wrapped(difference, width: width).count
      + MatrixView.wrapped(chances, width: width).count
  }

  /// The difference of the selected pair and its chances, in groups that stay whole.
  private func pairSpans() -> (difference: [[Span]], chances: [[Span]])? {
    guard matrix.first != matrix.second,
      let pair = figures.comparison[matrix.first, matrix.second]
    else { return nil }
    let muted = Style(.muted, on: .panel)
    let text = Style(.text, on: .panel)
    let names = [matrix.first, matrix.second].map { figures.kinds[$0].rawValue }
    let interval = pair.difference
    func chance(_ words: String, _ share: Double) -> [Span] {
      [Span("\(words) ", muted), Span("\(NumberText.percent(share, digits: 1))  ", text)]
    }
    return (
      [
        [
          Span("\(names[0]) less \(names[1])  ", Style(.header, on: .panel, .bold)),
          Span("\(MatrixView.signed(interval.estimate))  ", Style(.text, on: .panel, .bold)),
        ],
        [
          Span(
            "95%: \(MatrixView.signed(interval.lower)) to \(MatrixView.signed(interval.upper))",
            text)
        ],
      ],
      [
        chance("\(names[0]) better", pair.firstBetter), chance("the same", pair.equivalent),
        chance("\(names[1]) better", pair.secondBetter),
      ]
    )
  }

  private var region: String { NumberText.fixed(matrix.equivalence, digits: 3) }

  private func drawPair(in area: Rect, of frame: inout Frame) {
    var rest = area
    let muted = Style(.muted, on: .panel)
    guard let pair = figures.comparison[matrix.first, matrix.second],
      let (difference, chances) = pairSpans()
    else {
      return _ = frame.write("The arrows choose a pair of models.", in: rest.line(0), style: muted)
    }
    for groups in [difference, chances] {
      for spans in MatrixView.wrapped(groups, width: rest.width) {
        frame.write(spans, in: rest.takeTop(1))
      }
    }
    drawBar(pair, in: rest.takeTop(1), of: &frame)
    frame.write("by \(figures.source)", in: rest.takeTop(1), style: muted)
  }

  /// The three chances as lengths, each with a sign of its own.
  private func drawBar(_ pair: PairwisePreference, in line: Rect, of frame: inout Frame) {
    let first = Int((pair.firstBetter * Double(line.width)).rounded())
    let second = min(line.width - first, Int((pair.secondBetter * Double(line.width)).rounded()))
    var rest = line
    let kinds = [matrix.first, matrix.second].map { figures.kinds[$0].seriesIndex }
    frame.fill(
      rest.takeLeft(first), with: frame.glyphs.fullBlock,
      style: Style(.series(kinds[0]), on: .panel))
    frame.fill(
      rest.takeRight(second), with: frame.glyphs.disc, style: Style(.series(kinds[1]), on: .panel))
    frame.fill(rest, with: frame.glyphs.horizontalDotted, style: Style(.muted, on: .panel))
  }

  /// A difference with its sign in four digits.
  static func signed(_ value: Double) -> String {
    (value >= 0 ? "+" : "") + NumberText.fixed(value, digits: 4)
  }

  private var words: String {
    let rows = figures.kinds.indices.map { row in
      figures.kinds.indices.compactMap { column in
        figures.comparison.chance(of: row, beating: column).map {
          "\(figures.kinds[row].rawValue) beats \(figures.kinds[column].rawValue) "
            + NumberText.percent($0)
        }
      }.joined(separator: ", ")
    }
    return rows.joined(separator: "; ")
  }
}
