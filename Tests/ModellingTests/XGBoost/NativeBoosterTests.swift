import Foundation
import Testing

@testable import Modelling

/// The library's trees in our own engine, held against the library itself.
@Suite struct NativeBoosterTests {
  /// What the library makes of a booster's bytes.
  private func library(
    _ bytes: Data, _ frame: FeatureFrame
  ) throws -> (margins: [Float], contributions: [Float]) {
    let booster = try Booster(loading: bytes)
    let matrix = try BoosterMatrix(frame, threads: 1)
    return (
      try booster.margins(of: matrix), try booster.contributions(of: matrix, threads: 1)
    )
  }

  private func expectAlike(_ model: XGBoostModel, _ frame: FeatureFrame) throws {
    let expected = try library(model.booster, frame)
    let margins = model.margins(for: frame, threads: 2)
    for (own, theirs) in zip(margins, expected.margins) {
      #expect(abs(own - Double(theirs)) < 5e-6)
    }
    let shares = model.contributions(for: frame, threads: 2)
    let width = frame.columns.count
    for row in 0..<frame.rowCount {
      let theirs = expected.contributions[row * (width + 1)..<(row + 1) * (width + 1)]
      for (own, theirs) in zip(Array(shares.row(row)) + [shares.base], theirs) {
        #expect(abs(own - Double(theirs)) < 1e-5)
      }
      #expect(abs(shares.row(row).reduce(shares.base, +) - margins[row]) < 1e-9)
    }
  }

  @Test func numbersFlagsCategoriesAndMissingValues() throws {
    let data = LinearFrames.mixed(rowCount: 900, weighted: true)
    let model = try XGBoostEstimator(rounds: 40, maximumDepth: 6)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    try expectAlike(model, data.frame)
    let odd: [Float] = [.nan, .infinity, -.infinity, -0.0, 0, 1, 2, 3, 4, 1e9, -1, 0.5]
    try expectAlike(
      model, LinearFrames.rows(odd.flatMap { value in odd.map { [value, $0, $0, 7] } }))
  }

  @Test func categoriesOfManyLevels() throws {
    let (frame, labels) = TreeTestData.mixed(rowCount: 1200, seed: 5)
    let levels = (0..<150).map { "level \(1000 + $0)" }
    let schema = FeatureSchema(
      features: Array(frame.schema.features.dropLast())
        + [Feature(name: "place", kind: .category(levels: levels))])
    var random = SplitMix(state: 3)
    let places = labels.map { label -> Float in
      let place = Float(Int(random.share() * 150))
      return random.share() < 0.05 ? .nan : label == 1 && Int(place) % 3 == 0 ? 130 : place
    }
    let wide = FeatureFrame(
      schema: schema, rowCount: 1200, columns: Array(frame.columns.dropLast()) + [places])
    let model = try XGBoostEstimator(rounds: 30, maximumDepth: 5)
      .fitted(
        to: TrainingSet(frame: wide, labels: labels), run: TrainingRun(seed: 1, threads: 1))
    #expect(model.trees.trees.nodes.contains { $0.isCategory && $0.value == 150 })
    try expectAlike(model, wide)
  }

  @Test func theImportancesAreTheLibrarysTotalGains() throws {
    let data = LinearFrames.mixed(rowCount: 900)
    let model = try XGBoostEstimator(rounds: 10)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    let document = try BoosterNormaliser(runningMajor: 1).normalised(model.booster).document
    var totals = [Double](repeating: 0, count: 4)
    for tree in document.learner.gradient_booster.model?.trees ?? [] {
      for node in tree.left_children.indices where tree.left_children[node] != -1 {
        totals[tree.split_indices[node]] += Double(tree.loss_changes[node] ?? 0)
      }
    }
    let sum = totals.reduce(0, +)
    for (own, total) in zip(model.gainImportance, totals) {
      #expect(abs(own - total / sum) < 1e-12)
    }
    #expect(model.gainImportance[3] == 0)
  }

  @Test func aBranchOfNoWeightIsExplained() throws {
    let text = ForeignBooster.json.replacingOccurrences(
      of: "1.473992E1, 3.1540258E1", with: "0E0, 4.6280178E1")
    try #require(text != ForeignBooster.json)
    let schema = FeatureSchema(features: (0..<3).map { Feature(name: "x\($0)", kind: .number) })
    let model = try XGBoostModel(booster: Data(text.utf8), schema: schema)
    let frame = FeatureFrame(
      schema: schema, rowCount: 4,
      columns: (0..<3).map { feature in ForeignBooster.rows.map { $0[feature] } })
    let shares = model.contributions(for: frame, threads: 1)
    for (row, margin) in model.margins(for: frame, threads: 1).enumerated() {
      #expect(abs(shares.row(row).reduce(shares.base, +) - margin) < 1e-6)
    }
  }

  @Test(arguments: [
    "rank:pairwise", "rank:ndcg", "rank:map", "reg:squarederror", "binary:logitraw",
  ])
  func otherObjectivesLoadIntoTheLibraryOnceRewritten(objective: String) throws {
    let text = ForeignBooster.json.replacingOccurrences(of: "binary:logistic", with: objective)
    let normalised = try BoosterNormaliser(runningMajor: XGBoostLibrary.version.major)
      .normalised(Data(text.utf8))
    let schema = FeatureSchema(features: (0..<3).map { Feature(name: "x\($0)", kind: .number) })
    let frame = FeatureFrame(
      schema: schema, rowCount: 4,
      columns: (0..<3).map { feature in ForeignBooster.rows.map { $0[feature] } })
    let own = try TreeEnsembleModel(normalised, schema: schema).margins(for: frame, threads: 1)
    for (own, theirs) in zip(own, try library(normalised.json, frame).margins) {
      #expect(abs(own - Double(theirs)) < 1e-6)
    }
    #expect(normalised.baseMargin == Double(Float(0.1975)))
  }
}
