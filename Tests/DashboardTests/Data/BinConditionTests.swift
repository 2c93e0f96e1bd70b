import Foundation
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Bins lead to their rows by bounds that a person would write; dates are compared as dates.
@Suite struct BinConditionTests {
  private func rows(_ filter: String, _ column: Column) -> [Int] {
    RowFilter(filter, table: Table(columns: [column])).rows()
  }

  private func conditions(_ column: Column) throws -> [(text: String, count: Int)] {
    let profile = TableProfile(Table(columns: [column])).columns[0]
    let last = profile.bins.count - 1
    return try profile.bins.enumerated().map { index, bin in
      let text = try #require(BinCondition.text(of: bin, in: column, isLast: index == last))
      return (text, bin.count)
    }
  }

  @Test func boundsOfWholeNumbersAreWhole() throws {
    let ages = (0..<400).map { Float(18 + ($0 * 37) % 78) }
    let age = Column(name: "age", values: .float(ages))
    for (text, count) in try conditions(age) {
      #expect(!text.contains("."), "\(text)")
      #expect(rows(text, age).count == count, "\(text)")
    }
  }

  @Test(arguments: [1e-6, 0.1, 1, 1e7])
  func roundedBoundsDivideTheRowsAlike(scale: Double) throws {
    var bits = UInt64(5)
    let numbers = (0..<600).map { _ in
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(bits >> 40) / Double(1 << 24) - 0.3) * scale
    }
    for values in [Column.Values.double(numbers), .float(numbers.map { Float($0) })] {
      let column = Column(name: "x y", values: values)
      let found = try conditions(column)
      #expect(found.reduce(0) { $0 + $1.count } == numbers.count)
      for (text, count) in found { #expect(rows(text, column).count == count, "\(text)") }
      #expect(found.contains { $0.text.count < 46 }, "\(found.map(\.text))")
    }
  }

  @Test func binsOfDatesLeadToTheirRows() throws {
    let hour = Int64(3_600_000_000)
    var dates = (0..<500).map { Int64(($0 * 7919) % 9000) * hour + 1_600_000_000_000_000 }
    dates[3] = Column.missingDate
    let day = Column(name: "sign up", values: .date(dates))
    for (text, count) in try conditions(day) {
      #expect(rows(text, day).count == count, "\(text)")
    }
  }

  @Test func datesAreComparedBesideNumbersAndWords() throws {
    let days = try ["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-01T12:30:00"].map {
      try #require(DateBound.microseconds(of: $0))
    }
    let table = Table(columns: [
      Column(name: "day", values: .date(days)), Column(name: "n", values: .double([1, 2, 3, 4])),
    ])
    func rows(_ filter: String) -> [Int] { RowFilter(filter, table: table).rows() }
    #expect(rows("day >= 2024-01-31") == [1, 2, 3])
    #expect(rows("day > 2024-01-31 and n < 4") == [2])
    #expect(rows("n between 1 and 3 and day < 2024-02-01") == [0, 1])
    #expect(rows("day <= 2024-02-01") == [0, 1, 2])
    #expect(rows("'day' > '2024-02-01'") == [3])
    #expect(rows("day > 2024-02-01T00:00:00") == [3])
    for broken in ["day >= soon", "day >= 2024-02-30", "day < 2024-01-31x"] {
      #expect(RowFilter.isBroken(broken, table: table), "\(broken)")
    }
    #expect(!RowFilter.isBroken("day >= 2024-01-31", table: table))
    #expect(RowFilter.isBroken("day >= 2024-01-31 and soon", table: table))
    #expect(RowFilter.unknownColumn(in: "day < 2024-02-01 and m > 1", table: table) == "m")
  }

  @Test func aTextIsFoundInNumbersAsTheyAreSpelt() throws {
    let numbers = [1.5, 12, .nan, -120.25, 1e20, 1.5, 0.12]
    for values in [Column.Values.double(numbers), .float(numbers.map { Float($0) })] {
      let column = Column(name: "n", values: values)
      for text in ["12", "1.5", "-", "e+", "E", "x", "nan", ".25", "1"] {
        let wanted = numbers.indices.filter {
          column.string($0)?.lowercased().contains(text.lowercased()) == true
        }
        #expect(rows(text, column) == wanted, "\(text)")
      }
    }
  }

  @Test func aBinOfDatesOpensItsRows() throws {
    let dashboard = try SmallDashboard.trained(.amex)
    dashboard.press("1")
    let names = try #require(dashboard.state.session.data?.dataset.table.names)
    dashboard.perform(.data(.select(try #require(names.firstIndex(of: "id4")))))
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    let entries = try #require(dashboard.state.data.detail?.entries)
    dashboard.perform(.data(.select(1)))
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.rows?.matches?.count == entries[1].count)
    #expect(dashboard.state.data.rows?.filter.contains("id4 >= 20") == true)
  }
}
