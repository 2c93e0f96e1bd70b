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

  /// Amounts of a million and more, whose sums 32 bits hold badly.
  @Test(arguments: [Float(1), 1e6]) func amountsScoreAlikeInTheLibrary(unit: Float) throws {
    let amounts = frame.columns[0].enumerated().map {
      (3 * $1 + 40 + Float(set.labels[$0]) * 25) * unit
    }
    let model = try BoostedEstimator(rounds: 200, objective: .squaredError).fitted(
      to: TrainingSet(frame: frame, amounts: amounts), run: TreeTestData.run())
    let json = try FittedModel.boosted(model).xgboostJSON()
    for frame in [frame, oddRows] {
      for (own, theirs) in zip(model.scores(for: frame, threads: 1), try library(json, frame)) {
        #expect(abs(own - theirs) < 1e-6 * 250 * Double(unit))
      }
    }
    let imported = try ImportedModel(json, columnsOf: table)
    #expect(imported.output == .score)
    #expect(imported.objective == "reg:squarederror")
  }

  @Test(arguments: [
    (BoostingObjective.lambdaNDCG, "rank:ndcg"), (.lambdaMAP, "rank:map"),
    (.yetiRank, "rank:pairwise"),
  ])
  func rankersScoreAlikeInTheLibrary(objective: BoostingObjective, name: String) throws {
    let lists = RankingTestData.lists(count: 80, seed: 2)
    let model = try BoostedEstimator(
      rounds: 60, minimumChildWeight: 0.1, objective: objective, growth: .leafWise
    ).fitted(to: lists, run: TreeTestData.run())
    let json = try FittedModel.boosted(model).xgboostJSON()
    #expect(String(decoding: json, as: UTF8.self).contains("\"name\":\"\(name)\""))
    let own = model.scores(for: lists.frame, threads: 1)
    let theirs = try library(json, lists.frame)
    let spread = (own.max() ?? 0) - (own.min() ?? 0)
    #expect(zip(own, theirs).allSatisfy { abs($0 - $1) < 1e-6 * max(1, spread) })
    let calibrated = model.calibrated(slope: 0.8, intercept: -1)
    let margins = try library(
      try FittedModel.boosted(calibrated).xgboostJSON(), lists.frame)
    for (own, theirs) in zip(calibrated.probabilities(for: lists.frame, threads: 1), margins) {
      #expect(abs(own - logistic(theirs)) < 1e-6)
    }
  }

  @Test func linesOverLogOddsGoIntoTheLeaves() throws {
    let prior = PriorCorrection(sampledRate: 0.5, trueRate: 0.07)
    let line = PlattScaling(slope: 0.7, intercept: -0.3)
    let boosted = try BoostedEstimator(rounds: 40).fitted(to: set, run: TreeTestData.run())
    let xgboost = try XGBoostEstimator(rounds: 40)
      .fitted(to: set, run: TrainingRun(seed: 1, threads: 1))
    let corrections = [
      ProbabilityCorrection(prior: prior), ProbabilityCorrection(calibration: .platt(line)),
      ProbabilityCorrection(prior: prior, calibration: .platt(line)),
      ProbabilityCorrection(calibration: .platt(PlattScaling(slope: 0, intercept: -1))),
    ]
    for fitted in [FittedModel.boosted(boosted), .xgboost(xgboost)] {
      for correction in corrections {
        let model = CorrectedModel(fitted, correction: correction)
        let theirs = try library(try model.xgboostJSON(), frame).map(logistic)
        let own = model.probabilities(for: frame, threads: 1)
        #expect(zip(own, theirs).allSatisfy { abs($0 - $1) < 1e-6 }, "\(correction)")
      }
    }
    let forest = try ForestEstimator(treeCount: 3).fitted(to: set, run: TreeTestData.run())
    let error = #expect(throws: ModellingError.self) {
      try CorrectedModel(.forest(forest), correction: corrections[0]).xgboostJSON()
    }
    #expect(error?.message.contains("averaged as probabilities") == true)
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
      frame: FeatureFrame(schema: schema, rowCount: frame.rowCount, columns: Array(frame.columns)),
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
