import Testing

@testable import TerminalKit

@Suite struct KeyMapTests {
  private enum Act: Sendable { case quit, sort, save, help }

  private let map = KeyMap<Act>([
    KeyBinding(["q"], .quit, title: "quit", help: "Leave the program.", group: "General"),
    KeyBinding(
      ["s", "ctrl-s"], .sort, title: "sort", help: "Sort by this column.", group: "Table",
      contexts: ["compare"]),
    KeyBinding(
      ["?"], .help, title: "help", help: "Show all keys.", group: "General", isInFooter: false),
    KeyBinding(["s"], .save, title: "save", help: "Write a file.", group: "General"),
  ])

  @Test func theBindingOfAContextComesFirst() {
    #expect(map.binding(for: "s", in: "compare")?.action == .sort)
    #expect(map.binding(for: "s", in: "data")?.action == .save)
    #expect(map.binding(for: "ctrl-s", in: "data") == nil)
  }

  @Test func claimsOnOneKeyAreFound() {
    #expect(map.conflicts.isEmpty)
    let extra = KeyBinding<Act>(
      ["ctrl-s"], .save, title: "store", help: "", group: "", contexts: ["compare", "data"])
    #expect(
      KeyMap(map.bindings + [extra]).conflicts.map(\.description) == [
        "ctrl-s means “sort” and “store”"
      ])
  }

  @Test func footerAndHelpComeFromTheTable() {
    let footer = map.footer(in: "data") { $0 == .save ? .disabled("nothing to save") : .enabled }
    #expect(footer.map(\.title) == ["quit", "save"])
    #expect(footer.map(\.isEnabled) == [true, false])
    #expect(map.help(filter: "COLUMN").map(\.title) == ["sort"])
    #expect(map.help(in: "data").map(\.index) == [0, 2, 3])
    let lines = map.help(in: "data") { $0 == .save ? .disabled("nothing to save") : .enabled }
    #expect(lines.last?.disabledReason == "nothing to save")
  }
}
