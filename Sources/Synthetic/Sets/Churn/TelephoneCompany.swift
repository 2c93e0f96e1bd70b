import Tabular

/// Customers of a telephone company, and whether they left.
///
/// `TotalCharges` is blank for those who have just come. Fibre, contract, tenure and payment act on
/// each other, and the effect of the price turns round with the contract.
enum TelephoneCompany {
  enum Contract: String, CaseIterable {
    case monthly = "Month-to-month"
    case oneYear = "One year"
    case twoYears = "Two year"
  }

  enum Internet: String, CaseIterable {
    case digitalLine = "DSL"
    case fibre = "Fiber optic"
    case none = "No"
  }

  enum Payment: String, CaseIterable {
    case transfer = "Bank transfer (automatic)"
    case card = "Credit card (automatic)"
    case electronicCheck = "Electronic check"
    case mailedCheck = "Mailed check"
  }

  enum Lines: String, CaseIterable {
    case no = "No"
    case noPhone = "No phone service"
    case yes = "Yes"
  }

  enum Service: String, CaseIterable {
    case no = "No"
    case noInternet = "No internet service"
    case yes = "Yes"
  }

  /// The services on top of an internet line, in the order of the file, with the share of lines that
  /// have each and its monthly price.
  static let extras: [(name: String, share: Double, price: Double)] = [
    ("OnlineSecurity", 0.37, 5), ("OnlineBackup", 0.44, 5), ("DeviceProtection", 0.44, 5),
    ("TechSupport", 0.37, 5), ("StreamingTV", 0.49, 10), ("StreamingMovies", 0.495, 10),
  ]

  struct Customer {
    var isMale = false
    var isSenior = false
    var hasPartner = false
    var hasDependents = false
    var tenure = 0
    var lines = Lines.no
    var internet = Internet.none
    var extras: [Service] = []
    var contract = Contract.monthly
    var isPaperless = false
    var payment = Payment.transfer
    var monthlyCharges = 0.0
    /// NaN for those without a whole month.
    var totalCharges = 0.0

    func has(_ extra: Int) -> Bool { extras[extra] == .yes }
  }

  static func draft(rows: Int, using generator: inout SeededGenerator) -> SetDraft {
    var customers: [Customer] = []
    var probabilities: [Double] = []
    var labels: [UInt8] = []
    var keys: [String] = []
    for _ in 0..<rows {
      let customer = customer(using: &generator)
      let probability = PortableMath.sigmoid(logOdds(customer))
      customers.append(customer)
      probabilities.append(probability)
      labels.append(generator.chance(probability) ? 1 : 0)
      keys.append(key(using: &generator))
    }
    return SetDraft(
      columns: columns(customers, keys: keys, labels: labels), probabilities: probabilities,
      labels: labels, description: description(), offers: SyntheticOffer.table(offers),
      layout: FileLayout(missing: " "))
  }

  private static func description() -> DatasetDescription {
    var description = DatasetDescription(name: "churn", file: "churn.csv")
    description.summary = "One row is a customer of a telephone company; do they leave?"
    description.target = "Churn"
    description.positive = "Yes"
    description.identifier = "customerID"
    description.actionable = [
      "PhoneService", "MultipleLines", "InternetService", "OnlineSecurity", "OnlineBackup",
      "DeviceProtection", "TechSupport", "StreamingTV", "StreamingMovies", "Contract",
      "PaperlessBilling", "PaymentMethod", "MonthlyCharges",
    ]
    description.currency = "USD"
    return description
  }

  private static func columns(
    _ customers: [Customer], keys: [String], labels: [UInt8]
  ) -> [Column] {
    func yesNo(_ name: String, _ flag: (Customer) -> Bool) -> Column {
      .flags(name, customers.map(flag), zero: "No", one: "Yes")
    }
    let person: [Column] = [
      .keys("customerID", keys),
      .flags("gender", customers.map(\.isMale), zero: "Female", one: "Male"),
      .digits("SeniorCitizen", customers.map(\.isSenior)), yesNo("Partner", \.hasPartner),
      yesNo("Dependents", \.hasDependents), .whole("tenure", customers.map(\.tenure)),
    ]
    let services: [Column] =
      [
        yesNo("PhoneService") { $0.lines != .noPhone },
        .levels("MultipleLines", customers.map(\.lines)),
        .levels("InternetService", customers.map(\.internet)),
      ]
      + extras.indices.map { extra in
        .levels(extras[extra].name, customers.map { $0.extras[extra] })
      }
    return person + services + [
      .levels("Contract", customers.map(\.contract)),
      yesNo("PaperlessBilling", \.isPaperless),
      .levels("PaymentMethod", customers.map(\.payment)),
      .numbers("MonthlyCharges", customers.map(\.monthlyCharges)),
      .numbers("TotalCharges", customers.map(\.totalCharges)),
      .flags("Churn", labels.map { $0 == 1 }, zero: "No", one: "Yes"),
    ]
  }

