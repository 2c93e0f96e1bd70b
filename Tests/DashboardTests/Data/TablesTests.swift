import Dashboard
import Foundation
import Tabular
import Synthetic
import TerminalKit
import Testing
import Workbench

/// The tables of columns and of rows: order, filter, hidden columns, scrolling sideways.
@Suite struct TablesTests {
  private func dashboard(width: Int = 120) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(size: Size(width: width, height: 40))
    dashboard.press("1")
    return dashboard
  }

  private func table(_ dashboard: HeadlessDashboard) throws -> Table {
    try #require(dashboard.state.session.data?.dataset.table)
  }

  /// The names in the first column of the table of columns, from top to bottom.
  private func names(_ dashboard: HeadlessDashboard) throws -> [String] {
    let known = Set(try table(dashboard).names)
    return dashboard.text.split(separator: "\n").filter { $0.hasPrefix("│") }.compactMap { line in
      line.split(separator: " ").dropFirst().first.map(String.init)
    }.filter(known.contains)
  }

  @Test func rowsAreSortedAwayFromTheKeysAndBack() throws {
    let dashboard = try dashboard()
    let age = try #require(try table(dashboard)["age"])
    dashboard.press("v")
    #expect(dashboard.state.data.rows?.column == 0)
    dashboard.press("s")
    #expect(dashboard.state.data.rows?.isArranging == true)
    #expect(dashboard.text.contains("looking through 500 rows"))
    dashboard.waitUntilIdle()
    let ascending = try #require(dashboard.state.data.rows?.matches)
    #expect(ascending == age.order())
    #expect(dashboard.text.contains("500 rows: by age"))
    dashboard.press("s")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.rows?.matches == age.order(isAscending: false))
    dashboard.press("s")
    #expect(dashboard.state.data.rows?.matches == nil && dashboard.state.data.rows?.sort == nil)
  }

  @Test func aFilterKeepsTheOrder() throws {
    let dashboard = try dashboard()
    let balance = try #require(try table(dashboard)["balance"])
    let age = try #require(try table(dashboard)["age"])
    let job = try #require(try table(dashboard)["job"])
    dashboard.press("v")
    for _ in 0..<5 { dashboard.press("right") }
    dashboard.press("]")
    dashboard.press("/")
    dashboard.type("age >= 50 and job != retired")
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    let wanted = balance.order(isAscending: false).filter {
      (age.number($0) ?? 0) >= 50 && job.string($0) != "retired"
    }
    #expect(dashboard.state.data.rows?.matches == wanted)
    // Without the filter the order stays, and then goes too.
    dashboard.press("esc")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.rows?.matches == balance.order(isAscending: false))
    dashboard.press("]")
    #expect(dashboard.state.data.rows?.matches == nil)
  }

  @Test func rowsScrollSidewaysWithTheNumberInSight() throws {
    let dashboard = try dashboard(width: 60)
    dashboard.press("v")
    #expect(!dashboard.text.contains("poutcome"))
    for _ in 0..<30 { dashboard.press("right") }
    let last = try table(dashboard).columns.count - 1
    #expect(dashboard.state.data.rows?.column == last)
    let heading = try #require(dashboard.text.split(separator: "\n").first { $0.contains(" row ") })
    #expect(heading.contains("poutcome"))
    #expect(!heading.contains("marital"))
  }

  @Test func hiddenColumnsAreOutOfBothTables() throws {
    let dashboard = try dashboard()
    dashboard.press("-")
    #expect(dashboard.state.data.hidden == ["age"])
    #expect(try !names(dashboard).contains("age"))
    #expect(dashboard.text.contains("1 hidden"))
    #expect(dashboard.state.data.columns.selectedRow == 1)
    dashboard.press("v")
    #expect(!dashboard.text.contains(" age "))
    #expect(dashboard.state.data.rows?.column == 1)
    dashboard.press("-")
    #expect(dashboard.state.data.hidden == ["age", "job"])
    dashboard.press("+")
    #expect(dashboard.state.data.hidden.isEmpty)
    dashboard.press("+")
    #expect(dashboard.state.status?.text == "No column is hidden.")
  }

  @Test func theLastColumnStays() throws {
    let dashboard = try dashboard()
    for _ in 0..<40 { dashboard.press("-") }
    #expect(try names(dashboard).count == 1)
    #expect(dashboard.state.status?.text == "The last column in sight stays.")
  }

  @Test func columnsAreSortedByAnyFigure() throws {
    let dashboard = try dashboard()
    let file = try names(dashboard)
    #expect(file == (try table(dashboard)).names)
    dashboard.press("[")
    #expect(try names(dashboard) == file.sorted())
    dashboard.press("[")
    #expect(try names(dashboard) == file)
    // Missing, distinct, spread, rate: the fourth to the right is distinct on wide screens only.
    let profile = try #require(dashboard.state.session.data?.profile)
    while dashboard.state.data.figure != 4 { dashboard.press("right") }
    dashboard.press("]")
    let first = try #require(try names(dashboard).first)
    #expect(profile[first]?.distinctCount == profile.columns.map(\.distinctCount).max())
    #expect(dashboard.state.data.columnSort?.isAscending == false)
    // Columns without the figure come last in both directions.
    while dashboard.state.data.figure != 9 { dashboard.press("left") }
    for key: KeyPress in ["[", "]"] {
      dashboard.press(key)
      let last = try #require(try names(dashboard).last)
      #expect(profile[last]?.kind != .number)
    }
  }

  @Test func columnsAreFilteredAsTyped() throws {
    let dashboard = try dashboard()
    dashboard.press("/")
    dashboard.type("category con")
    #expect(try names(dashboard) == ["contact"])
    dashboard.press("enter")
    #expect(dashboard.text.contains("1 of 17 columns"))
    #expect(dashboard.state.data.columns.selectedRow == 8)
    dashboard.press("esc")
    #expect(try names(dashboard).count == 17)
    // Nothing passes, and nothing traps.
    dashboard.press("/")
    dashboard.type("zzz")
    #expect(dashboard.text.contains("no column passes the filter"))
    for key: KeyPress in ["down", "enter", "down", "-", "enter", "esc", "esc"] {
      dashboard.press(key)
    }
    #expect(dashboard.state.pane == .data)
  }

  @Test func aClickOnAHeadingSorts() throws {
    let dashboard = try dashboard()
    #expect(dashboard.click(HitTarget(100, .column(0))))
    #expect(try names(dashboard) == (try table(dashboard)).names.sorted())
    dashboard.press("v")
    #expect(dashboard.click(HitTarget(103, .column(2))))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.rows?.sort?.column == 1)
    #expect(dashboard.click(HitTarget(103, .cell(row: 3, column: 4))))
    #expect(dashboard.state.data.rows?.column == 3)
    #expect(dashboard.state.data.rows?.table.selectedRow == 3)
  }

  /// Bars of names that stand once each would say nothing.
  @Test func namesThatStandOnceHaveNoBars() throws {
    let dashboard = try SmallDashboard.trained(.churn)
    dashboard.press("1")
    let names = try #require(dashboard.state.session.data?.dataset.table.names)
    let id = try #require(dashboard.state.session.data?.dataset.roles.identifier)
    dashboard.perform(.data(.select(try #require(names.firstIndex(of: id)))))
    #expect(dashboard.text.contains("every value stands once, such as"))
    dashboard.perform(.data(.select(try #require(names.firstIndex { $0 != id }))))
    #expect(!dashboard.text.contains("every value stands once"))
  }
}
