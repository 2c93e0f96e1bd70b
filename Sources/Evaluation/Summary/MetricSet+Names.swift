extension MetricSet {
  /// F1 at the threshold.
  public var f1: Double? { self[.f1] }
  /// Precision at the threshold.
  public var precision: Double? { self[.precision] }
  /// Recall at the threshold.
  public var recall: Double? { self[.recall] }
  /// The area under the ROC curve.
  public var rocAUC: Double? { self[.rocAUC] }
  /// Average precision.
  public var averagePrecision: Double? { self[.averagePrecision] }
  /// MAP@7; `nil` without groups.
  public var mapAt7: Double? { self[.mapAt7] }
  /// NDCG@7; `nil` without groups.
  public var ndcgAt7: Double? { self[.ndcgAt7] }
  /// Log-loss.
  public var logLoss: Double? { self[.logLoss] }
  /// The Brier score.
  public var brier: Double? { self[.brier] }
  /// The Brier skill.
  public var brierSkill: Double? { self[.brierSkill] }
  /// The expected calibration error over 10 bins of equal width.
  public var ece: Double? { self[.ece] }
  /// Lift in the top tenth.
  public var liftAt10: Double? { self[.liftAt10] }
  /// The widest gap of true and false positive rate.
  public var ks: Double? { self[.ks] }
  /// The number of positive rows, whatever their weights.
  public var positives: Int { Int(self[.positives] ?? 0) }
}
