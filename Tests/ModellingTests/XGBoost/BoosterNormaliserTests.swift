import Foundation
import Testing

@testable import Modelling

@Suite struct BoosterNormaliserTests {
  private let foreign = Data(ForeignBooster.json.utf8)
  private let schema = FeatureSchema(
    features: (0..<3).map { Feature(name: "x\($0)", kind: .number) })

  private func refusal(_ text: String, runningMajor: Int = 1) -> String? {
    do {
      _ = try BoosterNormaliser(runningMajor: runningMajor).normalised(Data(text.utf8))
      return nil
    } catch let error as ModellingError {
      return error.code == .invalidModel ? error.message : "code \(error.code)"
    } catch {
      return "another error: \(error)"
    }
  }

  private func altered(_ part: String, _ other: String) -> String {
    let text = ForeignBooster.json.replacingOccurrences(of: part, with: other)
    precondition(text != ForeignBooster.json, "The booster holds \(part).")
    return text
  }

  @Test func theBracketsOfVersionThreeAreTakenOffForOlderLibraries() throws {
    for major in 1...2 {
      let result = try BoosterNormaliser(runningMajor: major).normalised(foreign)
      let text = String(decoding: result.json, as: UTF8.self)
      #expect(
        text == ForeignBooster.json.replacingOccurrences(of: "[1.975E-1]", with: "1.975E-1"))
      #expect(result.featureCount == 3)
      #expect(result.treeCount == 2)
    }
    #expect(try BoosterNormaliser(runningMajor: 3).normalised(foreign).json == foreign)
  }

  @Test func aNameLikeTheKeyIsLeftAlone() throws {
    let text = altered(
      #""attributes":{}, "feature_names":[]"#,
      #""attributes":{"base_score":"[1.975E-1]"}, "feature_names":["base_score", "NaN", "\"[x]"]"#)
    let result = try BoosterNormaliser(runningMajor: 1).normalised(Data(text.utf8))
    let normalised = String(decoding: result.json, as: UTF8.self)
    #expect(normalised.contains(#"{"base_score":"[1.975E-1]"}, "feature_names":["base_score","#))
    #expect(normalised.contains(#""learner_model_param":{"base_score":"1.975E-1""#))
  }

  @Test func theNormalisedBoosterPredictsAsItsWriterDid() throws {
    let model = try XGBoostModel(booster: foreign, schema: schema)
    let frame = FeatureFrame(
      schema: schema, rowCount: 4,
      columns: (0..<3).map { feature in ForeignBooster.rows.map { $0[feature] } })
    for (value, expected) in zip(model.margins(for: frame, threads: 1), ForeignBooster.margins) {
      #expect(abs(value - expected) < 1e-6)
    }
    let shares = model.contributions(for: frame, threads: 1)
    for (value, expected) in zip(Array(shares.row(0)) + [shares.base], ForeignBooster.contributions)
    {
      #expect(abs(value - expected) < 1e-6)
    }
  }

  @Test func theBinaryFormIsTheSameBooster() throws {
    let binary = try #require(
      Data(base64Encoded: ForeignBooster.ubjson, options: .ignoreUnknownCharacters))
    let frame = FeatureFrame(
      schema: schema, rowCount: 4,
      columns: (0..<3).map { feature in ForeignBooster.rows.map { $0[feature] } })
    let model = try XGBoostModel(booster: binary, schema: schema)
    let text = try XGBoostModel(booster: foreign, schema: schema)
    #expect(model.margins(for: frame, threads: 1) == text.margins(for: frame, threads: 1))
    #expect(model.roundCount == 2)
    for length in stride(from: 0, to: binary.count, by: 41) {
      let error = #expect(throws: ModellingError.self) {
        try XGBoostModel(booster: binary.prefix(length), schema: schema)
      }
      #expect(error?.code == .invalidModel)
    }
  }

  @Test func anyFlippedByteOfTheBinaryFormIsLoadedOrRefusedButNeverCrashes() throws {
    let binary = try #require(
      Data(base64Encoded: ForeignBooster.ubjson, options: .ignoreUnknownCharacters))
    let frame = FeatureFrame(
      schema: schema, rowCount: 4,
      columns: (0..<3).map { feature in ForeignBooster.rows.map { $0[feature] } })
    for place in stride(from: 0, to: binary.count, by: 3) {
      var damaged = binary
      damaged[place] ^= 0xFF
      do {
        let model = try XGBoostModel(booster: damaged, schema: schema)
        #expect(model.margins(for: frame, threads: 1).allSatisfy { $0.isFinite })
      } catch let error as ModellingError {
        #expect(error.code == .invalidModel)
      }
    }
  }

  @Test func unknownVersionsAreRefused() {
    #expect(
      refusal(altered(#""version":[3, 2, 0]"#, #""version":[4, 0, 0]"#))?
        .contains("written by XGBoost 4.0.0") == true)
    #expect(refusal(altered(#""version":[3, 2, 0]"#, #""version":[]"#)) != nil)
  }

  @Test func otherKindsOfModelsAreRefused() {
    #expect(
      refusal(altered(#""name":"gbtree""#, #""name":"dart""#))?.contains("booster is dart") == true)
    #expect(
      refusal(altered("binary:logistic", "reg:gamma"))?.contains("its objective is reg:gamma")
        == true)
    #expect(refusal(altered(#""num_class":"0""#, #""num_class":"3""#)) != nil)
    #expect(refusal(altered(#""base_score":"[1.975E-1]""#, #""base_score":"[.1,.2]""#)) != nil)
    #expect(refusal(altered(#""base_score":"[1.975E-1]""#, #""base_score":"x""#)) != nil)
  }

  @Test(arguments: [
    (#""left_children":[1, 3, 5, -1"#, #""left_children":[1, 3, 900, -1"#),
    (#""left_children":[1, 3, 5, -1"#, #""left_children":[1, 3, 0, -1"#),
    (#""left_children":[1, 3, 5, -1"#, #""left_children":[1, 3, -1, -1"#),
    (#""split_indices":[1, 2, 0"#, #""split_indices":[1, 2, 3"#),
    (#""split_indices":[1, 2, 0"#, #""split_indices":[1, -2, 0"#),
    (#""default_left":[0,"#, #""default_left":["#),
    (#""split_conditions":[8E0"#, #""split_conditions":[NaN"#),
    (#""split_type":[0"#, #""split_type":[1"#),
    (#""num_nodes":"7""#, #""num_nodes":"8""#),
    (#""sum_hessian":[6.3397503E1"#, #""sum_hessian":[0"#),
    (#""size_leaf_vector":"1""#, #""size_leaf_vector":"3""#),
    (#""num_trees":"2""#, #""num_trees":"3""#),
    (#""tree_info":[0, 0]"#, #""tree_info":[0, 7]"#),
    (#""num_feature":"3", "num_target""#, #""num_feature":"-1", "num_target""#),
    (#""categories":[]"#, #""categories":["a"]"#),
    (#""learner_model_param""#, #""other""#),
  ])
  func damageIsRefusedBeforeTheLibrarySeesIt(part: String, other: String) {
    #expect(refusal(altered(part, other))?.contains("can't be loaded") == true)
  }

  @Test func whatIsNoBoosterIsRefused() {
    #expect(refusal("")?.contains("no XGBoost JSON") == true)
    #expect(refusal("booster")?.contains("no XGBoost JSON") == true)
    #expect(refusal("{}")?.contains("is missing") == true)
    #expect(refusal("{L\u{0}\u{0}")?.contains("UBJSON ends early") == true)
    for length in stride(from: 1, to: ForeignBooster.json.count, by: 97) {
      #expect(refusal(String(ForeignBooster.json.prefix(length))) != nil)
    }
  }

  @Test func eachReasonIsTheTrueOne() {
    #expect(refusal(#"{"version":[1,7,4]}"#)?.contains("learner is missing, which") == true)
    let linear = #"""
      {"learner":{"attributes":{},"feature_names":[],"feature_types":[],
      "gradient_booster":{"model":{"weights":[0.5,0.1]},"name":"gblinear"},
      "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"1"},
      "objective":{"name":"binary:logistic"}},"version":[1,7,4]}
      """#
    #expect(refusal(linear)?.contains("its booster is gblinear; only trees") == true)
    let certain = altered(#""base_score":"[1.975E-1]""#, #""base_score":"2E0""#)
    #expect(refusal(certain)?.contains("a probability above 0 and below 1 is needed") == true)
    let deep = #"{"version":"# + String(repeating: "[", count: 1_000_000)
    #expect(refusal(deep)?.contains("nests more than 64 levels") == true)
    #expect(refusal(#"{"version":"[[[[[[[[[["#)?.contains("ends early") == true)
  }

  @Test func aModelOfOneClassificationIsNoRanking() {
    let ranking = altered("binary:logistic", "rank:ndcg")
    let error = #expect(throws: ModellingError.self) {
      try XGBoostModel(booster: Data(ranking.utf8), schema: schema)
    }
    #expect(error?.message.contains("rank:ndcg; binary:logistic is needed") == true)
  }

  @Test func anotherNumberOfFeaturesIsRefused() {
    let error = #expect(throws: ModellingError.self) {
      try XGBoostModel(
        booster: foreign, schema: FeatureSchema(features: Array(schema.features.prefix(2))))
    }
    #expect(error?.message.contains("reads 3 features and 2 were given") == true)
  }
}
