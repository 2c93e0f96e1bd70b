import ArgumentParser
import Dashboard
import Foundation
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import offerscope

/// The command that the dashboard copies, read back by a shell and by the program's own options.
@Suite struct CopiedCommandTests {
  private static let names = [
    "a,b", "a", "b", "it's", "-minus", "say \"so\"", "größe", "plain", "y",
  ]

  private func table() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/copied \(UUID().uuidString).csv"
    let heading = Self.names.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let rows = (0..<160).map { row in
      let cells = (0..<8).map { String((row * (2 * $0 + 3) + $0) % 23) }
      return (cells + [row % 3 == 0 ? "-1" : "1"]).joined(separator: ",")
    }
    try ([heading.joined(separator: ",")] + rows).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func check(_ dashboard: HeadlessDashboard) throws {
    dashboard.press("y")
    let line = try #require(dashboard.clipboard)
    let words = try ShellLine.words(line)
    #expect(words.prefix(2) == ["offerscope", "train"])
    let command = try TrainCommand.parse(Array(words.dropFirst(2)))
    let data = try command.dataOptions.open(command.data)
    let session = dashboard.state.session
    #expect(data.dataset.roles == session.data?.dataset.roles, "\(line)")
    #expect(data.dataset.features == session.data?.dataset.features, "\(line)")
    #expect(try command.planOptions.plan(for: data) == session.plan, "\(line)")
  }

  @Test func theCopiedCommandDoesTheSame() throws {
    let path = try table()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = DashboardOptions(dataPath: path, liveTrainingLimit: 0)
    options.overrides = RoleOverrides(target: "y", positive: "-1")
    options.plan.models = ["logistic", "boosted"]
    options.plan.settings = ["boosted.rounds": 10]
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("1")
    try check(dashboard)
    func press(_ column: String, _ keys: KeyPress...) throws {
      dashboard.perform(.data(.select(try #require(Self.names.firstIndex(of: column)))))
      for key in keys { dashboard.press(key) }
      dashboard.waitUntilIdle()
      #expect(
        dashboard.state.status?.kind != .failure,
        "\(column): \(dashboard.state.status?.text ?? "")")
      try check(dashboard)
    }
    try press("it's", "x")
    // One list of both would be read as the column of that name.
    try press("a", "x")
    try press("b", "x")
    try press("a,b", "x")
    try press("-minus", "r", "g")
    try press("größe", "r", "T")
    try press("say \"so\"", "r", "i")
    dashboard.press("2")
    for key: KeyPress in [
      "down", "+", "tab", "tab", "down", "down", "+", "end", "up", "+", "up", "+", "up", "+",
    ] { dashboard.press(key) }
    dashboard.press("y")
    try check(dashboard)
  }
}
