import Foundation
import Tabular

@testable import Modelling

/// Seeded lists for the tests of rankers.
enum RankingTestData {
  /// Lists of 1 to 24 rows in mixed order. A row's grade rises with two of its columns within its
  /// list; the third column tells the list's level, which says nothing of the order in it.
  static func lists(
    count: Int, seed: UInt64, highest: Int = 3, validation: TrainingSet.Validation? = nil
  ) -> TrainingSet {
    var generator = SeededGenerator(seed: seed)
    var rows: [(group: Int32, values: [Float], grade: UInt8)] = []
    for group in 0..<count {
      let level = Float(generator.below(100))
      for _ in 0..<generator.below(24) + 1 {
        let (a, b) = (Float(generator.below(50)), Float(generator.below(5)))
        let quality =
          Double(a) / 50 + (b == 1 || b == 4 ? 0.5 : 0) + generator.unit() * 0.4 - Double(level)
          / 200
        rows.append(
          (Int32(group * 7), [a, b, level], UInt8(max(0, min(highest, Int(quality * 2.5))))))
      }
    }
    rows.shuffle(using: &generator)
    let schema = FeatureSchema(features: [
      Feature(name: "quality", kind: .number),
      Feature(name: "kind", kind: .category(levels: ["a", "b", "c", "d", "e"])),
      Feature(name: "level", kind: .number),
    ])
    return TrainingSet(
      frame: FeatureFrame(
        schema: schema, rowCount: rows.count,
        columns: (0..<3).map { column in rows.map { $0.values[column] } }),
      labels: rows.map(\.grade), groups: rows.map(\.group), validation: validation)
  }

  static func validation(count: Int, seed: UInt64, highest: Int = 3) -> TrainingSet.Validation {
    let set = lists(count: count, seed: seed, highest: highest)
    return .init(frame: set.frame, labels: set.labels, groups: set.groups)
  }

  /// The mean of a measure over lists, worked out plainly; scores have no ties.
  static func mean(
    _ scores: [Double], _ labels: [UInt8], _ groups: [Int32],
    _ value: (_ grades: [UInt8]) -> Double?
  ) -> Double {
    var lists: [Int32: [(score: Double, grade: UInt8)]] = [:]
    for row in scores.indices { lists[groups[row], default: []].append((scores[row], labels[row])) }
    let values = lists.values.compactMap { list in
      value(list.sorted { $0.score > $1.score }.map(\.grade))
    }
    return values.reduce(0, +) / Double(values.count)
  }

  /// The discounted gains of the first places.
  static func gains(_ grades: [UInt8], cutoff: Int) -> Double {
    grades.prefix(cutoff).enumerated().reduce(0) {
      $0 + (exp2(Double($1.element)) - 1) / log2(Double($1.offset + 2))
    }
  }

  /// NDCG of grades in order; `nil` without a relevant one.
  static func ndcg(_ grades: [UInt8], cutoff: Int = 7) -> Double? {
    let ideal = gains(grades.sorted(by: >), cutoff: cutoff)
    return ideal > 0 ? gains(grades, cutoff: cutoff) / ideal : nil
  }

  /// Average precision of grades in order; `nil` without a relevant one.
  static func averagePrecision(_ grades: [UInt8], cutoff: Int = 7) -> Double? {
    let relevant = grades.count { $0 > 0 }
    guard relevant > 0 else { return nil }
    var sum = 0.0
    var seen = 0.0
    for (place, grade) in grades.prefix(cutoff).enumerated() where grade > 0 {
      seen += 1
      sum += seen / Double(place + 1)
    }
    return sum / Double(min(relevant, cutoff))
  }
}
