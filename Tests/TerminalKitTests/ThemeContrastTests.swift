import Testing

@testable import TerminalKit

/// Whether what is drawn can be read: contrast as WCAG 2 computes it.
@Suite struct ThemeContrastTests {
  private static func contrast(_ look: Appearance) -> Double {
    PaletteColor.contrast(look.foreground, look.background)
  }

  static let text: [Role] = [
    .text, .muted, .accent, .good, .warning, .bad, .header, .key, .positive, .negative,
  ]
  static let marks: [Role] =
    (0..<8).map(Role.series) + [
      .barLow, .barMiddle, .barHigh, .positive, .negative, .borderFocused,
    ]
  static let themes: [Theme] = [.dark, .light, .colorBlindSafe]

  @Test func knownRatios() {
    #expect(abs(PaletteColor.contrast(231, 16) - 21) < 1e-9)
    #expect(PaletteColor.contrast(100, 100) == 1)
    // #767676 on white is the textbook's 4.54, #5f5f5f is 6.39.
    #expect(abs(PaletteColor.contrast(243, 231) - 4.54) < 0.01)
    #expect(abs(PaletteColor.contrast(59, 231) - 6.39) < 0.01)
  }

  /// The colours chosen must do by themselves on the grounds that they are chosen for: were they put
  /// right by black or white, roles would look alike.
  @Test(arguments: themes)
  func coloursStayThemselves(_ theme: Theme) {
    for ground in [Role.canvas, .panel] {
      for role in Self.text + (ground == .canvas ? Self.marks : []) {
        let look = theme.appearance(of: Style(role, on: ground), depth: .full)
        #expect(look.foreground == theme.colors[role]?.full, "\(theme.name): \(role) on \(ground)")
      }
    }
  }

  /// A bar of the selected row is that of its model still.
  @Test(arguments: themes)
  func barsStayThemselvesOnTheSelection(_ theme: Theme) {
    let series = (0..<8).map { Role.series($0) }
    for role in series + [.positive, .negative, .barLow, .barMiddle, .barHigh] {
      let look = theme.appearance(of: Style(role, on: .selection), depth: .full)
      #expect(look.foreground == theme.colors[role]?.full, "\(theme.name): \(role)")
    }
  }

  @Test(arguments: themes, [ColorDepth.full, .sixteen])
  func textCanBeRead(_ theme: Theme, depth: ColorDepth) {
    for ground in [Role.canvas, .panel] {
      for role in Self.text {
        check(Style(role, on: ground), theme, depth, least: 4.5)
      }
      // What is disabled needs no contrast by WCAG, but must be found.
      check(Style(.faint, on: ground), theme, depth, least: 2.2)
    }
    for ground in [Role.selection, .selectionUnfocused] {
      let role: Role = ground == .selection ? .selectionText : .text
      check(Style(role, on: ground), theme, depth, least: 4.5)
    }
    check(Style(.tabText, on: .tab), theme, depth, least: 4.5)
  }

  @Test(arguments: themes, [ColorDepth.full, .sixteen])
  func chartsCanBeSeen(_ theme: Theme, depth: ColorDepth) {
    // Names of series and segments are text in the same colours, where there are enough of them.
    for role in Self.marks {
      let isText = depth == .full && role != .borderFocused
      check(Style(role), theme, depth, least: isText ? 4.5 : 3)
    }
    for share in stride(from: 0.06, to: 1, by: 0.125) {
      check(Style(.inverseText, on: .ramp(share)), theme, depth, least: 4.5)
    }
  }

  private func check(_ style: Style, _ theme: Theme, _ depth: ColorDepth, least: Double) {
    let look = theme.appearance(of: style, depth: depth)
    let ratio = Self.contrast(look)
    #expect(
      ratio >= least,
      "\(theme.name), \(depth.rawValue) colours: \(style) has \((ratio * 10).rounded() / 10) to 1")
  }
}
