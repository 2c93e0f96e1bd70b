import Workbench
import Tabular
import Offers
import Evaluation
import Foundation
import Modelling
import TerminalKit
import Testing

@testable import Dashboard

/// A model that fails keeps its row with the reason; the others go on.
@Suite struct FailingModelTests {
  /// Lists of one row, so that rankers have no order to learn.
  private func file() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"
    let rows = (0..<400).map { row in
      "c\(row),\(row % 7),\((row * 7) % 11),\(row % 3 == 0 ? 1 : 0)"
    }
    try ("customer,size,age,wish\n" + rows.joined(separator: "\n")).write(
      toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func itsRowStaysWithTheReason() throws {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path, models: ["lambdamart", "logistic"])
    options.overrides.target = "wish"
    options.overrides.group = "customer"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    let results = dashboard.state.session.comparison?.results ?? []
    #expect(results.map(\.kind) == [.lambdamart, .logistic])
    #expect(results.first?.failure?.contains("no order to learn") == true)
    #expect(results.last?.trained != nil)
    #expect(dashboard.state.news.contains { $0.text.contains("no order to learn") })
    for pane: KeyPress in ["2", "3"] {
      dashboard.press(pane)
      // The list of reasons has little room in Train; its start is there.
      #expect(dashboard.text.contains("No group has rows"), "pane \(pane.text)")
    }
    // The reason is read to its end in Train.
    dashboard.press("2")
    let reason = try #require(results.first?.failure)
    let end = reason.split(separator: " ").suffix(2).map(String.init)
    for size in [Size(width: 120, height: 40), Size(width: 80, height: 24)] {
      dashboard.resize(size)
      for word in end { #expect(dashboard.text.contains(word), "\(dashboard.text)") }
    }
    // Everything else is there.
    dashboard.press("5")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.simulate.simulation?.models.map(\.kind) == [.logistic])
    dashboard.press("4")
    #expect(!dashboard.isQuit)
  }
}
