import Foundation
import Tabular
import Testing

@testable import Ingestion

/// The recipe of a bank's calls, on DuckDB, against going through all earlier calls.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct BankRecipeTests {
  private struct Call {
    var day: Int
    var job: String
    var pdays: Int
    var campaign: Int
    var isYes: Bool
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let names =
    "\"age\";\"job\";\"marital\";\"education\";\"default\";\"balance\";\"housing\";\"loan\";\"contact\";"
    + "\"day\";\"month\";\"duration\";\"campaign\";\"pdays\";\"previous\";\"poutcome\";\"y\""
  private let folder: TemporaryFolder
  private var calls: [Call] = []

  /// Calls from November 2008 on, over two turns of the year.
  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 21)
    func whole(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    var day = 14_184
    var lines = [Self.names]
    for _ in 0..<400 {
      day += whole(3) == 0 ? whole(6) : 0
      let call = Call(
        day: day, job: ["technician", "student"][whole(2)], pdays: whole(3) == 0 ? whole(400) : -1,
        campaign: 1 + whole(4), isYes: whole(4) == 0)
      calls.append(call)
      let date = Column.civil(fromDays: Int64(call.day))
      lines.append(
        "40;\"\(call.job)\";\"single\";\"tertiary\";\"no\";\(whole(900) - 100);\"yes\";\"no\";\"cellular\";"
          + "\(date.day);\"\(Self.months[Int(date.month) - 1])\";\(whole(900));\(call.campaign);\(call.pdays);"
          + "\(call.pdays < 0 ? 0 : 2);\"\(call.pdays < 0 ? "unknown" : "success")\";\"\(call.isYes ? "yes" : "no")\""
      )
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "raw/bank-full.csv")
  }

  private func run(_ change: (inout RunOptions) -> Void = { _ in }) async throws -> Table {
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/out")
    options.threads = 2
    options.memory = "1GB"
    change(&options)
    return try await ParquetReader.read(path: finished("bank", options).tablePath)
  }

  @Test func everyCallIsAsTheSlowWayFinds() async throws {
    let table = try await run()
    #expect(table.rowCount == calls.count)
    for (row, call) in calls.enumerated() {
      let number = { (name: String) in table[name]?.number(row) }
      #expect(number("call") == Double(row + 1))
      let date = Column.civil(fromDays: Int64(call.day))
      let written = table["called_on"]?.string(row) ?? ""
      let month = date.month < 10 ? "0\(date.month)" : "\(date.month)"
      #expect(written.hasPrefix("\(date.year)-\(month)-"), "\(written)")
      #expect(number("days_since_contact") == (call.pdays < 0 ? nil : Double(call.pdays)))
      #expect(number("earlier_calls") == Double(call.campaign - 1))
      let before = { (days: Int) in
        calls.filter { $0.day < call.day && $0.day >= call.day - days }
      }
      #expect(number("bank_calls_7") == Double(before(7).count))
      #expect(number("bank_calls_30") == Double(before(30).count))
      try expect(number("yes_rate_30"), before(30))
      try expect(number("yes_rate_90"), before(90))
      // A job without an earlier call on file has no rate.
      try expect(number("job_yes_rate_90"), before(90).filter { $0.job == call.job })
    }
  }

  private func expect(_ found: Double?, _ earlier: [Call]) throws {
    guard !earlier.isEmpty else {
      #expect(found == nil)
      return
    }
    let rate = Double(earlier.count { $0.isYes }) / Double(earlier.count)
    #expect(abs(try #require(found) - rate) < 1e-6)
  }

  @Test func durationIsLeftOutWithItsReason() async throws {
    _ = try await run()
    let text = try String(contentsOfFile: "\(folder.path)/out/dataset.yaml", encoding: .utf8)
    #expect(text.contains("column: duration") && text.contains("known only after the call"))
  }

  @Test func aFileWithoutAColumnHasNoneInTheTable() async throws {
    let path = "\(folder.path)/raw/bank-full.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let narrow = text.split(separator: "\n").map { line in
      var cells = line.split(separator: ";", omittingEmptySubsequences: false)
      cells.remove(at: 5)
      return cells.joined(separator: ";")
    }
    try folder.write(narrow.joined(separator: "\n"), to: "raw/bank-full.csv")
    let table = try await run()
    #expect(table["balance"] == nil && table["overdrawn"] == nil && table["euribor3m"] == nil)
    #expect(table["age"] != nil)
  }

  @Test func aShuffledFileIsToldAndTakenWithoutDates() async throws {
    let path = "\(folder.path)/raw/bank-full.csv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let rows = lines.dropFirst()
    let mixed = rows.enumerated().sorted { ($0.offset * 37 % 400) < ($1.offset * 37 % 400) }
    try folder.write(
      ([lines[0]] + mixed.map(\.element)).joined(separator: "\n"), to: "raw/bank-full.csv")
    let words = await #expect(throws: IngestionError.self) { try await run() }
    #expect(words?.message.contains("in_order=0") == true, "\(words?.message ?? "")")
    let table = try await run { $0.parameters = ["in_order": "0"] }
    #expect(table["called_on"] == nil && table["yes_rate_30"] == nil && table.rowCount == 400)
  }
}
