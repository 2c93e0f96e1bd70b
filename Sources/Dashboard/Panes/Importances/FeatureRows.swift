import Modelling
import TerminalKit
import Workbench

/// Draws one row a feature with a bar and a number a model.
struct FeatureRows {
  let state: State
  let table: ImportanceTable

  func draw(in area: Rect, of frame: inout Frame) {
    var body = area
    let heading = body.takeTop(1)
    let ascii = frame.glyphs.isASCII
    let names = table.features.map { SafeText.width(of: table.name($0), ascii: ascii) }
    let nameWidth = min(max(8, names.max() ?? 8), area.width >= 100 ? 26 : area.width / 4)
    if table.rowCount > body.height {
      _ = body.takeRight(1)
    }
    let first = Scrollbar.first(
      showing: table.selectedRow, from: 0, visible: body.height, total: table.rowCount)
    if table.rowCount > body.height {
      let bar = Rect(column: body.endColumn, row: body.row, width: 1, height: body.height)
      frame.draw(
        Scrollbar(total: table.rowCount, visible: body.height, first: first, id: 0), in: bar)
    }
    func columns(_ line: Rect) -> (name: Rect, cells: [Rect]) {
      var rest = line
      let name = rest.takeLeft(nameWidth)
      _ = rest.takeLeft(2)
      return (
        name,
        rest.columns(Array(repeating: 1, count: table.models.count), gap: area.width >= 100 ? 3 : 2)
      )
    }
    let head = Rect(column: heading.column, row: heading.row, width: body.width, height: 1)
    drawHeading(columns(head), of: &frame)
    for offset in 0..<min(body.height, table.rowCount - first) {
      let line = body.line(offset)
      draw(row: first + offset, line, columns(line), of: &frame)
    }
    frame.describe(description)
  }

  private func drawHeading(_ places: (name: Rect, cells: [Rect]), of frame: inout Frame) {
    frame.write("Column", in: places.name, style: .header)
    for (index, model) in table.models.enumerated() {
      let cell = places.cells[index]
      let series = model.kind.seriesIndex
      let isSelected = model.kind == table.selected?.kind
      let sorts = isSelected && table.state.order == .model
      let style = Style(.series(series), on: .canvas, isSelected ? [.bold, .underline] : .bold)
      let mark = sorts ? " \(frame.glyphs.down)" : ""
      frame.write(
        [
          Span("\(frame.glyphs.seriesMarker(series)) ", Style(.series(series))),
          Span(model.kind.label, style), Span(mark, .accent),
        ], in: cell)
      frame.addHit(cell, HitTarget(ImportancesView.Widget.heading, .column(index)))
    }
  }

  private func draw(
    row: Int, _ line: Rect, _ places: (name: Rect, cells: [Rect]), of frame: inout Frame
  ) {
    let feature = table.features[row]
    let isSelected = row == table.selectedRow
    let ground: Role = isSelected ? .selection : .canvas
    let bright: Role = isSelected ? .selectionText : .text
    frame.fill(line, style: Style(.text, on: ground))
    frame.addHit(line, HitTarget(ImportancesView.Widget.features, .row(row)))
    if isSelected { frame.offerCursor(Position(column: line.column, row: line.row)) }
    frame.write(
      table.name(feature), in: places.name,
      style: Style(bright, on: ground, isSelected ? .bold : [])
    )
    for (index, model) in table.models.enumerated() {
      var cell = places.cells[index]
      frame.addHit(
        cell, HitTarget(ImportancesView.Widget.features, .cell(row: row, column: index)))
      if table.state.measure == .permutation, model.permutation == nil {
        drawPending(model.kind, isFirst: row == 0, in: cell, ground, of: &frame)
        continue
      }
      let withDeviation = cell.width >= 18 && table.state.measure == .permutation
      let numbers = cell.takeRight(withDeviation ? 14 : 7)
      let text = ImportanceTable.text(
        model, feature, table.state.measure, withDeviation: withDeviation)
      frame.write(
        text, in: numbers, style: Style(isSelected ? .selectionText : .muted, on: ground),
        alignment: .right)
      _ = cell.takeRight(1)
      let full = table.full
      let value = ImportanceTable.value(model, feature, table.state.measure) ?? 0
      frame.bar(
        full > 0 ? value / full : 0, in: cell, role: .series(model.kind.seriesIndex),
        background: ground)
    }
  }

  /// How far the shuffling is, on the first line; dots below it.
  private func drawPending(
    _ kind: ModelKind, isFirst: Bool, in cell: Rect, _ ground: Role, of frame: inout Frame
  ) {
    if let reason = state.session.importanceFailures[kind] ?? stopped {
      frame.write(
        isFirst ? reason : "–", in: cell, style: Style(.muted, on: ground))
    } else if isFirst {
      let share = state.importances.progress[kind] ?? 0
      frame.draw(
        Gauge(
          share, note: NumberText.percent(share), role: .series(kind.seriesIndex), noteWidth: 4,
          background: ground), in: cell)
    } else {
      frame.write(String(frame.glyphs.dot), in: cell, style: Style(.faint, on: ground))
    }
  }

  private var stopped: String? { state.importances.isPermutationStopped ? "stopped" : nil }

  private var description: String {
    let count = "\(table.rowCount) column\(table.rowCount == 1 ? "" : "s")"
    let measure = table.state.measure
    guard let model = table.selected ?? table.models.first else {
      return "\(measure.title) of \(count)"
    }
    let known = table.features.compactMap { feature in
      ImportanceTable.value(model, feature, measure).map { (feature: feature, value: $0) }
    }
    let largest = known.sorted { $0.value > $1.value }.prefix(3).map { entry in
      let figures = table.models.map {
        "\($0.kind.rawValue) "
          + ImportanceTable.text($0, entry.feature, measure, withDeviation: false)
      }
      return "\(table.name(entry.feature)) (\(figures.joined(separator: ", ")))"
    }
    return "\(measure.title) of \(count); "
      + (largest.isEmpty
        ? "not known yet" : "largest by \(model.kind.rawValue) \(largest.joined(separator: "; "))")
  }
}
