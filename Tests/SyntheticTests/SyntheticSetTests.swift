import Foundation
import Offers
import Synthetic
import Tabular
import Testing

@Suite struct SyntheticSetTests {
  @Test(arguments: SyntheticSet.allCases)
  func sameSeedSameBytes(set: SyntheticSet) throws {
    let first = try set.generate(rows: 700, seed: 11).files(includeTruth: true)
    let second = try set.generate(rows: 700, seed: 11).files(includeTruth: true)
    #expect(first == second)
    let other = try set.generate(rows: 700, seed: 12).files()
    #expect(first["\(set.rawValue).csv"] != other["\(set.rawValue).csv"])
    #expect(Set(first.keys) == ["\(set.rawValue).csv", "offers.csv", "dataset.yaml", "truth.csv"])
  }

  @Test func aPlantedShiftMovesItsColumnAndKeepsTheTruth() throws {
    let plain = SyntheticSet.bank.generate(rows: 8_000, seed: 3)
    let moved = try #require(SyntheticSet.bank.generate(rows: 8_000, seed: 3, shifting: "age"))
    #expect(moved.table.rowCount == 8_000 && moved.labels.count == 8_000)
    let ages = { (set: GeneratedSet) -> Double in
      (0..<8_000).reduce(0) { $0 + (set.table["age"]?.number($1) ?? 0) } / 8_000
    }
    #expect(ages(moved) > ages(plain) + 4)
    // The rows' own truth still draws their outcomes.
    let mean = moved.probabilities.reduce(0, +) / 8_000
    let rate = moved.labels.reduce(0.0) { $0 + Double($1) } / 8_000
    #expect(abs(rate - mean) < 4 * (mean * (1 - mean) / 8_000).squareRoot())
    #expect(moved.description.source?.contains("--rows 8000 --seed 3 --shift age") == true)
    for name in ["y", "job", "nothing"] {
      #expect(SyntheticSet.bank.generate(rows: 200, seed: 3, shifting: name) == nil)
    }
    #expect(SyntheticSet.bank.shiftableColumns.contains("age"))
  }

  @Test(arguments: SyntheticSet.allCases)
  func tinySetsAreWhole(set: SyntheticSet) throws {
    let one = set.generate(rows: 1, seed: 1)
    #expect(one.table.rowCount == 1 && one.probabilities.count == 1 && one.labels.count == 1)
    #expect(try !one.files().isEmpty)
  }

  @Test(arguments: [
    (SyntheticSet.propensity, 0.0419, 0.004), (.bank, 0.117, 0.01), (.amex, 0.0481, 0.006),
    (.olist, 0.03, 0.006), (.churn, 0.265, 0.02),
  ])
  func ratesAreThoseOfThePublicSets(set: SyntheticSet, rate: Double, tolerance: Double) {
    let generated = set.generate(rows: 20_000, seed: 5)
    let count = Double(generated.labels.count)
    let positive = generated.labels.reduce(0.0) { $0 + Double($1) } / count
    #expect(abs(positive - rate) < tolerance, "\(positive)")
    // The labels are drawn from the probabilities, and what excluded columns tell averages out.
    let mean = generated.probabilities.reduce(0, +) / count
    let deviation = (mean * (1 - mean) / count).squareRoot()
    #expect(abs(positive - mean) < 4 * deviation)
    #expect(abs(generated.attainable.reduce(0, +) / count - mean) < 4 * deviation)
    #expect(generated.probabilities.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test(arguments: SyntheticSet.allCases)
  func probabilitiesAreCalibratedInEachTenth(set: SyntheticSet) {
    let generated = set.generate(rows: 20_000, seed: 9)
    for scores in [generated.probabilities, generated.attainable] {
      let order = scores.indices.sorted { scores[$0] < scores[$1] }
      for tenth in 0..<10 {
        let rows = order[(tenth * 2_000)..<((tenth + 1) * 2_000)]
        let expected = rows.reduce(0.0) { $0 + scores[$1] }
        let variance = rows.reduce(0.0) { $0 + scores[$1] * (1 - scores[$1]) }
        let happened = rows.reduce(0.0) { $0 + Double(generated.labels[$1]) }
        #expect(abs(happened - expected) < 4.5 * variance.squareRoot() + 1)
      }
    }
  }

  @Test(arguments: SyntheticSet.allCases)
  func descriptionNamesColumnsOfTheTable(set: SyntheticSet) throws {
    let generated = set.generate(rows: 300, seed: 3)
    let description = generated.description
    let names = Set(generated.table.names)
    let roles = description.roles
    let named =
      [roles.target, roles.identifier, roles.group, roles.item, roles.time].compactMap { $0 }
      + roles.excluded.map(\.column) + (description.scopes ?? [:]).keys
    #expect(named.allSatisfy(names.contains))
    let target = try #require(generated.table[description.target ?? ""])
    #expect(
      (0..<300).allSatisfy {
        (target.string($0) == description.positive) == (generated.labels[$0] == 1)
      })
    #expect(description.truth?.seed == 3)
    #expect((description.truth?.attainableMAPAt7 != nil) == (set == .amex))
  }

  @Test(arguments: SyntheticSet.allCases)
  func offersReadAndRank(set: SyntheticSet) throws {
    let generated = set.generate(rows: 2_000, seed: 7)
    let catalogue = try OfferCatalogue(
      table: generated.offers, modelColumns: generated.table.names, file: "offers.csv")
    #expect((10...24).contains(catalogue.count))
    #expect(catalogue.ignoredColumns.isEmpty)
    let schema = ProfileSchema(table: generated.table)
    let today = CalendarDay(year: 2026, month: 3, day: 15)
    var shown: Set<Int> = []
    for row in stride(from: 0, to: 2_000, by: 100) {
      let profile = CustomerProfile(table: generated.table, row: row)
      // Every setting fits the column that it sets.
      #expect(
        try schema.table(joining: profile, with: catalogue.offers).rowCount == catalogue.count)
      let ranking = try OfferRanking(profile: profile, catalogue: catalogue, on: today) {
        $0.map { _ in 0.3 }
      }
      #expect(ranking.top(7).count >= 2)
      shown.insert(ranking.offers.filter(\.isEligible).count)
    }
    // Eligibility depends on the customer.
    #expect(shown.count > 1)
  }
}
