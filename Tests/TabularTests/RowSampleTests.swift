import Foundation
import Testing

@testable import Tabular

/// A share of the groups, whole and always the same.
struct RowSampleTests {
  private let table: Table

  init() {
    let groups = (0..<3_000).map { "g\($0 / 6)" }
    let levels = Set(groups).sorted()
    let codes = Dictionary(uniqueKeysWithValues: zip(levels, Int32(0)...))
    table = Table(columns: [
      Column(
        name: "group", values: .category(codes: groups.map { codes[$0] ?? -1 }, levels: levels)),
      Column(name: "key", values: .text(TextValues(groups))),
      Column(name: "number", values: .float((0..<3_000).map { Float($0 / 6) })),
      Column(name: "row", values: .double((0..<3_000).map(Double.init))),
    ])
  }

  private func rows(_ columns: [String], _ share: Double) -> [Int] {
    let row = table.sampled(RowSample(columns: columns, share: share))["row"]
    return (0..<(row?.count ?? 0)).compactMap { row?.number($0).map(Int.init) }
  }

  @Test(arguments: [["group"], ["key"], ["number"], ["group", "number"]])
  func groupsStayWhole(columns: [String]) {
    let rows = rows(columns, 0.3)
    #expect(Dictionary(grouping: rows) { $0 / 6 }.values.allSatisfy { $0.count == 6 })
    #expect((700...1_100).contains(rows.count))
    #expect(rows == rows.sorted())
  }

  @Test func aLargerShareHoldsTheSmallerOne() {
    #expect(Set(self.rows(["key"], 0.2)).isSubset(of: self.rows(["key"], 0.5)))
    #expect(rows(["key"], 1).count == 3_000)
    #expect(rows(["key"], 0.3) == rows(["group"], 0.3))
  }

  @Test func rowsWithoutKeysAreDrawnOneByOne() {
    let rows = rows([], 0.3)
    #expect((800...1_000).contains(rows.count))
    #expect(Set(rows.map { $0 / 6 }).count > 400)
    #expect(self.rows(["nothing of the kind"], 0.3) == rows)
  }
}
