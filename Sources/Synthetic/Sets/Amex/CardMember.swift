import Tabular

/// A card member, as the columns of the member's impressions describe one.
struct CardMember {
  var number: Int
  /// Months since the card was issued.
  var months: Int
  /// Spent within 90 days, in currency units.
  var spend: Int
  /// Visits to the page of offers within 30 days.
  var visits: Int
  /// The share of earlier offers that were clicked, 0…1, or the mark for no history.
  var clickRate: Double
  var tier: CardOffers.Tier
  /// A number that hardly anybody has; it means nothing.
  var rare: Double
  /// What the member buys, as weights of the industries; not in the file, but shows in the pairs.
  private var habits: [Double]

  init(number: Int, using generator: inout SeededGenerator) {
    self.number = number
    months = 1 + Int(generator.logNormal(median: 40, deviation: 0.8))
    tier = generator.pick([(.classic, 0.42), (.green, 0.24), (.gold, 0.23), (.platinum, 0.11)])
    let median = tier == .platinum ? 5_200.0 : tier == .gold ? 2_600 : 1_100
    spend = Int(generator.logNormal(median: median, deviation: 0.7))
    visits = generator.failures(beforeSuccess: 0.22, limit: 40)
    clickRate = CardOffers.noHistory
    if generator.chance(0.78) {
      clickRate = min(0.6, generator.logNormal(median: 0.03, deviation: 1.0)).rounded(decimals: 3)
    }
    rare = generator.chance(0.001) ? Double(generator.whole(1...9)) : .nan
    habits = CardOffers.Industry.allCases.map { _ in
      generator.logNormal(median: 1, deviation: 1.3)
    }
  }

  /// The first second of the month of impressions: 2026-03-01T00:00:00 UTC.
  private static let monthStart: Int64 = 1_772_323_200

  /// Impressions of different offers, in up to four sittings of the month.
  func impressions(
    _ count: Int, from shelf: CardOfferShelf, using generator: inout SeededGenerator
  ) -> [CardImpression] {
    let sittings = (0..<generator.whole(1...4)).map { _ in
      Self.monthStart + Int64(generator.whole(0...30)) * 86_400
        + Int64(generator.whole(6 * 3_600...23 * 3_600))
    }
    var shown: Set<Int> = []
    var impressions: [CardImpression] = []
    let total = habits.reduce(0, +)
    while impressions.count < count {
      let (place, offer) = shelf.pick(using: &generator)
      guard shown.insert(place).inserted else { continue }
      let share = habits[offer.industryNumber] / total
      let amount = 2 * Double(spend) * share * generator.logNormal(median: 1, deviation: 0.3)
      let seen = generator.failures(beforeSuccess: 0.5, limit: 12)
      let sitting = sittings[generator.whole(0...sittings.count - 1)]
      impressions.append(
        CardImpression(
          row: 0, member: self, offer: offer,
          placement: CardOffers.Placement.allCases[
            generator.index(CardOffers.Placement.allCases.map(\.share))],
          seconds: sitting + Int64(generator.whole(0...900)), timesSeen: seen,
          daysSinceSeen: seen == 0 ? CardOffers.noHistory : Double(generator.whole(1...30)),
          industryClicks: generator.failures(beforeSuccess: 1 - min(0.6, share * 1.5), limit: 9),
          industrySpend: amount < 15 ? CardOffers.noHistory : amount.rounded()))
    }
    return impressions
  }
}

/// One offer shown to one member.
struct CardImpression {
  /// The place in the file, from 0.
  var row: Int
  var member: CardMember
  var offer: CardOfferShelf.Entry
  var placement: CardOffers.Placement
  /// Seconds since 1970.
  var seconds: Int64
  /// How often the member saw the offer within 30 days before the month.
  var timesSeen: Int
  /// Days since then, or the mark for never.
  var daysSinceSeen: Double
  /// Clicks on offers of the industry within 90 days.
  var industryClicks: Int
  /// Spent in the industry within 180 days, or the mark for nothing.
  var industrySpend: Double

  /// The log-odds of a click, but for the placement.
  var logOdds: Double {
    var score = -5.2
    // The offer by itself.
    score += 9 * offer.redemption
    score += 0.02 * Double(offer.discount)
    if offer.daysLeft <= 5 { score += 0.5 }
    // The member.
    if member.clickRate != CardOffers.noHistory { score += 3.2 * min(member.clickRate, 0.3) }
    score += 0.02 * Double(min(member.visits, 20))
    score += CardOffers.taste(member.tier, offer.industry)
    // A discount wins those who spend little, not those who spend much.
    if member.spend < 1_200 { score += 0.05 * Double(offer.discount - 12) }
    if member.spend > 4_000, offer.discount > 15 { score -= 0.6 }
    // A minimum above what one usually spends puts off.
    if Double(offer.minimumSpend) > Double(member.spend) / 9 { score -= 1.4 }
    return score + pairEffect
  }

  /// What member and offer have to do with each other.
  private var pairEffect: Double {
    var score = 0.45 * Double(min(industryClicks, 5))
    if industrySpend == CardOffers.noHistory {
      score -= 0.9
    } else {
      let share = industrySpend / (2 * Double(max(member.spend, 1)))
      score += share > 0.35 ? 1.9 : share > 0.15 ? 1.1 : 0.1
      // Regular customers need no large discount; the occasional are won by one.
      if share < 0.08, offer.discount >= 20 { score += 1.0 }
    }
    // Two or three looks ripen an offer, more wear it out; a recent look helps, an old one does not.
    switch timesSeen {
    case 0: score -= 0.2
    case 1...3: score += daysSinceSeen <= 7 ? 0.9 : 0.1
    default: score -= daysSinceSeen <= 7 ? 1.3 : 0.4
    }
    return score
  }
}
