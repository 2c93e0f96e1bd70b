import Tabular

/// The kinds of data set that can be generated, in the schemas of well-known public ones.
public enum SyntheticSet: String, CaseIterable, Sendable {
  /// Visits to a shop, 23 flags each; does the visit end in an order?
  case propensity
  /// Calls of a bank's campaign; does the customer take a term deposit?
  case bank
  /// Offers shown to card members; is one clicked?
  case amex
  /// Customers of a marketplace; do they buy again?
  case olist
  /// Customers of a telephone company; do they leave?
  case churn

  /// Generates rows of the set from its known truth.
  ///
  /// - Parameters:
  ///   - rows: how many, at least 1.
  ///   - seed: the same seed gives the same rows on every platform.
  public func generate(rows: Int, seed: UInt64) -> GeneratedSet {
    precondition(rows >= 1, "A generated set has at least one row.")
    var generator = SeededGenerator(seed: seed)
    let draft =
      switch self {
      case .propensity: PropensityShop.draft(rows: rows, using: &generator)
      case .bank: BankCampaign.draft(rows: rows, using: &generator)
      case .amex: CardOffers.draft(rows: rows, using: &generator)
      case .olist: Marketplace.draft(rows: rows, using: &generator)
      case .churn: TelephoneCompany.draft(rows: rows, using: &generator)
      }
    return GeneratedSet(self, rows: rows, seed: seed, draft: draft)
  }

  /// How many rows the public set has, a fitting number for a full-size generated one.
  public var realRowCount: Int {
    switch self {
    case .propensity: 455_401
    case .bank: 45_211
    case .amex: 770_164
    case .olist: 96_096
    case .churn: 7_043
    }
  }
}
