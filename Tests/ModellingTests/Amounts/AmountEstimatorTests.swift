import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct AmountEstimatorTests {
  /// Amounts with heavy tails: e to a sum of columns and normal noise of the given deviation.
  private func rows(_ count: Int, seed: UInt64, deviation: Double = 1) -> AmountRows {
    let frame = TreeTestData.mixed(rowCount: count, seed: seed).frame
    var generator = SeededGenerator(seed: seed ^ 5)
    let amounts = (0..<count).map { row in
      let noise = (0..<12).reduce(-6) { sum, _ in sum + generator.unit() }
      return exp(3 + 0.03 * Double(frame.columns[0][row]) + deviation * noise)
    }
    return AmountRows(frame: frame, amounts: amounts)
  }

  private func fit(
    _ rows: AmountRows, _ validation: AmountRows, _ target: AmountTarget = .log, threads: Int = 2
  ) throws -> AmountEstimator.Fit {
    try AmountEstimator(target: target).fitted(
      to: rows, validation: validation, run: TreeTestData.run(threads: threads))
  }

  private func none(like rows: AmountRows) -> AmountRows {
    AmountRows(frame: rows.frame.rows([]), amounts: [])
  }

  @Test func heavyTailsComeBackToMoney() throws {
    let (train, validation, test) = (rows(3000, seed: 1), rows(800, seed: 2), rows(8000, seed: 3))
    let fit = try fit(train, validation)
    let model = fit.model
    #expect(fit.note.hasPrefix("kept \(model.trees?.treeCount ?? 0) of at most 1000 trees"))
    let promised = [train, validation].map { model.amounts(for: $0.frame, threads: 2) }
    // All that is predicted of the rows that it knows is what they brought.
    let said: Double = promised.joined().reduce(0, +)
    let brought: Double = (train.amounts + validation.amounts).reduce(0, +)
    #expect(abs(said - brought) < 1e-9 * brought)
    // e to half the variance of the noise is the mean over the median.
    let truth = (0..<test.count).map {
      exp(3 + 0.03 * Double(test.frame.columns[0][$0]) + 0.5)
    }
    let found = model.amounts(for: test.frame, threads: 2)
    let total: Double = truth.reduce(0, +)
    let distance: Double = zip(found, truth).reduce(0) { $0 + abs($1.0 - $1.1) }
    #expect(distance < 0.12 * total, "\(distance / total)")
    let promise: Double = found.reduce(0, +) / total
    #expect(abs(promise - 1) < 0.1, "\(promise)")
    // Medians would be a third lower.
    #expect(model.smearing > 1.3)
    #expect(model.trainingMedian < model.trainingMean)
  }

  @Test func sameBytesAtAnyNumberOfThreads() throws {
    let (train, validation) = (rows(600, seed: 4), rows(200, seed: 5))
    let models = try [1, 2, 4].map { try fit(train, validation, threads: $0).model }
    #expect(models[0] == models[1] && models[0] == models[2])
  }

  @Test func equalAmountsAndSingleRowsLeaveTheMean() throws {
    let frame = TreeTestData.mixed(rowCount: 40, seed: 6).frame
    let equal = AmountRows(frame: frame, amounts: [Double](repeating: 12.5, count: 40))
    let constant = try fit(equal, rows(10, seed: 7))
    #expect(constant.model.trees == nil && constant.note.contains("every amount is 12.5"))
    let one = AmountRows(frame: frame.rows([3]), amounts: [80])
    let single = try fit(one, none(like: one))
    #expect(single.note.contains("of 1 positive row to fit to"))
    #expect(single.model.amounts(for: frame, threads: 1) == [Double](repeating: 80, count: 40))
    let unstopped = rows(100, seed: 8)
    let alone = try fit(unstopped, none(like: unstopped))
    #expect(alone.model.trees == nil && alone.note.contains("no positive validation row"))
    #expect(throws: ModellingError.self) { try fit(none(like: unstopped), unstopped) }
  }

  @Test func zeroAndHugeAmountsStayFinite() throws {
    let frame = TreeTestData.mixed(rowCount: 300, seed: 9).frame
    let zeros = AmountRows(
      frame: frame, amounts: (0..<300).map { $0 % 3 == 0 ? 25 + Double($0 % 7) : 0 })
    let found = try fit(zeros, zeros).model.amounts(for: frame, threads: 1)
    #expect(found.allSatisfy { $0 >= 0 && $0.isFinite })
    let huge = AmountRows(frame: frame, amounts: (0..<300).map { $0 % 50 == 0 ? 9e17 : 1 })
    for target in AmountTarget.allCases {
      let model = try fit(huge, huge, target).model
      #expect(model.amounts(for: frame, threads: 1).allSatisfy { abs($0) <= AmountModel.largest })
    }
    let beyond = AmountRows(frame: frame, amounts: (0..<300).map { $0 == 0 ? 1e19 : 1 })
    #expect(throws: ModellingError.self) { try fit(beyond, huge) }
  }

  @Test func negativeAmountsAreForThePlainTarget() throws {
    let frame = TreeTestData.mixed(rowCount: 400, seed: 10).frame
    let signed = AmountRows(
      frame: frame, amounts: frame.columns[0].map { Double($0) - 40 })
    let error = #expect(throws: ModellingError.self) { try fit(signed, signed) }
    #expect(error?.message.contains("use the target plain") == true)
    let model = try fit(signed, signed, .plain).model
    let found = model.amounts(for: frame, threads: 1)
    #expect((found.min() ?? 0) < -10 && (found.max() ?? 0) > 10 && model.smearing == 1)
  }

  @Test func aCancelledFitIsNone() {
    let run = TrainingRun(seed: 1, threads: 1)
    run.cancel()
    let rows = rows(100, seed: 11)
    let error = #expect(throws: ModellingError.self) {
      try AmountEstimator().fitted(to: rows, validation: rows, run: run)
    }
    #expect(error?.code == .cancelled)
  }

  @Test func writtenAndReadItPredictsTheSame() throws {
    let (train, validation) = (rows(400, seed: 12), rows(100, seed: 13))
    let model = try fit(train, validation).model
    let read = try JSONDecoder().decode(AmountModel.self, from: JSONEncoder().encode(model))
    #expect(read == model)
    try read.check(against: train.frame.schema)
    let other = FeatureSchema(features: [Feature(name: "age", kind: .number)])
    #expect(throws: ModellingError.self) { try read.check(against: other) }
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    let damaged = text.replacing(#/"smearing":[0-9.]+/#, with: "\"smearing\":-1")
    let bent = try JSONDecoder().decode(AmountModel.self, from: Data(damaged.utf8))
    #expect(throws: ModellingError.self) { try bent.check(against: train.frame.schema) }
  }
}
