/// Training rows after balancing.
public struct BalancedRows: Sendable {
  /// The encoded rows: those kept, in their order, then those made up.
  public let frame: FeatureFrame
  /// 0 or 1, one a row.
  public let labels: [UInt8]
  /// Weights above 0, one a row; all 1 when `nil`.
  public let weights: [Float]?
  /// How many rows at the front are real; the others are made up.
  public let originalCount: Int
  /// Takes back what balancing did to probabilities; `nil` where it did nothing.
  public let correction: PriorCorrection?

  /// Makes balanced rows; all of them real unless said otherwise.
  public init(
    frame: FeatureFrame, labels: [UInt8], weights: [Float]? = nil, originalCount: Int? = nil,
    correction: PriorCorrection? = nil
  ) {
    precondition(frame.rowCount == labels.count, "One label a row.")
    precondition(weights.map { $0.count == labels.count } ?? true, "One weight a row.")
    self.frame = frame
    self.labels = labels
    self.weights = weights
    self.originalCount = originalCount ?? labels.count
    self.correction = correction
  }
}

/// What is done about a rare class in the training rows. The standard is nothing.
public enum Balancing: Sendable, Hashable, Codable {
  /// Nothing, which keeps probabilities honest.
  case none
  /// Rows weigh so that both classes have equal total weight, the sum staying the row count.
  case weights
  /// Rows of the larger class are left out.
  case underSampling(UnderSampling)
  /// Rows of the smaller class are made up.
  case smote(SMOTE)

  /// Reads `none`, `weights`, `undersample`, `undersample:3` (rows kept for each rare one), `smote` or
  /// `smote:0.5` (rare rows for each other).
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting`, naming what is offered.
  public init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let value = parts.count == 2 ? Double(parts[1]) : nil
    let hasNoValue = parts.count == 1
    switch parts[0] {
    case "none" where hasNoValue: self = .none
    case "weights" where hasNoValue: self = .weights
    case "undersample" where hasNoValue: self = .underSampling(UnderSampling())
    case "smote" where hasNoValue: self = .smote(SMOTE())
    case "undersample":
      guard let value, value >= 1, value.isFinite else {
        throw ModellingError(
          .invalidSetting,
          "The balance “\(text)” keeps no number of rows of at least 1; write it as undersample:3.")
      }
      self = .underSampling(UnderSampling(rowsPerRare: value))
    case "smote":
      guard let value, value > 0, value <= 1 else {
        throw ModellingError(
          .invalidSetting,
          "The balance “\(text)” has no share above 0 and at most 1; write it as smote:0.5.")
      }
      self = .smote(SMOTE(rarePerRow: value))
    default:
      throw ModellingError(
        .invalidSetting,
        "The balance “\(text)” is not known; use none, weights, undersample:1 or smote:1.")
    }
  }

  /// Whether the rows stay those that were given, so that lists stay whole.
  public var keepsRows: Bool {
    switch self {
    case .none, .weights: true
    case .underSampling, .smote: false
    }
  }

  /// Balances training rows, with the correction that takes the effect on probabilities back.
  ///
  /// - Throws: ``ModellingError`` with `unusableData` for one class, unless nothing is done.
  public func applied(
    to frame: FeatureFrame, labels: [UInt8], seed: UInt64, threads: Int
  ) throws -> BalancedRows {
    switch self {
    case .none: return BalancedRows(frame: frame, labels: labels)
    case .weights:
      let classes = try TwoClasses(labels)
      let half = Float(labels.count) / 2
      let rare = half / Float(classes.rare.count)
      let common = half / Float(classes.common.count)
      let weights = labels.map { $0 == classes.rareLabel ? rare : common }
      return BalancedRows(
        frame: frame, labels: labels, weights: weights,
        correction: PriorCorrection(labels: labels, weights: weights, original: labels))
    case .underSampling(let sampling):
      let rows = try sampling.rows(labels: labels, seed: seed)
      let kept = rows.map { labels[$0] }
      return BalancedRows(
        frame: frame.rows(rows), labels: kept,
        correction: PriorCorrection(labels: kept, weights: nil, original: labels))
    case .smote(let smote):
      let rows = try smote.balanced(frame: frame, labels: labels, seed: seed, threads: threads)
      return BalancedRows(
        frame: rows.frame, labels: rows.labels, originalCount: rows.originalCount,
        correction: PriorCorrection(labels: rows.labels, weights: nil, original: labels))
    }
  }
}

extension Balancing: CustomStringConvertible {
  /// The form that ``init(parsing:)`` reads.
  public var description: String {
    switch self {
    case .none: "none"
    case .weights: "weights"
    case .underSampling(let sampling): "undersample:\(PlainNumber.text(sampling.rowsPerRare))"
    case .smote(let smote): "smote:\(PlainNumber.text(smote.rarePerRow))"
    }
  }
}
