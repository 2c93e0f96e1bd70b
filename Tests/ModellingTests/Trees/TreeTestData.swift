import Foundation
import Tabular

@testable import Modelling

/// Seeded training sets for the tests of trees.
enum TreeTestData {
  /// Numbers, a flag, a category of six levels and one of three, with missing values in two of
  /// them.
  static func mixed(rowCount: Int, seed: UInt64, noise: Double = 0.1) -> (
    frame: FeatureFrame, labels: [UInt8]
  ) {
    var generator = SeededGenerator(seed: seed)
    let levels = (0..<6).map { "level \($0)" }
    let schema = FeatureSchema(features: [
      Feature(name: "age", kind: .number),
      Feature(name: "balance", kind: .number),
      Feature(name: "loan", kind: .flag(.init(zero: "no", one: "yes"))),
      Feature(name: "job", kind: .category(levels: levels)),
      Feature(name: "marital", kind: .category(levels: ["a", "b", "c"])),
    ])
    var columns = [[Float]](repeating: [], count: 5)
    var labels: [UInt8] = []
    for _ in 0..<rowCount {
      let age = Float(generator.below(60) + 18)
      let balance = generator.unit() < 0.2 ? Float.nan : Float(generator.unit() * 2000 - 500)
      let loan = Float(generator.below(2))
      let job = generator.unit() < 0.1 ? Float.nan : Float(generator.below(6))
      let marital = Float(generator.below(3))
      for (column, value) in [age, balance, loan, job, marital].enumerated() {
        columns[column].append(value)
      }
      let isIn = job == 1 || job == 4 ? 1.5 : 0
      let score =
        (age > 45 ? 1.0 : -1) + (balance.isNaN ? 1 : balance > 600 ? 1 : -0.5)
        * (loan == 1 ? 1 : -1)
        + isIn
      labels.append((score > 0.7) != (generator.unit() < noise) ? 1 : 0)
    }
    return (FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels)
  }

  /// Flags only: many equal rows.
  static func flags(rowCount: Int, columnCount: Int, seed: UInt64) -> (
    frame: FeatureFrame, labels: [UInt8]
  ) {
    var generator = SeededGenerator(seed: seed)
    let schema = FeatureSchema(
      features: (0..<columnCount).map { Feature(name: "flag \($0)", kind: .number) })
    var columns = [[Float]](repeating: [], count: columnCount)
    var labels: [UInt8] = []
    for _ in 0..<rowCount {
      let row = (0..<columnCount).map { _ in Float(generator.below(2)) }
      for (column, value) in row.enumerated() { columns[column].append(value) }
      let chance = 0.1 + 0.4 * Double(row[0] * row[1]) + 0.3 * Double(row[2])
      labels.append(generator.unit() < chance ? 1 : 0)
    }
    return (FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels)
  }

  static func run(threads: Int = 2, seed: UInt64 = 11) -> TrainingRun {
    TrainingRun(seed: seed, threads: threads)
  }

  static func logLoss(_ probabilities: [Double], _ labels: [UInt8]) -> Double {
    var sum = 0.0
    for (probability, label) in zip(probabilities, labels) {
      let kept = min(max(probability, 1e-12), 1 - 1e-12)
      sum -= label == 1 ? log(kept) : log(1 - kept)
    }
    return sum / Double(labels.count)
  }
}
