/// The levels of the categories of card offers, spelt as in the file, and what depends on them.
extension CardOffers {
  enum Industry: String, CaseIterable {
    case beauty, dining, electronics, entertainment, fashion, fuel, grocery, home, services, travel
  }

  enum Tier: String, CaseIterable { case classic, gold, green, platinum }

  enum Placement: String, CaseIterable {
    case top = "P1"
    case second = "P2"
    case third = "P3"
    case list = "P4"
    case email = "P5"

    /// How often an offer stands there, whatever the offer and the member.
    var share: Double {
      switch self {
      case .top: 0.14
      case .second: 0.16
      case .third: 0.2
      case .list: 0.4
      case .email: 0.1
      }
    }

    /// What standing there adds to the log-odds of a click, however good the offer.
    var effect: Double {
      switch self {
      case .top: 1.1
      case .second: 0.5
      case .third: 0.1
      case .list: -0.6
      case .email: -0.2
      }
    }
  }

  /// What an industry adds to the log-odds of a click for holders of a card.
  static func taste(_ tier: Tier, _ industry: Industry) -> Double {
    switch (tier, industry) {
    case (.platinum, .travel), (.platinum, .dining): 0.9
    case (.platinum, .fuel), (.platinum, .grocery): -0.8
    case (.gold, .dining), (.gold, .entertainment): 0.7
    case (.gold, .services): -0.5
    case (.green, .home), (.green, .electronics): 0.7
    case (.green, .travel): -0.5
    case (.classic, .grocery), (.classic, .fuel): 0.9
    case (.classic, .travel), (.classic, .fashion): -0.6
    default: 0
    }
  }
}
