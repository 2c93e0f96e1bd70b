import Dashboard
import TerminalKit
import Testing

@Suite struct KeyTableTests {
  @Test func noKeyMeansTwoThings() {
    #expect(KeyTable.map.conflicts.isEmpty, "\(KeyTable.map.conflicts)")
  }

  @Test func everyBindingIsExplained() {
    for binding in KeyTable.map.bindings {
      #expect(!binding.title.isEmpty && binding.help.hasSuffix("."), "\(binding.title)")
    }
  }

  @Test func noKeyOfAPaneHidesOneThatHoldsEverywhere() {
    let general = KeyTable.map.bindings.filter(\.contexts.isEmpty)
    let panes = Set(Pane.allCases.map(\.rawValue))
    for binding in KeyTable.map.bindings where !binding.contexts.isDisjoint(with: panes) {
      for key in binding.keys {
        guard let hidden = general.first(where: { $0.keys.contains(key) }) else { continue }
        // Enter does what is selected everywhere; a pane only says more closely what that is.
        #expect(
          hidden.action == binding.action || hidden.title == binding.title || key == "enter",
          "\(key.text) is “\(binding.title)” in \(binding.group), else “\(hidden.title)”")
      }
    }
  }
}
