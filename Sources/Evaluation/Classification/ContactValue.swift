/// What contacting everybody from a threshold on promises and earns.
public struct ContactValue: Sendable, Hashable {
  /// The weight of all rows; their number where rows have no weights.
  public let customers: Double
  /// The weight of the rows at or above the threshold.
  public let contacts: Double
  /// What the contacts promise by their scores, which must be probabilities; `nil` where one lies
  /// outside 0…1.
  public let expected: Double?
  /// What they earned by their outcomes.
  public let realised: Double

  /// Adds up the rows from a threshold on: margin times conversions less cost times contacts. O(n).
  public init(of blocks: ScoreBlocks, from threshold: Double, margin: Double, cost: Double) {
    let confusion = blocks.confusion(at: threshold)
    var promised = 0.0
    for block in 0..<blocks.blockCount(atLeast: threshold) {
      promised += (blocks.positives[block] + blocks.negatives[block]) * blocks.scores[block]
    }
    customers = blocks.totalWeight
    contacts = confusion.contacts
    expected = blocks.areProbabilities ? margin * promised - cost * confusion.contacts : nil
    realised = confusion.profit(margin: margin, cost: cost)
  }

  /// What two thresholds, each on rows of its own, come to together.
  public static func + (one: ContactValue, other: ContactValue) -> ContactValue {
    ContactValue(
      customers: one.customers + other.customers, contacts: one.contacts + other.contacts,
      expected: one.expected.flatMap { first in other.expected.map { first + $0 } },
      realised: one.realised + other.realised)
  }

  private init(customers: Double, contacts: Double, expected: Double?, realised: Double) {
    self.customers = customers
    self.contacts = contacts
    self.expected = expected
    self.realised = realised
  }

  /// The promise for each 1,000 customers, contacted or not; `nil` without rows.
  public var expectedPerThousand: Double? {
    expected.flatMap { customers > 0 ? $0 / customers * 1_000 : nil }
  }

  /// The earnings for each 1,000 customers, contacted or not; `nil` without rows.
  public var realisedPerThousand: Double? {
    customers > 0 ? realised / customers * 1_000 : nil
  }
}
