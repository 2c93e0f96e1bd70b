import Workbench
import Tabular
import Offers
import Modelling
import Evaluation
import Foundation
import TerminalKit
import Testing

@testable import Dashboard

/// The dashboard as a conversation.
@Suite struct LinearDashboardTests {
  private func opened(rows: Int = 300, isASCII: Bool = false) throws -> LinearDashboard {
    let path = try SmallDashboard.folder(rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = LinearDashboard(options: SmallDashboard.options(path: path), isASCII: isASCII)
    _ = dashboard.greeting()
    _ = dashboard.answer("")
    return dashboard
  }

  @Test func theWholeJobIsDoneInLines() throws {
    let dashboard = try opened()
    #expect(dashboard.state.session.comparison?.results.count == 3)
    let board = dashboard.answer("3") + dashboard.answer("read")
    #expect(board.contains { $0.contains("ROC-AUC") })
    let simulate = dashboard.answer("5")
    #expect(simulate.contains { $0.contains("age") })
    let changed = dashboard.answer("right")
    #expect(changed.contains { $0.contains("1 change") })
    #expect(changed.count < 40)
    #expect(dashboard.answer("where")[0].hasPrefix("Pane 5, Simulate"))
    _ = dashboard.answer("quit")
    #expect(dashboard.isQuit)
  }

  @Test func noLineHoldsDrawing() throws {
    let dashboard = try opened()
    for line in ["1", "2", "3", "4", "5", "read", "help", "keys", "actions", "charts"] {
      for told in dashboard.answer(line) {
        #expect(
          told.unicodeScalars.allSatisfy {
            !(0x2500..<0x25A0).contains($0.value) && !(0x2800..<0x2900).contains($0.value)
              && $0.value >= 0x20
          }, "\(told)")
      }
    }
  }

  @Test func asciiHoldsNothingElse() throws {
    let dashboard = try opened(isASCII: true)
    for line in ["1", "3", "5", "read", "charts"] {
      #expect(dashboard.answer(line).allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }
  }

  @Test func aSelectionThatMovesByColourAloneIsTold() throws {
    let dashboard = try opened()
    _ = dashboard.answer("1")
    let told = dashboard.answer("down").joined(separator: "\n")
    #expect(told.contains("job"))
  }

  @Test func actionsAreCalledByName() throws {
    let dashboard = try opened()
    _ = dashboard.answer("1")
    #expect(dashboard.answer("rows").contains { $0.contains("1 of") || $0.contains("rows") })
    #expect(dashboard.state.data.rows != nil)
    #expect(dashboard.answer("no such thing at all")[0].contains("neither a key nor an action"))
    #expect(dashboard.answer("e")[0] != "")
    #expect(dashboard.answer("actions sort").contains { $0.hasPrefix("sort") })
  }

  @Test func textIsTyped() throws {
    let dashboard = try opened()
    _ = dashboard.answer("5")
    _ = dashboard.answer("enter ctrl-u")
    _ = dashboard.answer("type 61")
    _ = dashboard.answer("enter")
    #expect(dashboard.state.simulate.profile?["age"] == .number(61))
  }

  @Test func chartsAreRead() throws {
    let dashboard = try opened()
    _ = dashboard.answer("3")
    #expect(dashboard.answer("charts").contains { $0.contains("ROC") })
    // The page has the words in place of the drawing.
    #expect(dashboard.answer("read").contains { $0.hasPrefix("ROC") || $0.contains("ROC:") })
  }

  @Test(arguments: ["", "   ", "\u{1B}[31m", "type", "ctrl-", "é漢", "5 5 5 5", "esc esc", "q q"])
  func oddLinesDoNoHarm(_ line: String) throws {
    let dashboard = try opened(rows: 120)
    for told in dashboard.answer(line) { #expect(!told.contains("\u{1B}")) }
  }
}
