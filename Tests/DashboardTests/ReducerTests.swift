import Dashboard
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

/// The reducer alone: no threads, no screen.
@Suite struct ReducerTests {
  @Test func panesGoRound() {
    var state = State()
    _ = reduce(&state, .previousPane)
    #expect(state.pane == .monitor)
    _ = reduce(&state, .nextPane)
    #expect(state.pane == .data)
  }

  @Test func answersToOldRequestsArePassedOver() {
    var state = State()
    _ = reduce(&state, .data(.open("/first")))
    _ = reduce(&state, .data(.open("/second")))
    _ = reduce(
      &state,
      .happened(.openFailed(request: state.session.openRequest - 1, reason: "late", columns: [])))
    #expect(state.session.openingPath == "/second")
    #expect(state.status == nil)
    _ = reduce(
      &state,
      .happened(.openFailed(request: state.session.openRequest, reason: "is bad", columns: [])))
    #expect(state.session.openingPath == nil)
    #expect(state.status == Status(.failure, "is bad"))
  }

  @Test func aDisabledActionSaysWhy() {
    var state = State()
    let effects = reduce(&state, .train(.run))
    #expect(effects.isEmpty)
    #expect(state.status?.kind == .warning)
    #expect(state.status?.text == "Open data first (1).")
    // The next key takes the news away.
    _ = reduce(&state, .move(.down))
    #expect(state.status == nil)
  }

  @Test func leavingCancelsWhatRuns() {
    var state = State()
    state.session.training.isRunning = true
    let effects = reduce(&state, .quit)
    #expect(state.isQuitting)
    guard case .cancelTraining(_, nil)? = effects.first else {
      Issue.record("nothing was cancelled")
      return
    }
  }

  @Test func thePaletteFindsAndDoes() {
    var state = State()
    _ = reduce(&state, .openPalette)
    for character in "simulate pane" { _ = reduce(&state, .type(.insert(String(character)))) }
    _ = reduce(&state, .activate)
    #expect(state.overlay == nil)
    #expect(state.pane == .simulate)
  }

  @Test func escapeClosesTheHelpAndNothingElse() {
    var state = State()
    _ = reduce(&state, .show(.train))
    _ = reduce(&state, .openHelp)
    _ = reduce(&state, .type(.insert("undo")))
    guard case .help(let entry, _)? = state.overlay else {
      Issue.record("no help")
      return
    }
    #expect(entry.text == "undo")
    _ = reduce(&state, .back)
    #expect(state.overlay == nil)
    #expect(state.pane == .train)
  }

  @Test func everyActionOfTheKeyMapSurvivesCoding() throws {
    for binding in KeyTable.map.bindings {
      let data = try JSONEncoder().encode(binding.action)
      #expect(try JSONDecoder().decode(Action.self, from: data) == binding.action)
    }
  }

  @Test func textFieldsKeepWhatIsTyped() {
    var state = State()
    _ = reduce(&state, .openPalette)
    // Keys that mean something elsewhere are letters here.
    for key: KeyPress in ["q", "z", "1", "?", ":"] {
      #expect(KeyTable.action(for: key, in: state) == .type(.insert(key.text)))
    }
    #expect(KeyTable.action(for: "f2", in: state) == nil)
    #expect(KeyTable.action(for: "ctrl-c", in: state) == .quit)
  }

  @Test func aTextEntryStaysInsideItsText() {
    var entry = TextEntry("äb")
    entry.apply(.moveCursor(-1_000))
    entry.apply(.deleteBackward)
    #expect(entry.text == "äb")
    entry.apply(.insert("x\ny\u{1B}"))
    #expect(entry.text == "xyäb" && entry.cursor == 2)
    entry.apply(.deleteForward)
    #expect(entry.text == "xyb")
    entry.apply(.moveCursor(1_000))
    entry.apply(.deleteForward)
    entry.apply(.insert("\u{301}"))
    #expect(entry.cursor == entry.text.count)
    entry.apply(.clear)
    #expect(entry.text.isEmpty && entry.cursor == 0)
  }

  @Test func aParcelIsTakenOnce() {
    let mailbox = Mailbox()
    let reference = mailbox.put([1, 2, 3])
    #expect(mailbox.take(reference) == [1, 2, 3])
    #expect(mailbox.take(reference) == nil)
  }
}
