/// The mean probability of some rows when one feature is set to one value in all of them.
public struct PartialDependence: Sendable, Equatable {
  /// One value of the feature and what it leads to.
  public struct Point: Sendable, Equatable {
    /// The encoded value: a number, 0 or 1, or a level's index.
    public let value: Float
    /// The mean probability of the positive class, 0…1.
    public let meanProbability: Double
  }

  /// The feature's place in the schema.
  public let feature: Int
  /// The points by ascending value: a category's levels, or quantiles of the feature's present
  /// values without repetition. Empty when no row has a value, or there are no rows.
  public let points: [Point]
  /// The number of rows averaged over.
  public let rowCount: Int

  /// The most rows averaged over.
  public static let maximumRowCount = 1_000

  /// Sets a feature to each value of its grid, by ``ValueCurves``: the rows are not scored anew for
  /// each value.
  ///
  /// - Parameters:
  ///   - frame: rows to average over; of more than 1,000 every n-th is taken, evenly spread.
  ///   - gridSize: the most points of a number, at least 2.
  public init(
    of model: some Model, frame: FeatureFrame, feature: Int, gridSize: Int = 20, threads: Int
  ) {
    precondition(frame.columns.indices.contains(feature), "The frame has the feature.")
    precondition(gridSize >= 2, "A grid has at least two points.")
    self.feature = feature
    let values = Self.grid(
      frame.columns[feature], kind: frame.schema.features[feature].kind, size: gridSize)
    let rowCount = min(frame.rowCount, Self.maximumRowCount)
    let rows = frame.rows((0..<rowCount).map { $0 * frame.rowCount / rowCount })
    self.rowCount = rowCount
    let curves = ValueCurves(
      of: model, frame: rows, feature: feature, values: values, threads: threads)
    points = zip(values, curves.meanScores).map {
      Point(value: $0, meanProbability: $1)
    }
  }

  private static func grid(_ column: [Float], kind: Feature.Kind, size: Int) -> [Float] {
    if case .category(let levels) = kind {
      return column.isEmpty ? [] : levels.indices.map { Float($0) }
    }
    let present = column.filter { $0.isFinite }.sorted()
    guard !present.isEmpty else { return [] }
    var values: [Float] = []
    for index in 0..<size {
      let value = present[index * (present.count - 1) / (size - 1)]
      if values.last != value { values.append(value) }
    }
    return values
  }
}
