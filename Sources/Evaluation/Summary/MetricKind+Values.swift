extension MetricKind {
  /// The figure of sorted scores; `nil` where undefined, and for figures that need groups.
  ///
  /// - Parameter threshold: for the figures that need one; `nil` leaves those undefined.
  public func value(of blocks: ScoreBlocks, threshold: Double?) -> Double? {
    if needsThreshold { return threshold.flatMap { value(of: blocks.confusion(at: $0)) } }
    return switch self {
    case .rocAUC: blocks.rocAUC
    case .averagePrecision: blocks.averagePrecision
    case .ks: blocks.kolmogorovSmirnov
    case .liftAt10: blocks.lift(at: 0.1)
    case .logLoss: blocks.logLoss()?.value
    case .brier: blocks.brier
    case .brierSkill: blocks.brierSkill
    case .ece: blocks.expectedCalibrationError(.equalWidth(10))
    case .eceEqualMass: blocks.expectedCalibrationError(.equalMass(15))
    case .calibrationGap: blocks.calibrationGap
    case .calibrationSlope: Recalibration(blocks)?.slope
    case .calibrationIntercept: Recalibration(blocks)?.intercept
    case .prevalence: blocks.prevalence
    case .positives: Double(blocks.positiveCount)
    default: nil
    }
  }

  /// The figure of a matrix; `nil` where undefined, and for figures that don't need a threshold.
  func value(of confusion: ConfusionMatrix) -> Double? {
    switch self {
    case .f1: confusion.f1
    case .precision: confusion.precision
    case .recall: confusion.recall
    case .specificity: confusion.specificity
    case .accuracy: confusion.accuracy
    case .balancedAccuracy: confusion.balancedAccuracy
    case .matthewsCorrelation: confusion.matthewsCorrelation
    default: nil
    }
  }

  /// The figure among ranking figures at 7 places; `nil` for figures that don't need groups.
  public func value(of measures: RankingMeasures) -> Double? {
    switch self {
    case .mapAt7: measures.averagePrecision
    case .ndcgAt7: measures.ndcg
    case .mrrAt7: measures.reciprocalRank
    case .hitRateAt7: measures.hitRate
    case .precisionAt7: measures.precision
    case .recallAt7: measures.recall
    default: nil
    }
  }
}

extension Bootstrap {
  /// The intervals of figures by kind, all on the same draws; a figure that is undefined is left out.
  ///
  /// - Parameters:
  ///   - threshold: for the figures that need one.
  ///   - groups: draws whole groups; the figures that need groups are undefined without.
  public func intervals(
    for kinds: [MetricKind], rows: ScoredRows, threshold: Double?, groups: RankingGroups? = nil,
    isCancelled: () -> Bool = { false }
  ) -> [MetricKind: Interval] {
    var found: [MetricKind: Interval] = [:]
    let ofRows = kinds.filter { !$0.needsGroups }
    let metrics = ofRows.map { kind -> Metric in { kind.value(of: $0, threshold: threshold) } }
    if !metrics.isEmpty {
      let intervals = intervals(of: metrics, rows: rows, groups: groups, isCancelled: isCancelled)
      for (kind, interval) in zip(ofRows, intervals) { found[kind] = interval }
    }
    let ofGroups = kinds.filter(\.needsGroups)
    if let groups, !ofGroups.isEmpty {
      let ranking = RankingEvaluation(rows: rows, groups: groups)
      for kind in ofGroups {
        found[kind] = interval(ofMean: ranking.measuresByGroup.compactMap { kind.value(of: $0) })
      }
    }
    return found
  }
}
