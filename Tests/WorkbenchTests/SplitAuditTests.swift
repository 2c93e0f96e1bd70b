import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing

@testable import Workbench

/// What stands on both sides of a split, and whether the sides can be told apart.
@Suite struct SplitAuditTests {
  private let run = TrainingRun(seed: 7, threads: 2)

  private func opened(
    _ header: String, rows: Int, _ line: (inout Tabular.SeededGenerator, Int) -> String
  ) throws -> OpenedData {
    var generator = Tabular.SeededGenerator(seed: 4)
    let lines = (0..<rows).map { line(&generator, $0) + "\n" }
    return try Opener.open(try SmallSets.file(header + "\n" + lines.joined()))
  }

  @Test func aColumnThatTellsTheTimeIsNamed() throws {
    let data = try opened("season,a,y", rows: 2000) { generator, row in
      let a = generator.unit()
      return "\(row / 500 + generator.below(2)),\(a),\(generator.unit() < 0.2 + 0.3 * a ? 1 : 0)"
    }
    let audits = try SplitAudit.all(of: data, run: run)
    #expect(audits.map(\.scheme) == [.holdout(share: 0.2), .time(share: 0.2)])
    let (random, time) = (try #require(audits[0].shift), try #require(audits[1].shift))
    #expect(random.area.lower < 0.5 && random.area.upper > 0.5)
    #expect(time.area.lower > 0.9 && time.columns.first?.name == "season")
    #expect(audits.allSatisfy { $0.sharedGroups == nil && $0.failure == nil })
    #expect(TextReport.splits(audits).contains("season (alone"))
  }

  @Test func customersOnBothSidesAreCounted() throws {
    let data = try SmallSets.opened(.amex, rows: 900)
    let audits = try SplitAudit.all(of: data, run: run)
    #expect(audits.count == 3)
    #expect((audits[0].sharedGroups ?? 0) > 0 && (audits[0].sharedShare ?? 0) > 0.5)
    #expect(audits[1].sharedGroups == 0 && audits[1].sharedShare == 0)
    // A customer is on one side only, and must not be what tells the sides apart.
    let shift = try #require(audits[1].shift)
    #expect(shift.area.lower < 0.6)
  }

  @Test func rowsOnBothSidesAreCountedAndLeftOut() throws {
    let data = try opened("a,b,y", rows: 1000) { generator, row in
      let isCopy = row % 2 == 0
      let a = isCopy ? 3 : 10 + row
      return "\(a),\(isCopy ? 1 : 2),\(generator.unit() < 0.4 ? 1 : 0)"
    }
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let repeated = RepeatedRows(comparison)
    let copies = comparison.testRows.count { $0 % 2 == 0 }
    #expect(repeated.newRows == comparison.testRows.count - copies)
    #expect(abs(repeated.testShare - Double(copies) / Double(comparison.testRows.count)) < 1e-12)
    let new = comparison.testRows.indices.filter { comparison.testRows[$0] % 2 == 1 }
    let model = try #require(comparison.trained(.logistic))
    let rows = try ScoredRows(
      scores: new.map { model.testScores[$0] }, labels: new.map { comparison.testLabels[$0] })
    #expect(repeated.models.first?.areaOnNew == rows.blocks.rocAUC)
    #expect(TextReport.repeatedRows(repeated).contains("% of the test rows agree"))
  }
}
