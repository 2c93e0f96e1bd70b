import Tabular

/// Customers of a marketplace, one row each, seen at a cut-off date, and whether they buy again in the
/// half year after it.
///
/// Few do. `spend_next` is what they spend then, known only when the window has closed. Reviews
/// and deliveries are missing for those who wait for theirs.
enum Marketplace {
  enum Category: String, CaseIterable {
    case autos, babies, beauty = "health_beauty", bedding = "bed_bath_table", books = "books"
    case computers = "computers_accessories", fashion, furniture = "furniture_decor"
    case garden = "garden_tools", housewares, pets = "pet_shop", phones = "telephony"
    case sports = "sports_leisure", toys, watches = "watches_gifts"
  }

  enum State: String, CaseIterable {
    case bahia = "BA", brasilia = "DF", espiritoSanto = "ES", goias = "GO", minas = "MG"
    case para = "PA", parana = "PR", pernambuco = "PE", rio = "RJ", rioGrande = "RS"
    case santaCatarina = "SC", saoPaulo = "SP"
  }

  struct Customer {
    var state = State.saoPaulo
    var category = Category.toys
    var recencyDays = 0
    var frequency = 1
    /// What was spent in all, in reais.
    var monetary = 0.0
    var items = 1
    /// The freight's share of what was spent, 0…1.
    var freightShare = 0.0
    /// 1…5; NaN without a review.
    var averageReview = Double.nan
    /// NaN before the delivery.
    var deliveryDays = Double.nan
    /// Days after the promised date, negative if before; NaN before the delivery.
    var delayDays = Double.nan
    var paidByCard = false
    var paidByBoleto = false
    var paidByVoucher = false
    var installments = 1
  }

  static func draft(rows: Int, using generator: inout SeededGenerator) -> SetDraft {
    var customers: [Customer] = []
    var probabilities: [Double] = []
    var labels: [UInt8] = []
    var spends: [Double] = []
    var expected: [Double] = []
    var keys: [String] = []
    for _ in 0..<rows {
      let customer = customer(using: &generator)
      let probability = PortableMath.sigmoid(logOdds(customer))
      let buys = generator.chance(probability)
      let usual = customer.monetary / Double(customer.frequency)
      let median = 40 + 0.6 * usual
      let spend = generator.logNormal(median: median, deviation: spendDeviation)
      customers.append(customer)
      probabilities.append(probability)
      labels.append(buys ? 1 : 0)
      // The mean of a log-normal amount is e to half its variance times the median.
      expected.append(
        median * PortableMath.exponential(spendDeviation * spendDeviation / 2))
      spends.append(buys ? spend.rounded(decimals: 2) : 0)
      keys.append(key(using: &generator))
    }
    return SetDraft(
      columns: columns(customers, keys: keys, labels: labels, spends: spends),
      probabilities: probabilities, labels: labels, expectedAmounts: expected, money: spends,
      description: description(),
      offers: SyntheticOffer.table(offers))
  }

  /// The standard deviation of the log of what is spent, which no column tells.
  private static let spendDeviation = 0.6

  private static func description() -> DatasetDescription {
    var description = DatasetDescription(name: "olist", file: "olist.csv")
    description.summary =
      "One row is a customer of a marketplace at a cut-off date; do they buy again within 180 days?"
    description.target = "buys_again"
    description.positive = "1"
    description.identifier = "customer_unique_id"
    description.amount = "spend_next"
    description.actionable = [
      "freight_share", "delivery_days", "delay_days", "paid_by_credit_card", "paid_by_boleto",
      "paid_by_voucher", "installments",
    ]
    description.currency = "BRL"
    return description
  }

  private static func columns(
    _ customers: [Customer], keys: [String], labels: [UInt8], spends: [Double]
  ) -> [Column] {
    [
      .keys("customer_unique_id", keys), .levels("customer_state", customers.map(\.state)),
      .whole("recency_days", customers.map(\.recencyDays)),
      .whole("frequency", customers.map(\.frequency)),
      .numbers("monetary", customers.map(\.monetary)), .whole("items", customers.map(\.items)),
      .numbers("freight_share", customers.map(\.freightShare)),
      .numbers("average_review", customers.map(\.averageReview)),
      .numbers("delivery_days", customers.map(\.deliveryDays)),
      .numbers("delay_days", customers.map(\.delayDays)),
      .digits("paid_by_credit_card", customers.map(\.paidByCard)),
      .digits("paid_by_boleto", customers.map(\.paidByBoleto)),
      .digits("paid_by_voucher", customers.map(\.paidByVoucher)),
      .whole("installments", customers.map(\.installments)),
      .levels("favourite_category", customers.map(\.category)),
      .digits("buys_again", labels.map { $0 == 1 }), .numbers("spend_next", spends),
    ]
  }

