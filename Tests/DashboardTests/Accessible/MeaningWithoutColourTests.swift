import Workbench
import Tabular
import Offers
import Modelling
import Foundation
import Evaluation
import TerminalKit
import Testing

@testable import Dashboard

/// What colours mean is said in glyphs or attributes too.
@Suite struct MeaningWithoutColourTests {
  /// A cell as it looks without colours: its glyph and its attributes.
  private struct Look: Hashable {
    var scalars: [UInt32]
    var attributes: UInt8
  }

  private func looks(_ frame: Frame) -> [Look] {
    (0..<frame.size.height).flatMap { row in
      (0..<frame.size.width).map { column in
        let style = frame[column, row].style
        return Look(
          scalars: frame.scalars(column: column, row: row),
          attributes: Theme.mono.appearance(of: style, depth: .none).attributes.rawValue)
      }
    }
  }

  /// Moving the selection must be seen without colour wherever it is seen with it.
  @Test func theSelectionShows() throws {
    let dashboard = try SmallDashboard.trained(theme: .mono)
    let journeys: [[KeyPress]] = [
      ["1"], ["1", "v"], ["2"], ["3"], ["4"], ["5"], ["5", "tab"], ["1", ":"], ["1", "r"],
    ]
    for journey in journeys {
      for key in journey { dashboard.press(key) }
      let before = looks(dashboard.frame)
      dashboard.press("down")
      dashboard.waitUntilIdle()
      #expect(looks(dashboard.frame) != before, "\(journey.map(\.text))")
      for _ in 0..<3 { dashboard.press("esc") }
    }
  }

  /// Which box has the focus is seen by its selection or by the cursor.
  @Test func theFocusShows() throws {
    let dashboard = try SmallDashboard.trained(theme: .mono)
    for pane: KeyPress in ["3", "5"] {
      dashboard.press(pane)
      let (before, cursor) = (looks(dashboard.frame), dashboard.frame.cursor)
      dashboard.press("tab")
      #expect(looks(dashboard.frame) != before || dashboard.frame.cursor != cursor)
    }
  }

  /// Good, bad and to-look-at never differ by colour alone: wherever text has such a role, the same
  /// line holds a sign, a number with its sign, or words.
  @Test func rolesOfJudgementCarryWordsOrSigns() throws {
    let dashboard = try SmallDashboard.trained()
    let judging: Set<Role> = [.good, .bad, .warning, .positive, .negative]
    for pane: KeyPress in ["1", "2", "3", "4", "5"] {
      dashboard.press(pane)
      dashboard.waitUntilIdle()
      let frame = dashboard.frame
      for row in 0..<frame.size.height {
        let marked = (0..<frame.size.width).filter {
          judging.contains(frame[$0, row].style.foreground)
            && frame.scalars(column: $0, row: row) != [0x20]
        }
        guard !marked.isEmpty else { continue }
        let line = (0..<frame.size.width).flatMap { frame.scalars(column: $0, row: row) }
        let says = line.contains { code in
          Unicode.Scalar(code).map {
            $0.properties.isAlphabetic || "✓✗!▲▼●+-–0123456789".unicodeScalars.contains($0)
          }
            ?? false
        }
        #expect(says, "pane \(pane.text), line \(row)")
      }
    }
  }
}
