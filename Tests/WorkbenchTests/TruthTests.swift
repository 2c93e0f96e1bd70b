import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// What the generator knows is shown of the rows as it describes them only.
@Suite struct TruthTests {
  private func comparison(_ data: OpenedData, _ split: SplitScheme) throws -> Comparison {
    var plan = TrainingPlan(for: data)
    plan.models = [ModelSettings(.logistic)]
    plan.split = split
    return try TrainingSession(data: data, plan: plan).run { _ in }
  }

  @Test func listsCutShortHaveNoAttainableFigure() throws {
    let data = try SmallSets.opened(.amex, rows: 2500)
    let whole = try comparison(data, .group(share: 0.2))
    #expect(whole.truth?.attainableMAPAt7 != nil)
    let names = { (comparison: Comparison) in RankingTable(comparison)?.rows.map(\.name) ?? [] }
    #expect(names(whole).contains("attainable (whole file)"))
    let cut = try comparison(data, .holdout(share: 0.2))
    #expect(cut.truth?.attainableROCAUC == whole.truth?.attainableROCAUC)
    #expect(cut.truth != nil && cut.truth?.attainableMAPAt7 == nil)
    #expect(!names(cut).isEmpty && !names(cut).contains("attainable (whole file)"))
    let report = TextReport.leaderboard(cut)
    let line = try #require(report.split(separator: "\n").first { $0.hasPrefix("best attainable") })
    #expect(!line.contains("MAP@7"))
    let table = HonestyTable(
      metric: .mapAt7, sides: [HonestyTable.Side(cut), HonestyTable.Side(whole)])
    let text = TextReport.honesty(table)
    #expect(text.contains("random order") && text.contains("Split random: the lists are cut short"))
    let area = HonestyTable(
      metric: .rocAUC, sides: [HonestyTable.Side(cut), HonestyTable.Side(whole)])
    #expect(!TextReport.honesty(area).contains("cut short"))
  }

  @Test func otherColumnsHaveNoTruth() throws {
    let data = try SmallSets.opened(.amex, rows: 900)
    let truth = try #require(data.truth)
    #expect(truth.attainableMAPAt7 != nil)
    let item = try #require(data.dataset.roles.item)
    let other = try #require(data.dataset.features.first { $0 != item })
    let grouped = try Opener.reopen(data, overrides: RoleOverrides(group: other))
    #expect(grouped.truth != nil && grouped.truth?.attainableMAPAt7 == nil)
  }
}
