import Evaluation
import Testing

@testable import Monitoring

@Suite struct DriftReportTests {
  private func report(
    _ profile: ReferenceProfile, _ rows: SampleSource.Rows, batches: Int = 1
  ) -> DriftReport {
    var tally = DriftTally(profile)
    let size = (rows.amount.count + batches - 1) / batches
    for start in stride(from: 0, to: rows.amount.count, by: size) {
      let range = start..<min(start + size, rows.amount.count)
      tally.add(
        rowCount: range.count,
        cells: [rows.amount, rows.visits, rows.word].map { .init(values: Array($0[range])) },
        scores: Array(rows.scores[range]), labels: Array(rows.labels[range]))
    }
    return DriftReport(tally)
  }

  @Test func freshSamplesAreQuiet() {
    var source = SampleSource(seed: 1)
    let profile = source.rows(4_000).profile
    for size in [50, 200, 2_000] {
      let findings = (0..<100).count { _ in
        report(profile, source.rows(size)).severity > .none
      }
      // At most one in a hundred is expected; four or more of a hundred come once in fifty.
      #expect(findings <= 3, "\(findings) of 100 at \(size) rows")
    }
  }

  @Test func batchesCountAsOne() {
    var source = SampleSource(seed: 2)
    let profile = source.rows(1_000).profile
    let rows = source.rows(700)
    #expect(report(profile, rows) == report(profile, rows, batches: 9))
  }

  @Test func aShiftIsFoundAndStandsFirst() throws {
    var source = SampleSource(seed: 3)
    let profile = source.rows(4_000).profile
    source.shift = 0.5
    let report = report(profile, source.rows(2_000))
    let first = try #require(report.columns.first)
    #expect(first.name == "amount" && first.severity >= .warning)
    #expect(abs((first.meanShift ?? 0) - 0.5) < 0.1)
    #expect(report.score.map { $0.severity >= .warning } == true)
    #expect(report.columns.filter { $0.name != "amount" }.allSatisfy { $0.severity == .none })
    // The outcomes still keep what their scores promise.
    #expect(report.conversion?.check(.conversion)?.severity == DriftSeverity.none)
    #expect(report.conversion?.check(.rate).map { $0.severity > .none } == true)
  }

  @Test func missingValuesAndLevelsAreFound() throws {
    var source = SampleSource(seed: 4)
    let profile = source.rows(4_000).profile
    source.missing = 0.07
    source.rare = 0.2
    let report = report(profile, source.rows(2_000))
    let visits = try #require(report.columns.first { $0.name == "visits" })
    #expect(visits.check(.missing)?.severity == .warning)
    let word = try #require(report.columns.first { $0.name == "word" })
    #expect(word.severity >= .warning && word.check(.distribution)?.severity == word.severity)
  }

  @Test func conversionThatFallsIsFound() {
    var source = SampleSource(seed: 5)
    let profile = source.rows(4_000).profile
    source.rate = 0.7
    let report = report(profile, source.rows(2_000))
    #expect(report.columns.allSatisfy { $0.severity == .none })
    #expect(report.conversion?.severity == .alarm)
    #expect(report.conversion.flatMap(\.change).map { abs($0 + 0.3) < 0.06 } == true)
  }

  @Test func newLevelsRangesAndAbsentColumnsAreSaid() throws {
    var source = SampleSource(seed: 6)
    let profile = source.rows(2_000).profile
    var rows = source.rows(500)
    for row in 0..<30 { rows.visits[row] = 1_000 }
    for row in 0..<50 { rows.word[row] = .nan }
    var tally = DriftTally(profile)
    tally.add(
      rowCount: 500,
      cells: [
        .init(values: nil), .init(values: rows.visits),
        .init(values: rows.word, unseen: 50, newLevels: ["new": 40, "other": 10]),
      ], scores: nil, labels: nil)
    let report = DriftReport(tally)
    #expect(report.columns[0].name == "amount" || report.columns[1].name == "amount")
    #expect(report.columns.first { $0.name == "amount" }?.check(.absent)?.severity == .alarm)
    let visits = try #require(report.columns.first { $0.name == "visits" })
    #expect(visits.beyond.above == 30 && visits.check(.range)?.severity == .alarm)
    let word = try #require(report.columns.first { $0.name == "word" })
    #expect(word.check(.newLevels)?.severity == .alarm && word.newLevels.first?.level == "new")
    #expect(report.conversion == nil)
  }

  @Test func aLevelThatOnlyTheModelKnowsIsNewToOtherReferenceRows() throws {
    let then = (0..<400).map { Float($0 % 2) }
    let reference = FeatureReference(
      name: "month", codes: then, levels: ["jan", "feb", "mar"], unseen: 0, unreadable: 0)
    var tally = DriftTally(ReferenceProfile(rowCount: 400, features: [reference], scores: nil))
    tally.add(
      rowCount: 400, cells: [.init(values: (0..<400).map { Float($0 % 4 == 3 ? 2 : $0 % 2) })],
      scores: nil, labels: nil)
    let month = try #require(DriftReport(tally).columns.first)
    #expect(month.newLevels.map(\.level) == ["mar"] && month.newLevels.first?.rows == 100)
    #expect(month.check(.newLevels)?.severity == .alarm && month.levels == ["jan", "feb"])
    // Two known levels, and one bin of all others.
    #expect(month.stability?.bins.count == 3)
  }

  @Test func noRowsAskNothing() {
    var source = SampleSource(seed: 7)
    let report = DriftReport(DriftTally(source.rows(100).profile))
    #expect(report.severity == .none && report.checkCount == 0 && report.score == nil)
  }

  @Test func edgeColumnsAreJudged() {
    let constant = FeatureReference(
      name: "c", numbers: [Float](repeating: 3, count: 500), unreadable: 0)
    let empty = FeatureReference(
      name: "e", numbers: [Float](repeating: .nan, count: 500), unreadable: 0)
    let profile = ReferenceProfile(rowCount: 500, features: [constant, empty], scores: nil)
    var same = DriftTally(profile)
    same.add(
      rowCount: 200,
      cells: [
        .init(values: [Float](repeating: 3, count: 200)),
        .init(values: [Float](repeating: .nan, count: 200)),
      ], scores: nil, labels: nil)
    #expect(DriftReport(same).severity == .none)
    var moved = DriftTally(profile)
    moved.add(
      rowCount: 200,
      cells: [
        .init(values: [Float](repeating: 2, count: 200)),
        .init(values: [Float](repeating: 1, count: 200)),
      ], scores: nil, labels: nil)
    #expect(DriftReport(moved).columns.allSatisfy { $0.severity == .alarm })
  }
}

extension ConversionDrift {
  fileprivate func check(_ kind: DriftCheck.Kind) -> DriftCheck? {
    checks.first { $0.kind == kind }
  }
}
