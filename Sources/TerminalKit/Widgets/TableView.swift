/// A table: columns with headings, rows that scroll, a selected row.
///
/// Clicks report `column(index)` on a heading, `cell(row:column:)` on a cell, and `scrollbar`.
public struct TableView: Widget {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// The heading.
    public var title: String
    /// Where cells and heading stand.
    public var alignment: Alignment
    /// Whether numbers are lined up at their decimal point; implies the right side.
    public var isDecimal: Bool
    /// The least width that it is given.
    public var minimumWidth: Int
    /// The most width that its contents may take.
    public var maximumWidth: Int
    /// Whether it takes room that is left over.
    public var isFlexible: Bool

    /// Makes a column.
    public init(
      _ title: String, alignment: Alignment = .left, isDecimal: Bool = false, minimumWidth: Int = 3,
      maximumWidth: Int = 40, isFlexible: Bool = false
    ) {
      self.title = title
      self.alignment = isDecimal ? .right : alignment
      self.isDecimal = isDecimal
      self.minimumWidth = minimumWidth
      self.maximumWidth = max(minimumWidth, maximumWidth)
      self.isFlexible = isFlexible
    }
  }

  /// What is selected, sorted and scrolled to.
  public struct State: Hashable, Sendable, Codable {
    /// The selected row.
    public var selectedRow: Int?
    /// The first row in sight; moved as far as the selected row needs it.
    public var firstRow: Int
    /// The selected column, if cells or headings can be chosen.
    public var selectedColumn: Int?
    /// The first column in sight after the frozen ones.
    public var firstColumn: Int
    /// The column that rows are sorted by.
    public var sortColumn: Int?
    /// The direction of the sort.
    public var isAscending: Bool

    /// Makes a state.
    public init(
      selectedRow: Int? = nil, firstRow: Int = 0, selectedColumn: Int? = nil, firstColumn: Int = 0,
      sortColumn: Int? = nil, isAscending: Bool = false
    ) {
      self.selectedRow = selectedRow
      self.firstRow = firstRow
      self.selectedColumn = selectedColumn
      self.firstColumn = firstColumn
      self.sortColumn = sortColumn
      self.isAscending = isAscending
    }
  }

  /// The columns.
  public var columns: [Column]
  /// How many rows there are.
  public var rowCount: Int
  /// What is selected, sorted and scrolled to.
  public var state: State
  /// How many columns at the left don't scroll.
  public var frozenCount: Int
  /// Whether the table has the focus.
  public var isFocused: Bool
  /// The table's id for clicks.
  public var id: Int
  /// What to say if there are no rows.
  public var emptyText: String
  /// The contents of a cell by row and column; asked for rows in sight only.
  public var cell: (Int, Int) -> Span

  /// Makes a table.
  public init(
    columns: [Column], rowCount: Int, state: State = State(), frozenCount: Int = 1,
    isFocused: Bool = false, id: Int, emptyText: String = "nothing here yet",
    cell: @escaping (Int, Int) -> Span
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.state = state
    self.frozenCount = frozenCount
    self.isFocused = isFocused
    self.id = id
    self.emptyText = emptyText
    self.cell = cell
  }

  /// Draws the heading, the rows in sight and a scrollbar.
  public func draw(in area: Rect, of frame: inout Frame) {
    guard area.height > 0, area.width > 2 else { return }
    let visible = area.height - 1
    let needsBar = rowCount > visible
    var body = area
    let bar = needsBar ? body.takeRight(1) : nil
    if needsBar { _ = body.takeRight(1) }
    let first = Scrollbar.first(
      showing: state.selectedRow, from: state.firstRow, visible: visible, total: rowCount)
    let rows = first..<max(first, min(rowCount, first + visible))
    let layout = TableLayout(
      table: self, rows: rows, width: body.width, ascii: frame.glyphs.isASCII)
    drawHeading(layout, in: body.line(0), of: &frame)
    for (offset, row) in rows.enumerated() {
      draw(row: row, layout, in: body.line(offset + 1), of: &frame)
    }
    if rowCount == 0 && visible > 0 {
      frame.write(emptyText, in: body.line(1), style: Style(.muted, on: .canvas, .italic))
    }
    if let bar {
      frame.draw(
        Scrollbar(total: rowCount, visible: visible, first: first, id: id),
        in: bar.inset(vertical: 0).lowerPart)
    }
  }

  private func drawHeading(_ layout: TableLayout, in line: Rect, of frame: inout Frame) {
    for place in layout.places {
      let column = columns[place.index]
      var rect = Rect(
        column: line.column + place.start, row: line.row, width: place.width, height: line.height)
      frame.addHit(rect, HitTarget(id, .column(place.index)))
      // The mark of columns further right stands in the last cell: a heading gives it its spare one.
      let isSorted = place.index == state.sortColumn
      if layout.hasMoreRight, place.start + place.width == line.width, !isSorted {
        _ = rect.takeRight(1)
      }
      var style = Style(.header, on: .canvas, .bold)
      if place.index == state.selectedColumn { style = isFocused ? .selected : .selectedUnfocused }
      if isSorted {
        style = style.colored(place.index == state.selectedColumn ? style.foreground : .accent)
        let mark = state.isAscending ? frame.glyphs.up : frame.glyphs.down
        let side = rect.takeRight(1)
        frame.put(mark, column: side.column, row: side.row, style: style)
      }
      frame.write(column.title, in: rect, style: style, alignment: column.alignment)
    }
    let mark = Style(.accent)
    if layout.hasMoreLeft, let place = layout.places.first(where: { $0.index >= frozenCount }) {
      frame.put(
        frame.glyphs.left, column: line.column + place.start - 1, row: line.row, style: mark)
    }
    let sorted = layout.places.first { $0.index == state.sortColumn }
    if layout.hasMoreRight, sorted.map({ $0.start + $0.width }) != line.width {
      frame.put(frame.glyphs.right, column: line.endColumn - 1, row: line.row, style: mark)
    }
  }

  private func draw(row: Int, _ layout: TableLayout, in line: Rect, of frame: inout Frame) {
    let isSelected = row == state.selectedRow
    let ground: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .canvas
    if isSelected { frame.fill(line, style: Style(.text, on: ground)) }
    if isSelected, isFocused {
      let place = layout.places.first { $0.index == state.selectedColumn }
      frame.offerCursor(Position(column: line.column + (place?.start ?? 0), row: line.row))
    }
    for place in layout.places {
      let column = columns[place.index]
      var span = cell(row, place.index)
      if isSelected {
        let isPlain = span.style.foreground == .text || span.style.foreground == .muted
        if isFocused && isPlain { span.style.foreground = .selectionText }
        span.style = span.style.on(ground)
        if isFocused { span.style = span.style.bold }
      }
      if isSelected && place.index == state.selectedColumn {
        span.style = span.style.with([.underline, .bold])
      }
      var rect = Rect(
        column: line.column + place.start, row: line.row, width: place.width, height: line.height)
      frame.addHit(rect, HitTarget(id, .cell(row: row, column: place.index)))
      if column.isDecimal {
        _ = rect.takeRight(
          min(
            layout.padding(of: span.text, in: place),
            max(0, rect.width - SafeText.width(of: span.text))))
      }
      frame.write(span.text, in: rect, style: span.style, alignment: column.alignment)
    }
  }
}

extension Rect {
  /// All but the first row.
  fileprivate var lowerPart: Rect {
    Rect(column: column, row: row + 1, width: width, height: height - 1)
  }
}
