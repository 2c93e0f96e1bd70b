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
    GeneratedSet(
      self, arguments: "--rows \(rows) --seed \(seed)", seed: seed,
      draft: draft(rows: rows, seed: seed))
  }

  private func draft(rows: Int, seed: UInt64) -> SetDraft {
    precondition(rows >= 1, "A generated set has at least one row.")
    var generator = SeededGenerator(seed: seed)
    return
      switch self
    {
    case .propensity: PropensityShop.draft(rows: rows, using: &generator)
    case .bank: BankCampaign.draft(rows: rows, using: &generator)
    case .amex: CardOffers.draft(rows: rows, using: &generator)
    case .olist: Marketplace.draft(rows: rows, using: &generator)
    case .churn: TelephoneCompany.draft(rows: rows, using: &generator)
    }
  }

  /// Generates rows of customers who have moved in one column: of each two drawn the one with the higher
  /// value is kept, a missing one being the lowest. The outcome follows the same truth as ever.
  ///
  /// - Parameters:
  ///   - rows: how many, at least 1.
  ///   - column: a column of numbers, flags or dates that is not the target.
  /// - Returns: `nil` for any other column.
  public func generate(rows: Int, seed: UInt64, shifting column: String) -> GeneratedSet? {
    let drawn = generate(rows: 2 * rows, seed: seed)
    guard shiftable(drawn).contains(column), let values = drawn.table[column] else { return nil }
    let kept = (0..<rows).map { pair in
      let (first, second) = (2 * pair, 2 * pair + 1)
      let value = { (row: Int) in values.number(row) ?? -.infinity }
      return value(second) > value(first) ? second : first
    }
    return GeneratedSet(
      self, arguments: "--rows \(rows) --seed \(seed) --shift \(column)", seed: seed,
      draft: draft(rows: 2 * rows, seed: seed).rows(kept))
  }

  /// The columns that customers can move in.
  public var shiftableColumns: [String] { shiftable(generate(rows: 100, seed: 1)) }

  private func shiftable(_ drawn: GeneratedSet) -> [String] {
    drawn.table.columns.filter { column in
      guard column.name != drawn.description.target else { return false }
      return switch column.values {
      case .flag, .float, .double, .date: true
      case .category, .text: false
      }
    }.map(\.name)
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
