import Drawing

/// Characters that terminals draw themselves, edge to edge: lines, blocks and braille. As letters of a
/// font they would leave gaps between cells.
struct CellGeometry {
  let canvas: Canvas
  /// The width of a cell in points.
  let width: Double
  /// The height of a cell in points.
  let height: Double
  /// The width of a light line in points.
  let line: Double

  /// Draws a character into the cell whose top left corner is given.
  ///
  /// - Returns: `false` for a character that a font has to draw.
  func draw(_ code: UInt32, x: Double, y: Double, _ color: Color) -> Bool {
    switch code {
    case 0x2500...0x257F: return drawLines(code, x, y, color)
    case 0x2580...0x259F: return drawBlock(code, x, y, color)
    case 0x2800...0x28FF:
      drawBraille(code, x, y, color)
      return true
    default: return false
    }
  }

  // MARK: Lines

  /// The weights of the arms of lines and corners from U+2500 on: up, right, down, left; 0 is none, 1
  /// light, 2 heavy. Dashes and double lines stand elsewhere.
  private static let arms: [UInt32: String] = {
    var arms: [UInt32: String] = [
      0x2500: "0101", 0x2501: "0202", 0x2502: "1010", 0x2503: "2020",
      0x2574: "0001", 0x2575: "1000", 0x2576: "0100", 0x2577: "0010", 0x2578: "0002",
      0x2579: "2000", 0x257A: "0200", 0x257B: "0020", 0x257C: "0201", 0x257D: "1020",
      0x257E: "0102", 0x257F: "2010",
    ]
    let runs: [(UInt32, String)] = [
      // Corners.
      (0x250C, "0110 0210 0120 0220 0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002"),
      // Joints with three arms.
      (0x251C, "1110 1210 2110 1120 2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022"),
      (0x252C, "0111 0112 0211 0212 0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202"),
      // Crossings.
      (0x253C, "1111 1112 1211 1212 2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222"),
    ]
    for (first, words) in runs {
      for (offset, word) in words.split(separator: " ").enumerated() {
        arms[first + UInt32(offset)] = String(word)
      }
    }
    return arms
  }()

  /// Dashed lines: how many dashes a cell has, whether it is heavy, whether it is upright.
  private static let dashes: [UInt32: (count: Int, isHeavy: Bool, isUpright: Bool)] = [
    0x2504: (3, false, false), 0x2505: (3, true, false), 0x2506: (3, false, true),
    0x2507: (3, true, true), 0x2508: (4, false, false), 0x2509: (4, true, false),
    0x250A: (4, false, true), 0x250B: (4, true, true), 0x254C: (2, false, false),
    0x254D: (2, true, false), 0x254E: (2, false, true), 0x254F: (2, true, true),
  ]

  private func drawLines(_ code: UInt32, _ x: Double, _ y: Double, _ color: Color) -> Bool {
    if let dash = CellGeometry.dashes[code] {
      drawDashes(dash.count, dash.isHeavy, dash.isUpright, x, y, color)
      return true
    }
    if (0x256D...0x2570).contains(code) {
      drawArc(code, x, y, color)
      return true
    }
    guard let arms = CellGeometry.arms[code]?.compactMap(\.wholeNumberValue) else { return false }
    let middle = (x: x + width / 2, y: y + height / 2)
    let thick = arms.map { Double($0) * line }
    // Every arm reaches half of the widest line across, so that corners have no notch.
    let across = max(thick[1], thick[3]) / 2
    let along = max(thick[0], thick[2]) / 2
    if arms[0] > 0 {
      canvas.fill(
        x: middle.x - thick[0] / 2, y: y, width: thick[0], height: height / 2 + across, color)
    }
    if arms[2] > 0 {
      canvas.fill(
        x: middle.x - thick[2] / 2, y: middle.y - across, width: thick[2],
        height: height / 2 + across, color)
    }
    if arms[1] > 0 {
      canvas.fill(
        x: middle.x - along, y: middle.y - thick[1] / 2, width: width / 2 + along,
        height: thick[1], color)
    }
    if arms[3] > 0 {
      canvas.fill(
        x: x, y: middle.y - thick[3] / 2, width: width / 2 + along, height: thick[3], color)
    }
    return true
  }

