import Threads

/// What a model gives to each of some rows at each value of one feature, all else left alone: the
/// curves of individual conditional expectation (Goldstein et al. 2015), whose mean is the partial
/// dependence.
public struct ValueCurves: Sendable, Equatable {
  /// The feature's place in the schema.
  public let feature: Int
  /// The encoded values, as given; NaN is missing.
  public let values: [Float]
  /// The number of rows.
  public let rowCount: Int
  /// Margins by row and then by value, equal to those of rows changed and scored again.
  public let margins: [Double]
  /// What the margins are.
  public let marginScale: MarginScale
  /// What makes probabilities of the margins, as it does everywhere else for the model.
  public let correction: ProbabilityCorrection

  /// Sets a feature to each value in turn. Trees are walked once a row, whatever the number of
  /// values; a logistic regression changes only the feature's own term.
  ///
  /// - Precondition: the frame has the model's features.
  public init(
    of model: some Model, frame: FeatureFrame, feature: Int, values: [Float], threads: Int
  ) {
    precondition(frame.columns.indices.contains(feature), "The frame has the feature.")
    self.feature = feature
    self.values = values
    rowCount = frame.rowCount
    marginScale = model.marginScale
    correction = model.correction
    if let trees = ModelTrees(model) {
      margins = Self.walked(trees, frame, feature, values, threads: threads)
    } else {
      margins = Self.added(model, frame, feature, values, threads: threads)
    }
  }

  /// The margins of one row, a value each.
  public func row(_ row: Int) -> ArraySlice<Double> {
    margins[row * values.count..<(row + 1) * values.count]
  }

  /// What the model predicts of one row on its own scale, a value each: probabilities, or amounts
  /// or scores as they are.
  public func scores(ofRow row: Int) -> [Double] { scores(ofMargins: Array(self.row(row))) }

  /// The mean prediction over the rows on the model's own scale, a value each; empty without rows.
  public var meanScores: [Double] {
    guard rowCount > 0 else { return [] }
    var sums = [Double](repeating: 0, count: values.count)
    for (index, score) in scores(ofMargins: margins).enumerated() {
      sums[index % values.count] += score
    }
    return sums.map { $0 / Double(rowCount) }
  }

  private func scores(ofMargins margins: [Double]) -> [Double] {
    marginScale.isProbability
      ? correction.probabilities(ofMargins: margins, scale: marginScale) : margins
  }

  private static func walked(
    _ trees: ModelTrees, _ frame: FeatureFrame, _ feature: Int, _ values: [Float], threads: Int
  ) -> [Double] {
    let walk = GridWalk(trees, feature: feature, values: values)
    let read = trees.read(frame)
    let settled = walk.settledSums(for: read, threads: threads)
    let width = frame.columns.count
    return [Double](unsafeUninitializedCapacity: frame.rowCount * values.count) { buffer, count in
      count = frame.rowCount * values.count
      guard let target = buffer.baseAddress else { return }
      inRowBlocks(frame.rowCount, of: 64, threads: threads) { rows, _ in
        let block = ScratchBuffer<Float>(count: rows.count * width, repeating: 0)
        RowBlock.fill(block.base, from: read, rows: rows)
        for row in rows {
          walk.write(
            block.base + (row - rows.lowerBound) * width, settled: settled[row],
            to: target + row * values.count)
        }
      }
    }
  }

  /// For a model that adds its features' terms up.
  private static func added(
    _ model: some Model, _ frame: FeatureFrame, _ feature: Int, _ values: [Float], threads: Int
  ) -> [Double] {
    guard frame.rowCount > 0 else { return [] }
    let margins = model.margins(for: frame, threads: threads)
    let own = model.contributions(for: frame, threads: threads)
    // Any row will do: a term depends on its own feature alone.
    let changed = frame.rows([Int](repeating: 0, count: values.count))
      .replacing(feature: feature, with: values)
    let terms = model.contributions(for: changed, threads: threads)
    let width = own.featureCount
    var result: [Double] = []
    result.reserveCapacity(frame.rowCount * values.count)
    for row in 0..<frame.rowCount {
      let others = margins[row] - own.values[row * width + feature]
      for index in values.indices { result.append(others + terms.values[index * width + feature]) }
    }
    return result
  }
}
