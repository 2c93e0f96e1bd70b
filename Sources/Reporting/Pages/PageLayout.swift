import Drawing

/// Pages while they are filled.
struct PageLayout {
  /// A4 in points.
  static let page = (width: 595.0, height: 842.0)
  /// What text may stand in.
  static let body = Box(x: 50, y: 48, width: page.width - 100, height: page.height - 48 - 58)

  private var canvases: [Canvas] = []
  private var top = body.y

  init() throws(DrawingError) { try turn() }

  private var pen: Pen { Pen(canvas: canvases[canvases.count - 1]) }
  private var room: Double { Self.body.bottom - top }

  private mutating func turn() throws(DrawingError) {
    let canvas = try Canvas(width: Self.page.width, height: Self.page.height)
    canvas.fill(x: 0, y: 0, width: canvas.width, height: canvas.height, Ink.paper)
    canvases.append(canvas)
    top = Self.body.y
  }

  private mutating func makeRoom(_ height: Double) throws(DrawingError) {
    if height > room, top > Self.body.y { try turn() }
  }

  mutating func add(_ block: ReportBlock, next: ReportBlock?) throws(DrawingError) {
    switch block {
    case .title(let title, let line): try add(title: title, line)
    case .heading(let text):
      try makeRoom(28 + least(next))
      top += top > Self.body.y ? 12 : 0
      pen.write(
        pen.fitted(text, width: Self.body.width, .heading), at: Point(Self.body.x, top + 12),
        .heading)
      top += 22
    case .paragraph(let text): try add(text, .body, indent: 0, mark: "")
    case .keySentence(let text): try add(keySentence: text)
    case .bullets(let points):
      for point in points { try add(point, .body, indent: 12, mark: "•") }
      top += 4
    case .table(let table): try add(table)
    case .figures(let figures, let height):
      try makeRoom(height + 8)
      let box = Box(x: Self.body.x, y: top + 4, width: Self.body.width, height: height)
      for (figure, cell) in zip(figures, box.cells(figures.count, columns: figures.count, gap: 20))
      {
        figure.draw(on: pen.canvas, in: cell)
      }
      top += height + 10
    case .pageBreak: if top > Self.body.y { try turn() }
    }
  }

  /// How much of a block must stand on the page of its heading.
  private func least(_ block: ReportBlock?) -> Double {
    switch block {
    case .figures(_, let height): height + 8
    case .table: 60
    case .keySentence: 40
    default: 30
    }
  }

  private mutating func add(title: String, _ line: String) throws(DrawingError) {
    for text in pen.lines(title, width: Self.body.width, .title) {
      pen.write(text, at: Point(Self.body.x, top + 20), .title)
      top += 25
    }
    for text in pen.lines(line, width: Self.body.width, .small) {
      pen.write(text, at: Point(Self.body.x, top + 10), .small)
      top += 12
    }
    top += 5
    pen.line(
      Point(Self.body.x, top), Point(Self.body.right, top), width: 1.5, SeriesStyle.style(0).color)
    top += 10
  }

  private mutating func add(
    _ text: String, _ style: Pen.Style, indent: Double, mark: String
  ) throws(DrawingError) {
    let lines = pen.lines(text, width: Self.body.width - indent, style)
    for (index, line) in lines.enumerated() {
      try makeRoom(style.size * 1.42)
      if index == 0 { pen.write(mark, at: Point(Self.body.x + 2, top + style.size), style) }
      pen.write(line, at: Point(Self.body.x + indent, top + style.size), style)
      top += style.size * 1.42
    }
    top += indent > 0 ? 2 : 5
  }

  private mutating func add(keySentence text: String) throws(DrawingError) {
    let lines = pen.lines(text, width: Self.body.width - 24, .key)
    let height = Double(lines.count) * 15 + 14
    try makeRoom(height + 8)
    pen.canvas.fill(
      x: Self.body.x, y: top, width: Self.body.width, height: height, Ink.band)
    pen.canvas.fill(x: Self.body.x, y: top, width: 3, height: height, SeriesStyle.style(0).color)
    for (index, line) in lines.enumerated() {
      pen.write(
        line, at: Point(Self.body.x + 14, top + 18 + Double(index) * 15), .key)
    }
    top += height + 10
  }

  private mutating func add(_ table: ReportTable) throws(DrawingError) {
    let grid = TableGrid(table, width: Self.body.width, pen: pen)
    try makeRoom(grid.headingHeight + (grid.heights.first ?? 0))
    grid.writeHeading(pen, top: top)
    top += grid.headingHeight
    for row in table.rows.indices {
      if grid.heights[row] > room {
        try turn()
        grid.writeHeading(pen, top: top)
        top += grid.headingHeight
      }
      grid.write(row, pen, top: top)
      top += grid.heights[row]
    }
    top += 10
  }

  /// The pages with their feet.
  func finished(name: String) -> [Canvas] {
    for (index, canvas) in canvases.enumerated() {
      let pen = Pen(canvas: canvas)
      let y = Self.page.height - 30
      let number = "\(index + 1) / \(canvases.count)"
      pen.write(number, at: Point(Self.body.right, y), .small, .trailing)
      pen.write(
        pen.fitted(name, width: Self.body.width - 60, .small), at: Point(Self.body.x, y), .small)
    }
    return canvases
  }
}

extension Pen.Style {
  fileprivate static let title = Pen.Style(size: 18, isBold: true)
  fileprivate static let heading = Pen.Style(size: 12, isBold: true)
  fileprivate static let key = Pen.Style(size: 10.5)
}
