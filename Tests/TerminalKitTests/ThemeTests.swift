import Testing

@testable import TerminalKit

@Suite struct ThemeTests {
  @Test(arguments: [Theme.dark, .light, .colorBlindSafe])
  func everyRoleHasAColour(_ theme: Theme) {
    #expect(Set(theme.colors.keys) == Set(Role.allCases))
  }

  @Test(arguments: Theme.all, ColorDepth.allCases)
  func textIsNeverTheColourOfItsGround(_ theme: Theme, depth: ColorDepth) {
    let grounds: [Role] = [.canvas, .panel, .selection, .selectionUnfocused]
    for ground in grounds {
      for role in [Role.text, .selectionText, .accent, .good, .warning, .bad, .muted] {
        let look = theme.appearance(of: Style(role, on: ground), depth: depth)
        #expect(look.foreground != look.background || look.foreground == -1)
        #expect(look.foreground < max(1, depth.rawValue))
      }
    }
  }

  @Test func withoutColoursTheSelectionStillShows() {
    for (theme, depth) in [(Theme.mono, ColorDepth.full), (.dark, .none)] {
      let selected = theme.appearance(of: .selected, depth: depth)
      let text = theme.appearance(of: .text, depth: depth)
      #expect(selected.foreground == -1 && selected.background == -1)
      #expect(selected.attributes.contains(.reverse))
      #expect(text.attributes.isEmpty)
    }
  }

  @Test func theEnvironmentChooses() {
    #expect(Theme.automatic(environment: [:]) == .dark)
    #expect(Theme.automatic(environment: ["NO_COLOR": "1"]) == .mono)
    #expect(Theme.automatic(environment: ["NO_COLOR": ""]) == .dark)
    #expect(Theme.automatic(environment: ["COLORFGBG": "0;15"]) == .light)
    #expect(Theme.named("colour-blind") == .colorBlindSafe)
  }
}
