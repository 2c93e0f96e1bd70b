import Dashboard
import Foundation
import Offers
import TerminalKit
import Testing
import Workbench

/// What the dashboard copies, pasted into a shell, is about the same customer.
@Suite struct PastedCommandTests {
  /// A folder of data whose names and values mean something to shells and parsers.
  private func folder() throws -> String {
    let path =
      FileManager.default.temporaryDirectory.path
      + "/offerscope it's \(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let lines = [
      #"1.5,red,1,"it's",1.0,4,0"#, #"2.5,"blue,green",2,$HOME,2.0,5,1"#,
      #"95.39,"q=1,plain=2",3,`id`,1.0,6,0"#, #"3.25,-x,4,"a ""b""; ls",3.0,7,1"#,
    ]
    let rows = (0..<240).map { lines[($0 * 7 + $0 / 5) % 4] }
    let text = (["\"a,b\",x=y,plain,--note,level,\"l,eft\",outcome"] + rows).joined(separator: "\n")
    try (text + "\n").write(toFile: "\(path)/d.csv", atomically: true, encoding: .utf8)
    try "id,name,value\nA,First,3\nB,Second,4\n".write(
      toFile: "\(path)/o.csv", atomically: true, encoding: .utf8)
    try "name: odd\nfile: d.csv\noffers: o.csv\ntarget: outcome\n".write(
      toFile: "\(path)/dataset.yaml", atomically: true, encoding: .utf8)
    return path
  }

  private func object(_ value: ProfileValue) -> NSObject {
    switch value {
    case .number(let number): number as NSNumber
    case .text(let text): text as NSString
    case .missing: NSNull()
    }
  }

  @Test func pastedIntoAShellItRanksTheSameCustomer() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var plan = PlanConfiguration()
    plan.models = ["logistic"]
    let dashboard = HeadlessDashboard(
      options: DashboardOptions(
        dataPath: path, overrides: RoleOverrides(exclude: ["l,eft"]), plan: plan,
        reducesMotion: true))
    dashboard.waitUntilIdle()
    dashboard.press("5")
    // A real row; then every field goes on by one, by two, or goes missing.
    let journeys: [[KeyPress]] = [
      ["n"], ["n", "right", "down", "right", "down", "right", "down", "right", "right"],
      ["t", "end", "right", "up", "backspace"], ["e", "home", "down", "right", "down", "right"],
    ]
    for keys in journeys {
      for key in keys { dashboard.press(key) }
      dashboard.waitUntilIdle()
      dashboard.press("y")
      let command = try #require(dashboard.clipboard)
      let program = try Program(shell: command + " --json --quiet")
      #expect(program.exitCode == 0, "\(command): \(program.errors)")
      let document = try JSONSerialization.jsonObject(with: Data(program.output.utf8))
      let profile = try #require((document as? [String: Any])?["profile"] as? [String: NSObject])
      let shown = try #require(dashboard.state.simulate.profile)
      #expect(profile.count == shown.columns.count)
      for (column, value) in zip(shown.columns, shown.values) {
        #expect(profile[column] == object(value), "\(column): \(command)")
      }
      let models = (document as? [String: Any])?["models"] as? [[String: Any]]
      let probability = try #require(dashboard.state.simulate.simulation?.models.first?.probability)
      #expect(
        abs((models?.first?["probability"] as? Double ?? -1) - probability) < 1e-9, "\(command)")
    }
  }
}
