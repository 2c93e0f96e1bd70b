import Workbench
import Tabular
import Offers
import Modelling
import Foundation
import Evaluation
import TerminalKit
import Testing

@testable import Dashboard

/// The hardware cursor stands where the keys go, in every pane and over it: screen readers and
/// magnifiers follow it.
@Suite struct FocusCursorTests {
  private static let sizes = [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 18),
  ]

  /// Keys that lead to something with a focus of its own.
  private static let journeys: [[KeyPress]] = [
    ["1"], ["1", "tab"], ["1", "v"], ["1", "v", "/"], ["1", "r"], ["1", "o"], ["1", "o", "o"],
    ["2"], ["2", "down", "down"], ["2", "enter"], ["3"], ["3", "tab"], ["3", "tab", "tab"],
    ["3", "M"], ["3", "$"], ["4"], ["4", "down"], ["4", "/"], ["4", "enter"], ["5"], ["5", "tab"],
    ["5", "tab", "tab"], ["5", "enter"], ["5", "c"], ["5", "z"], ["1", "?"], ["2", ":"],
    ["3", "!"],
    ["4", "ctrl-t"],
  ]

  @Test func theCursorIsInTheFocus() throws {
    let dashboard = try SmallDashboard.trained()
    for size in FocusCursorTests.sizes {
      for journey in FocusCursorTests.journeys {
        dashboard.resize(size)
        for key in journey {
          dashboard.press(key)
          let frame = dashboard.frame
          let what = "\(journey.map(\.text)) at \(size), after \(key.text)"
          let cursor = try #require(frame.cursor, "no cursor: \(what)")
          #expect(frame.bounds.contains(cursor), "outside: \(what)")
          // A table that fills the pane has no box, but the cursor in its selected row.
          guard let area = frame.focusedArea else {
            #expect(cursor.row > 1, "in the header: \(what)")
            continue
          }
          #expect(area.rect.contains(cursor), "not in “\(area.title)”: \(what)")
        }
        for _ in 0..<4 { dashboard.press("esc") }
        dashboard.waitUntilIdle()
      }
    }
  }

  @Test func theCursorMovesWithTheSelection() throws {
    let dashboard = try SmallDashboard.trained()
    for pane: KeyPress in ["1", "3", "4", "5"] {
      dashboard.press(pane)
      dashboard.press("home")
      let before = dashboard.frame.cursor
      dashboard.press("down")
      #expect(dashboard.frame.cursor != before, "pane \(pane.text)")
    }
  }
}
