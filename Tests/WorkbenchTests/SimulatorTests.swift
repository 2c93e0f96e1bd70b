import Modelling
import Offers
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct SimulatorTests {
  @Test func offersAreRankedByTheModelsOwnScores() throws {
    let data = try SmallSets.opened(.bank, rows: 1500)
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    let simulator = Simulator(comparison)
    let customer = simulator.profile(ofRow: comparison.testRows[0])
    let simulation = try simulator.simulate(customer, base: simulator.typicalProfile())
    #expect(simulation.models.map(\.kind) == ModelKind.all(withGroups: false))
    for view in simulation.models {
      let trained = try #require(comparison.trained(view.kind))
      #expect(abs(view.probability - trained.testScores[0]) < 1e-9, "\(view.kind)")
      let values = view.offers.compactMap(\.expectedValue)
      #expect(values == values.sorted(by: >))
      #expect(view.offers.count == data.catalogue?.count)
      for ranked in view.offers where ranked.isEligible {
        let asShown = try simulator.simulate(
          customer.setting(ranked.offer.sets), base: customer)
        let probability = try #require(asShown.view(view.kind)?.probability)
        #expect(abs(probability - (ranked.probability ?? -1)) < 1e-9)
      }
    }
  }

  @Test func reasonsSumToTheMargin() throws {
    let data = try SmallSets.opened(.propensity, rows: 2000)
    let comparison = try TrainingSession(data: data, plan: try SmallSets.plan(for: data)).run { _ in
    }
    let frame = comparison.testFrame.rows([0, 1, 2])
    for (kind, trained) in comparison.trained {
      let margins = trained.model.margins(for: frame, threads: 1)
      let contributions = trained.model.contributions(for: frame, threads: 1)
      for row in 0..<3 {
        let sum = contributions.base + contributions.row(row).reduce(0, +)
        let tolerance = kind == .xgboost ? 1e-4 : 1e-6
        #expect(abs(sum - margins[row]) < tolerance, "\(kind) row \(row)")
      }
    }
  }

  @Test func fieldsStayInTheirDomain() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    let simulator = Simulator(data: data, models: [])
    var profile = simulator.typicalProfile()
    for field in simulator.fields {
      for direction in [1, 1, -1, -1, -1] {
        let value = field.stepped(profile[field.column] ?? .missing, direction: direction)
        #expect(field.accepts(value), "\(field.column) \(value)")
        profile.set(field.column, to: value)
      }
    }
    let age = try #require(simulator.fields.first { $0.column == "age" })
    guard case .number(let range, _) = age.domain else {
      Issue.record("age is a number")
      return
    }
    #expect(age.stepped(.number(range.upperBound), direction: 1) == .number(range.upperBound))
    #expect(!age.accepts(.text("old")))
    // Beyond the range: back to it, and no further away.
    let (low, high) = (range.lowerBound, range.upperBound)
    #expect(age.stepped(.number(high + 50), direction: -1) == .number(high))
    #expect(age.stepped(.number(high + 50), direction: 1) == .number(high + 50))
    #expect(age.stepped(.number(low - 50), direction: 1) == .number(low))
    #expect(age.isBeyondRange(.number(high + 1)) && !age.isBeyondRange(.number(high)))
    for text in ["nan", "inf", "-inf", "1e999", "1e39", "0x10", "old"] {
      #expect(age.value(spelling: text) == nil, "\(text)")
    }
  }

  @Test func customersAreFoundByKeyAndChanged() throws {
    let data = try SmallSets.opened(.amex, rows: 500)
    let simulator = Simulator(data: data, models: [])
    let column = try #require(data.dataset.table["id2"])
    let key = try #require(column.string(499))
    let row = try #require(simulator.row(ofCustomer: key))
    #expect(column.string(row) == key)
    let choice = CustomerChoice(.customer(key), changes: ["f1=3"])
    let changed = try choice.profile(by: simulator, in: data)
    #expect(changed["f1"] == .number(3))
    for wrong in ["f1", "nope=1", "f1=many"] {
      #expect(throws: WorkbenchError.self, "\(wrong)") {
        try CustomerChoice(changes: [wrong]).profile(by: simulator, in: data)
      }
    }
    #expect(throws: WorkbenchError.self) {
      try CustomerChoice(.customer("nobody")).profile(by: simulator, in: data)
    }
    for row in [-1, 0, 501] {
      #expect(throws: WorkbenchError.self, "\(row)") {
        try CustomerChoice(.row(row)).profile(by: simulator, in: data)
      }
    }
    // Rows count from 1.
    #expect(
      try CustomerChoice(.row(500)).profile(by: simulator, in: data)
        == simulator.profile(ofRow: 499))
    let nobody = try CustomerChoice(.empty).profile(by: simulator, in: data)
    #expect(nobody.values.allSatisfy { $0 == .missing })
    #expect(simulator.title(ofRow: 499) == "row 500, id2 \(key)")
  }
}
