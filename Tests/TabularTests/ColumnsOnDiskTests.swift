import Foundation
import Testing

@testable import Tabular

/// Columns on disk are the columns that they were in memory.
struct ColumnsOnDiskTests {
  private static let columns = [
    Column(name: "flag", values: .flag([0, 1, Column.missingFlag, 1], labels: .digits)),
    Column(name: "float", values: .float([1.5, .nan, -2, 1.5])),
    Column(name: "double", values: .double([0.1, .nan, -2, 1e300])),
    Column(name: "category", values: .category(codes: [1, -1, 0, 1], levels: ["a", "b"])),
  ]

  @Test(arguments: columns)
  func everyReadingIsThatOfMemory(column: Column) throws {
    let aside = try column.putAside(on: ColumnsOnDisk())
    #expect(aside.isOnDisk && !column.isOnDisk && !aside.inMemory.isOnDisk)
    #expect(aside.count == 4 && aside.kind == column.kind)
    #expect(aside.missingCount == column.missingCount)
    #expect(aside.order() == column.order() && aside.renamed("other").name == "other")
    for row in 0..<4 {
      #expect(aside.string(row) == column.string(row))
      #expect(aside.number(row) == column.number(row))
      #expect(aside.isMissing(row) == column.isMissing(row))
      for other in 0..<4 { #expect(aside.isEqual(row, other) == column.isEqual(row, other)) }
    }
    let rows = [3, 0, 1]
    #expect(
      (0..<3).map { aside.rows(rows).string($0) } == (0..<3).map { column.rows(rows).string($0) })
    #expect(
      ColumnProfiler(aside, labels: [0, 1, 0, 1]).profile()
        == ColumnProfiler(column, labels: [0, 1, 0, 1]).profile())
  }

  @Test func datesAndTextStayInMemory() throws {
    let disk = try ColumnsOnDisk()
    let date = Column(name: "date", values: .date([0, 1]))
    let text = Column(name: "text", values: .text(TextValues(["a", nil])))
    #expect(try !date.putAside(on: disk).isOnDisk)
    #expect(try !text.putAside(on: disk).isOnDisk)
  }

  @Test func aTableHoldsTheColumnsAskedFor() throws {
    let disk = try ColumnsOnDisk()
    let table = Table(columns: try Self.columns.map { try $0.putAside(on: disk) })
    let held = table.holding(["double", "nothing of the kind"])
    #expect(held.columns.map(\.isOnDisk) == [true, true, false, true])
    #expect(held.names == table.names)
  }

  @Test func aFolderThatCannotBeWrittenIsSaid() throws {
    let error = #expect(throws: TabularError.self) { try ColumnsOnDisk(folder: "/nowhere/at all") }
    #expect(error?.code == .notWritten)
    #expect(error?.message.contains("set TMPDIR to a folder that has it") == true)
  }
}
