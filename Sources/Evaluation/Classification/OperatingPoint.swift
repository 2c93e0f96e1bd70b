/// Everything a threshold cursor shows: what happens when rows from one score upwards are contacted.
public struct OperatingPoint: Sendable, Hashable {
  /// The score from which a row is predicted positive.
  public let threshold: Double
  /// Outcomes against predictions.
  public let confusion: ConfusionMatrix
  /// The share of the rows contacted, 0…1; `nil` without rows.
  public let contactShare: Double?
  /// Precision over prevalence; `nil` where either is undefined or there are no positives.
  public let lift: Double?
  /// What the contacts earn, where a margin and a cost were given.
  public let profit: Double?

  /// The weight of the rows contacted; their number where rows have no weights.
  public var contacts: Double { confusion.contacts }
  /// F1 at the threshold; `nil` where undefined.
  public var f1: Double? { confusion.f1 }
}

extension ScoreBlocks {
  /// The operating point at a threshold. O(log n).
  ///
  /// - Parameters:
  ///   - margin: what a conversion earns; `nil` leaves profit undefined.
  ///   - cost: what a contact costs.
  public func operatingPoint(
    at threshold: Double, margin: Double? = nil, cost: Double = 0
  ) -> OperatingPoint {
    let confusion = confusion(at: threshold)
    var lift: Double?
    if let precision = confusion.precision, let prevalence, prevalence > 0 {
      lift = precision / prevalence
    }
    return OperatingPoint(
      threshold: threshold, confusion: confusion,
      contactShare: totalWeight > 0 ? confusion.contacts / totalWeight : nil, lift: lift,
      profit: margin.map { confusion.profit(margin: $0, cost: cost) })
  }
}
