import ArgumentParser
import Foundation
import Modelling
import Offers
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard
@testable import offerscope

/// What Simulate copies, run by the command's own code, comes to the same list and the same figures.
@Suite struct ReplayedCommandTests {
  /// Data whose names and values mean something to shells and parsers, with amounts and offers.
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/offerscope 'n \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let heading = #""a,b",x y,"it's","say ""so""",plain,--note,kind,spent,outcome"#
    let kinds = ["red", #""blue,green""#, "q=1", "two words", #""a ""b""; ls""#]
    let rows = (0..<400).map { row -> String in
      let numbers = [
        (row * 7) % 23, (row * 5 + row / 9) % 17, (row * 3) % 11, row % 5, (row * 13) % 29,
      ]
      let score = numbers[0] + 2 * numbers[1] - numbers[4] + (row * 31) % 19
      let isTaken = score > 30
      let cells =
        ["\(Double(numbers[0]) + 0.5)"] + numbers.dropFirst().map(String.init)
        + [row % 4 == 0 ? "1" : "0", kinds[(row * 3 + row / 7) % 5]]
      return (cells + [isTaken ? "\(20 + (row * 7) % 90)" : "", isTaken ? "1" : "0"])
        .joined(separator: ",")
    }
    try ([heading] + rows + [""]).joined(separator: "\n").write(
      toFile: "\(path)/d.csv", atomically: true, encoding: .utf8)
    let offers = """
      id,name,value,cost,eligible,sets
      A,First,30,1,,plain = 3
      B,"Second, of all",40,2,'x y' >= 4,kind = red
      C,Third,35,1,,"kind = 'two words'; '--note' = 1"
      D,Fourth,50,4,"'a,b' between 3 and 20",
      """
    try offers.write(toFile: "\(path)/o.csv", atomically: true, encoding: .utf8)
    let description = """
      name: odd
      file: d.csv
      offers: o.csv
      target: outcome
      positive: '1'
      amount: spent
      currency: EUR
      derived:
      - both = sum(x y, plain)
      """
    try description.write(toFile: "\(path)/dataset.yaml", atomically: true, encoding: .utf8)
    return path
  }

  private func check(_ dashboard: HeadlessDashboard) throws {
    dashboard.waitUntilIdle()
    dashboard.press("y")
    let line = try #require(dashboard.clipboard, "\(dashboard.state.status?.text ?? "")")
    let words = try ShellLine.words(line)
    #expect(words.prefix(2) == ["offerscope", "rank"])
    let command = try RankCommand.parse(Array(words.dropFirst(2)))
    let answer = try command.answer(Narration(isQuiet: true))
    #expect(answer.profile == dashboard.state.simulate.profile, "\(line)")
    let shown = try #require(SimulatePane.view(dashboard.state))
    #expect(answer.simulation.models.map(\.kind) == [shown.kind], "\(line)")
    let view = try #require(answer.simulation.models.first)
    #expect(view.offers == shown.offers, "\(line)")
    #expect(view.probability == shown.probability, "\(line)")
    #expect(view.order == shown.order)
    #expect(view.expectedAmount == shown.expectedAmount)
    #expect(view.reasons == shown.reasons, "\(line)")
  }

  @Test func theCopiedCommandComesToTheSameList() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = DashboardOptions(
      dataPath: path, overrides: RoleOverrides(derive: ["twice = sum(plain, 2*x y)"]),
      reducesMotion: true, liveTrainingLimit: 0, copyFolder: "\(path)/out put")
    options.plan.models = ["logistic", "boosted", "forest"]
    options.plan.settings = ["boosted.rounds": 15, "forest.treeCount": 15]
    options.plan.monotone = ["x y": "rising"]
    options.plan.seed = 3
    options.plan.threads = 2
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("5")
    let simulator = try #require(dashboard.state.session.simulator)
    #expect(simulator.hasAmounts)
    try check(dashboard)
    // A row, a changed row, every model, every order, a missing value, nobody, and a saved customer.
    let journeys: [[KeyPress]] = [
      ["n"], ["right", "down", "right", "down", "right", "down", "left", ">"], ["m"], ["o"],
      ["m", "o"], ["t", "end", "right", "right", "home", "backspace"], ["o", "e", "down", "right"],
      ["s"], ["n", "."], ["S", "enter", "t", "O", "enter", "right"],
    ]
    for keys in journeys {
      for key in keys {
        dashboard.press(key)
        dashboard.waitUntilIdle()
      }
      try check(dashboard)
    }
    for index in simulator.fields.indices {
      guard case .choice = simulator.fields[index].domain else { continue }
      for _ in 0..<5 {
        dashboard.perform(.simulate(.stepAt(field: index, by: 1)))
        try check(dashboard)
      }
    }
  }
}
