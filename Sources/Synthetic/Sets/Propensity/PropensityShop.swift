import Tabular

/// Visits to a shop: 23 flags a visit, and whether it ended in an order.
///
/// A hidden stage of the visit shapes the flags, so that they come together as they do in a shop's
/// log; the probability of an order depends on the flags alone. Steps at the order itself
/// (`saw_checkout`, `checked_delivery_detail`, `sign_in`) carry most of it, few distinct rows cover
/// most visits, and several flags matter only together.
enum PropensityShop {
  /// The flags, in the order of the file.
  enum Flag: String, CaseIterable {
    case basket_icon_click, basket_add_list, basket_add_detail, sort_by, image_picker
    case account_page_click, promo_banner_click, detail_wishlist_add, list_size_dropdown
    case closed_minibasket_click, checked_delivery_detail, checked_returns_detail, sign_in
    case saw_checkout, saw_sizecharts, saw_delivery, saw_account_upgrade, saw_homepage
    case device_mobile, device_computer, device_tablet, returning_user, loc_uk
  }

  /// The flags of one visit, one bit each.
  struct Visit {
    private var bits: UInt32 = 0

    subscript(flag: Flag) -> Bool {
      get { bits & 1 << flag.position != 0 }
      set { bits = newValue ? bits | 1 << flag.position : bits & ~(1 << flag.position) }
    }
  }

  static func draft(rows: Int, using generator: inout SeededGenerator) -> SetDraft {
    var visits: [Visit] = []
    var probabilities: [Double] = []
    var labels: [UInt8] = []
    var keys: [String] = []
    for _ in 0..<rows {
      let visit = visit(using: &generator)
      let probability = PortableMath.sigmoid(logOdds(visit))
      visits.append(visit)
      probabilities.append(probability)
      labels.append(generator.chance(probability) ? 1 : 0)
      keys.append(key(using: &generator))
    }
    let flags = Flag.allCases.map { flag in
      Column.digits(flag.rawValue, visits.lazy.map { $0[flag] })
    }
    return SetDraft(
      columns: [.keys("UserID", keys)] + flags + [.digits("ordered", labels.lazy.map { $0 == 1 })],
      probabilities: probabilities, labels: labels, description: description(),
      offers: SyntheticOffer.table(offers))
  }

  private static func description() -> DatasetDescription {
    var description = DatasetDescription(name: "propensity", file: "propensity.csv")
    description.summary = "One row is a visit to an online shop; does it end in an order?"
    description.target = "ordered"
    description.positive = "1"
    description.identifier = "UserID"
    description.actionable = [
      "basket_icon_click", "basket_add_list", "basket_add_detail", "sort_by", "image_picker",
      "account_page_click", "promo_banner_click", "detail_wishlist_add", "list_size_dropdown",
      "checked_delivery_detail", "checked_returns_detail", "sign_in", "saw_sizecharts",
      "saw_delivery", "saw_account_upgrade", "saw_homepage",
    ]
    description.currency = "GBP"
    return description
  }

