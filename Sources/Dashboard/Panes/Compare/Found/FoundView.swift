import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws the segments over the panes: by intent, and those that were found.
struct FoundView {
  let state: State

  private var found: FoundState { state.compare.found }
  private let plain = Style(.text, on: .panel)
  private let muted = Style(.muted, on: .panel)
  private let heading = Style(.header, on: .panel, .bold)

  /// The extent of the box's contents.
  private static func size(in screen: Size) -> Size {
    Size(width: min(132, screen.width - 6), height: min(44, screen.height - 6))
  }

  /// Whether the map stands beside the words of the first page.
  private static func hasMapBeside(in screen: Size) -> Bool {
    size(in: screen).width >= 96 && size(in: screen).height >= 24
  }

  /// The width of the words about the selected segment.
  static func profileWidth(in screen: Size) -> Int {
    let width = size(in: screen).width
    return hasMapBeside(in: screen) ? width - width * 2 / 5 - 2 : width
  }

  func draw(of frame: inout Frame) {
    let screen = frame.size
    let kind = FoundProgram.kind(in: state)
    var area = Popup(
      "Segments of \(kind?.rawValue ?? "a model")'s customers",
      // The line of news below stays in sight.
      size: Self.size(in: screen),
      id: WidgetID.overlay, footnote: "f finds, ] turns pages, Esc closes"
    ).open(in: &frame)
    drawSettings(in: area.takeTop(1), of: &frame)
    let answer = FoundProgram.answer(in: state)
    switch found.page {
    case .overview:
      drawIntent(kind, in: area.takeTop(4), of: &frame)
      _ = area.takeTop(area.height > 12 ? 1 : 0)
      guard let answer else { return drawNothing(in: area, of: &frame) }
      drawSegments(answer, in: &area, of: &frame)
      if Self.hasMapBeside(in: screen) {
        drawMap(answer, in: area.takeLeft(area.width * 2 / 5), of: &frame)
        _ = area.takeLeft(2)
      }
      drawProfile(answer, in: area, of: &frame)
    case .map:
      guard let answer else { return drawNothing(in: area, of: &frame) }
      let legend = area.takeBottom(min(answer.found.segments.count + 2, area.height / 2))
      drawMap(answer, in: area, of: &frame)
      drawLegend(answer, in: legend, of: &frame)
    case .trust:
      guard let answer else { return drawNothing(in: area, of: &frame) }
      let lines = FoundText.trust(
        answer.found, width: area.width - 2, ascii: frame.glyphs.isASCII)
      drawLines(lines, in: area, of: &frame)
    }
  }

  // MARK: Above

  private func drawSettings(in line: Rect, of frame: inout Frame) {
    let search = found.search
    let key = Style(.key, on: .panel, .bold)
    let page = FoundPage.allCases.firstIndex(of: found.page).map { $0 + 1 } ?? 1
    let most = (line.width < 60 ? "" : "up to ") + NumberText.grouped(search.maximumRows)
    var spans = [
      Span("\(found.page.title) \(page)/\(FoundPage.allCases.count)  ", heading),
      Span("p ", key), Span(search.projection == .umap ? "UMAP  " : "PCA  ", plain),
      Span("m ", key), Span(search.method == .kmeans ? "k-means  " : "HDBSCAN  ", plain),
      Span("+- ", key), Span("\(most) customers  ", plain),
    ]
    if let answer = FoundProgram.answer(in: state), found.underway == nil,
      answer.question != FoundProgram.question(in: state)
    {
      spans.append(Span("f looks anew", Style(.warning, on: .panel)))
    }
    frame.write(spans, in: line)
  }

  /// High, medium and low intent on the test rows.
  private func drawIntent(_ kind: ModelKind?, in area: Rect, of frame: inout Frame) {
    guard let kind, let model = state.session.comparison?.trained(kind) else { return }
    let plan = model.policy.segments
    let summaries = plan.summaries(
      of: model.ranked.blocks, margin: state.compare.margin, cost: state.compare.cost)
    let hasValue = state.compare.margin != nil
    let width = min(10, (area.width - 8) / 5)
    let cells = { (words: [String]) in
      words.enumerated().map { place, word in
        place == 0 ? word.padded(to: 8) : Self.right(word, width)
      }.joined()
    }
    frame.write(
      cells(["Intent", "from", "rows", "share", "rate", hasValue ? "earned" : "lift"]),
      in: area.line(0), style: heading)
    for (place, summary) in summaries.enumerated() {
      let from = place == 0 ? plan.high : place == 1 ? plan.medium : nil
      let percent = { (share: Double?) in
        share.map { NumberText.percent($0, digits: 1) } ?? "–"
      }
      let last =
        hasValue
        ? summary.value.map(Economics.amount) ?? "–"
        : summary.lift.map { "\(NumberText.fixed($0, digits: 2))×" } ?? "–"
      frame.write(
        cells([
          summary.segment.rawValue, from.map { NumberText.fixed($0, digits: 3) } ?? "",
          NumberText.grouped(Int(summary.rows.rounded())), percent(summary.rowShare),
          percent(summary.positiveRate), last,
        ]), in: area.line(place + 1), style: plain)
    }
  }

