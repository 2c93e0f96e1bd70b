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
  ///   - threads: how many threads may be used, at least 1.
  public func intervals(
    for kinds: [MetricKind], rows: ScoredRows, threshold: Double?, groups: RankingGroups? = nil,
    threads: Int = 1, isCancelled: @Sendable () -> Bool = { false }
  ) -> [MetricKind: Interval] {
    let figures = figures(
      kinds, of: [rows], thresholds: [threshold], groups: groups, threads: threads,
      isCancelled: isCancelled)
    var found: [MetricKind: Interval] = [:]
    for kind in kinds { found[kind] = figures.interval(of: kind, model: 0) }
    return found
  }
}
