import Foundation
import Testing

@testable import Modelling

@Suite struct XGBoostModelTests {
  let data = LinearFrames.mixed(rowCount: 800)
  let model: XGBoostModel

  init() throws {
    model = try XGBoostEstimator(rounds: 15, maximumDepth: 4)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
  }

  @Test func contributionsSumToTheMargin() {
    let margins = model.margins(for: data.frame, threads: 1)
    let shares = model.contributions(for: data.frame, threads: 2)
    for row in 0..<data.frame.rowCount {
      #expect(abs(shares.row(row).reduce(shares.base, +) - margins[row]) < 1e-5)
    }
    #expect(model.contributions(for: data.frame.rows([]), threads: 1).base == shares.base)
  }

  @Test func savedAndLoadedModelsScoreAlike() throws {
    let loaded = try JSONDecoder().decode(XGBoostModel.self, from: JSONEncoder().encode(model))
    #expect(loaded == model)
    #expect(loaded.roundCount == model.roundCount)
    #expect(loaded.gainImportance == model.gainImportance)
    #expect(
      loaded.margins(for: data.frame, threads: 2) == model.margins(for: data.frame, threads: 1))
  }

  @Test func everyValueScoresFinite() {
    let odd: [Float] = [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, -1, 3, 0.5,
      1e9,
    ]
    let frame = LinearFrames.rows(odd.map { [$0, $0, $0, $0] })
    #expect(model.margins(for: frame, threads: 1).allSatisfy { $0.isFinite })
    #expect(model.contributions(for: frame, threads: 1).values.allSatisfy { $0.isFinite })
  }

  @Test func codesOutsideTheLevelsAreMissing() {
    let margins = model.margins(
      for: LinearFrames.rows([[1, 0, .nan, 7], [1, 0, 9, 7], [1, 0, -1, 7], [1, 0, 1e9, 7]]),
      threads: 1)
    #expect(Set(margins).count == 1)
  }

  @Test func severalThreadsMayScoreAtOnce() async {
    let expected = model.margins(for: data.frame, threads: 1)
    let shares = model.contributions(for: data.frame, threads: 1).values
    let allEqual = await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<10).allSatisfy { _ in
            task % 2 == 0
              ? model.margins(for: data.frame, threads: 1 + task % 3) == expected
              : model.contributions(for: data.frame, threads: 1).values == shares
          }
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(allEqual)
  }

  @Test func damagedBytesAreRefused() throws {
    var parts = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(model)) as? [String: Any])
    let text = try #require(parts["booster"] as? String)
    let bytes = try #require(Data(base64Encoded: text))
    func refused(_ damaged: Data) throws -> Bool {
      parts["booster"] = damaged.base64EncodedString()
      let json = try JSONSerialization.data(withJSONObject: parts)
      let error = #expect(throws: ModellingError.self) {
        try JSONDecoder().decode(XGBoostModel.self, from: json)
      }
      return error?.code == .invalidModel && error?.message.contains("damaged") == true
    }
    for place in stride(from: 0, to: bytes.count, by: bytes.count / 7) {
      var damaged = bytes
      damaged[place] ^= 1
      #expect(try refused(damaged))
    }
    #expect(try refused(bytes.prefix(bytes.count / 2)))
    #expect(try refused(Data()))
  }

  @Test func noRowsGiveNoScores() {
    #expect(model.margins(for: data.frame.rows([]), threads: 2).isEmpty)
    #expect(model.contributions(for: data.frame.rows([]), threads: 2).values.isEmpty)
  }
}
