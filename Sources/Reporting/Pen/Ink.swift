import Drawing

/// The colours of text and lines.
enum Ink {
  static let text = Color(hex: 0x1F2933)
  static let muted = Color(hex: 0x56626F)
  static let axis = Color(hex: 0x8C97A3)
  static let grid = Color(hex: 0xE4E8EC)
  static let paper = Color(hex: 0xFFFFFF)
  static let band = Color(hex: 0xF3F5F7)
}

/// How the model, class or group of a number looks in every figure: a colour that people with any kind
/// of colour vision tell apart, and dashes that a black-and-white print keeps.
struct SeriesStyle {
  let color: Color
  let dashes: [Double]

  /// Okabe and Ito 2008, without yellow, which white paper swallows.
  private static let all = [
    SeriesStyle(color: Color(hex: 0x0072B2), dashes: []),
    SeriesStyle(color: Color(hex: 0xD55E00), dashes: [7, 3]),
    SeriesStyle(color: Color(hex: 0x009E73), dashes: [2, 2.2]),
    SeriesStyle(color: Color(hex: 0xB0548F), dashes: [9, 3, 2, 3]),
    SeriesStyle(color: Color(hex: 0x3F4A55), dashes: [4, 2]),
    SeriesStyle(color: Color(hex: 0x56B4E9), dashes: [12, 3]),
    SeriesStyle(color: Color(hex: 0xC98A00), dashes: [5, 2, 1, 2, 1, 2]),
  ]

  /// The style of a place in a list; they come round again after seven.
  static func style(_ place: Int) -> SeriesStyle { all[abs(place) % all.count] }
}