  private func drawNothing(in area: Rect, of frame: inout Frame) {
    if found.underway != nil {
      let mark =
        state.isAnimated
        ? frame.glyphs.spinner[state.tick % frame.glyphs.spinner.count] : frame.glyphs.disc
      frame.write(
        [
          Span("\(mark) ", Style(.warning, on: .panel, .bold)),
          Span("\(found.step.prefix(1).uppercased())\(found.step.dropFirst()); c stops.", plain),
        ], in: area.line(0))
      return
    }
    let words =
      found.failure?.reason
      ?? "f finds segments among the customers that trained the model: those for whom it has the same "
      + "reasons. Each is held against the test rows and described in words; PCA takes a moment, UMAP "
      + "some seconds."
    frame.draw(Paragraph(words, style: muted), in: area)
  }

  // MARK: Segments

  private func drawSegments(_ answer: FoundAnswer, in area: inout Rect, of frame: inout Frame) {
    let segments = answer.found.segments
    let selected = min(found.selected, segments.count - 1)
    let least = Self.hasMapBeside(in: frame.size) ? 10 : area.height > 8 ? 4 : 3
    let rows = min(segments.count + 1, max(3, area.height - least))
    frame.draw(
      ListView(
        entries(segments, width: area.width, glyphs: frame.glyphs), selected: selected,
        isFocused: true, id: WidgetID.overlay, background: .panel), in: headed(&area, rows, &frame))
    if found.underway != nil {
      frame.write("Looking again: \(found.step); c stops.", in: area.takeTop(1), style: muted)
    } else {
      _ = area.takeTop(area.height > 4 ? 1 : 0)
    }
  }

  /// The selected segment in words.
  private func drawProfile(_ answer: FoundAnswer, in area: Rect, of frame: inout Frame) {
    let segments = answer.found.segments
    let lines = FoundText.profile(
      segments[min(found.selected, segments.count - 1)], width: area.width,
      ascii: frame.glyphs.isASCII)
    drawLines(lines, in: area, of: &frame)
  }

  private func headed(_ area: inout Rect, _ rows: Int, _ frame: inout Frame) -> Rect {
    var top = area.takeTop(rows)
    let columns = area.width < 60 ? "" : Self.right("comes back", 12)
    let numbers = Self.right("share", 8) + Self.right("rate", 8) + columns
    let line = top.takeTop(1)
    frame.write("    What sets it apart", in: line, style: heading)
    frame.write(numbers, in: line, style: heading, alignment: .right)
    return top
  }

  private func entries(
    _ segments: [FoundSegment], width: Int, glyphs: Glyphs
  ) -> [ListView.Entry] {
    let numbers = segments.map { self.numbers($0, width: width) }
    // The pointer, the mark, the number and a column of air.
    let room = width - (numbers.map(\.count).max() ?? 0) - 9
    let names = FoundText.names(segments.map(\.title), width: max(8, room))
    return segments.indices.map { place in
      let number = segments[place].number
      return ListView.Entry(
        [
          Span("\(glyphs.groupMarker(number - 1)) ", Style(.series(number - 1), on: .panel)),
          Span("\(number) ".padded(to: 3) + names[place], plain),
        ], note: numbers[place])
    }
  }

  private func numbers(_ segment: FoundSegment, width: Int) -> String {
    let known = segment.heldOut.rows > 0 ? segment.heldOut : segment.found
    let rate = known.rate.map { NumberText.percent($0.estimate, digits: 1) } ?? "–"
    let back = width < 60 ? "" : Self.right(NumberText.fixed(segment.overlap, digits: 2), 12)
    return Self.right(NumberText.percent(segment.share), 8) + Self.right(rate, 8) + back
  }

  // MARK: Map

  private func drawMap(_ answer: FoundAnswer, in area: Rect, of frame: inout Frame) {
    let map = answer.found.map
    let (xs, ys) = (
      SegmentMapText.range(map.map(\.x)), SegmentMapText.range(map.map(\.y))
    )
    let share = { (value: Double, range: ClosedRange<Double>) in
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    frame.draw(
      PointMap(
        FoundText.map(answer.found),
        points: map.map { .init(share($0.x, xs), share($0.y, ys), group: $0.segment) },
        selected: min(found.selected, answer.found.segments.count - 1), background: .panel,
        id: WidgetID.overlay), in: area)
  }

  private func drawLegend(_ answer: FoundAnswer, in area: Rect, of frame: inout Frame) {
    let segments = answer.found.segments
    var rest = area
    let outside = answer.found.outside.map {
      "   \(frame.glyphs.dot) in none \(NumberText.percent($0.share))"
    }
    let axes =
      answer.question.search.projection == .umap
      ? "Near customers are alike; the axes mean nothing." : "The first two components."
    frame.write(axes + (outside ?? ""), in: rest.takeTop(1), style: muted)
    frame.draw(
      ListView(
        entries(segments, width: area.width, glyphs: frame.glyphs),
        selected: min(found.selected, segments.count - 1), isFocused: true,
        id: WidgetID.overlay, background: .panel), in: headed(&rest, rest.height, &frame))
  }

  private func drawLines(_ lines: [String], in area: Rect, of frame: inout Frame) {
    var body = area
    let first = max(0, min(found.firstLine, lines.count - area.height))
    if lines.count > area.height, found.page == .trust {
      frame.draw(
        Scrollbar(total: lines.count, visible: area.height, first: first, id: WidgetID.status),
        in: body.takeRight(1))
    }
    for (offset, line) in lines.dropFirst(first).prefix(body.height).enumerated() {
      // What goes on below the last line is joined to it, so that it ends in an ellipsis.
      let isCut = offset == body.height - 1 && first + offset + 1 < lines.count
      let rest = isCut && found.page != .trust ? " " + lines[first + offset + 1] : ""
      frame.write(line + rest, in: body.line(offset), style: plain)
    }
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - SafeText.width(of: text))) + text
  }
}
