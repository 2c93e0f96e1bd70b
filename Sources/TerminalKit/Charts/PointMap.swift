/// Points of several groups on a plane whose axes need no numbers: a map.
///
/// Each cell belongs to the group that most of its points are of. Where there are colours it is drawn in
/// dots of that group's colour, with the group's marker in some cells, and in every other one for the
/// selected group; without colours the marker stands in every cell. The plot reports `plot` when clicked.
public struct PointMap: Widget {
  /// A point.
  public struct Point: Hashable, Sendable {
    /// From 0 at the left to 1 at the right.
    public var x: Double
    /// From 0 at the bottom to 1 at the top.
    public var y: Double
    /// The group, from 0; `nil` for none.
    public var group: Int?

    /// Makes a point; places outside 0…1 are held to it.
    public init(_ x: Double, _ y: Double, group: Int?) {
      self.x = x
      self.y = y
      self.group = group
    }
  }

  /// What the map shows in words.
  public var description: String
  /// The points.
  public var points: [Point]
  /// The selected group.
  public var selected: Int?
  /// The background.
  public var background: Role
  /// The id for clicks.
  public var id: Int

  /// Makes a map.
  public init(
    _ description: String, points: [Point], selected: Int? = nil, background: Role = .canvas,
    id: Int
  ) {
    self.description = description
    self.points = points
    self.selected = selected
    self.background = background
    self.id = id
  }

  /// Draws the points and adds the line of text.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.describe(description, in: area)
    guard area.width > 0, area.height > 0 else { return }
    var dots = DotCanvas(size: area.size, grain: frame.glyphs.isASCII ? .cell : .braille)
    var counts = [[Int?: Int]](repeating: [:], count: area.width * area.height)
    for point in points where point.x.isFinite && point.y.isFinite {
      let x = Self.place(point.x, dots.width)
      let y = dots.height - 1 - Self.place(point.y, dots.height)
      dots.set(x, y, owner: 0)
      let cell = y / dots.grain.rows * area.width + x / dots.grain.columns
      counts[cell][point.group, default: 0] += 1
    }
    for row in 0..<area.height {
      for column in 0..<area.width {
        guard let dot = dots.glyph(column: column, row: row)?.glyph,
          let group = Self.group(of: counts[row * area.width + column])
        else { continue }
        let isMarked =
          !frame.medium.hasColor || dots.grain == .cell
          || (group == selected && group != nil
            ? (column + row) % 2 == 1 : row % 2 == 0 && column % 4 == 0)
        frame.put(
          isMarked ? Self.marker(group, frame.glyphs) : dot, column: area.column + column,
          row: area.row + row,
          style: Style(
            group.map { .series($0) } ?? .faint, on: background, group == selected ? .bold : []))
      }
    }
    frame.addHit(area, HitTarget(id, .plot))
  }

  private static func marker(_ group: Int?, _ glyphs: Glyphs) -> Unicode.Scalar {
    group.map(glyphs.groupMarker) ?? glyphs.dot
  }

  /// The group that most points of a cell are of, the first of several; points of none count last.
  ///
  /// - Returns: `nil` without points.
  private static func group(of counts: [Int?: Int]) -> Int?? {
    counts.max { ($0.value, $1.key ?? .max) < ($1.value, $0.key ?? .max) }?.key
  }

  private static func place(_ share: Double, _ count: Int) -> Int {
    max(0, min(count - 1, Int(share * Double(count))))
  }
}
