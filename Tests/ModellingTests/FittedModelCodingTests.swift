import Foundation
import Testing

@testable import Modelling

/// Rankers that older programs wrote under the name of boosted trees.
@Suite struct FittedModelCodingTests {
  private func ranker(_ objective: BoostingObjective) throws -> TreeEnsembleModel {
    let data = RankingTestData.lists(count: 60, seed: 4)
    return try BoostedEstimator(rounds: 4, minimumChildWeight: 0.01, objective: objective)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
  }

  @Test(arguments: [
    (BoostingObjective.lambdaNDCG, ModelKind.lambdamart), (.lambdaMAP, .lambdamart),
    (.yetiRank, .yetirank),
  ])
  func olderRankersAreReadUnderTheirOwnName(
    objective: BoostingObjective, kind: ModelKind
  ) throws {
    let model = try ranker(objective).calibrated(slope: 2, intercept: -1)
    let older = try JSONEncoder().encode(["boosted": ["_0": model]])
    let read = try JSONDecoder().decode(FittedModel.self, from: older)
    #expect(read.kind == kind)
    let frame = RankingTestData.lists(count: 5, seed: 9).frame
    #expect(read.margins(for: frame, threads: 1) == model.margins(for: frame, threads: 1))
    let again = try JSONDecoder().decode(FittedModel.self, from: JSONEncoder().encode(read))
    #expect(again.kind == kind)
  }

  @Test func olderSettingsBecomeThoseOfTheRanker() throws {
    func read(_ objective: Int) throws -> ModelSettings {
      try JSONDecoder().decode(
        ModelSettings.self,
        from: Data(#"{"kind":"boosted","values":{"objective":\#(objective),"rounds":40}}"#.utf8))
    }
    #expect(try read(0).kind == .boosted)
    #expect(try read(1).kind == .lambdamart && read(1)["objective"] == 0)
    #expect(try read(2).kind == .lambdamart && read(2)["objective"] == 1)
    #expect(try read(3).kind == .yetirank && read(3)["rounds"] == 40)
  }

  @Test func aNameThatDoesNotFitTheTreesIsRefused() throws {
    let wrong = try JSONEncoder().encode(["yetirank": ["_0": try ranker(.lambdaMAP)]])
    let error = #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(FittedModel.self, from: wrong)
    }
    #expect(error?.message.contains("is damaged") == true)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(FittedModel.self, from: Data(#"{"svm":{}}"#.utf8))
    }
  }
}
