/// All the figures of one model on one split. A figure that is undefined is `nil`, never 0.
public struct MetricSet: Sendable, Equatable {
  /// The threshold of the figures that need one; `nil` leaves those undefined.
  public let threshold: Double?
  /// The matrix at the threshold.
  public let confusion: ConfusionMatrix?
  /// The number of rows.
  public let rowCount: Int
  /// The rows whose probability was clipped for log-loss.
  public let clippedRows: Int
  /// The most that lift at 10 % could be on these rows; `nil` without positives.
  public let mostAttainableLiftAt10: Double?
  /// The ranking in full, with its baselines and counts; `nil` without a group column.
  public let ranking: RankingEvaluation?
  /// The figures that are defined.
  public let figures: [MetricKind: Double]

  /// Computes all figures of scores that are not sorted yet.
  ///
  /// - Parameters:
  ///   - scores: the score of each row; figures about probabilities are `nil` unless all lie in 0…1.
  ///   - labels: 1 for the positive class, 0 for the other.
  ///   - threshold: rows with at least this score are predicted positive; chosen on other rows.
  ///   - weights: one a row, or `nil` when all weigh the same.
  ///   - groups: a code a row, negative for missing; `nil` leaves the ranking figures undefined.
  ///   - items: a code a row in the order of the items' keys.
  /// - Throws: ``EvaluationError`` naming the row, for a score that is NaN, a label other than 0 and 1
  ///   and a weight that is negative or not finite.
  public init(
    scores: [Double], labels: [UInt8], threshold: Double?, weights: [Double]? = nil,
    groups: [Int32]? = nil, items: [Int32]? = nil
  ) throws(EvaluationError) {
    self.init(
      try ScoredRows(scores: scores, labels: labels, weights: weights), threshold: threshold,
      groups: groups.map { RankingGroups(groups: $0, items: items) })
  }

  /// Computes all figures of sorted rows. O(n).
  public init(_ rows: ScoredRows, threshold: Double?, groups: RankingGroups? = nil) {
    let blocks = rows.blocks
    let logLoss = rows.logLoss
    let confusion = threshold.map { blocks.confusion(at: $0) }
    let ranking = groups.map { RankingEvaluation(rows: rows, groups: $0) }
    self.threshold = threshold
    self.confusion = confusion
    self.ranking = ranking
    rowCount = rows.rowCount
    clippedRows = logLoss?.clippedRows ?? 0
    mostAttainableLiftAt10 = blocks.mostAttainableLift(at: 0.1)
    let recalibration = Recalibration(blocks)
    var figures: [MetricKind: Double] = [:]
    for kind in MetricKind.allCases {
      let value: Double? =
        switch kind {
        // These are computed once for two uses each.
        case .logLoss: logLoss?.value
        case .calibrationSlope: recalibration?.slope
        case .calibrationIntercept: recalibration?.intercept
        default: kind.value(of: blocks, threshold: threshold)
        }
      figures[kind] = value
    }
    if let mean = ranking?.mean {
      for kind in MetricKind.allCases where kind.needsGroups {
        figures[kind] = kind.value(of: mean)
      }
    }
    self.figures = figures
  }

  /// Computes all figures of rows that several models scored, each with a threshold of its own: those
  /// that need a threshold are of the sum of the models' matrices. O(n).
  public init(pooled rows: ScoredRows, confusion: ConfusionMatrix?, groups: RankingGroups? = nil) {
    let own = MetricSet(rows, threshold: nil, groups: groups)
    threshold = nil
    self.confusion = confusion
    ranking = own.ranking
    rowCount = own.rowCount
    clippedRows = own.clippedRows
    mostAttainableLiftAt10 = own.mostAttainableLiftAt10
    var figures = own.figures
    for kind in MetricKind.allCases where kind.needsThreshold {
      figures[kind] = confusion.flatMap { kind.value(of: $0) }
    }
    self.figures = figures
  }

  /// The figures of lists alone, of rows that have grades and no classes; all others are undefined.
  public init(_ ranking: RankingEvaluation, rowCount: Int) {
    threshold = nil
    confusion = nil
    self.ranking = ranking
    self.rowCount = rowCount
    clippedRows = 0
    mostAttainableLiftAt10 = nil
    var figures: [MetricKind: Double] = [:]
    if let mean = ranking.mean {
      for kind in MetricKind.allCases { figures[kind] = kind.value(of: mean) }
    }
    self.figures = figures
  }

  /// The figure of a kind; `nil` where undefined.
  public subscript(kind: MetricKind) -> Double? { figures[kind] }
}

extension MetricSet: Encodable {
  /// Encodes every figure under its kind's raw value, undefined ones as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: MetricKind.Key.self)
    for kind in MetricKind.allCases { try container.encode(self[kind], forKey: .init(kind)) }
  }
}

extension MetricKind {
  /// A kind as a key of JSON.
  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ kind: MetricKind) { stringValue = kind.rawValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
