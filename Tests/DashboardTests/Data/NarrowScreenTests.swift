import Foundation
import Synthetic
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// What small screens and long names must not cut away.
@Suite struct NarrowScreenTests {
  private let long = "a_column_with_a_name_that_nobody_would_type_twice_but_exports_have_it"

  private func dashboard(_ script: String = "press 1") throws -> HeadlessDashboard {
    let path =
      FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)_\(long).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (0..<300).map { "\(($0 * 37) % 101),\($0 % 4),\($0 % 5 == 0 ? 1 : 0)" }
    try ("\(long),other,bought\n" + rows.joined(separator: "\n")).write(
      toFile: path, atomically: true, encoding: .utf8)
    let dashboard = HeadlessDashboard(
      options: SmallDashboard.options(path: path), size: Size(width: 80, height: 24))
    dashboard.waitUntilIdle()
    try dashboard.run(script)
    return dashboard
  }

  @Test func hintsAboutLongNamesSayWhatKeysDo() throws {
    let dashboard = try dashboard()
    #expect(dashboard.text.contains("x excludes it"))
    for key: KeyPress in ["v", "esc", "enter"] {
      dashboard.press(key)
      dashboard.waitUntilIdle()
      let hint = DataPane.hint(in: dashboard.state)
      #expect(SafeText.width(of: hint) <= 77, "\(hint)")
    }
  }

  @Test func theHeaderKeepsRowsAndRateBesideALongName() throws {
    let dashboard = try dashboard()
    let header = try #require(dashboard.text.split(separator: "\n").first)
    #expect(header.contains("300 rows") && header.contains("20.0% bought = 1"), "\(header)")
    #expect(header.contains("…"))
  }

  @Test func theSelectedWarningIsReadInFull() throws {
    let dashboard = try SmallDashboard.trained(rows: 2_000, size: Size(width: 80, height: 24))
    dashboard.press("1")
    dashboard.press("tab")
    let message = try #require(dashboard.state.session.data?.warnings.first?.message)
    let end = try #require(message.split(separator: " ").suffix(2).map(String.init).last)
    #expect(SafeText.width(of: message) > 80)
    #expect(dashboard.text.contains(end), "\(dashboard.text)")
  }

  @Test func aFileThatIsReadSaysHowFarItIs() throws {
    let dashboard = try dashboard()
    dashboard.resize(Size(width: 120, height: 40))
    let request = dashboard.state.session.openRequest
    var state = dashboard.state
    state.session.openingPath = "/data/large.csv"
    _ = reduce(&state, .happened(.openingAdvanced(request: request, share: 0.4)))
    let screen = {
      Screen.frame(of: state, size: dashboard.frame.size, medium: dashboard.frame.medium)
    }
    #expect(screen().text.contains("reading large.csv 40%"))
    // Word of an older request is passed over.
    _ = reduce(&state, .happened(.openingAdvanced(request: request - 1, share: 0.9)))
    #expect(screen().text.contains("reading large.csv 40%"))
    _ = reduce(&state, .happened(.openingAdvanced(request: request, share: 1)))
    #expect(screen().text.contains("counting large.csv"))
  }

  @Test func amountsAreNoFeatures() throws {
    let dashboard = try SmallDashboard.trained(.olist, rows: 1_500)
    let data = try #require(dashboard.state.session.data)
    #expect(DataWords.role(of: "spend_next", in: data).word == "amount")
    dashboard.press("1")
    let line = try #require(
      dashboard.text.split(separator: "\n").first { $0.contains("spend_next") })
    #expect(line.contains("amount"))
  }

  @Test func chancesOfAPairAreWholeOnSmallScreens() throws {
    let dashboard = try SmallDashboard.trained(size: Size(width: 60, height: 18))
    dashboard.press("3")
    dashboard.press("b")
    let interval = try #require(
      dashboard.text.split(separator: "\n").first { $0.contains(" to ") })
    #expect(interval.contains("95%: ") && !interval.contains("…"), "\(dashboard.text)")
    #expect(dashboard.text.contains("- is beaten, ≈ the same"))
  }
}
