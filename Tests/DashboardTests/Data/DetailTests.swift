@testable import Dashboard
import Evaluation
import Tabular
import TerminalKit
import Testing
import Workbench

/// The page of one column: its values, their order, and the way to their rows.
@Suite struct DetailTests {
  private func opened(_ column: String, width: Int = 120) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(size: Size(width: width, height: 40))
    dashboard.press("1")
    let names = try #require(dashboard.state.session.data?.dataset.table.names)
    dashboard.perform(.data(.select(try #require(names.firstIndex(of: column)))))
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    return dashboard
  }

  @Test func valuesHaveTheirRatesWithIntervals() throws {
    let dashboard = try opened("job")
    let data = try #require(dashboard.state.session.data)
    let detail = try #require(dashboard.state.data.detail)
    let job = try #require(data.dataset.table["job"])
    for entry in detail.entries {
      let rows = (0..<job.count).filter { job.string($0) == entry.label }
      #expect(entry.count == rows.count)
      #expect(entry.positiveCount == rows.count { data.dataset.labels[$0] == 1 })
      let rate = try #require(entry.rate)
      #expect(rate.lower <= rate.estimate && rate.estimate <= rate.upper)
    }
    #expect(detail.entries.map(\.count).reduce(0, +) == job.count)
    #expect(dashboard.text.contains("rate of yes, 95%"))
  }

  @Test func valuesAreSortedAndLeadToTheirRows() throws {
    let dashboard = try opened("job")
    dashboard.press("right")
    dashboard.press("]")
    let detail = try #require(dashboard.state.data.detail)
    let counts = detail.entries.map(\.count)
    #expect(counts == counts.sorted(by: >))
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    let rows = try #require(dashboard.state.data.rows)
    #expect(rows.matches?.count == counts[0])
    #expect(rows.filter == "job = \(detail.entries[0].label)")
    // Back to the page, then to the columns.
    dashboard.press("esc")
    dashboard.press("esc")
    #expect(dashboard.state.data.rows == nil && dashboard.state.data.detail != nil)
    dashboard.press("esc")
    #expect(dashboard.state.data.detail == nil)
  }

  @Test func everyBinAndEveryValueLeadsToItsRows() throws {
    for column in ["age", "balance", "housing", "month"] {
      let dashboard = try opened(column)
      for mode in 0..<2 {
        let entries = try #require(dashboard.state.data.detail?.entries)
        #expect(!entries.isEmpty)
        for (place, entry) in entries.prefix(12).enumerated() {
          dashboard.perform(.data(.select(place)))
          dashboard.press("enter")
          dashboard.waitUntilIdle()
          #expect(
            dashboard.state.data.rows?.matches?.count == entry.count, "\(column) \(entry.label)")
          dashboard.press("v")
        }
        if mode == 0 { dashboard.press("b") }
      }
    }
  }

  @Test func tabGoesThroughTheColumnsInTheirOrder() throws {
    let dashboard = try opened("y")
    dashboard.press("tab")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.detail?.column == 0)
    dashboard.press("shift-tab")
    dashboard.waitUntilIdle()
    // The target has no rate of its own.
    #expect(dashboard.text.contains("flag, target"))
    #expect(!dashboard.text.contains("rate of yes"))
  }

  @Test func warningsStandInWordsWithTheirPrice() throws {
    #expect(try opened("pdays").text.contains("looks like “no value”"))
    let dashboard = try opened("duration")
    #expect(dashboard.text.contains("duration is excluded"))
    #expect(dashboard.text.contains("$ finds its price"))
    dashboard.press("$")
    dashboard.waitUntilIdle()
    #expect(!dashboard.text.contains("$ finds its price"))
    #expect(dashboard.text.contains("of held-out ranking"))
  }

  @Test func anotherTargetCountsAnew() throws {
    let dashboard = try opened("job")
    let before = try #require(dashboard.state.data.detail?.entries)
    dashboard.press("p")
    dashboard.waitUntilIdle()
    dashboard.press("1")
    let after = try #require(dashboard.state.data.detail?.entries)
    for (old, new) in zip(before, after) {
      #expect(old.count == new.count && old.positiveCount == new.count - new.positiveCount)
    }
  }

  @Test func rowsWithoutAValueAreFound() throws {
    let table = Table(columns: [
      Column(name: "x y", values: .double([1, .nan, 3, .nan])),
      Column(name: "n", values: .float([0.1, 0.2, .nan, 0.3])),
    ])
    func rows(_ filter: String) -> [Int] {
      RowRequest(number: 0, table: table, filter: filter, sort: nil).rows()
    }
    #expect(rows("x y is missing") == [1, 3])
    #expect(rows("n <= 0.1") == [0])
    #expect(rows("n < 0.2 and n > 0.05") == [0])
    #expect(rows("n between 0.1 and 0.2") == [0, 1])
  }
}
