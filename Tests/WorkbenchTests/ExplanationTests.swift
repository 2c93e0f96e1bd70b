import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct ExplanationTests {
  private func comparison(
    _ set: SyntheticSet = .bank, calibration: String? = nil
  ) throws -> Comparison {
    let data = try SmallSets.opened(set, rows: 900)
    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "forest", "boosted"]
    configuration.settings = ["boosted.rounds": 12, "forest.treeCount": 12]
    configuration.calibration = calibration
    configuration.threads = 2
    return try TrainingSession(data: data, plan: try configuration.plan(for: data)).run { _ in }
  }

  @Test(arguments: [nil, "platt", "isotonic"] as [String?])
  func pointsLeadFromOneProbabilityToTheOther(calibration: String?) throws {
    let simulator = Simulator(try comparison(calibration: calibration))
    let (customer, base) = (simulator.profile(ofRow: 3), simulator.profile(ofRow: 8))
    for kind in [ModelKind.logistic, .forest, .boosted] {
      let offer = try #require(
        try simulator.simulate(customer, base: base).view(kind)?.offers.first)
      let view = try #require(
        try simulator.simulate(customer, base: base, question: .only(kind, offer: offer.id))
          .view(kind))
      let change = try #require(view.change)
      let shown = try #require(view.offerReasons)
      for explanation in [view.explanation, change, shown] {
        let sum = explanation.from + explanation.reasons.reduce(0) { $0 + $1.points }
        #expect(abs(sum - explanation.to) < 1e-9, "\(kind) \(explanation.subject)")
        for reason in explanation.reasons { #expect(reason.points * reason.contribution >= 0) }
      }
      #expect(abs(view.explanation.to - view.probability) < 1e-9)
      #expect(abs(change.from - view.baseProbability) < 1e-9)
      #expect(abs(change.to - view.probability) < 1e-9)
      #expect(shown.subject == .offer(offer.id))
      #expect(abs(shown.to - (offer.probability ?? -1)) < 1e-9)
    }
  }

  @Test func oneModelIsAskedAndTheOthersRankOnly() throws {
    let simulator = Simulator(try comparison())
    let profile = simulator.profile(ofRow: 2)
    let all = try simulator.simulate(profile, base: profile)
    let one = try simulator.simulate(
      profile, base: profile, question: .only(.forest, offer: nil))
    for view in one.models {
      let whole = try #require(all.view(view.kind))
      #expect(view.offers == whole.offers && view.probability == whole.probability)
      #expect(view.reasons == (view.kind == .forest ? whole.reasons : []))
    }
    // The same customer as the base: nothing moves.
    let change = try #require(one.view(.forest)?.change)
    #expect(change.reasons.allSatisfy { $0.points == 0 })
    // A baseline that knows its reasons gives the same as one that is worked out again.
    let other = simulator.profile(ofRow: 7)
    let fresh = try simulator.simulate(other, base: profile, question: .only(.forest, offer: nil))
    let known = try simulator.simulate(
      other, base: profile, baseline: one.baseline, question: .only(.forest, offer: nil))
    #expect(fresh.view(.forest)?.change == known.view(.forest)?.change)
  }

  @Test func theMostSurprisingAreThoseOfTheScores() throws {
    let comparison = try comparison()
    let found = SurprisingCustomers(comparison, by: .outcome, of: .boosted).customers
    let scores = try #require(comparison.trained(.boosted)).testScores
    let errors = scores.indices.map { abs(Double(comparison.testLabels[$0]) - scores[$0]) }
    #expect(found.map(\.surprise) == Array(errors.sorted(by: >).prefix(found.count)))
    #expect(found.count == min(errors.count, SurprisingCustomers.count))
    let first = try #require(found.first)
    let place = try #require(comparison.testRows.firstIndex(of: first.row))
    #expect(errors[place] == first.surprise && first.low == scores[place])
    #expect(first.isPositive == (comparison.testLabels[place] == 1))
    let disputed = SurprisingCustomers(comparison, by: .disagreement, of: .boosted).customers
    let all = comparison.trained.map(\.model.testScores)
    let ranges = errors.indices.map { row in
      (all.map { $0[row] }.max() ?? 0) - (all.map { $0[row] }.min() ?? 0)
    }
    #expect(disputed.first?.surprise == ranges.max())
    #expect(SurprisingCustomers(comparison, by: .outcome, of: .xgboost).customers.isEmpty)
  }

  @Test func customersAreFoundByConditionsAndKeys() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let simulator = Simulator(data: data, models: [])
    let table = data.dataset.table
    let expected = (0..<900).filter {
      (table["age"]?.number($0) ?? 0) > 50 && table["job"]?.string($0) == "retired"
    }
    #expect(!expected.isEmpty)
    for text in [
      "age>50 job=retired", "age > 50 job = retired", "age>50; job=retired",
      "job in (retired) and age > 50", "  age>50   job=retired ",
    ] {
      #expect(try CustomerSearch(text, in: simulator).rows() == expected, "\(text)")
    }
    for text in ["", "retired", "nope>3", "age>", "age>old", "=3"] {
      #expect(throws: WorkbenchError.self, "\(text)") { try CustomerSearch(text, in: simulator) }
    }
    let amexData = try SmallSets.opened(.amex, rows: 500)
    let amex = Simulator(data: amexData, models: [])
    let key = try #require(amexData.dataset.table["id2"]?.string(20))
    let rows = try CustomerSearch(key, in: amex).rows()
    #expect(rows.contains(20))
    #expect(rows.allSatisfy { amexData.dataset.table["id2"]?.string($0) == key })
  }

  @Test func agreementIsThatOfThePlaces() throws {
    let simulator = Simulator(try comparison())
    let simulation = try simulator.simulate(
      simulator.typicalProfile(), base: simulator.typicalProfile())
    let agreement = RankAgreement(simulation, orderedBy: .forest)
    let concordance = try #require(agreement.concordance)
    #expect((0...1).contains(concordance))
    // Kendall's W and the mean rank correlation r̄ of m models: W = (r̄ (m − 1) + 1) / m.
    let places = simulation.models.map { view in
      agreement.lines.compactMap { line in
        view.offers.first { $0.id == line.offer.id }?.position.map(Double.init)
      }
    }
    let count = Double(places[0].count)
    func correlation(_ left: [Double], _ right: [Double]) -> Double {
      1 - 6 * zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        / (count * (count * count - 1))
    }
    let mean =
      (correlation(places[0], places[1]) + correlation(places[0], places[2])
        + correlation(places[1], places[2])) / 3
    #expect(abs(concordance - (mean * 2 + 1) / 3) < 1e-12)
    let own = try #require(simulation.view(.forest))
    #expect(agreement.lines.map(\.offer) == own.offers)
  }

  @Test func amountsOrderOffersByWhatTheyBring() throws {
    let comparison = try comparison(.olist)
    let simulator = Simulator(comparison)
    #expect(simulator.hasAmounts && simulator.currency == "BRL")
    let profile = simulator.typicalProfile()
    let view = try #require(
      try simulator.simulate(profile, base: profile, order: .expectedAmount).view(.boosted))
    let amounts = view.offers.compactMap(\.expectedAmount)
    #expect(amounts.count > 3 && amounts == amounts.sorted(by: >))
    let model = try #require(comparison.amount?.model)
    let asShown = profile.setting(try #require(view.offers.first).offer.sets)
    let direct = try #require(
      try simulator.simulate(asShown, base: asShown).view(.boosted)?.expectedAmount)
    #expect(abs(direct - (view.offers[0].amountIfTaken ?? -1)) < 1e-9)
    #expect(model.trainingMean > 0)
    let bank = Simulator(try self.comparison())
    #expect(throws: WorkbenchError.self) {
      try bank.simulate(
        bank.typicalProfile(), base: bank.typicalProfile(), order: .expectedAmount)
    }
  }

  @Test func savedProfilesAreListedAndDeleted() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let library = ProfileLibrary(folder: "\(folder)/profiles")
    #expect(library.entries().isEmpty)
    let simulator = Simulator(data: try SmallSets.opened(.bank, rows: 500), models: [])
    let profile = simulator.profile(ofRow: 5)
    try library.save(profile, as: "row 6")
    try library.save(simulator.typicalProfile(), as: "a typical one")
    #expect(library.entries().map(\.name) == ["a typical one", "row 6"])
    #expect(library.entries().last?.profile == profile)
    for name in ["", "../up", "a/b", ".hidden", String(repeating: "x", count: 101)] {
      #expect(throws: WorkbenchError.self, "\(name)") { try library.save(profile, as: name) }
    }
    try library.delete("row 6")
    #expect(library.entries().map(\.name) == ["a typical one"])
    #expect(throws: WorkbenchError.self) { try library.delete("row 6") }
  }
}