  /// A key in the shape of the public set's: four groups of hexadecimal digits.
  private static func key(using generator: inout SeededGenerator) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bits = generator.next()
    var bytes: [UInt8] = []
    for position in 0..<16 {
      if position > 0, position % 4 == 0 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(digits[Int(bits & 15)])
      bits >>= 4
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How far a visit goes: a glance, browsing, a filled basket, the checkout.
  private static let stageShares = [0.66, 0.17, 0.08, 0.09]

  /// The share of visits with a flag, by stage.
  private static let shares: [(Flag, [Double])] = [
    (.basket_icon_click, [0.004, 0.08, 0.45, 0.52]),
    (.basket_add_list, [0.004, 0.06, 0.36, 0.38]),
    (.basket_add_detail, [0.006, 0.09, 0.58, 0.55]),
    (.sort_by, [0.012, 0.10, 0.09, 0.06]),
    (.image_picker, [0.008, 0.07, 0.07, 0.05]),
    (.account_page_click, [0.0004, 0.004, 0.008, 0.022]),
    (.promo_banner_click, [0.008, 0.04, 0.03, 0.025]),
    (.detail_wishlist_add, [0.0002, 0.005, 0.005, 0.003]),
    (.list_size_dropdown, [0.12, 0.45, 0.46, 0.44]),
    (.closed_minibasket_click, [0.0005, 0.008, 0.11, 0.07]),
    (.checked_delivery_detail, [0.001, 0.01, 0.04, 0.62]),
    (.checked_returns_detail, [0.002, 0.014, 0.03, 0.03]),
    (.sign_in, [0.006, 0.06, 0.16, 0.58]),
    (.saw_checkout, [0, 0, 0.03, 0.85]),
    (.saw_sizecharts, [0.0001, 0.001, 0.001, 0.0008]),
    (.saw_delivery, [0.002, 0.012, 0.012, 0.015]),
    (.saw_account_upgrade, [0.0001, 0.002, 0.002, 0.005]),
    (.saw_homepage, [0.22, 0.42, 0.44, 0.45]),
    (.returning_user, [0.48, 0.60, 0.65, 0.66]),
    (.loc_uk, [0.92, 0.955, 0.965, 0.975]),
  ]

  private static func visit(using generator: inout SeededGenerator) -> Visit {
    var visit = Visit()
    let stage = generator.index(stageShares)
    for (flag, shares) in shares { visit[flag] = generator.chance(shares[stage]) }
    let device = generator.unit()
    visit[.device_mobile] = device < 0.68
    visit[.device_computer] = device >= 0.68 && device < 0.876
    visit[.device_tablet] = device >= 0.876 && device < 0.996
    return visit
  }

  /// The log-odds of an order.
  static func logOdds(_ visit: Visit) -> Double {
    var score = -6.2
    // Main effects, which a linear model sees.
    if visit[.basket_icon_click] { score += 0.5 }
    if visit[.basket_add_list] { score += 0.3 }
    if visit[.list_size_dropdown] { score += 0.1 }
    if visit[.closed_minibasket_click] { score += 0.3 }
    if visit[.saw_homepage] { score -= 0.15 }
    if visit[.loc_uk] { score += 0.8 }
    if visit[.saw_account_upgrade] { score += 0.8 }
    if visit[.device_computer] { score += 0.3 }
    if visit[.saw_checkout] { score += 2.85 }
    if visit[.checked_delivery_detail] { score += 1.2 }
    if visit[.sign_in] { score += 0.4 }
    return score + together(visit)
  }

  /// What flags add only together, which a linear model misses.
  private static func together(_ visit: Visit) -> Double {
    var score = 0.0
    // Those who come back sign in to order, new ones order as guests.
    let fits = visit[.sign_in] == visit[.returning_user]
    if visit[.saw_checkout] { score += fits ? 1.9 : -2.1 }
    // Delivery details are read on the way to pay, or instead of it by those who only compare.
    if visit[.checked_delivery_detail] { score += visit[.saw_checkout] ? 1.0 : -1.0 }
    // A basket filled from the product's page sells on a large screen, from the list on a phone.
    if visit[.basket_add_detail] { score += visit[.device_mobile] ? -0.6 : 1.2 }
    if visit[.basket_add_list] { score += visit[.device_mobile] ? 0.9 : -0.7 }
    // A banner brings back who knows the shop and distracts who does not.
    if visit[.promo_banner_click] { score += visit[.returning_user] ? 1.6 : -1.2 }
    // Pictures help before the basket is filled, sorting after.
    let hasBasket = visit[.basket_add_list] || visit[.basket_add_detail]
    if visit[.image_picker] { score += hasBasket ? -0.8 : 1.3 }
    if visit[.sort_by] { score += hasBasket ? 0.9 : -0.4 }
    // Reading the returns policy with a full basket means doubt.
    if visit[.checked_returns_detail] { score += hasBasket ? -1.2 : 0.6 }
    return score
  }
}

extension PropensityShop.Flag {
  /// The place among the flags of the file, which is the bit of a visit.
  fileprivate var position: UInt32 {
    UInt32(truncatingIfNeeded: Self.places[self] ?? 0)
  }

  private static let places = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}
