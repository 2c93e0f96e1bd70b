import Evaluation
import TerminalKit
import Workbench

/// What contacting from each threshold on comes to, in parts that any margin and cost can be put to:
/// made once from some rows, thinned for drawing.
struct ValueCurve: Sendable {
  /// Contacting from one score on. All but the threshold are shares of all rows.
  struct Station: Sendable {
    let threshold: Double
    let contacts: Double
    /// The positives among the contacts.
    let hits: Double
    /// The sum of the probabilities of the contacts.
    let promised: Double
  }

  /// From the highest threshold to the lowest.
  let stations: [Station]
  /// The share of positive rows.
  let prevalence: Double
  /// Whether scores are probabilities, so that their sum is a promise.
  let arePromises: Bool

  /// Along either axis so many stations are kept.
  private static let stationCount = 220

  init(_ blocks: ScoreBlocks) {
    prevalence = blocks.prevalence ?? 0
    arePromises = blocks.areProbabilities
    let total = max(blocks.totalWeight, .leastNonzeroMagnitude)
    var kept = Set<Int>()
    if blocks.count <= 2 * ValueCurve.stationCount {
      kept.formUnion(0..<blocks.count)
    } else {
      // Evenly by rank, and evenly by score: the curve is drawn over either.
      for step in 0...ValueCurve.stationCount {
        kept.insert(step * (blocks.count - 1) / ValueCurve.stationCount)
        let threshold = Double(step) / Double(ValueCurve.stationCount)
        kept.insert(max(0, blocks.blockCount(atLeast: threshold) - 1))
      }
    }
    var stations: [Station] = []
    var promised = 0.0
    for index in 0..<blocks.count {
      promised += (blocks.positives[index] + blocks.negatives[index]) * blocks.scores[index]
      guard kept.contains(index) else { continue }
      let hits = blocks.cumulativePositives[index]
      stations.append(
        Station(
          threshold: blocks.scores[index],
          contacts: (hits + blocks.cumulativeNegatives[index]) / total, hits: hits / total,
          promised: promised / total))
    }
    self.stations = stations
  }

  /// What is drawn up an axis.
  enum Height {
    /// Earned for each 1,000 rows, contacted or not.
    case earned(margin: Double, cost: Double)
    /// Promised for each 1,000 rows, contacted or not.
    case promised(margin: Double, cost: Double)
    /// F1.
    case f1
  }

  /// The curve over thresholds, or over the share contacted; it ends at the capacity.
  func points(_ height: Height, overShare: Bool, capacity: Double?) -> [LineChart.Point] {
    stations.filter { $0.contacts <= (capacity ?? 1) * (1 + 1e-12) }.map { station in
      let value =
        switch height {
        case .earned(let margin, let cost):
          1_000 * (margin * station.hits - cost * station.contacts)
        case .promised(let margin, let cost):
          1_000 * (margin * station.promised - cost * station.contacts)
        case .f1:
          // Of no positives at all F1 is undefined, and nothing is drawn.
          station.contacts + prevalence > 0
            ? 2 * station.hits / (station.contacts + prevalence) : .nan
        }
      return LineChart.Point(overShare ? station.contacts : station.threshold, value)
    }
  }
}
