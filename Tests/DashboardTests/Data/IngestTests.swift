import Foundation
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Making a table of raw logs from the Data pane.
struct IngestTests {
  private var state = State(size: Size(width: 100, height: 30))

  private mutating func `do`(_ actions: Action...) -> [Effect] {
    var effects: [Effect] = []
    for action in actions { effects += Reducer.reduce(&state, action) }
    return effects
  }

  private func text() -> String {
    Screen.frame(
      of: state, size: state.size, medium: Medium(glyphs: .unicode, hasColor: true)
    ).text
  }

  private mutating func type(_ text: String) {
    for character in text { _ = `do`(.type(.insert(String(character)))) }
  }

  /// The run that an effect asks for.
  private func run(_ effects: [Effect]) -> (Int, IngestingSession.Plan)? {
    effects.lazy.compactMap { effect in
      if case .ingest(let run, let plan) = effect { (run, plan) } else { nil }
    }.first
  }

  /// Opens the form, types the folder of the raw files and starts.
  private mutating func started() throws -> Int {
    _ = `do`(.data(.ingest(.open)), .data(.ingest(.edit)))
    #expect(state.data.ingest.entry != nil)
    type("/raw/logs/")
    _ = `do`(.activate)
    #expect(state.data.ingest.entry == nil)
    return try #require(run(`do`(.data(.ingest(.start))))).0
  }

  @Test mutating func theFormSaysWhatIsRun() throws {
    #expect(KeyTable.action(for: KeyPress("L"), in: state) == .data(.ingest(.open)))
    _ = `do`(.data(.ingest(.open)))
    #expect(state.overlay == .ingest)
    let first = state.data.ingest.plan.recipe
    _ = `do`(.move(.right))
    #expect(state.data.ingest.plan.recipe != first)
    let recipe = state.data.ingest.plan.recipe
    _ = `do`(.overlay(.choose(1)), .overlay(.choose(1)))
    type("/raw/logs/")
    _ = `do`(.activate)
    #expect(state.data.ingest.plan.output == "/raw/logs-\(recipe)")
    let (_, plan) = try #require(run(`do`(.data(.ingest(.start)))))
    #expect(plan.input == "/raw/logs/" && plan.recipe == recipe && plan.engine == "duckdb")
    #expect(state.isAnimated)
  }

  @Test mutating func withoutAFolderItIsAskedFor() {
    _ = `do`(.data(.ingest(.open)))
    #expect(run(`do`(.data(.ingest(.start)))) == nil)
    #expect(state.data.ingest.entry != nil && !state.data.ingest.isRunning)
  }

  @Test mutating func progressIsShownAndTheTableOpens() throws {
    let number = try started()
    _ = `do`(
      .happened(.ingestAdvanced(run: number, .began(step: 2, of: 5, title: "reading calls"))))
    let words = text()
    #expect(words.contains("step 2 of 5") && words.contains("reading calls"), "\(words)")
    let outcome = IngestingSession.Outcome(
      folder: "/raw/logs-amex", rows: 12_345, columns: 40, promises: 6, rejected: 3,
      report: ["calls: 12 rows in", "the end"])
    _ = `do`(.happened(.ingested(run: number, outcome)))
    #expect(!state.data.ingest.isRunning)
    let after = text()
    #expect(after.contains("12,345") && after.contains("6 promises hold"), "\(after)")
    let effects = `do`(.data(.ingest(.show)))
    #expect(state.overlay == nil)
    let opens = effects.contains { effect in
      if case .open(_, "/raw/logs-amex", _, _) = effect { true } else { false }
    }
    #expect(opens)
  }

  @Test mutating func stoppingKeepsWhatIsFinished() throws {
    let number = try started()
    let effects = `do`(.data(.ingest(.cancel)))
    let stops = effects.contains { effect in
      if case .cancelIngest(number) = effect { true } else { false }
    }
    #expect(stops)
    _ = `do`(.happened(.ingestFailed(run: number, reason: "Stopped; the same command goes on.")))
    #expect(state.data.ingest.failure == "Stopped. Enter goes on where it ended.")
    let again = try #require(run(`do`(.data(.ingest(.start)))))
    #expect(again.0 == number + 1 && state.data.ingest.failure == nil)
    // News of the run before is passed over.
    _ = `do`(.happened(.ingestFailed(run: number, reason: "late")))
    #expect(state.data.ingest.isRunning)
  }

  @Test mutating func aClosedFormLeavesTheRunAndTellsItsEnd() throws {
    let number = try started()
    _ = `do`(.overlay(.close))
    #expect(state.overlay == nil && state.data.ingest.isRunning)
    _ = `do`(.happened(.ingestFailed(run: number, reason: "/raw: there is no such folder.")))
    #expect(state.status == Status(.failure, "/raw: there is no such folder."))
  }
}
