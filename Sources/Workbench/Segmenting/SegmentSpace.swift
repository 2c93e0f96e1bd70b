import Modelling
import Segmentation

/// Customers as points: near ones are alike.
struct SegmentSpace {
  let points: Points
  /// SHAP values of the same rows, in the units of the model's margin; `nil` in the space of the features.
  let contributions: Contributions?

  /// What the features do to the scores of a model.
  init(_ model: CorrectedModel, _ frame: FeatureFrame, threads: Int) {
    let contributions = model.contributions(for: frame, threads: threads)
    points = Points(
      dimension: contributions.featureCount, values: contributions.values.map(Float.init))
    self.contributions = contributions
  }

  /// The features: numbers in standard deviations, at most three from the mean, a flag or level 0 or 1, and
  /// a place of its own for what is missing.
  ///
  /// - Parameter fitted: the rows of the frame that means and deviations are of.
  init(_ frame: FeatureFrame, fitted: [Int]) {
    var columns: [[Float]] = []
    for (feature, values) in zip(frame.schema.features, frame.columns) {
      switch feature.kind {
      case .number:
        columns.append(Self.standardised(values, fitted: fitted))
      case .flag:
        columns.append(values.map { $0 == 1 ? 1 : 0 })
      case .category:
        columns += Self.levels(values, fitted: fitted).map { level in
          values.map { $0 == level ? 1 : 0 }
        }
      }
      if fitted.contains(where: { values[$0].isNaN }) {
        columns.append(values.map { $0.isNaN ? 1 : 0 })
      }
    }
    if columns.isEmpty { columns = [[Float](repeating: 0, count: frame.rowCount)] }
    var flat: [Float] = []
    flat.reserveCapacity(frame.rowCount * columns.count)
    for row in 0..<frame.rowCount { for column in columns { flat.append(column[row]) } }
    points = Points(dimension: columns.count, values: flat)
    contributions = nil
  }

  /// The most levels of a category that have a place of their own.
  static let maximumLevels = 20

  /// The most frequent levels.
  private static func levels(_ values: [Float], fitted: [Int]) -> [Float] {
    var counts: [Float: Int] = [:]
    for row in fitted where !values[row].isNaN { counts[values[row], default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(maximumLevels)
      .map(\.key)
  }

  private static func standardised(_ values: [Float], fitted: [Int]) -> [Float] {
    let known = fitted.map { Double(values[$0]) }.filter(\.isFinite)
    let mean = known.reduce(0, +) / Double(max(1, known.count))
    let variance =
      known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, known.count - 1))
    let deviation = variance.squareRoot()
    guard deviation > 0, deviation.isFinite else { return values.map { _ in 0 } }
    return values.map { value in
      value.isNaN ? 0 : Float(max(-3, min(3, (Double(value) - mean) / deviation)))
    }
  }
}
