import Evaluation
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Customers by intent and in found segments, over Compare.
@Suite struct FoundSegmentsTests {
  private func trained(
    size: Size = Size(width: 120, height: 40), theme: Theme = .dark, glyphs: Glyphs = .unicode
  ) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(size: size, theme: theme, glyphs: glyphs)
    press(dashboard, "3")
    return dashboard
  }

  private func press(_ dashboard: HeadlessDashboard, _ keys: KeyPress...) {
    for key in keys {
      dashboard.press(key)
      dashboard.waitUntilIdle()
    }
  }

  @Test func `segments are those of the command, with profile, map and trust`() throws {
    let dashboard = try trained()
    press(dashboard, "S")
    #expect(dashboard.words.contains("Intent from rows"))
    #expect(dashboard.words.contains("f finds segments"))
    press(dashboard, "f")
    let answer = try #require(FoundProgram.answer(in: dashboard.state))
    let comparison = try #require(dashboard.state.session.comparison)
    let found = try FoundSegments(
      SegmentSource(comparison, kind: answer.question.kind), by: answer.question.search)
    #expect(found.segments == answer.found.segments && found.map == answer.found.map)
    let first = try #require(found.segments.first)
    #expect(dashboard.words.contains(NumberText.percent(first.share)))
    #expect(dashboard.frame.figures.contains { $0.description.contains("near ones are alike") })
    press(dashboard, "down")
    #expect(dashboard.state.compare.found.selected == 1)
    press(dashboard, "]")
    #expect(dashboard.words.contains("Map 2/3"))
    // The map in words, not the charts below it; then the segments are back.
    press(dashboard, "ctrl-t")
    #expect(dashboard.words.contains("near ones are alike"))
    #expect(!dashboard.words.contains("false positive rate"))
    press(dashboard, "esc")
    #expect(dashboard.state.overlay == .segments && dashboard.words.contains("Map 2/3"))
    press(dashboard, "]")
    #expect(dashboard.words.contains("adjusted Rand index"))
    press(dashboard, "y")
    let command = try #require(dashboard.clipboard)
    #expect(command.contains("segment") && command.contains("--found"))
    #expect(command.contains("--by \(answer.question.kind.rawValue)"))
    press(dashboard, "esc")
    #expect(dashboard.state.overlay == nil)
    press(dashboard, "S")
    #expect(FoundProgram.answer(in: dashboard.state) != nil)
  }

  @Test func `other settings are looked for anew, and a stop leaves what was there`() throws {
    let dashboard = try trained()
    press(dashboard, "S", "f", "p")
    #expect(dashboard.words.contains("UMAP"))
    #expect(dashboard.words.contains("f looks anew"))
    press(dashboard, "-", "-", "-")
    #expect(dashboard.state.compare.found.search.maximumRows == 1_000)
    #expect(dashboard.words.contains("Fewer customers say too little"))
    let before = try #require(dashboard.state.compare.found.answer?.found.segments)
    dashboard.press("f")
    dashboard.press("c")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.compare.found.underway == nil)
    #expect(dashboard.state.compare.found.answer?.found.segments == before)
    press(dashboard, "c")
    #expect(dashboard.words.contains("Nothing is being looked for"))
  }

  @Test func `an answer to a request that was given up is passed over`() throws {
    let dashboard = try trained()
    var state = dashboard.state
    _ = Dashboard.reduce(&state, .compare(.found(.find)))
    let comparison = try #require(state.session.comparison)
    let found = try FoundSegments(
      SegmentSource(comparison), by: SegmentSearch(maximumRows: 1_000, repeats: 0))
    let request = state.compare.found.request
    _ = Dashboard.reduce(&state, .compare(.found(.stop)))
    _ = Dashboard.reduce(
      &state, .happened(.segmentsFound(request: request, state.mailbox.put(found))))
    #expect(state.compare.found.answer == nil)
  }

  @Test(arguments: [
    Size(width: 200, height: 60), Size(width: 80, height: 24), Size(width: 60, height: 18),
  ])
  func `every page draws at every size, in ASCII and without colour`(size: Size) throws {
    let dashboard = try trained(size: size, theme: .mono, glyphs: .ascii)
    press(dashboard, "S", "f")
    for _ in FoundPage.allCases {
      #expect(dashboard.text.utf8.allSatisfy { $0 < 0x80 })
      #expect(dashboard.words.contains("/3"))
      press(dashboard, "]")
    }
    press(dashboard, "]")
    // Without colours each segment has a marker of its own on the map.
    let count = try #require(FoundProgram.answer(in: dashboard.state)?.found.segments.count)
    for segment in 0..<count {
      #expect(dashboard.text.contains(Character(Glyphs.ascii.groupMarker(segment))))
    }
  }

  @Test func `more than eight segments have marks of their own`() {
    for glyphs in [Glyphs.unicode, .ascii] {
      #expect(Set((0..<35).map(glyphs.groupMarker)).count == 35)
      #expect(glyphs.groupMarker(8) == "9" && glyphs.groupMarker(9) == "A")
    }
  }

  @Test func `names that would be cut to the same words begin where they differ`() {
    let titles = [
      "housing yes, loan no, balance low", "housing yes, loan no, balance high", "job retired",
    ]
    let names = FoundText.names(titles, width: 22)
    #expect(names == ["…balance low", "…balance high", "job retired"])
    #expect(FoundText.names(titles, width: 60) == titles)
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 60, height: 18)])
  func `what sets a segment apart is read to its end`(size: Size) throws {
    let dashboard = try trained(size: size)
    press(dashboard, "S", "f")
    let segment = try #require(FoundProgram.answer(in: dashboard.state)?.found.segments.first)
    let last = try #require(segment.profile.split(separator: " ").last)
    var seen = dashboard.text
    #expect(seen.contains("…"))
    for _ in 0..<12 {
      press(dashboard, "pgdn")
      seen += dashboard.text
    }
    #expect(dashboard.state.compare.found.selected == 0)
    #expect(seen.contains(last))
  }

  @Test func `the legend of the map has headings`() throws {
    let dashboard = try trained()
    press(dashboard, "S", "f", "]")
    #expect(dashboard.words.contains("share rate comes back"))
  }

  @Test func `without models the key says why it does nothing`() throws {
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: nil))
    dashboard.waitUntilIdle()
    press(dashboard, "3", "S")
    #expect(dashboard.state.overlay == nil)
    #expect(dashboard.state.status != nil)
  }
}
