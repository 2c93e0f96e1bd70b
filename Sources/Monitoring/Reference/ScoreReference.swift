/// How a model's scores lay on rows that it was not fitted to, and what came of these rows.
public struct ScoreReference: Sendable, Codable, Equatable {
  /// The scores.
  public let values: NumberReference
  /// What came of the rows between deciles of the score, one for each coarse bin; `nil` where nobody
  /// knows, and for scores that are no probabilities.
  public let outcomes: [Outcomes]?

  /// The outcomes of the rows of one bin.
  public struct Outcomes: Sendable, Codable, Equatable {
    /// Rows whose outcome is known.
    public let rows: Int
    /// Those with the positive one.
    public let positives: Int
  }

  /// Describes scores.
  ///
  /// - Parameters:
  ///   - scores: one a row.
  ///   - labels: 1 positive, 0 negative, anything else unknown; `nil` where no outcome is known.
  public init(scores: [Double], labels: [UInt8]?) {
    values = NumberReference(scores)
    guard let labels else {
      outcomes = nil
      return
    }
    precondition(labels.count == scores.count, "Every score has a label.")
    var tally = OutcomeTally(edges: values.decileEdges)
    for (score, label) in zip(scores, labels) { tally.add(score, label) }
    outcomes = tally.bins.map { Outcomes(rows: $0.rows, positives: $0.positives) }
  }

  /// Refuses what no rows can have given.
  func check() throws(MonitoringError) {
    try values.check("the score")
    guard let outcomes else { return }
    guard outcomes.count == values.decileEdges.count + 1,
      outcomes.allSatisfy({
        (0...ReferenceProfile.mostRows).contains($0.rows) && (0...$0.rows).contains($0.positives)
      })
    else { throw .damaged("the outcomes by score don't fit its bins") }
  }
}

/// Counts rows, outcomes and promises between the deciles of a score.
struct OutcomeTally: Sendable {
  /// One a bin.
  private(set) var bins: [Bin]
  private let binning: Binning

  struct Bin: Sendable {
    var rows = 0
    var positives = 0
    var promised = 0.0
  }

  init(edges: [Double]) {
    binning = Binning(edges)
    bins = [Bin](repeating: Bin(), count: edges.count + 1)
  }

  /// Counts a row whose label is 0 or 1, and passes over any other.
  mutating func add(_ score: Double, _ label: UInt8) {
    guard label < 2, score.isFinite else { return }
    let bin = binning.bin(of: score)
    bins[bin].rows += 1
    bins[bin].positives += Int(label)
    bins[bin].promised += score
  }
}
