/// A whole screen: cells, where the cursor is, what can be clicked, and what the charts say in words.
///
/// Nothing is ever written outside of it, nor outside of its `clip`.
public struct Frame: Sendable {
  /// The extent in cells.
  public let size: Size
  /// What the frame is drawn for.
  public let medium: Medium
  /// Where the hardware cursor stands; hidden if `nil`.
  public var cursor: Position?
  /// Areas that can be clicked; a later one lies above an earlier one.
  public private(set) var hitRegions: [HitRegion] = []
  /// One line of text for each chart on screen.
  public var descriptions: [String] { figures.map(\.description) }
  /// The boxes on screen, in the order of drawing.
  public private(set) var areas: [Area] = []
  /// Whether a modal box was opened: it alone can be clicked and is read.
  public internal(set) var isModal = false
  /// The charts on screen: where, and their line of text.
  public private(set) var figures: [Figure] = []
  /// Drawing is limited to this part of the frame.
  public var clip: Rect {
    didSet { clip = clip.intersection(bounds) }
  }

  private(set) var cells: [Cell]
  /// The scalars of glyphs that carry combining marks.
  private(set) var clusters: [[UInt32]] = []

  /// Makes a frame of blank cells.
  public init(size: Size, medium: Medium = Medium()) {
    self.size = size
    self.medium = medium
    clip = Rect(size)
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  /// All of the frame.
  public var bounds: Rect { Rect(size) }
  /// The characters at hand.
  public var glyphs: Glyphs { medium.glyphs }

  /// The cell at a position, which must be inside the frame.
  public subscript(column: Int, row: Int) -> Cell {
    precondition(
      bounds.contains(Position(column: column, row: row)), "A cell must be inside its frame.")
    return cells[row * size.width + column]
  }

  /// The scalars of the glyph at a position; empty for the right half of a wide one.
  public func scalars(column: Int, row: Int) -> [UInt32] {
    let cell = self[column, row]
    if cell.isContinuation { return [] }
    return cell.isCluster ? clusters[cell.clusterIndex] : [cell.code]
  }

  /// Puts a glyph into a cell, or into two if it is wide; one that doesn't fit becomes a space.
  mutating func put(_ cluster: SafeText.Cluster, column: Int, row: Int, style: Style) {
    if cluster.width == 2 && column + 1 >= clip.endColumn {
      put(code: 0x20, column: column, row: row, style: style)
      return
    }
    var code = cluster.base
    if !cluster.marks.isEmpty && clip.contains(Position(column: column, row: row)) {
      code = Cell.clusterFlag | UInt32(clusters.count)
      clusters.append([cluster.base] + cluster.marks)
    }
    if cluster.width == 2 && column < clip.column {
      put(code: 0x20, column: column + 1, row: row, style: style)
      return
    }
    put(code: code, column: column, row: row, style: style)
    if cluster.width == 2 {
      put(code: Cell.continuationCode, column: column + 1, row: row, style: style)
    }
  }

  /// Puts a code into one cell, if that lies inside the clip, and mends a wide glyph cut in two.
  mutating func put(code: UInt32, column: Int, row: Int, style: Style) {
    guard column >= clip.column, column < clip.endColumn, row >= clip.row, row < clip.endRow
    else { return }
    let index = row * size.width + column
    if code != Cell.continuationCode {
      if cells[index].isContinuation && column > 0 {
        cells[index - 1] = Cell(code: 0x20, style: cells[index - 1].style)
      }
    }
    if column + 1 < size.width && cells[index + 1].isContinuation {
      cells[index + 1] = Cell(code: 0x20, style: cells[index + 1].style)
    }
    cells[index] = Cell(code: code, style: style)
  }

  /// Changes the styles of an area and leaves its glyphs.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(clip)
    for row in area.row..<max(area.row, area.endRow) {
      for column in area.column..<max(area.column, area.endColumn) {
        let index = row * size.width + column
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// Draws with the clip narrowed to `rect`, then sets it back.
  public mutating func clipped(to rect: Rect, _ draw: (inout Frame) -> Void) {
    let before = clip
    clip = clip.intersection(rect)
    draw(&self)
    clip = before
  }

  /// Makes an area clickable, as far as it lies inside the clip.
  public mutating func addHit(
    _ rect: Rect, _ target: HitTarget, horizontalValues: ClosedRange<Double>? = nil,
    isVerticalScale: Bool = false
  ) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    hitRegions.append(
      HitRegion(
        rect: area, target: target, horizontalValues: horizontalValues,
        isVerticalScale: isVerticalScale))
  }

  /// Forgets every clickable area, box and chart drawn so far, and the cursor: what comes next is modal,
  /// and all that is read.
  public mutating func beginModal() {
    hitRegions.removeAll()
    figures.removeAll()
    areas.removeAll()
    cursor = nil
    isModal = true
  }

  /// A box, so that it can be read by itself.
  public struct Area: Hashable, Sendable {
    /// With the border.
    public var rect: Rect
    /// In the border.
    public var title: String
    /// Whether keys go there.
    public var isFocused: Bool
  }

  /// A chart and what it says.
  public struct Figure: Hashable, Sendable {
    /// The cells that the chart covers.
    public var rect: Rect
    /// One line of text.
    public var description: String
  }

  /// Makes a box known.
  mutating func addArea(_ rect: Rect, title: String, isFocused: Bool) {
    let visible = rect.intersection(clip)
    if !visible.isEmpty { areas.append(Area(rect: visible, title: title, isFocused: isFocused)) }
  }

  /// The area that keys go to: of several that nest, the one drawn last.
  public var focusedArea: Area? { areas.last(where: \.isFocused) }

  /// Puts the cursor on what has the focus, if no text is being typed there.
  public mutating func offerCursor(_ position: Position) {
    if cursor == nil, clip.contains(position) { cursor = position }
  }

  /// Makes sure that the cursor is where the keys go: screen readers and magnifiers follow it.
  ///
  /// - Parameter fallback: where keys go if no box has the focus: to the chart in it, else its start.
  public mutating func settleCursor(in fallback: Rect) {
    guard let area = focusedArea else {
      if cursor != nil { return }
      let chart = figures.first {
        !$0.rect.isEmpty && $0.rect.intersection(fallback) == $0.rect
      }
      let place = chart?.rect ?? fallback
      if !place.isEmpty { cursor = Position(column: place.column, row: place.row) }
      return
    }
    if let cursor, area.rect.contains(cursor) { return }
    let inside = area.rect.inset(horizontal: 2, vertical: 1)
    let place = inside.isEmpty ? area.rect : inside
    cursor = Position(column: place.column, row: place.row)
  }

  /// The topmost region under a position.
  public func hitRegion(at position: Position) -> HitRegion? {
    hitRegions.last { $0.rect.contains(position) }
  }

  /// What is hit at a position.
  public func hit(at position: Position) -> Hit? {
    hitRegion(at: position).map { Hit($0, at: position) }
  }

  /// Adds the line of text that says what a chart shows.
  ///
  /// - Parameter rect: the cells that it replaces for who reads rather than looks; none by default,
  ///   for charts whose words and numbers can be read as they are.
  public mutating func describe(_ text: String, in rect: Rect = Rect(Size(width: 0, height: 0))) {
    figures.append(
      Figure(
        rect: rect.intersection(clip),
        description: SafeText.sanitized(text, ascii: glyphs.isASCII)))
  }
}

extension Frame: Equatable {
  /// Whether two frames look the same and have the cursor at the same place.
  public static func == (left: Frame, right: Frame) -> Bool {
    guard left.size == right.size, left.cursor == right.cursor else { return false }
    if left.clusters.isEmpty && right.clusters.isEmpty { return left.cells == right.cells }
    return (0..<left.size.height).allSatisfy { !left.differs(from: right, row: $0) }
  }

  /// Whether a row looks different in another frame of the same size.
  func differs(from other: Frame, row: Int) -> Bool {
    for column in 0..<size.width {
      let index = row * size.width + column
      let (mine, its) = (cells[index], other.cells[index])
      if mine.isCluster && its.isCluster {
        if mine.style != its.style
          || clusters[mine.clusterIndex] != other.clusters[its.clusterIndex]
        {
          return true
        }
      } else if mine != its {
        return true
      }
    }
    return false
  }

  /// Whether one of the rows holds the glyphs that another of them held before.
  ///
  /// Curses would scroll the terminal then, by sequences that not every terminal knows. Sent one at a
  /// time, the rows never look as if they had moved.
  func repeatsRows(of before: Frame, among rows: [Int]) -> Bool {
    let glyphs = { (frame: Frame, row: Int) -> [UInt32] in
      let start = row * frame.size.width
      return frame.cells[start..<start + frame.size.width].map(\.code)
    }
    let held = Set(rows.map { glyphs(before, $0) })
    return rows.contains { held.contains(glyphs(self, $0)) }
  }
}
