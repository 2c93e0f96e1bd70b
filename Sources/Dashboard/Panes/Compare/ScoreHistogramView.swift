import Modelling
import TerminalKit
import Workbench

/// Draws how the scores of both classes lie, a small histogram a model over one axis.
struct ScoreHistogramView {
  let models: [(kind: ModelKind, model: TrainedModel)]
  let compare: CompareState
  let selected: ModelKind?
  let id: Int

  private var curves: [ModelKind: ModelCurves] { compare.curves }
  private var breakEven: BreakEven? { BreakEven(compare) }

  /// The least rows of one histogram, its heading and axis included.
  private static let leastHeight = 5

  func draw(in area: Rect, of frame: inout Frame) {
    guard !models.isEmpty else { return }
    let isGrid = area.height < models.count * ScoreHistogramView.leastHeight && models.count > 1
    let columnCount = isGrid ? 2 : 1
    let rowCount = (models.count + columnCount - 1) / columnCount
    let rows = area.rows(Array(repeating: 1, count: rowCount))
    let binCount = shownBinCount
    for (index, entry) in models.enumerated() {
      let row = rows[index / columnCount]
      let place = row.columns(Array(repeating: 1, count: columnCount), gap: 3)[index % columnCount]
      draw(entry.kind, entry.model, binCount: binCount, in: place, of: &frame)
    }
  }

  /// Bins up to the highest score of any model, a whole number of tenths.
  private var shownBinCount: Int {
    let last = models.compactMap { kind, _ -> Int? in
      guard let curves = curves[kind] else { return nil }
      return curves.positiveShares.indices.last {
        curves.positiveShares[$0] + curves.negativeShares[$0] > 0
      }
    }.max()
    let step = ModelCurves.binCount / 10
    return min(ModelCurves.binCount, ((last ?? 0) / step + 1) * step)
  }

  private func draw(
    _ kind: ModelKind, _ model: TrainedModel, binCount: Int, in area: Rect, of frame: inout Frame
  ) {
    guard let curves = curves[kind], area.height >= 2 else { return }
    var rest = area
    let heading = rest.takeTop(1)
    let color = Role.series(kind.seriesIndex)
    let isSelected = kind == selected
    frame.write(
      [
        Span("\(frame.glyphs.seriesMarker(kind.seriesIndex)) ", Style(color)),
        Span(kind.rawValue + model.mark, Style(color, on: .canvas, isSelected ? .bold : [])),
        Span(area.width >= 44 ? "  positives" : "", Style(color)),
        Span(area.width >= 44 ? " over negatives" : "", .muted),
      ], in: heading)
    let cursor = compare.threshold(of: model)
    frame.write(
      CursorReading.scores(compare.point(of: model), isWide: area.width >= 56), in: heading,
      style: .accent, alignment: .right)
    frame.addHit(heading, HitTarget(id, .item(models.firstIndex { $0.kind == kind } ?? 0)))
    let range = 0...Double(binCount) / Double(ModelCurves.binCount)
    frame.draw(
      Histogram(
        "Scores of \(kind.rawValue)", counts: Array(curves.negativeShares.prefix(binCount)),
        overlay: Array(curves.positiveShares.prefix(binCount)),
        axis: .init("score", range: range), role: .faint, overlayRole: color,
        cursor: min(cursor, range.upperBound), id: id), in: rest)
    markBreakEven(over: range, in: rest, of: &frame)
  }

  /// A sign and its name at the top, where columns are rarely in the way, and a line down to the axis.
  private func markBreakEven(
    over range: ClosedRange<Double>, in area: Rect, of frame: inout Frame
  ) {
    guard let breakEven, range.contains(breakEven.precision), area.height >= 3 else { return }
    let style = Style(.series(BreakEven.seriesIndex))
    let column =
      area.column + Ticks.cell(of: breakEven.precision, in: range, cells: area.width)
    for row in (area.row + 1)..<(area.endRow - 1) where frame[column, row].scalar == " " {
      frame.put(frame.glyphs.verticalDotted, column: column, row: row, style: style)
    }
    frame.put(
      frame.glyphs.seriesMarker(BreakEven.seriesIndex), column: column, row: area.row,
      style: style.bold)
    let text = breakEven.title
    let start = column + 2 + text.count <= area.endColumn ? column + 2 : column - 1 - text.count
    guard start >= area.column else { return }
    frame.write(text, column: start, row: area.row, style: style)
  }
}
