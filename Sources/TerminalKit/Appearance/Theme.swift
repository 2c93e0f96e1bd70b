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
    if depth == .full {
      return Appearance(
        foreground: foreground.full, background: background.full, attributes: style.attributes)
    }
    var result = Appearance(
      foreground: foreground.basic, background: background.basic, attributes: style.attributes)
    if result.foreground == result.background {
      // Two shades may fall on one basic colour: text must stay readable.
      result.foreground = Theme.readable(on: result.background)
    }
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
      if result.foreground == result.background {
        result.foreground = Theme.readable(on: result.background)
      }
    }
    return result
  }

  /// White on the dark basic colours, black on the others.
  private static func readable(on background: Int16) -> Int16 {
    [0, 1, 4, 5, 8].contains(background) ? 7 : 0
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
