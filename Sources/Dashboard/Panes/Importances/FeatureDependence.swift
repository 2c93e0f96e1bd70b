import Modelling
import Workbench

/// How the probabilities of all models follow one feature.
public struct FeatureDependence: Sendable {
  /// The feature's place in the schema.
  let feature: Int
  /// The mean probabilities by model.
  let curves: [ModelKind: PartialDependence]
  /// The probabilities of single customers by model, a row a customer and a value each of the points
  /// of the curve: individual conditional expectation.
  var individuals: [ModelKind: [[Double]]] = [:]
  /// How the feature's values lie in the test rows.
  var spread = FeatureSpread(values: [], isNumber: true, points: [])

  /// The customers that are shown one by one.
  static let individualCount = 24

  /// Sets one feature of test rows to each of its values, in every model of a comparison.
  init(of comparison: Comparison, feature: Int) {
    var curves: [ModelKind: PartialDependence] = [:]
    var individuals: [ModelKind: [[Double]]] = [:]
    let frame = comparison.testFrame
    let count = min(FeatureDependence.individualCount, frame.rowCount)
    let rows = frame.rows((0..<count).map { $0 * frame.rowCount / count })
    for (kind, trained) in comparison.trained {
      let curve = PartialDependence(of: trained.model, frame: frame, feature: feature, threads: 1)
      curves[kind] = curve
      let single = ValueCurves(
        of: trained.model, frame: rows, feature: feature, values: curve.points.map(\.value),
        threads: 1)
      individuals[kind] = (0..<single.rowCount).map { single.scores(ofRow: $0) }
    }
    self.feature = feature
    self.curves = curves
    self.individuals = individuals
    let features = frame.schema.features
    spread = FeatureSpread(
      values: frame.columns.indices.contains(feature) ? frame.columns[feature] : [],
      isNumber: features.indices.contains(feature) && features[feature].kind == .number,
      points: curves.values.first?.points.map(\.value) ?? [])
  }

  /// Makes a dependence of curves alone.
  init(feature: Int, curves: [ModelKind: PartialDependence]) {
    self.feature = feature
    self.curves = curves
  }

  /// The range that nine of ten customers' probabilities lie in at one value; `nil` without any.
  func range(_ kind: ModelKind, at point: Int) -> ClosedRange<Double>? {
    let values = (individuals[kind] ?? []).compactMap {
      $0.indices.contains(point) ? $0[point] : nil
    }
    .sorted()
    guard let first = values.first, let last = values.last else { return nil }
    let edge = values.count / 20
    return values.count > 2 * edge
      ? values[edge]...values[values.count - 1 - edge] : first...last
  }
}

/// How the values of a feature lie in some rows.
struct FeatureSpread: Sendable, Equatable {
  /// Of numbers how many lie in each of equal parts of the range; of levels how many have each point.
  let counts: [Int]
  /// Rows without a value.
  let missingCount: Int
  /// The rows.
  let rowCount: Int

  /// So many parts make a histogram fine enough for a wide screen.
  static let binCount = 240

  /// - Parameter points: the values of the curve that the histogram stands under, ascending.
  init(values: [Float], isNumber: Bool, points: [Float]) {
    rowCount = values.count
    missingCount = values.count { $0.isNaN }
    guard let low = points.first, let high = points.last else {
      counts = []
      return
    }
    guard isNumber else {
      let places = Dictionary(
        points.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first }
      )
      var counts = [Int](repeating: 0, count: points.count)
      for value in values {
        if let place = places[value] { counts[place] += 1 }
      }
      self.counts = counts
      return
    }
    var counts = [Int](repeating: 0, count: FeatureSpread.binCount)
    let width = Double(high) - Double(low)
    for value in values where value >= low && value <= high {
      let share = width > 0 ? (Double(value) - Double(low)) / width : 0
      counts[min(counts.count - 1, Int(share * Double(counts.count)))] += 1
    }
    self.counts = counts
  }

  /// The counts of a number put together into columns of a chart.
  func columns(_ width: Int) -> [Double] {
    guard width > 0, !counts.isEmpty else { return [] }
    var result = [Double](repeating: 0, count: width)
    for (bin, count) in counts.enumerated() {
      result[bin * width / counts.count] += Double(count)
    }
    return result
  }
}
