import Offers
import Tabular
import Testing

@Suite struct ConditionRowsTests {
  private func table() throws -> Table {
    try Table(columns: [
      Column(name: "age", values: .float([20, 35.5, .nan, 61, 0.1])),
      Column(name: "balance", values: .double([1, -2, 3, .nan, 5])),
      Column(
        name: "job",
        values: .category(codes: [0, 1, -1, 0, 2], levels: ["student", "retired", "blue collar"])),
    ])
  }

  /// The rows by the definition: a profile a row.
  private func slow(_ conditions: [Condition], _ table: Table) -> [Int] {
    (0..<table.rowCount).filter { row in
      conditions.allSatisfy { $0.allows(CustomerProfile(table: table, row: row)) }
    }
  }

  @Test(arguments: [
    "age >= 35.5", "age < 0.1", "age <= 0.1", "balance > 1", "age between 20 and 40",
    "job = student", "job != student", "job not in (student, retired)", "balance = 5",
    "age > 10; job = student", "age>10 job=student", "balance>0 job = 'blue collar'",
    "age>10 and balance<2",
  ])
  func rowsAreThoseOfTheProfiles(text: String) throws {
    let table = try table()
    let conditions = try Condition.list(text, of: table)
    let rows = conditions.reduce(Array(0..<table.rowCount)) { $1.rows(of: table, among: $0) }
    #expect(rows == slow(conditions, table))
    #expect(rows.count < table.rowCount)
  }

  @Test func aColumnThatIsNotThereHasNoRows() throws {
    let condition = Condition(column: "income", test: .order(.greater, 0))
    #expect(condition.rows(of: try table(), among: [0, 1]) == [])
  }
}
