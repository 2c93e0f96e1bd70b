import Evaluation
import Tabular
import TerminalKit
import Workbench

extension DataPane {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    switch page(in: state) {
    case .sources: SourcesView.draw(state, in: area, of: &frame)
    case .targets: SourcesView.drawTargets(state, in: area, of: &frame)
    case .rows: RowsView.draw(state, in: area, of: &frame)
    case .detail: DetailView.draw(state, in: area, of: &frame)
    case .columns: drawColumns(state, in: area, of: &frame)
    }
  }

  /// From this width on the detail of a column stands beside the table.
  static let wideWidth = 104

  /// The room for the detail on a wide screen.
  static func detailWidth(of width: Int) -> Int { max(42, width * 2 / 5) }

  private static func drawColumns(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let data = state.session.data else { return }
    if state.isZoomed {
      return ColumnsView.draw(state, data, in: area, of: &frame)
    }
    var rest = area
    let isWide = area.width >= wideWidth
    let lines = chosenWarning(state, data).map {
      1 + Paragraph.lines(of: $0, width: area.width - 4, ascii: frame.glyphs.isASCII).count
    }
    let warnings = min(max(1, data.warnings.count) + 2, isWide ? 8 : 7) + (lines ?? 0)
    if isWide {
      let below = rest.takeBottom(min(warnings, area.height / 3))
      let detail = rest.takeRight(detailWidth(of: area.width))
      ColumnsView.draw(state, data, in: rest, of: &frame)
      ColumnDetailView.draw(state, data, in: detail, isFocused: false, of: &frame)
      drawWarnings(state, data, in: below, of: &frame)
      return
    }
    // Where there is little room, the lower part belongs to what the person looks at.
    let below = rest.takeBottom(area.height >= 18 ? area.height * 9 / 20 : area.height / 2)
    ColumnsView.draw(state, data, in: rest, of: &frame)
    if state.data.area == .warnings {
      drawWarnings(state, data, in: below, of: &frame)
    } else {
      ColumnDetailView.draw(state, data, in: below, isFocused: false, of: &frame)
    }
  }

  private static func drawWarnings(
    _ state: State, _ data: OpenedData, in area: Rect, of frame: inout Frame
  ) {
    let isFocused = state.data.area == .warnings
    let count = data.warnings.count
    frame.draw(
      Panel(
        "Warnings", note: count == 0 ? "" : "\(count), Tab selects, x excludes the column",
        isFocused: isFocused), in: area)
    let inside = Panel.inside(area)
    guard count > 0 else {
      frame.write(
        [
          Span("\(frame.glyphs.check) ", Style(.good)),
          Span("Nothing suspicious was found.", .muted),
        ],
        in: inside.line(0))
      return
    }
    let entries = data.warnings.map { warning in
      let price = warning.column.flatMap { state.data.prices[$0] }
      return ListView.Entry([
        Span("\(warning.kind.rawValue)", Style(.warning, on: .canvas, .bold)),
        Span(
          String(repeating: " ", count: max(1, 13 - warning.kind.rawValue.count))
            + (price.map { "price \(NumberText.fixed($0.price.estimate, digits: 3)). " } ?? "")
            + warning.message, .text),
      ])
    }
    var rest = inside
    // The list cuts what is longer than a line; the selected one is read in full below it.
    if let words = chosenWarning(state, data) {
      let lines = Paragraph.lines(of: words, width: rest.width, ascii: frame.glyphs.isASCII)
      let room = rest.height - min(count, 2) - 1
      if room > 0 {
        let place = rest.takeBottom(min(lines.count, room))
        frame.draw(Paragraph(words), in: place)
        if rest.height > count { _ = rest.takeBottom(1) }
      }
    }
    frame.draw(
      ListView(
        entries, selected: isFocused ? state.data.selectedWarning : nil, isFocused: isFocused,
        id: warningsWidget), in: rest)
  }

  /// The words of the warning that is looked at; `nil` while none is.
  private static func chosenWarning(_ state: State, _ data: OpenedData) -> String? {
    guard state.data.area == .warnings, data.warnings.indices.contains(state.data.selectedWarning)
    else { return nil }
    return data.warnings[state.data.selectedWarning].message
  }
}
