extension Theme {
  /// Light glyphs on a dark ground.
  public static let dark = Theme(
    name: "dark", title: "dark ground",
    colors: shades([
      (.canvas, 234, 0), (.panel, 236, 0), (.text, 252, 7), (.muted, 247, 7), (.faint, 242, 8),
      (.accent, 81, 14), (.good, 114, 10), (.warning, 221, 11), (.bad, 210, 9),
      (.selection, 19, 4), (.selectionText, 231, 15), (.selectionUnfocused, 238, 8),
      (.header, 153, 15), (.grid, 237, 8), (.border, 240, 8), (.borderFocused, 75, 12),
      (.tab, 75, 6),
      (.tabText, 233, 0), (.key, 117, 14), (.series1, 75, 12), (.series2, 215, 11),
      (.series3, 114, 10), (.series4, 176, 13), (.series5, 210, 9), (.series6, 80, 14),
      (.series7, 229, 15), (.series8, 146, 7),
      (.positive, 114, 10), (.negative, 210, 9), (.barLow, 74, 14), (.barMiddle, 179, 11),
      (.barHigh, 114, 10), (.ramp1, 60, 4), (.ramp2, 61, 4), (.ramp3, 67, 12), (.ramp4, 73, 6),
      (.ramp5, 79, 14), (.ramp6, 114, 10), (.ramp7, 150, 10), (.ramp8, 222, 11),
      (.inverseText, 233, 0),
    ]))

  /// Dark glyphs on a light ground.
  public static let light = Theme(
    name: "light", title: "light ground",
    colors: shades([
      (.canvas, 231, 15), (.panel, 255, 15), (.text, 235, 0), (.muted, 241, 8), (.faint, 246, 8),
      (.accent, 25, 4), (.good, 22, 4), (.warning, 94, 5), (.bad, 124, 1),
      (.selection, 153, 6), (.selectionText, 232, 0), (.selectionUnfocused, 253, 7),
      (.header, 24, 4), (.grid, 254, 7), (.border, 249, 8), (.borderFocused, 32, 4), (.tab, 25, 4),
      (.tabText, 231, 15), (.key, 25, 4), (.series1, 26, 4), (.series2, 130, 1),
      (.series3, 28, 5), (.series4, 127, 8), (.series5, 160, 0), (.series6, 23, 4),
      (.series7, 94, 1), (.series8, 60, 5),
      (.positive, 22, 4), (.negative, 124, 1), (.barLow, 60, 4), (.barMiddle, 94, 5),
      (.barHigh, 28, 0), (.ramp1, 103, 4), (.ramp2, 67, 4), (.ramp3, 68, 4), (.ramp4, 62, 4),
      (.ramp5, 61, 4), (.ramp6, 55, 5), (.ramp7, 54, 5), (.ramp8, 53, 5),
      (.inverseText, 231, 15),
    ]))

  /// A dark ground with hues that stay apart for every common kind of colour vision (after Okabe and
  /// Ito): good is blue, bad is orange.
  public static let colorBlindSafe = Theme(
    name: "colour-blind", title: "dark ground, hues safe for colour-blind eyes",
    colors: dark.colors.merging(
      shades([
        (.accent, 117, 14), (.good, 75, 14), (.warning, 227, 11), (.bad, 208, 3),
        (.series1, 75, 12), (.series2, 214, 11), (.series3, 37, 6), (.series4, 182, 13),
        (.series5, 202, 9), (.series6, 227, 15), (.series7, 116, 14), (.series8, 252, 7),
        (.positive, 75, 14), (.negative, 208, 3),
        (.barLow, 74, 14), (.barMiddle, 182, 13), (.barHigh, 227, 11), (.ramp1, 54, 5),
        (.ramp2, 60, 4), (.ramp3, 61, 4), (.ramp4, 67, 12), (.ramp5, 73, 6), (.ramp6, 108, 10),
        (.ramp7, 179, 11), (.ramp8, 227, 15),
      ])
    ) { _, new in new })

  /// No colours: weight, underline and reversal tell roles apart.
  public static let mono = Theme(name: "mono", title: "no colours", colors: [:])

  private static func shades(_ list: [(Role, Int16, Int16)]) -> [Role: Shade] {
    Dictionary(uniqueKeysWithValues: list.map { ($0.0, Shade(full: $0.1, basic: $0.2)) })
  }
}
