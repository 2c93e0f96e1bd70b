import Foundation
import Testing

@testable import Evaluation

@Suite struct DecisionPolicyTests {
  private let scores = [0.9, 0.7, 0.5, 0.3, 0.1]
  private let labels: [UInt8] = [1, 0, 1, 0, 0]

  private func blocks() throws -> ScoreBlocks {
    try ScoredRows(scores: scores, labels: labels).blocks
  }

  @Test func aRuleThatCannotBeMetGivesWayToTheBestF1AndSaysWhy() throws {
    let flat = try ScoredRows(scores: [0.5, 0.5, 0.2], labels: [1, 0, 0]).blocks
    let policy = try DecisionPolicy(
      choosing: .precision(atLeast: 0.9), segments: .init(), on: flat)
    #expect(policy.rule == .precision(atLeast: 0.9) && policy.choice.rule == .bestF1)
    #expect(policy.threshold == 0.5)
    #expect(policy.refusal?.contains("the highest is 0.5") == true)
    let met = try DecisionPolicy(
      choosing: .precision(atLeast: 0.9), segments: .init(), on: try blocks())
    #expect(met.refusal == nil && met.threshold == 0.9)
    let negative = try ScoredRows(scores: [0.4, 0.2], labels: [0, 0]).blocks
    #expect(throws: ThresholdRefusal.self) {
      try DecisionPolicy(choosing: .bestF1, segments: .init(), on: negative)
    }
  }

  @Test func valuesAreWhatContactsPromiseAndEarn() throws {
    let policy = try DecisionPolicy(
      choosing: .bestProfit(margin: 10, cost: 4), segments: .init(high: 0.2, medium: 0.4),
      on: try blocks())
    // Contacts .9, .7 and .5: 2 of 3 convert, 2.1 were promised.
    let value = try #require(policy.value(on: try blocks()))
    #expect(value.contacts == 3 && value.customers == 5)
    #expect(agree(value.expected, 9) && agree(value.realised, 8))
    #expect(agree(value.expectedPerThousand, 1800) && agree(value.realisedPerThousand, 1600))
    #expect(policy.summaries(of: try blocks()).map(\.rows) == [1, 2, 2])
    #expect(policy.summaries(of: try blocks())[0].value == 6)
    let plain = try DecisionPolicy(choosing: .bestF1, segments: .init(), on: try blocks())
    #expect(plain.value(on: try blocks()) == nil)
    #expect(plain.summaries(of: try blocks())[0].value == nil)
  }

  @Test func itIsReadAsItWasWritten() throws {
    let policy = try DecisionPolicy(
      choosing: .bestProfit(margin: 10, cost: 4, capacity: 0.4), segments: .init(),
      on: try blocks())
    let data = try JSONEncoder().encode(policy)
    #expect(try JSONDecoder().decode(DecisionPolicy.self, from: data) == policy)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SegmentPlan.self, from: Data(#"{"high": 0.1, "medium": 0.5}"#.utf8))
    }
  }

  @Test func aReportHasBothBinningsAndTheRecalibration() throws {
    let rows = try ScoredRows(
      scores: (0..<300).map { Double($0 % 10) / 10 + 0.05 },
      labels: (0..<300).map { UInt8($0 % 10 > $0 % 7 ? 1 : 0) })
    let report = CalibrationReport(rows.blocks)
    #expect(report.equalWidth?.expectedError == rows.blocks.expectedCalibrationError())
    #expect(
      report.equalMass?.expectedError == rows.blocks.expectedCalibrationError(.equalMass(15)))
    #expect(report.gap == rows.blocks.calibrationGap && report.recalibration != nil)
    let scores = CalibrationReport(try ScoredRows(scores: [3, -1], labels: [1, 0]).blocks)
    #expect(scores.equalWidth == nil && scores.gap == nil && scores.recalibration == nil)
  }
}
