/// How sure areas under the ROC curve are, by formula instead of by draws.
///
/// Each positive has its share of negatives below it, each negative its share of positives above;
/// the spread of those shares is the spread of the area. Rows are taken as independent and
/// unweighted: for grouped or weighted rows use ``Bootstrap``. Sources: DeLong, DeLong and
/// Clarke-Pearson 1988, doi:10.2307/2531595; sorting as in Sun and Xu 2014,
/// doi:10.1109/LSP.2014.2337313.
public struct DeLong: Sendable, Equatable {
  /// The area of each model.
  public let areas: [Double]
  /// The covariance of the areas, `covariance[first][second]`.
  public let covariance: [[Double]]

  /// Takes the areas of models on the same rows with their covariance. O(models² · n) on sorted rows.
  ///
  /// `nil` without models, for weighted rows, and with fewer than two rows of either class.
  public init?(_ models: [ScoredRows]) {
    guard let first = models.first else { return nil }
    precondition(
      models.allSatisfy { $0.labels == first.labels }, "Models are compared on the same rows.")
    guard models.allSatisfy({ $0.weights == nil }) else { return nil }
    guard first.blocks.totalPositives >= 2, first.blocks.totalNegatives >= 2 else { return nil }
    let areas = models.compactMap(\.blocks.rocAUC)
    let placements = zip(models, areas).map { Placements($0, area: $1) }
    var covariance = [[Double]](
      repeating: [Double](repeating: 0, count: models.count), count: models.count)
    for one in models.indices {
      for two in one..<models.count {
        let value = placements[one].covariance(with: placements[two], labels: first.labels)
        covariance[one][two] = value
        covariance[two][one] = value
      }
    }
    self.areas = areas
    self.covariance = covariance
  }

  /// The difference of two models' areas on the same rows, first less second.
  public struct Difference: Sendable, Hashable, Codable {
    /// The difference with its interval.
    public let interval: Interval
    /// The difference over its standard error; `nil` when that is 0.
    public let z: Double?
    /// The two-sided p of no difference; 1 for equal areas with no spread, 0 for unequal ones.
    public let pValue: Double
  }

  /// The area of a model with its interval, cut at 0 and 1.
  public func interval(of model: Int, level: Double = 0.95) -> Interval {
    let area = areas[model]
    let error = max(0, covariance[model][model]).squareRoot()
    let reach = NormalDistribution.quantile(ofCentralShare: level) * error
    return Interval(
      estimate: area, lower: max(0, area - reach), upper: min(1, area + reach), level: level,
      standardError: error)
  }

  /// Compares two models.
  public func difference(_ first: Int, _ second: Int, level: Double = 0.95) -> Difference {
    let variance =
      covariance[first][first] + covariance[second][second] - 2 * covariance[first][second]
    let gap = areas[first] - areas[second]
    // Models that order the rows alike leave only rounding here.
    let error = variance > 1e-18 ? variance.squareRoot() : 0
    let reach = NormalDistribution.quantile(ofCentralShare: level) * error
    let z = error > 0 ? gap / error : nil
    return Difference(
      interval: Interval(
        estimate: gap, lower: gap - reach, upper: gap + reach, level: level, standardError: error),
      z: z, pValue: z.map(NormalDistribution.twoSidedTail) ?? (abs(gap) < 1e-15 ? 1 : 0))
  }

  /// The matrix of P(A beats B), the difference of two areas being normal about its estimate.
  ///
  /// - Parameter equivalence: differences of area this small, at least 0, count as none.
  public func comparison(equivalence: Double = 0, level: Double = 0.95) -> ModelComparison {
    precondition(equivalence >= 0, "A region of equivalence is not negative.")
    return ModelComparison(kind: .rocAUC, modelCount: areas.count, equivalence: equivalence) {
      let interval = difference($0, $1, level: level).interval
      let gap = interval.estimate
      let error = interval.standardError
      guard error > 0 else {
        return PairwisePreference(
          difference: interval, firstBetter: gap > max(equivalence, 1e-15) ? 1 : 0,
          secondBetter: gap < -max(equivalence, 1e-15) ? 1 : 0)
      }
      return PairwisePreference(
        difference: interval,
        firstBetter: NormalDistribution.share(below: (gap - equivalence) / error),
        secondBetter: NormalDistribution.share(below: (-gap - equivalence) / error))
    }
  }

  /// The area of one model with its interval; `nil` where ``init(_:)`` is.
  public static func interval(_ rows: ScoredRows, level: Double = 0.95) -> Interval? {
    DeLong([rows])?.interval(of: 0, level: level)
  }

  /// Compares two models on the same rows; `nil` where ``init(_:)`` is.
  public static func difference(
    _ first: ScoredRows, _ second: ScoredRows, level: Double = 0.95
  ) -> Difference? {
    DeLong([first, second])?.difference(0, 1, level: level)
  }
}

/// What each row of a model is worth to its area, less the area.
private struct Placements {
  /// By row: for a positive the share of negatives below it, for a negative the share of positives
  /// above it, its own block counting half; the area taken off.
  private let ofRow: [Double]
  private let positives: Double
  private let negatives: Double

  init(_ rows: ScoredRows, area: Double) {
    let blocks = rows.blocks
    positives = blocks.totalPositives
    negatives = blocks.totalNegatives
    var ofPositives: [Double] = []
    var ofNegatives: [Double] = []
    ofPositives.reserveCapacity(blocks.count)
    ofNegatives.reserveCapacity(blocks.count)
    for index in 0..<blocks.count {
      let below = blocks.totalNegatives - blocks.cumulativeNegatives[index]
      ofPositives.append((below + blocks.negatives[index] / 2) / blocks.totalNegatives - area)
      let above = blocks.cumulativePositives[index] - blocks.positives[index]
      ofNegatives.append((above + blocks.positives[index] / 2) / blocks.totalPositives - area)
    }
    ofRow = zip(rows.labels, rows.blockOfRow).map { label, block in
      label == 1 ? ofPositives[Int(block)] : ofNegatives[Int(block)]
    }
  }

  func covariance(with other: Placements, labels: [UInt8]) -> Double {
    var ofPositives = 0.0
    var ofNegatives = 0.0
    for (row, label) in labels.enumerated() {
      let product = ofRow[row] * other.ofRow[row]
      if label == 1 { ofPositives += product } else { ofNegatives += product }
    }
    return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives
  }
}
