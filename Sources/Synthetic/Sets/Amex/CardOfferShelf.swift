import Tabular

/// The offers that members are shown, the most shown first.
struct CardOfferShelf {
  /// An offer, as the columns of its impressions describe it.
  struct Entry {
    var id: String
    var industry: CardOffers.Industry
    var industryNumber: Int
    /// How often the offer was redeemed by those who saw it, 0…1.
    var redemption: Double
    /// Percent off.
    var discount: Int
    /// Days until it ends.
    var daysLeft: Int
    /// The smallest purchase that it asks for, in currency units.
    var minimumSpend: Int
  }

  private let entries: [Entry]

  init(count: Int, using generator: inout SeededGenerator) {
    var ids = Array(1...max(count * 3, 100))
    generator.shuffle(&ids)
    entries = (0..<count).map { place in
      let industry = generator.whole(0...CardOffers.Industry.allCases.count - 1)
      let redemption = min(0.3, generator.logNormal(median: 0.04, deviation: 0.8))
      return Entry(
        id: "O" + CardOffers.number(ids[place], digits: 5),
        industry: CardOffers.Industry.allCases[industry], industryNumber: industry,
        redemption: redemption.rounded(decimals: 4),
        discount: [5, 8, 10, 12, 15, 20, 25, 30][generator.index([14, 6, 24, 8, 20, 16, 8, 4])],
        daysLeft: generator.whole(1...60),
        minimumSpend: [0, 20, 50, 75, 100, 150, 250, 500][
          generator.index([20, 16, 20, 12, 12, 8, 8, 4])])
    }
  }

  /// An offer and its place on the shelf; the front ones more often.
  func pick(using generator: inout SeededGenerator) -> (place: Int, entry: Entry) {
    let share = generator.unit()
    let place = Int(Double(entries.count) * share * share.squareRoot())
    return (place, entries[place])
  }

  /// The first 24 offers as a catalogue: what a click leads to is worth more where much is bought, and
  /// the discount is what it costs. Shown anew, an offer has not been seen before.
  func catalogue() -> [SyntheticOffer] {
    entries.prefix(24).enumerated().map { place, entry in
      let basket = Self.basket(entry.industry)
      let purchase = max(Double(entry.minimumSpend), basket)
      let margin = 0.34 - Double(entry.discount) / 100
      let value = max(1.5, purchase * margin * 0.5).rounded(decimals: 2)
      return SyntheticOffer(
        entry.id, Self.title(entry), entry.industry.rawValue, value: value,
        cost: (0.05 + 0.01 * Double(place % 4)).rounded(decimals: 2),
        eligible: Self.eligible(entry),
        starts: "2026-03-01", ends: place == 23 ? "2026-03-10" : "2027-03-31",
        sets: "f310 = 0; f311 = -9999",
        further: [
          "f374": entry.industry.rawValue, "f375": "\(entry.redemption)",
          "f376": "\(entry.discount)", "f200": "\(entry.daysLeft)", "f210": "\(entry.minimumSpend)",
        ])
    }
  }

  private static func basket(_ industry: CardOffers.Industry) -> Double {
    switch industry {
    case .travel: 320
    case .electronics, .home: 180
    case .fashion, .services: 95
    case .dining, .entertainment, .beauty: 60
    case .grocery, .fuel: 55
    }
  }

  private static func title(_ entry: Entry) -> String {
    let place =
      switch entry.industry {
      case .beauty: "at perfumers"
      case .dining: "in restaurants"
      case .electronics: "on electronics"
      case .entertainment: "on tickets"
      case .fashion: "on clothes"
      case .fuel: "on fuel"
      case .grocery: "on groceries"
      case .home: "for the home"
      case .services: "on services"
      case .travel: "on journeys"
      }
    let floor = entry.minimumSpend == 0 ? "" : " from \(entry.minimumSpend)"
    return "\(entry.discount) % back \(place)\(floor)"
  }

  private static func eligible(_ entry: Entry) -> String {
    var conditions: [String] = []
    if entry.minimumSpend >= 250 { conditions.append("f2 >= \(entry.minimumSpend * 4)") }
    if entry.industry == .travel { conditions.append("f58 in (gold, green, platinum)") }
    if entry.discount >= 25 { conditions.append("f1 >= 12") }
    return conditions.joined(separator: "; ")
  }
}
