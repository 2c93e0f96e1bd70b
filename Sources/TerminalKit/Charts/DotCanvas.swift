/// A raster finer than cells, to draw lines in: braille, half blocks, or one dot a cell.
struct DotCanvas {
  /// How a cell is divided.
  enum Grain: Sendable {
    /// Two by four dots.
    case braille
    /// One by two blocks.
    case halfBlock
    /// One character.
    case cell

    var columns: Int { self == .braille ? 2 : 1 }
    var rows: Int {
      switch self {
      case .braille: 4
      case .halfBlock: 2
      case .cell: 1
      }
    }
  }

  let grain: Grain
  let size: Size
  /// The dots of each cell, a bit each, and the series that drew there last.
  private var masks: [UInt8]
  private var owners: [Int]

  init(size: Size, grain: Grain) {
    self.size = size
    self.grain = grain
    masks = Array(repeating: 0, count: size.width * size.height)
    owners = Array(repeating: -1, count: size.width * size.height)
  }

  /// Dots from left to right.
  var width: Int { size.width * grain.columns }
  /// Dots from top to bottom.
  var height: Int { size.height * grain.rows }

  /// The bits of braille cells: the columns left and right from top to bottom.
  private static let brailleBits: [[UInt8]] = [
    [0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80],
  ]

  /// Sets a dot; outside of the canvas nothing happens.
  mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let index = y / grain.rows * size.width + x / grain.columns
    let bit: UInt8 =
      switch grain {
      case .braille: DotCanvas.brailleBits[x % 2][y % 4]
      case .halfBlock: y % 2 == 0 ? 1 : 2
      case .cell: 1
      }
    // In a coarse raster a cell can't be shared: a full cell of two series would be neither.
    if grain != .braille && owners[index] >= 0 && owners[index] != owner { masks[index] = 0 }
    masks[index] |= bit
    owners[index] = owner
  }

  /// Draws a straight line (Bresenham), both ends included. `every` draws only each so manieth dot.
  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), owner: Int, every: Int = 1
  ) {
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error, count) = (start.x, start.y, dx + dy, 0)
    while true {
      if count % every == 0 { set(x, y, owner: owner) }
      count += 1
      if x == end.x && y == end.y { return }
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += stepX
      }
      if twice <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Whether a cell has a dot.
  func isSet(column: Int, row: Int) -> Bool {
    column >= 0 && column < size.width && row >= 0 && row < size.height
      && masks[row * size.width + column] != 0
  }

  /// The glyph and the owner of a cell that has a dot.
  func glyph(column: Int, row: Int) -> (glyph: Unicode.Scalar, owner: Int)? {
    let index = row * size.width + column
    let mask = masks[index]
    guard mask != 0 else { return nil }
    let glyph: Unicode.Scalar? =
      switch grain {
      case .braille: Unicode.Scalar(0x2800 + UInt32(mask))
      case .halfBlock: mask == 1 ? "▀" : mask == 2 ? "▄" : "█"
      case .cell: "*"
      }
    return glyph.map { ($0, owners[index]) }
  }
}
