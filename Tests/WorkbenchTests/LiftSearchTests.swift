import Modelling
import Offers
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct LiftSearchTests {
  /// A bank with small models, and its simulator.
  private func simulator(_ set: SyntheticSet = .bank) throws -> Simulator {
    let data = try SmallSets.opened(set, rows: 800)
    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "boosted"]
    configuration.settings = ["boosted.rounds": 12, "boosted.lambda": 1]
    configuration.threads = 2
    return Simulator(
      try TrainingSession(data: data, plan: try configuration.plan(for: data)).run { _ in })
  }

  private func isAbove(
    _ lifted: String, _ over: String, _ profile: CustomerProfile, _ simulator: Simulator,
    _ kind: ModelKind
  ) throws -> Bool {
    let view = try #require(try simulator.simulate(profile, base: profile).view(kind))
    let places = Dictionary(uniqueKeysWithValues: view.offers.map { ($0.id, $0.position) })
    guard let high = places[lifted] ?? nil, let low = places[over] ?? nil else { return false }
    return high < low
  }

  /// The size of a change, by the definition and not by the search.
  private func size(
    _ change: ProfileChange, _ profile: CustomerProfile, _ simulator: Simulator,
    _ rows: [CustomerProfile]
  ) throws -> Double {
    let field = try #require(simulator.fields.first { $0.column == change.column })
    guard case .number = field.domain, let old = profile[change.column]?.number,
      let new = change.value.number
    else { return 1 }
    let column = (0..<800).compactMap { rows[$0][change.column]?.number }
    let below = { (number: Double) in
      Double(column.count { $0 < number } * 2 + column.count { $0 == number })
        / Double(2 * column.count)
    }
    return abs(below(new) - below(old))
  }

  @Test(arguments: [ModelKind.logistic, .boosted])
  func noSmallerChangeOfOneColumnExists(kind: ModelKind) throws {
    let simulator = try simulator()
    let rows = (0..<800).map(simulator.profile(ofRow:))
    var foundCount = 0
    for row in [0, 3, 5, 9] {
      let profile = simulator.profile(ofRow: row)
      let view = try #require(try simulator.simulate(profile, base: profile).view(kind))
      let eligible = view.offers.filter(\.isEligible)
      let (over, lifted) = (eligible[0].id, eligible[row == 0 ? eligible.count - 1 : 1].id)
      let outcome = try LiftSearch(simulator, kind: kind, lifted: lifted, over: over)
        .smallest(from: profile)
      // Every single change, tried through the simulator itself.
      var best = Double.infinity
      for field in simulator.fields where field.isActionable {
        for value in field.reachableValues
        where value != profile[field.column] && value.description != "unknown" {
          var changed = profile
          changed.set(field.column, to: value)
          guard try isAbove(lifted, over, changed, simulator, kind) else { continue }
          let one = ProfileChange.between(profile, changed)[0]
          best = min(best, try size(one, profile, simulator, rows))
        }
      }
      switch outcome {
      case .found(let lift)?:
        foundCount += 1
        #expect(try isAbove(lifted, over, lift.profile, simulator, kind))
        #expect(ProfileChange.between(profile, lift.profile).count == lift.changes.count)
        if lift.changes.count == 1 {
          #expect(abs(try size(lift.changes[0], profile, simulator, rows) - best) < 1e-5)
          #expect(abs(lift.size - best) < 1e-5)
        } else {
          #expect(best == .infinity)
        }
      default: #expect(best == .infinity)
      }
    }
    #expect(foundCount > 0)
  }

  @Test func onlyWhatCanBeActedOnIsChanged() throws {
    let simulator = try simulator()
    let actionable = simulator.fields.filter(\.isActionable).map(\.column)
    #expect(actionable.contains("balance") && !actionable.contains("age"))
    var found = 0
    for row in 0..<12 {
      let profile = simulator.profile(ofRow: row)
      let view = try #require(try simulator.simulate(profile, base: profile).view(.boosted))
      let eligible = view.offers.filter(\.isEligible)
      let outcome = try LiftSearch(
        simulator, kind: .boosted, lifted: eligible[2].id, over: eligible[0].id
      ).smallest(from: profile)
      guard case .found(let lift)? = outcome else { continue }
      found += 1
      for change in lift.changes {
        #expect(actionable.contains(change.column))
        let field = try #require(simulator.fields.first { $0.column == change.column })
        #expect(!field.isBeyondRange(change.value))
        // A level that says that nothing is known is nothing to act towards.
        #expect(change.value != .missing && change.value.description != "unknown")
      }
    }
    #expect(found > 0)
  }

  @Test func whatStandsAboveNeedsNoChange() throws {
    let simulator = try simulator()
    let profile = simulator.typicalProfile()
    let view = try #require(try simulator.simulate(profile, base: profile).view(.boosted))
    let eligible = view.offers.filter(\.isEligible)
    let search = try LiftSearch(
      simulator, kind: .boosted, lifted: eligible[0].id, over: eligible[1].id)
    #expect(try search.smallest(from: profile) == .alreadyAbove)
  }

  @Test func itCanBeGivenUpAndWrongNamesAreRefused() throws {
    let simulator = try simulator()
    let profile = simulator.typicalProfile()
    let view = try #require(try simulator.simulate(profile, base: profile).view(.logistic))
    let eligible = view.offers.filter(\.isEligible)
    let search = try LiftSearch(
      simulator, kind: .logistic, lifted: eligible[1].id, over: eligible[0].id)
    #expect(try search.smallest(from: profile) { true } == nil)
    for (lifted, over) in [("nope", eligible[0].id), (eligible[0].id, eligible[0].id)] {
      #expect(throws: WorkbenchError.self) {
        try LiftSearch(simulator, kind: .logistic, lifted: lifted, over: over)
      }
    }
    #expect(throws: WorkbenchError.self) {
      try LiftSearch(simulator, kind: .forest, lifted: eligible[1].id, over: eligible[0].id)
    }
  }
}
