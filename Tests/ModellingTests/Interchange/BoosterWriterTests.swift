import Foundation
import Tabular
import Testing

@testable import Modelling

/// Our trees written for XGBoost, loaded by the library and by ourselves.
@Suite struct BoosterWriterTests {
  private let frame: FeatureFrame
  private let set: TrainingSet

  init() {
    let made = TreeTestData.mixed(rowCount: 1500, seed: 6)
    frame = made.frame
    set = TrainingSet(frame: made.frame, labels: made.labels)
  }

  private func library(_ bytes: Data, _ frame: FeatureFrame) throws -> [Double] {
    try Booster(loading: bytes).margins(of: BoosterMatrix(frame, threads: 1)).map(Double.init)
  }

  /// Rows at and beyond every edge: what is missing, unknown, huge.
  private var oddRows: FeatureFrame {
    let odd: [Float] = [.nan, -0.0, 1, 3, 5, 1e30, -1e30, 45, 600]
    let rows = odd.flatMap { a in odd.map { b in [a, b, a, b, a] } }
    return FeatureFrame(
      schema: frame.schema, rowCount: rows.count, columns: (0..<5).map { f in rows.map { $0[f] } })
  }

  @Test func boostedTreesScoreAlikeInTheLibrary() throws {
    let model = try BoostedEstimator(rounds: 60).fitted(to: set, run: TreeTestData.run())
    let json = try FittedModel.boosted(model).xgboostJSON()
    for frame in [frame, oddRows] {
      for (own, theirs) in zip(model.margins(for: frame, threads: 1), try library(json, frame)) {
        #expect(abs(logistic(own) - logistic(theirs)) < 1e-6)
      }
    }
  }

  @Test(arguments: [1, 30, 400])
  func aForestScoresAlikeInTheLibrary(treeCount: Int) throws {
    let model = try ForestEstimator(treeCount: treeCount, maximumDepth: nil, minimumLeafRows: 1)
      .fitted(to: set, run: TreeTestData.run())
    let json = try FittedModel.forest(model).xgboostJSON()
    for frame in [frame, oddRows] {
      for (own, theirs) in zip(model.margins(for: frame, threads: 1), try library(json, frame)) {
        #expect(abs(own - theirs) < 1e-6)
      }
    }
  }

  /// The training rows as a table would hold them.
  private var table: Table {
    Table(
      columns: zip(frame.schema.features, frame.columns).map { feature, values in
        switch feature.kind {
        case .number: Column(name: feature.name, values: .float(values))
        case .flag(let labels):
          Column(name: feature.name, values: .flag(values.map { UInt8($0) }, labels: labels))
        case .category(let levels):
          Column(
            name: feature.name,
            values: .category(
              codes: values.map { $0.isNaN ? -1 : Int32($0) }, levels: levels))
        }
      })
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let boosted = try BoostedEstimator(rounds: 30).fitted(to: set, run: TreeTestData.run())
    let forest = try ForestEstimator(treeCount: 30).fitted(to: set, run: TreeTestData.run())
    let xgboost = try XGBoostEstimator(rounds: 30)
      .fitted(to: set, run: TrainingRun(seed: 1, threads: 1))
    for model in [FittedModel.boosted(boosted), .forest(forest), .xgboost(xgboost)] {
      let imported = try ImportedModel(model.xgboostJSON(), columnsOf: table)
      #expect(imported.schema == frame.schema)
      let own = model.probabilities(for: frame, threads: 1)
      for (own, read) in zip(own, imported.predictions(for: frame, threads: 1)) {
        #expect(abs(own - read) < 1e-6)
      }
    }
  }

  @Test(arguments: [-14.5, -3, 0, 0.25, 4.75, 20])
  func anyBaseMarginIsKept(margin: Double) throws {
    let trained = try BoostedEstimator(rounds: 3).fitted(to: set, run: TreeTestData.run())
    let model = TreeEnsembleModel(
      schema: trained.schema, kind: .boosted, baseMargin: margin, trees: trained.trees,
      gainImportance: trained.gainImportance)
    let theirs = try library(try FittedModel.boosted(model).xgboostJSON(), frame)
    for (own, theirs) in zip(model.margins(for: frame, threads: 1), theirs) {
      #expect(abs(own - theirs) < 4e-6)
    }
  }

  @Test func namesOfAnyTextSurvive() throws {
    let names = ["a \"b\"", "c\\d", "\"feature_names\":[]", "ü,\t", "base_score"]
    let schema = FeatureSchema(
      features: zip(names, frame.schema.features).map { Feature(name: $0, kind: $1.kind) })
    let renamed = TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: frame.rowCount, columns: frame.columns),
      labels: set.labels)
    let boosted = try BoostedEstimator(rounds: 2).fitted(to: renamed, run: TreeTestData.run())
    let xgboost = try XGBoostEstimator(rounds: 2)
      .fitted(to: renamed, run: TrainingRun(seed: 1, threads: 1))
    for model in [FittedModel.boosted(boosted), .xgboost(xgboost)] {
      let json = try model.xgboostJSON()
      let document = try BoosterNormaliser(runningMajor: 1).normalised(json).document
      #expect(document.learner.feature_names == names)
      _ = try Booster(loading: json)
    }
  }

  @Test func aLogisticRegressionHasNoTrees() throws {
    let model = try LogisticEstimator().fitted(to: set, run: TreeTestData.run())
    let error = #expect(throws: ModellingError.self) {
      try FittedModel.logistic(model).xgboostJSON()
    }
    #expect(error?.message.contains("no trees") == true)
  }
}
