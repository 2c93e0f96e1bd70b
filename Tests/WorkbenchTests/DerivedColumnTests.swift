import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import Testing
import Workbench

/// Derived columns from the description or an option to every door that scores.
@Suite struct DerivedColumnTests {
  private static let rules = [
    "engaged = sum(basket_add_list, sort_by, 2*image_picker)",
    "ready = all(sign_in, saw_delivery)", "where = cross(device_mobile, returning_user)",
  ]

  private func trained(
    _ folder: String, kinds: [ModelKind] = [.logistic, .boosted]
  ) throws -> Comparison {
    let data = try Opener.open(folder, overrides: RoleOverrides(derive: Self.rules))
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { kinds.contains($0.kind) }
    return try TrainingSession(data: data, plan: plan).run { _ in }
  }

  @Test func aSavedModelScoresTheRawFileAsItWasTested() throws {
    let folder = try SmallSets.folder(.propensity, rows: 1500)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let comparison = try trained(folder)
    #expect(comparison.testFrame.schema.names.suffix(3) == ["engaged", "ready", "where"])
    let models = try ModelFolder.save(comparison, to: "\(folder)/models")
    let raw = try Opener.open(folder)
    #expect(raw.dataset.fingerprint == comparison.data.dataset.fingerprint)
    for (path, (kind, model)) in zip(models, comparison.trained) {
      let scored = try BatchScorer(modelPath: path, threads: 1)
        .scores(of: "\(folder)/propensity.csv", options: .init())
      #expect(comparison.testRows.map { scored.values[$0] } == model.testScores, "\(kind)")
      #expect(!scored.remarks.contains { $0.contains("not there") }, "\(scored.remarks)")
      let loaded = try LoadedModel(path: path, for: raw)
      #expect(loaded.remarks.isEmpty)
    }
  }

  @Test func whatIfChangesWhatFollowsFromAnInput() throws {
    let folder = try SmallSets.folder(.propensity, rows: 1500)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let comparison = try trained(folder, kinds: [.logistic])
    let simulator = Simulator(comparison)
    #expect(!simulator.fields.contains { ["engaged", "ready", "where"].contains($0.column) })
    var customer = simulator.profile(ofRow: comparison.testRows[0])
    let before = try #require(
      simulator.simulate(customer, base: customer).models.first)
    #expect(abs(before.probability - comparison.trained[0].model.testScores[0]) < 1e-9)
    customer.set("image_picker", to: .number(1))
    customer.set("basket_add_list", to: .number(1))
    customer.set("sort_by", to: .number(0))
    let after = try #require(simulator.simulate(customer, base: customer).models.first)
    #expect(after.reasons.first { $0.column == "engaged" }?.value == "3")
    let sum = after.baseMargin + after.reasons.reduce(0) { $0 + $1.contribution }
    #expect(abs(sum - after.margin) < 1e-9)
  }

  @Test func aDescriptionDeclaresThem() throws {
    let path = try SmallSets.file(
      "a,b,y\n" + (0..<60).map { "\($0 % 7),\($0 % 2),\($0 % 3 == 0 ? 1 : 0)\n" }.joined())
    let folder = (path as NSString).deletingLastPathComponent
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try """
    name: small
    file: data.csv
    target: y
    derived:
      - half = ratio(a, two)
      - two = sum(b, 1*a)
    """.write(toFile: folder + "/dataset.yaml", atomically: true, encoding: .utf8)
    let data = try Opener.open(folder)
    #expect(data.dataset.features == ["a", "b", "two", "half"])
    #expect(data.dataset.table["two"]?.number(9) == 3)
    // An option adds to them, and opening again keeps or drops what the option said.
    let more = try Opener.reopen(data, overrides: RoleOverrides(derive: ["big = product(a, b)"]))
    #expect(more.dataset.features.contains("big"))
    #expect(try Opener.reopen(more, overrides: RoleOverrides()).dataset.features.count == 4)
    #expect(
      try Opener.reopen(more, overrides: RoleOverrides(exclude: ["two"])).dataset.features
        .contains("half"))
    let error = #expect(throws: TabularError.self) {
      try Opener.reopen(data, overrides: RoleOverrides(derive: ["leak = sum(a, y)"]))
    }
    #expect(error?.message.contains("reads the target y") == true)
  }
}