  /// Four digits, a hyphen, five capitals.
  private static func key(using generator: inout SeededGenerator) -> String {
    var bytes = (0..<4).map { _ in UInt8(generator.whole(48...57)) }
    bytes.append(UInt8(ascii: "-"))
    bytes += (0..<5).map { _ in UInt8(generator.whole(65...90)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func customer(using generator: inout SeededGenerator) -> Customer {
    var customer = Customer()
    customer.isMale = generator.chance(0.505)
    customer.isSenior = generator.chance(0.162)
    customer.hasPartner = generator.chance(0.483)
    let family = customer.isSenior ? 0.1 : customer.hasPartner ? 0.56 : 0.11
    customer.hasDependents = generator.chance(family)
    customer.contract = generator.pick([(.monthly, 0.55), (.oneYear, 0.21), (.twoYears, 0.24)])
    customer.tenure = tenure(customer.contract, using: &generator)
    customer.internet = generator.pick([(.digitalLine, 0.344), (.fibre, 0.44), (.none, 0.216)])
    let hasPhone = customer.internet != .digitalLine || generator.chance(0.72)
    let moreLines = 0.25 + 0.35 * Double(customer.tenure) / 72
    customer.lines = hasPhone ? (generator.chance(moreLines) ? .yes : .no) : .noPhone
    let loyalty = 0.75 + 0.5 * Double(customer.tenure) / 72
    customer.extras = extras.map { extra in
      if customer.internet == .none { return .noInternet }
      return generator.chance(min(0.95, extra.share * loyalty)) ? .yes : .no
    }
    customer.isPaperless = generator.chance(customer.internet == .fibre ? 0.77 : 0.45)
    let checkShare = customer.internet == .fibre ? 0.52 : 0.2
    customer.payment =
      generator.chance(checkShare)
      ? .electronicCheck
      : generator.pick([(.transfer, 0.33), (.card, 0.325), (.mailedCheck, 0.345)])
    customer.monthlyCharges = price(customer, using: &generator)
    let drift = generator.normal(mean: 1, deviation: 0.03)
    let total = Double(customer.tenure) * customer.monthlyCharges * drift
    customer.totalCharges = customer.tenure == 0 ? .nan : total.rounded(decimals: 2)
    return customer
  }

  private static func tenure(_ contract: Contract, using generator: inout SeededGenerator) -> Int {
    if generator.chance(0.004) { return 0 }
    let share = generator.unit()
    switch contract {
    case .monthly: return 1 + Int(71 * share * share)
    case .oneYear: return generator.whole(6...72)
    case .twoYears: return 72 - Int(66 * share * share)
    }
  }

  private static func price(
    _ customer: Customer, using generator: inout SeededGenerator
  ) -> Double {
    var price = 0.0
    if customer.lines != .noPhone { price += 20 }
    if customer.lines == .yes { price += 5 }
    if customer.internet == .digitalLine { price += 25 }
    if customer.internet == .fibre { price += 50 }
    for (extra, entry) in extras.enumerated() where customer.has(extra) { price += entry.price }
    let noise = generator.normal(deviation: 0.7)
    return max(18.25, ((price + noise) * 20).rounded() / 20).rounded(decimals: 2)
  }

  /// The log-odds of leaving.
  static func logOdds(_ customer: Customer) -> Double {
    let years = Double(customer.tenure) / 12
    var score = -1.0
    if customer.isSenior { score += 0.25 }
    if customer.hasDependents { score -= 0.3 }
    if customer.isPaperless { score += 0.3 }
    if customer.internet == .none { score -= 1.0 }
    if customer.has(0) { score -= 0.4 }
    if customer.has(3) { score -= 0.4 }
    if customer.contract == .oneYear { score -= 0.8 }
    if customer.contract == .twoYears { score -= 1.7 }
    // The first year decides; after it a month more changes little.
    score += customer.tenure <= 12 ? 1.2 - 0.7 * years : 0.5 - 0.22 * (years - 1)
    // Fibre drives away those who are not bound, mostly without help at hand.
    if customer.internet == .fibre, customer.contract == .monthly {
      score += customer.has(3) || customer.has(0) ? 0.3 : 1.1
    }
    // A check by hand is a monthly reminder, unless the customer has been long.
    if customer.payment == .electronicCheck { score += customer.tenure < 30 ? 0.8 : -0.1 }
    // A partner holds those with a contract only; streaming holds those without a family.
    if customer.hasPartner { score += customer.contract == .monthly ? 0.25 : -0.7 }
    if customer.has(4), customer.has(5) { score += customer.hasDependents ? 0.8 : -0.4 }
    // Dear lines are left by the unbound, cheap ones by the bound.
    let dearness = (customer.monthlyCharges - 65) / 30
    score += customer.contract == .monthly ? 0.35 * dearness : -0.45 * dearness
    return score
  }
}
