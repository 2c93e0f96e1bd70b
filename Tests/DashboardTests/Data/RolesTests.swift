import Dashboard
import Foundation
import Modelling
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

/// Roles by keys: what they do, what is refused, and how they are taken back.
@Suite struct RolesTests {
  private func dashboard(_ set: SyntheticSet = .bank) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(set)
    dashboard.press("1")
    return dashboard
  }

  private func select(_ column: String, _ dashboard: HeadlessDashboard) throws {
    let names = try #require(dashboard.state.session.data?.dataset.table.names)
    dashboard.perform(.data(.select(try #require(names.firstIndex(of: column)))))
  }

  private func press(_ keys: KeyPress..., on dashboard: HeadlessDashboard) {
    for key in keys { dashboard.press(key) }
    dashboard.waitUntilIdle()
  }

  @Test func firstAndThemeMeanTheSameAsEverywhere() throws {
    let dashboard = try dashboard()
    dashboard.press("down")
    dashboard.press("g")
    #expect(dashboard.state.data.columns.selectedRow == 0)
    let theme = dashboard.state.theme
    dashboard.press("T")
    #expect(dashboard.state.theme != theme)
    #expect(dashboard.state.session.data?.dataset.roles.group == nil)
  }

  @Test func theMenuGivesRoles() throws {
    let dashboard = try dashboard()
    try select("job", dashboard)
    dashboard.press("r")
    #expect(dashboard.text.contains("Role of job"))
    press("g", on: dashboard)
    #expect(dashboard.state.overlay == nil)
    #expect(dashboard.state.session.data?.dataset.roles.group == "job")
    // Esc closes without a change, and any other key means what it means elsewhere.
    dashboard.press("r")
    dashboard.press("esc")
    dashboard.press("r")
    dashboard.press("2")
    #expect(dashboard.state.overlay == nil)
    #expect(dashboard.state.pane == .train)
  }

  @Test func rankersComeWithAGroupAndGoWithIt() throws {
    let dashboard = try dashboard()
    #expect(dashboard.state.train.settings.count == 4)
    try select("job", dashboard)
    press("r", "g", on: dashboard)
    #expect(dashboard.state.train.settings.map(\.kind) == ModelKind.allCases)
    // The models of these options were chosen by name, so that rankers are there and left out.
    #expect(dashboard.state.train.leftOut.isSuperset(of: [.lambdamart, .yetirank, .xgbranker]))
    dashboard.press("2")
    for _ in 0..<6 { dashboard.press("right") }
    #expect(dashboard.state.train.column == 6)
    dashboard.press("1")
    press("r", "g", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.group == nil)
    #expect(dashboard.state.train.settings.count == 4 && dashboard.state.train.column == 3)
  }

  @Test func theMenuMakesAPosition() throws {
    let dashboard = try dashboard()
    try select("contact", dashboard)
    press("r", "P", on: dashboard)
    let data = try #require(dashboard.state.session.data)
    #expect(data.dataset.positionFeature == "contact")
    #expect(dashboard.text.contains("position"))
    press("r", "P", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.position == nil)
  }

  @Test func theMenuIsChosenWithArrowsAndClicks() throws {
    let dashboard = try dashboard()
    try select("job", dashboard)
    dashboard.press("r")
    for _ in 0..<3 { dashboard.press("down") }
    press("enter", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.group == "job")
    dashboard.press("r")
    #expect(dashboard.click(HitTarget(3, .row(5))))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.roles.item == "job")
  }

  @Test func aColumnHasOneRole() throws {
    let dashboard = try dashboard()
    try select("job", dashboard)
    press("r", "i", on: dashboard)
    press("r", "g", on: dashboard)
    var roles = try #require(dashboard.state.session.data?.dataset.roles)
    #expect(roles.group == "job" && roles.identifier == nil)
    try select("age", dashboard)
    press("r", "T", on: dashboard)
    press("r", "g", on: dashboard)
    roles = try #require(dashboard.state.session.data?.dataset.roles)
    #expect(roles.group == "age" && roles.time == nil)
    // An excluded column that gets a role is excluded no longer.
    try select("job", dashboard)
    press("x", on: dashboard)
    press("r", "i", on: dashboard)
    #expect(dashboard.state.session.data?.overrides.exclude == [])
  }

  @Test func wordsCanNotBeATime() throws {
    let dashboard = try dashboard()
    try select("job", dashboard)
    press("r", "T", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.time == nil)
    #expect(dashboard.state.status?.kind == .warning)
    #expect(dashboard.state.status?.text.contains("job holds no dates or numbers") == true)
  }

  @Test func rolesAreTakenBackAndMadeAgain() throws {
    let dashboard = try dashboard()
    try select("job", dashboard)
    press("x", on: dashboard)
    press("r", "g", on: dashboard)
    #expect(dashboard.state.session.plan?.split.name == "group")
    press("u", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.group == nil)
    #expect(dashboard.state.session.data?.overrides.exclude == ["job"])
    #expect(dashboard.state.session.plan?.split.name == "holdout")
    press("u", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.features.contains("job") == true)
    dashboard.press("u")
    #expect(dashboard.state.status?.text == "There is nothing to take back.")
    press("ctrl-r", on: dashboard)
    press("ctrl-r", on: dashboard)
    #expect(dashboard.state.session.data?.dataset.roles.group == "job")
    #expect(dashboard.state.session.plan?.split.name == "group")
  }

  @Test func anotherFileIsTakenBackWithItsRoles() throws {
    let (first, second) = (try SmallDashboard.folder(), try SmallDashboard.folder(.propensity))
    defer {
      for path in [first, second] { try? FileManager.default.removeItem(atPath: path) }
    }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: first))
    dashboard.waitUntilIdle()
    dashboard.press("1")
    press("x", on: dashboard)
    let before = SessionSetup(dashboard.state)
    dashboard.perform(.data(.open(second)))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.path == second)
    dashboard.press("1")
    press("u", on: dashboard)
    #expect(SessionSetup(dashboard.state) == before)
    #expect(dashboard.state.session.comparison != nil)
  }

  @Test func aRefusedRoleLeavesNoTrace() throws {
    let dashboard = try dashboard()
    let before = SessionSetup(dashboard.state)
    press("t", on: dashboard)
    #expect(dashboard.state.status?.kind == .failure)
    #expect(SessionSetup(dashboard.state) == before)
    dashboard.press("u")
    #expect(dashboard.state.status?.text == "There is nothing to take back.")
  }

  @Test func matchesAreSteppedThroughRoundTheEnd() throws {
    let dashboard = try dashboard()
    dashboard.press("v")
    dashboard.press("n")
    #expect(dashboard.state.status?.text.contains("Filter the rows first") == true)
    dashboard.press("/")
    dashboard.type("age >= 60")
    press("enter", on: dashboard)
    let count = try #require(dashboard.state.data.rows?.matches?.count)
    dashboard.press("N")
    #expect(dashboard.state.data.rows?.table.selectedRow == count - 1)
    dashboard.press("n")
    #expect(dashboard.state.data.rows?.table.selectedRow == 0)
  }

  @Test func aConditionOnAnUnknownColumnSaysSo() throws {
    let dashboard = try dashboard()
    dashboard.press("/")
    dashboard.type("agee >= 60")
    press("enter", on: dashboard)
    #expect(dashboard.text.contains("There is no column “agee”"))
    #expect(dashboard.state.data.rows?.entry?.text == "agee >= 60")
    #expect(dashboard.state.data.rows?.matches == nil)
  }
}
