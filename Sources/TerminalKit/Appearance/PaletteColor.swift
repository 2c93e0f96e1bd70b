import Foundation

/// How light the colours of a terminal's palette are, and how well one reads on another.
///
/// Of the 256 colours, 240 are the same everywhere; the first sixteen are the terminal's own, and
/// xterm's stand for them.
enum PaletteColor {
  /// The contrast of two colours by WCAG 2, from 1 to 21.
  static func contrast(_ one: Int16, _ other: Int16) -> Double {
    let (first, second) = (luminance(of: one), luminance(of: other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The relative luminance by WCAG 2, 0…1.
  ///
  /// - Precondition: the index is one of the palette of 256.
  static func luminance(of index: Int16) -> Double {
    precondition((0..<256).contains(index), "A palette has the colours 0 to 255.")
    return luminances[Int(index)]
  }

  private static let luminances: [Double] = (0..<256).map { index in
    let (red, green, blue) = components(of: index)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  private static func linear(_ component: Int) -> Double {
    let value = Double(component) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static let basic: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static func components(of index: Int) -> (Int, Int, Int) {
    if index < 16 { return basic[index] }
    if index >= 232 {
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
    let steps = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }
}
