import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws one customer's list place by place, and how AP@7 adds up.
struct ListExplanationView {
  let list: ExplainedList?
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  func draw(in area: Rect, of frame: inout Frame) {
    guard let list, let shown = selected.flatMap(list.list) ?? list.lists.first else {
      EmptyPage.draw("Laying out the lists of the customers.", in: area, of: &frame)
      return
    }
    var rest = area
    drawHeading(list, shown, in: rest.takeTop(1), of: &frame)
    if area.height >= 16 { _ = rest.takeTop(1) }
    if area.width >= 72 {
      let side = rest.takeRight(24)
      _ = rest.takeRight(2)
      drawModels(list, shown, in: side, of: &frame)
      drawList(list, shown, in: rest, of: &frame)
    } else {
      drawList(list, shown, in: rest.takeTop(min(rest.height, 11)), of: &frame)
      if rest.height >= list.lists.count + 2 {
        _ = rest.takeTop(1)
        drawModels(list, shown, in: rest, of: &frame)
      }
    }
  }

  private func drawHeading(
    _ list: ExplainedList, _ shown: ExplainedList.ModelList, in line: Rect, of frame: inout Frame
  ) {
    let explanation = shown.explanation
    let count = explanation.itemCount
    var rest = line
    let place =
      "\(NumberText.grouped((list.position ?? 0) + 1)) of \(NumberText.grouped(list.scoredGroupCount))"
    frame.write(place, in: rest.takeRight(place.count), style: .muted, alignment: .right)
    _ = rest.takeRight(2)
    frame.write(
      [
        Span("\(list.groupColumn) \(list.group)", Style(.header, on: .canvas, .bold)),
        Span(
          "  \(explanation.relevantCount) of \(count) item\(count == 1 ? "" : "s") taken", .muted),
      ], in: rest)
  }

  // MARK: The list

  private static let widths = [7, 5, 11, 8]

  private func drawList(
    _ list: ExplainedList, _ shown: ExplainedList.ModelList, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    let numbers = ListExplanationView.widths.reduce(0, +)
    func columns(_ line: Rect) -> (place: Rect, item: Rect, numbers: [Rect]) {
      var line = line
      let place = line.takeLeft(2)
      _ = line.takeLeft(1)
      var right = line.takeRight(min(numbers, line.width))
      return (place, line, ListExplanationView.widths.map { right.takeLeft($0) })
    }
    let head = columns(rest.takeTop(1))
    frame.write("#", in: head.place, style: .header, alignment: .right)
    frame.write(list.itemColumn ?? "item", in: head.item, style: .header)
    for (title, cell) in zip(["score", "hit", "precision", "adds"], head.numbers) {
      frame.write(title, in: cell, style: .header, alignment: .right)
    }
    for (place, item) in zip(shown.explanation.places, shown.items) where rest.height > 1 {
      let cells = columns(rest.takeTop(1))
      let isHit = place.relevance > 0
      let style: Style = isHit ? .text.bold : .muted
      frame.write("\(place.rank)", in: cells.place, style: .muted, alignment: .right)
      frame.write(item, in: cells.item, style: style)
      let texts = [
        NumberText.fixed(place.score, digits: 3), hit(place, frame.glyphs),
        isHit ? NumberText.fixed(place.precision, digits: 3) : "",
        isHit ? "+" + NumberText.fixed(place.contribution, digits: 3) : "",
      ]
      for (index, cell) in cells.numbers.enumerated() {
        frame.write(
          texts[index], in: cell,
          style: index == 1 && isHit ? Style(.good, on: .canvas, .bold) : style,
          alignment: .right)
      }
    }
    drawSum(shown, in: rest, of: &frame)
    frame.describe(description(list, shown))
  }

  /// Where tied rows share places without an item to settle them, a hit is a chance.
  private func hit(_ place: RankingExplanation.Place, _ glyphs: Glyphs) -> String {
    place.relevance == 1
      ? "\(glyphs.check)"
      : place.relevance > 0 ? NumberText.percent(place.relevance) : "\(glyphs.dot)"
  }

  /// How the sum comes about, in the numbers of the table.
  private func drawSum(
    _ shown: ExplainedList.ModelList, in area: Rect, of frame: inout Frame
  ) {
    let explanation = shown.explanation
    guard let value = explanation.averagePrecision, area.height > 0 else { return }
    let divisor = max(1, min(explanation.relevantCount, explanation.depth))
    let hits = explanation.places.filter { $0.relevance > 0 }
    let sum = hits.map {
      NumberText.fixed($0.contribution * Double(divisor), digits: 3)
    }.joined(separator: " + ")
    var words = [
      Span("AP@\(explanation.depth) ", .muted),
      Span(NumberText.fixed(value, digits: 3), Style(.accent, on: .canvas, .bold)),
    ]
    let formula = hits.isEmpty ? " = 0 / \(divisor), no hit" : " = (\(sum)) / \(divisor)"
    if formula.count + 12 <= area.width {
      words.append(Span(formula, .text))
    } else {
      words.append(
        Span(" = precision of \(hits.count) hit\(hits.count == 1 ? "" : "s") / \(divisor)", .text))
    }
    frame.write(words, in: area.line(0))
    guard area.height >= 2 else { return }
    frame.write(
      "\(divisor) = the lesser of \(explanation.relevantCount) taken and "
        + "\(explanation.depth) places", in: area.line(1), style: .muted)
  }

  private func description(
    _ list: ExplainedList, _ shown: ExplainedList.ModelList
  ) -> String {
    let hits = shown.explanation.places.filter { $0.relevance > 0 }.map { "\($0.rank)" }
    return "List of \(list.groupColumn) \(list.group) by \(shown.kind.rawValue): hits at "
      + "\(hits.isEmpty ? "no place" : hits.joined(separator: ", ")); AP@7 "
      + (shown.explanation.averagePrecision.map { NumberText.fixed($0, digits: 3) } ?? "undefined")
  }

  // MARK: The models

  private func drawModels(
    _ list: ExplainedList, _ shown: ExplainedList.ModelList, in area: Rect, of frame: inout Frame
  ) {
    var head = area.line(0)
    _ = head.takeLeft(LeaderboardView.nameWidth)
    frame.write("AP@7", in: head.takeLeft(6), style: .header, alignment: .right)
    _ = head.takeLeft(1)
    frame.write("mean", in: head.takeLeft(6), style: .header, alignment: .right)
    for (index, entry) in models.enumerated() where index + 1 < area.height {
      let line = area.line(index + 1)
      let isShown = entry.kind == shown.kind
      let ground: Role = isShown ? .selectionUnfocused : .canvas
      frame.fill(line, style: Style(.text, on: ground))
      frame.addHit(line, HitTarget(id, .row(index)))
      var rest = line
      frame.write(
        ThresholdView.name(
          entry.kind, mark: entry.model.mark, isBright: false, ground, frame.glyphs),
        in: rest.takeLeft(LeaderboardView.nameWidth))
      let own = list.list(of: entry.kind)?.explanation.averagePrecision
      frame.write(
        own.map { NumberText.fixed($0, digits: 3) } ?? "–", in: rest.takeLeft(6),
        style: Style(.text, on: ground, isShown ? .bold : []), alignment: .right)
      _ = rest.takeLeft(1)
      frame.write(
        MetricKind.mapAt7.text(entry.model.metrics[.mapAt7]), in: rest.takeLeft(6),
        style: Style(.muted, on: ground), alignment: .right)
    }
  }
}