  /// Thirty-two hexadecimal digits.
  private static func key(using generator: inout SeededGenerator) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    for _ in 0..<2 {
      var bits = generator.next()
      for _ in 0..<16 {
        bytes.append(digits[Int(bits & 15)])
        bits >>= 4
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let states: [(State, Double)] = [
    (.saoPaulo, 420), (.rio, 129), (.minas, 117), (.rioGrande, 55), (.parana, 51),
    (.santaCatarina, 37), (.bahia, 34), (.brasilia, 22), (.espiritoSanto, 20), (.goias, 20),
    (.pernambuco, 17), (.para, 10),
  ]

  private static let categories: [(Category, Double)] = [
    (.bedding, 95), (.beauty, 90), (.sports, 78), (.computers, 68), (.furniture, 65),
    (.housewares, 60), (.watches, 57), (.phones, 43), (.toys, 40), (.autos, 40), (.garden, 35),
    (.babies, 30), (.fashion, 25), (.pets, 18), (.books, 12),
  ]

  private static func customer(using generator: inout SeededGenerator) -> Customer {
    var customer = Customer()
    customer.state = generator.pick(states)
    customer.category = generator.pick(categories)
    customer.frequency = 1 + generator.failures(beforeSuccess: 0.935, limit: 9)
    let share = generator.unit()
    customer.recencyDays = 1 + Int(560 * share.squareRoot() * share)
    customer.items = customer.frequency + generator.failures(beforeSuccess: 0.87, limit: 12)
    let price = generator.logNormal(median: 85, deviation: 0.85)
    customer.monetary = (price * Double(customer.items)).rounded(decimals: 2)
    let isFar = customer.state != .saoPaulo
    let freight = generator.logNormal(median: isFar ? 0.22 : 0.13, deviation: 0.5)
    customer.freightShare = min(0.85, freight).rounded(decimals: 3)
    if customer.recencyDays > 40 || generator.chance(Double(customer.recencyDays) / 40) {
      deliver(&customer, isFar: isFar, using: &generator)
    }
    switch generator.index([0.75, 0.2, 0.05]) {
    case 0:
      customer.paidByCard = true
      customer.installments = 1 + generator.failures(beforeSuccess: 0.28, limit: 11)
    case 1: customer.paidByBoleto = true
    default: customer.paidByVoucher = true
    }
    if generator.chance(0.02) { customer.paidByVoucher = true }
    return customer
  }

  /// Gives the customer's orders a delivery, and mostly a review that shows how it went.
  private static func deliver(
    _ customer: inout Customer, isFar: Bool, using generator: inout SeededGenerator
  ) {
    let days = min(90, generator.logNormal(median: isFar ? 13 : 7.5, deviation: 0.5)).rounded()
    let promised = generator.normal(mean: isFar ? 26 : 19, deviation: 5).rounded()
    customer.deliveryDays = days
    customer.delayDays = days - promised
    guard generator.chance(0.93) else { return }
    let isLate = days > promised
    let shares = isLate ? [45.0, 10, 14, 12, 19] : [7, 3, 8, 20, 62]
    let stars = Double(generator.index(shares) + 1)
    let half = customer.frequency > 1 && stars < 5 && generator.chance(0.4) ? 0.5 : 0
    customer.averageReview = stars + half
  }

  /// The log-odds of buying again within the window.
  static func logOdds(_ customer: Customer) -> Double {
    var score = -3.6
    score -= 0.0035 * Double(customer.recencyDays)
    score += 0.9 * Double(min(customer.frequency, 4) - 1)
    if customer.paidByVoucher { score += 0.7 }
    score -= 1.2 * customer.freightShare
    // Things that run out are bought again soon; of the others, those that were bought long ago.
    switch customer.category {
    case .beauty, .pets, .babies: score += customer.recencyDays < 150 ? 1.6 : 0.2
    case .bedding, .furniture, .housewares: score += customer.recencyDays > 200 ? 1.4 : 0.3
    case .fashion, .sports: score += 0.6
    default: break
    }
    // A late delivery is forgiven after a good review, a poor one only if it was cheap.
    let isPleased = customer.averageReview >= 4
    if customer.delayDays > 0 { score += isPleased ? 0.1 : -1.0 }
    if customer.averageReview <= 2 { score += customer.monetary > 120 ? -1.2 : 0.5 }
    // Fast deliveries bring back the near, many instalments keep the dear away.
    if customer.deliveryDays <= 6 { score += customer.state == .saoPaulo ? 1.2 : 0.1 }
    if customer.installments >= 6 { score += customer.monetary > 250 ? 0.9 : -0.7 }
    if customer.paidByBoleto { score += customer.frequency > 1 ? 0.8 : -0.4 }
    return score
  }
}
