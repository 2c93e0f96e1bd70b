/// What each role looks like.
public struct Theme: Hashable, Sendable {
  /// A name to choose it by.
  public let name: String
  /// What it is, in a few words.
  public let title: String
  /// Colours of the palette of 256 and of 16, by role; none in the theme without colours.
  let colors: [Role: Shade]

  /// One colour, for rich and for poor terminals.
  struct Shade: Hashable, Sendable {
    var full: Int16
    var basic: Int16
  }

  /// Whether the theme uses colours at all.
  public var hasColor: Bool { !colors.isEmpty }

  /// Every theme, the usual one first.
  public static let all: [Theme] = [.dark, .light, .colorBlindSafe, .mono]

  /// The theme of that name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  /// The theme for an environment: `mono` if `NO_COLOR` is set and not empty, `light` if `COLORFGBG`
  /// tells of a light background, `dark` otherwise.
  public static func automatic(environment: [String: String]) -> Theme {
    if let value = environment["NO_COLOR"], !value.isEmpty { return .mono }
    if let last = environment["COLORFGBG"]?.split(separator: ";").last,
      let background = Int(last), background == 7 || background == 15
    {
      return .light
    }
    return .dark
  }

  /// What a style looks like on a terminal with that many colours.
  public func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    guard hasColor, depth != .none else { return Theme.plain(style) }
    let foreground = colors[style.foreground] ?? Shade(full: -1, basic: -1)
    let background = colors[style.background] ?? Shade(full: -1, basic: -1)
    var result = Appearance(
      foreground: depth == .full ? foreground.full : foreground.basic,
      background: depth == .full ? background.full : background.basic,
      attributes: style.attributes)
    if depth == .eight {
      // Bright black can't be had as a bold black: it vanishes on many terminals.
      if result.foreground == 8 {
        result.foreground = 7
        result.attributes.insert(.dim)
      } else if result.foreground > 7 {
        result.attributes.insert(.bold)
      }
      result.foreground &= 7
      result.background = result.background < 0 ? -1 : result.background & 7
    }
    result.foreground = Theme.legible(
      result.foreground, on: result.background, least: Theme.leastContrast(style.foreground),
      depth: depth)
    return result
  }

  /// The colour itself where it can be read on that ground, else black or white.
  ///
  /// Any role may come to lie on any ground, such as a series on a selection; what it means is said
  /// without colour too, so that being read comes first.
  private static func legible(
    _ color: Int16, on ground: Int16, least: Double, depth: ColorDepth
  ) -> Int16 {
    guard color >= 0, ground >= 0, PaletteColor.contrast(color, ground) < least else {
      return color
    }
    let extremes: [Int16] =
      switch depth {
      case .full: [16, 231]
      case .sixteen: [0, 15]
      case .eight, .none: [0, 7]
      }
    let (dark, light) = (extremes[0], extremes[1])
    return PaletteColor.contrast(dark, ground) > PaletteColor.contrast(light, ground)
      ? dark : light
  }

  /// What WCAG 2 asks for: 4.5 of text, 3 of the parts of charts; what only decorates, or can't be
  /// used now, has to be found.
  private static func leastContrast(_ role: Role) -> Double {
    switch role {
    case .grid, .border: 1
    case .faint: 2.2
    case .borderFocused, .barLow, .barMiddle, .barHigh, .series1, .series2, .series3, .series4,
      .series5, .series6, .series7, .series8, .ramp1, .ramp2, .ramp3, .ramp4, .ramp5, .ramp6,
      .ramp7, .ramp8, .selection, .selectionUnfocused, .tab, .canvas, .panel:
      3
    default: 4.5
    }
  }

  /// Roles told apart by attributes alone.
  private static func plain(_ style: Style) -> Appearance {
    var attributes = style.attributes
    switch style.foreground {
    case .accent, .header, .bad, .key, .barHigh, .positive: attributes.insert(.bold)
    case .muted, .faint, .grid, .border: attributes.insert(.dim)
    case .warning: attributes.insert(.underline)
    default: break
    }
    switch style.background {
    case .selection, .tab: attributes.formSymmetricDifference(.reverse)
    case .selectionUnfocused: attributes.insert(.underline)
    default: break
    }
    // Dim and reversed text is unreadable on many terminals.
    if attributes.contains(.reverse) { attributes.remove(.dim) }
    return Appearance(foreground: -1, background: -1, attributes: attributes)
  }
}

extension Theme: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
