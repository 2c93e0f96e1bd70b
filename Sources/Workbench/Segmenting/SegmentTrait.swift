import Foundation
import Modelling
import Tabular

/// What sets a segment apart from the other customers in one feature.
public struct SegmentTrait: Sendable, Equatable {
  /// The feature.
  public let feature: String
  /// The level, `missing`, or `nil` for a number.
  public let level: String?
  /// The size of the difference: for a number the difference of means in pooled standard deviations
  /// (Cohen's d), for a level 2·asin√share less the same of the others (Cohen's h). 0.2 is small, 0.5
  /// medium, 0.8 large.
  public let effect: Double
  /// The mean, or the share 0…1, in the segment.
  public let inside: Double
  /// The mean, or the share 0…1, of the others.
  public let outside: Double

  /// From this size on a difference is told of.
  public static let leastEffect = 0.2

  /// The difference in plain words, as “balance is much higher (mean 4,210; others 980)”.
  public var sentence: String {
    guard let level else {
      let strength = abs(effect) >= 0.8 ? "much " : abs(effect) >= 0.5 ? "" : "somewhat "
      return "\(feature) is \(strength)\(effect > 0 ? "higher" : "lower") "
        + "(mean \(Self.number(inside)); others \(Self.number(outside)))"
    }
    return "\(feature) is \(level) in \(Self.percent(inside)) (others \(Self.percent(outside)))"
  }

  /// A few words for a title, as “high balance” or “poutcome success”.
  var title: String {
    guard let level else { return "\(effect > 0 ? "high" : "low") \(feature)" }
    return effect > 0 ? "\(feature) \(level)" : "\(feature) not \(level)"
  }

  /// A number in a sentence, with as many digits as say something.
  static func number(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 0.1 ? 2 : 4
    return TextReport.format(value, digits)
  }

  /// A share in a sentence.
  static func percent(_ share: Double) -> String {
    "\(TextReport.format(share * 100, share > 0 && share < 0.1 ? 1 : 0))%"
  }
}

extension SegmentTrait {
  /// What sets some rows of a frame apart from others, the largest difference first; of each feature one
  /// trait at most.
  static func all(of rows: [Int], against others: [Int], in frame: FeatureFrame) -> [SegmentTrait] {
    guard !rows.isEmpty, !others.isEmpty else { return [] }
    let traits = frame.schema.features.indices.compactMap { place -> SegmentTrait? in
      guard frame.schema.features[place].trainingOnly == nil else { return nil }
      return largest(frame.schema.features[place], frame.columns[place], rows, others)
    }
    return traits.filter { abs($0.effect) >= leastEffect }
      .sorted { (-abs($0.effect), $0.feature) < (-abs($1.effect), $1.feature) }
  }

  private static func largest(
    _ feature: Feature, _ values: [Float], _ rows: [Int], _ others: [Int]
  ) -> SegmentTrait? {
    var traits: [SegmentTrait] = []
    let share = { (level: String, matches: (Float) -> Bool) in
      let inside = Double(rows.count { matches(values[$0]) }) / Double(rows.count)
      let outside = Double(others.count { matches(values[$0]) }) / Double(others.count)
      traits.append(
        SegmentTrait(
          feature: feature.name, level: level,
          effect: 2 * asin(inside.squareRoot()) - 2 * asin(outside.squareRoot()), inside: inside,
          outside: outside))
    }
    switch feature.kind {
    case .number:
      if let trait = numeric(feature, values, rows, others) { traits.append(trait) }
    case .flag(let labels):
      share(labels.one) { $0 == 1 }
      share(labels.zero) { $0 == 0 }
    case .category(let levels):
      for (code, level) in levels.enumerated() { share(level) { $0 == Float(code) } }
    }
    share("missing", \.isNaN)
    // A level that the segment has beats one that it lacks, if they say about as much.
    return traits.max { left, right in
      let weight = { (trait: SegmentTrait) in
        abs(trait.effect) * (trait.level != nil && trait.effect < 0 ? 0.8 : 1)
      }
      return weight(left) < weight(right)
    }
  }

  private static func numeric(
    _ feature: Feature, _ values: [Float], _ rows: [Int], _ others: [Int]
  ) -> SegmentTrait? {
    let inside = moments(values, rows)
    let outside = moments(values, others)
    guard inside.count > 1, outside.count > 1 else { return nil }
    let pooled =
      (inside.squares + outside.squares) / Double(inside.count + outside.count - 2)
    guard pooled > 0, pooled.isFinite else { return nil }
    return SegmentTrait(
      feature: feature.name, level: nil,
      effect: (inside.mean - outside.mean) / pooled.squareRoot(), inside: inside.mean,
      outside: outside.mean)
  }

  private static func moments(
    _ values: [Float], _ rows: [Int]
  ) -> (count: Int, mean: Double, squares: Double) {
    let known = rows.map { Double(values[$0]) }.filter(\.isFinite)
    let mean = known.reduce(0, +) / Double(max(1, known.count))
    return (known.count, mean, known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }
}
