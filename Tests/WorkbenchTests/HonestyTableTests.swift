import Evaluation
import Foundation
import Modelling
import Testing
import Workbench

@Suite struct HonestyTableTests {
  /// An outcome that follows a column up to the last fifth of the file, where it turns round; only
  /// trees can use the row's season to learn by heart what lasts at random.
  private func turningData() throws -> OpenedData {
    var text = "a,season,y\n"
    var state: UInt64 = 9
    let unit = {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(UInt64(1) << 53)
    }
    for row in 0..<2000 {
      let (a, season) = (unit(), row / 100)
      let rate = season % 2 == 0 ? 0.15 + 0.7 * a : 0.75 - 0.5 * a
      text += "\(a),\(season),\(unit() < rate ? 1 : 0)\n"
    }
    return try Opener.open(try SmallSets.file(text))
  }

  private func table(_ data: OpenedData, metric: MetricKind = .rocAUC) throws -> HonestyTable {
    var plan = TrainingPlan(for: data)
    plan.models = [ModelSettings(.logistic), ModelSettings(.boosted)]
    try plan.models[1].set("rounds", to: 30)
    let sides = HonestyTable.schemes(for: data, share: 0.2).map { scheme in
      plan.split = scheme
      do {
        return HonestyTable.Side(try TrainingSession(data: data, plan: plan).run { _ in })
      } catch {
        return HonestyTable.Side(scheme: scheme, failure: "\(error)")
      }
    }
    return HonestyTable(metric: metric, sides: sides)
  }

  @Test func aFigureWithoutGroupsIsSaidToNeedThem() throws {
    let words = TextReport.honesty(try table(try turningData(), metric: .mapAt7))
    #expect(words.contains("no column is their group; name one with --group"), "\(words)")
    #expect(!words.contains("No two models change places"), "\(words)")
  }

  @Test func figuresThatAreNotTestedSaySo() throws {
    let data = try turningData()
    let untested = try [MetricKind.averagePrecision, .logLoss, .brier, .f1, .ece, .liftAt10]
      .map { try table(data, metric: $0) }.filter { !$0.flips.isEmpty }
    try #require(!untested.isEmpty)
    for table in untested {
      let words = TextReport.honesty(table)
      #expect(words.contains("these of \(table.metric.title) may be chance alone"), "\(words)")
    }
    let tested = try table(data)
    #expect(!TextReport.honesty(tested).contains("chance alone"))
  }

  @Test func ranksAndFlipsAgreeWithTheFigures() throws {
    let table = try table(try turningData())
    #expect(table.sides.map(\.scheme.name) == ["holdout", "time"])
    let random = table.standings(on: table.sides[0])
    let time = table.standings(on: table.sides[1])
    #expect(random.map(\.kind) == [.boosted, .logistic])
    #expect(random.allSatisfy { $0.change == nil })
    #expect(Set(time.compactMap(\.rank)) == [1, 2])
    for standing in time {
      let before = try #require(random.first { $0.kind == standing.kind }?.rank)
      #expect(standing.change == before - (standing.rank ?? 0))
    }
    // The trees' lead at random is far larger than by time.
    let lead = { (side: [HonestyTable.Standing]) in
      let value = { (kind: ModelKind) in side.first { $0.kind == kind }?.value ?? 0 }
      return value(.boosted) - value(.logistic)
    }
    #expect(lead(random) > lead(time) + 0.02)
    #expect(table.flips.isEmpty == (time.map(\.kind) == random.map(\.kind)))
    let words = TextReport.honesty(table)
    for flip in table.flips {
      #expect(words.contains("within chance") == (flip.isBeyondChance == false))
      #expect(flip.atRandom[0] > flip.atRandom[1] && flip.there[0] < flip.there[1])
      #expect(flip.isBeyondChance != nil)
    }
  }

  @Test func lossesRankTheOtherWayRound() throws {
    let table = try table(try turningData(), metric: .logLoss)
    let values = table.standings(on: table.sides[0]).compactMap(\.value)
    #expect(values == values.sorted())
  }

  @Test func aSplitThatCantBeKeepsItsReason() throws {
    // All positives come first, so the last rows have one class.
    let text = "a,y\n" + (0..<400).map { "\($0 % 7),\($0 < 200 ? 1 : 0)\n" }.joined()
    let table = try table(try Opener.open(try SmallSets.file(text)))
    #expect(table.sides[1].comparison == nil)
    #expect(table.sides[1].failure?.contains("needs both classes") == true)
    #expect(table.standings(on: table.sides[1]).isEmpty && table.flips.isEmpty)
    #expect(TextReport.honesty(table).contains("time: "))
  }
}
