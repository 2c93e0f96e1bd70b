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
}
