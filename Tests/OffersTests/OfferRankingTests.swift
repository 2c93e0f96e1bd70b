import Offers
import Tabular
import Testing

@Suite struct OfferRankingTests {
  let day = CalendarDay(year: 2026, month: 6, day: 1)

  func catalogue() throws -> OfferCatalogue {
    try OfferCatalogue([
      Offer(id: "d", name: "", value: 10, cost: 1, sets: ["age": "30"]),
      Offer(id: "b", name: "", value: 10, cost: 1, sets: ["age": "30"]),
      Offer(id: "a", name: "", value: 100, cost: 30, sets: ["age": "20"]),
      Offer(id: "z", name: "", value: 9, eligibility: [try Condition("age >= 25")]),
      Offer(id: "c", name: "", value: 9, ends: CalendarDay(year: 2026, month: 5, day: 31)),
      Offer(id: "e", name: "", value: 1, starts: day, ends: day, sets: ["age": "90"]),
    ])
  }

  /// A model by which every year is one percent.
  func age(_ profiles: [CustomerProfile]) -> [Double] {
    profiles.map { ($0["age"]?.number ?? 0) / 100 }
  }

  @Test func ordersByExpectedValueWithTiesByID() throws {
    let ranking = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, score: age)
    #expect(ranking.offers.map(\.id) == ["b", "d", "e", "a", "c", "z"])
    #expect(ranking.offers.map(\.position) == [1, 2, 3, 4, nil, nil])
    #expect(ranking.offers[3].expectedValue == -10)
    #expect(ranking.offers[4].obstacles == ["ended on 2026-05-31"])
    #expect(ranking.offers[5].obstacles == ["age 22 is under 25"])
    #expect(ranking.offers[5].probability == nil)
    #expect(ranking.top(2).map(\.id) == ["b", "d"])
    #expect(ranking.top(9).count == 4 && ranking.top(-1).isEmpty)
  }

  @Test func aLossIsMeasuredFromDoingNothing() throws {
    let catalogue = try OfferCatalogue([
      // 22 % without; 10 % and 20 % with.
      Offer(id: "saves", name: "", value: -100, cost: 5, sets: ["age": "10"]),
      Offer(id: "dear", name: "", value: -100, cost: 5, sets: ["age": "20"]),
      Offer(id: "nothing", name: "", value: -100),
      Offer(id: "harms", name: "", value: -100, sets: ["age": "40"]),
    ])
    let ranking = try OfferRanking(profile: student, catalogue: catalogue, on: nil, score: age)
    #expect(ranking.offers.map(\.id) == ["saves", "nothing", "dear", "harms"])
    let values = ranking.offers.compactMap(\.expectedValue)
    for (value, expected) in zip(values, [7.0, 0, -3, -18]) {
      #expect(abs(value - expected) < 1e-9)
    }
    #expect(ranking.offers.map(\.beatsDoingNothing) == [true, false, false, false])
    #expect(values[1].sign == .plus)
    let schema = ProfileSchema(table: customers)
    let byTable = try OfferRanking(
      profile: student, catalogue: catalogue, on: nil, schema: schema
    ) { table in (0..<table.rowCount).map { (table["age"]?.number($0) ?? 0) / 100 } }
    #expect(byTable == ranking)
    // By probability too, the best offer leaves the least of the loss.
    let byProbability = try OfferRanking(
      profile: student, catalogue: catalogue, on: nil, by: .probability, score: age)
    #expect(byProbability.offers.map(\.id) == ["saves", "dear", "nothing", "harms"])
    // A score that is known already is not asked for.
    let known = try OfferRanking(
      profile: student, catalogue: catalogue, on: nil, without: 0.5, score: age)
    #expect(abs((known.offers.first?.expectedValue ?? 0) - 35) < 1e-9)
  }

  @Test func ordersByProbability() throws {
    let ranking = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, by: .probability, score: age)
    #expect(ranking.top(9).map(\.id) == ["e", "b", "d", "a"])
  }

  @Test func tablesAndProfilesRankAlike() throws {
    let schema = ProfileSchema(table: customers)
    let byTable = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, schema: schema
    ) { table in (0..<table.rowCount).map { (table["age"]?.number($0) ?? 0) / 100 } }
    let byProfile = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, score: age)
    #expect(byTable == byProfile)
  }

  @Test func movesSinceAnEarlierRanking() throws {
    let before = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, by: .probability, score: age)
    var older = student
    older.set("age", to: .number(40))
    let late = CalendarDay(year: 2026, month: 6, day: 2)
    let after = try OfferRanking(
      profile: older, catalogue: try catalogue(), on: late, by: .expectedValue, score: age)
    #expect(after.offers.map(\.id) == ["z", "b", "d", "a", "c", "e"])
    let moves = after.moves(since: before)
    #expect(moves == ["z": .new, "b": .same, "d": .same, "a": .same, "e": .out])
    let back = before.moves(since: after)
    #expect(back["e"] == .new && back["z"] == .out && back["c"] == nil)
    let swapped = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: day, score: age)
    #expect(swapped.moves(since: before) == ["e": .down(2), "b": .up(1), "d": .up(1), "a": .same])
  }

  @Test func withoutADayNothingExpires() throws {
    let ranking = try OfferRanking(
      profile: student, catalogue: try catalogue(), on: nil, score: age)
    #expect(ranking.offers.filter { !$0.isEligible }.map(\.id) == ["z"])
  }

  @Test(arguments: [Double.nan, -0.1, 1.5])
  func scoresThatAreNoProbabilitiesAreRefused(score: Double) throws {
    let catalogue = try catalogue()
    let error = offerError {
      _ = try OfferRanking(profile: student, catalogue: catalogue, on: day) { profiles in
        profiles.map { _ in score }
      }
    }
    #expect(error?.code == .badScore)
    #expect(error?.message.contains("\(score)") == true)
  }

  @Test func nothingEligibleScoresNothing() throws {
    let catalogue = try OfferCatalogue([
      Offer(id: "a", name: "", value: 1, eligibility: [try Condition("age > 99")])
    ])
    let ranking = try OfferRanking(profile: student, catalogue: catalogue, on: day) { _ in
      Issue.record("there is nothing to score")
      return []
    }
    #expect(ranking.top(7).isEmpty && ranking.offers.count == 1)
  }
}
