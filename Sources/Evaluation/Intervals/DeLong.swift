/// How sure an area under the ROC curve is, by formula instead of by draws.
///
/// Each positive has its share of negatives below it, each negative its share of positives above;
/// the spread of those shares is the spread of the area. Rows are taken as independent and
/// unweighted: for grouped or weighted rows use ``Bootstrap``. Sources: DeLong, DeLong and
/// Clarke-Pearson 1988, doi:10.2307/2531595; sorting as in Sun and Xu 2014,
/// doi:10.1109/LSP.2014.2337313.
public enum DeLong {
  /// The area with its interval, cut at 0 and 1. O(n) on sorted rows.
  ///
  /// `nil` for weighted rows, and with fewer than two rows of either class.
  public static func interval(_ rows: ScoredRows, level: Double = 0.95) -> Interval? {
    guard isDefined(rows), let area = rows.blocks.rocAUC else { return nil }
    let placements = Placements(rows.blocks)
    let variance = covariance(placements, rows, placements, rows, areas: (area, area))
    let error = max(0, variance).squareRoot()
    let reach = NormalDistribution.quantile(ofCentralShare: level) * error
    return Interval(
      estimate: area, lower: max(0, area - reach), upper: min(1, area + reach), level: level,
      standardError: error)
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

  /// Compares two models on the same rows.
  ///
  /// `nil` for weighted rows, and with fewer than two rows of either class.
  public static func difference(
    _ first: ScoredRows, _ second: ScoredRows, level: Double = 0.95
  ) -> Difference? {
    precondition(first.labels == second.labels, "Two models are compared on the same rows.")
    guard isDefined(first), isDefined(second) else { return nil }
    guard let firstArea = first.blocks.rocAUC, let secondArea = second.blocks.rocAUC else {
      return nil
    }
    let one = Placements(first.blocks)
    let two = Placements(second.blocks)
    let variance =
      covariance(one, first, one, first, areas: (firstArea, firstArea))
      + covariance(two, second, two, second, areas: (secondArea, secondArea))
      - 2 * covariance(one, first, two, second, areas: (firstArea, secondArea))
    let gap = firstArea - secondArea
    // Models that order the rows alike leave only rounding here.
    let error = variance > 1e-18 ? variance.squareRoot() : 0
    let reach = NormalDistribution.quantile(ofCentralShare: level) * error
    let z = error > 0 ? gap / error : nil
    return Difference(
      interval: Interval(
        estimate: gap, lower: gap - reach, upper: gap + reach, level: level, standardError: error),
      z: z, pValue: z.map(NormalDistribution.twoSidedTail) ?? (abs(gap) < 1e-15 ? 1 : 0))
  }

  private static func isDefined(_ rows: ScoredRows) -> Bool {
    rows.weights == nil && rows.blocks.totalPositives >= 2 && rows.blocks.totalNegatives >= 2
  }

  /// For each block, what a row in it is worth to the area.
  private struct Placements {
    /// The share of negatives below the block, its own counting half.
    var ofPositives: [Double] = []
    /// The share of positives above the block, its own counting half.
    var ofNegatives: [Double] = []

    init(_ blocks: ScoreBlocks) {
      for index in 0..<blocks.count {
        let below = blocks.totalNegatives - blocks.cumulativeNegatives[index]
        ofPositives.append((below + blocks.negatives[index] / 2) / blocks.totalNegatives)
        let above = blocks.cumulativePositives[index] - blocks.positives[index]
        ofNegatives.append((above + blocks.positives[index] / 2) / blocks.totalPositives)
      }
    }
  }

  private static func covariance(
    _ first: Placements, _ firstRows: ScoredRows, _ second: Placements, _ secondRows: ScoredRows,
    areas: (Double, Double)
  ) -> Double {
    var ofPositives = 0.0
    var ofNegatives = 0.0
    for (row, label) in firstRows.labels.enumerated() {
      let one = Int(firstRows.blockOfRow[row])
      let two = Int(secondRows.blockOfRow[row])
      if label == 1 {
        ofPositives += (first.ofPositives[one] - areas.0) * (second.ofPositives[two] - areas.1)
      } else {
        ofNegatives += (first.ofNegatives[one] - areas.0) * (second.ofNegatives[two] - areas.1)
      }
    }
    let positives = firstRows.blocks.totalPositives
    let negatives = firstRows.blocks.totalNegatives
    return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives
  }
}