  private func drawDashes(
    _ count: Int, _ isHeavy: Bool, _ isUpright: Bool, _ x: Double, _ y: Double, _ color: Color
  ) {
    let thick = isHeavy ? 2 * line : line
    let length = (isUpright ? height : width) / Double(count)
    for index in 0..<count {
      let start = (Double(index) + 0.2) * length
      if isUpright {
        canvas.fill(
          x: x + (width - thick) / 2, y: y + start, width: thick, height: 0.6 * length, color)
      } else {
        canvas.fill(
          x: x + start, y: y + (height - thick) / 2, width: 0.6 * length, height: thick, color)
      }
    }
  }

  /// The round corners ╭ ╮ ╯ ╰.
  private func drawArc(_ code: UInt32, _ x: Double, _ y: Double, _ color: Color) {
    let middle = Point(x + width / 2, y + height / 2)
    let isLeft = code == 0x256D || code == 0x2570
    let isTop = code == 0x256D || code == 0x256E
    let radius = min(width, height) / 2
    let side = Point(isLeft ? x + width : x, middle.y)
    let end = Point(middle.x, isTop ? y + height : y)
    let turn = Point(middle.x, middle.y + (isTop ? radius : -radius))
    let bend = 0.45 * radius
    var path = Path([side, Point(middle.x + (isLeft ? radius : -radius), middle.y)])
    path.curve(
      to: turn, Point(middle.x + (isLeft ? bend : -bend), middle.y),
      Point(middle.x, middle.y + (isTop ? bend : -bend)))
    path.line(to: end)
    canvas.stroke(path, width: line, color)
  }

  // MARK: Blocks

  private func drawBlock(_ code: UInt32, _ x: Double, _ y: Double, _ color: Color) -> Bool {
    let eighth = { (count: UInt32) in Double(count) / 8 }
    switch code {
    case 0x2580: fill(0, 0, 1, 0.5, x, y, color)
    case 0x2581...0x2588:
      let share = eighth(code - 0x2580)
      fill(0, 1 - share, 1, share, x, y, color)
    case 0x2589...0x258F: fill(0, 0, eighth(0x2590 - code), 1, x, y, color)
    case 0x2590: fill(0.5, 0, 0.5, 1, x, y, color)
    case 0x2591...0x2593:
      var shade = color
      shade.opacity *= Double(code - 0x2590) / 4
      fill(0, 0, 1, 1, x, y, shade)
    case 0x2594: fill(0, 0, 1, 0.125, x, y, color)
    case 0x2595: fill(0.875, 0, 0.125, 1, x, y, color)
    default:
      // Quadrants: upper left, upper right, lower left, lower right.
      let parts = [
        "0010", "0001", "1000", "1011", "1001", "1110", "1101", "0100", "0110", "0111",
      ][Int(code - 0x2596)]
      for (index, part) in parts.enumerated() where part == "1" {
        fill(Double(index % 2) / 2, Double(index / 2) / 2, 0.5, 0.5, x, y, color)
      }
    }
    return true
  }

  private func fill(
    _ left: Double, _ top: Double, _ across: Double, _ down: Double, _ x: Double, _ y: Double,
    _ color: Color
  ) {
    canvas.fill(
      x: x + left * width, y: y + top * height, width: across * width, height: down * height,
      color)
  }

  /// The dots of braille in the order of their bits: column and row.
  private static let dots = [
    (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3),
  ]

  private func drawBraille(_ code: UInt32, _ x: Double, _ y: Double, _ color: Color) {
    for (bit, dot) in CellGeometry.dots.enumerated() where code >> UInt32(bit) & 1 == 1 {
      let center = Point(
        x + width * (2 * Double(dot.0) + 1) / 4, y + height * (2 * Double(dot.1) + 1) / 8)
      canvas.fill(.circle(center, radius: width * 0.15), color)
    }
  }
}
