import Tabular

/// One call of the campaign: the customer, the call, and what went before.
struct BankCall {
  var age: Int
  var job: BankCampaign.Job
  var marital: BankCampaign.Marital
  var education: BankCampaign.Education
  var hasDefaulted: Bool
  /// Euros on the account, negative if overdrawn.
  var balance: Int
  var hasHousingLoan: Bool
  var hasPersonalLoan: Bool
  var contact: BankCampaign.Contact
  var day: Int
  var month: BankCampaign.Month
  /// The length of the call in seconds; it depends on nothing else.
  var duration: Int
  /// Calls to this customer in this campaign, this one included.
  var campaign: Int
  /// Days since the last call of an earlier campaign; −1 for none.
  var daysSinceContact: Int
  /// Calls in earlier campaigns.
  var previous: Int
  var outcomeBefore: BankCampaign.Outcome

  private static let jobs: [(BankCampaign.Job, Double)] = [
    (.admin, 114), (.blueCollar, 215), (.entrepreneur, 33), (.housemaid, 27), (.management, 209),
    (.retired, 50), (.selfEmployed, 35), (.services, 92), (.student, 21), (.technician, 168),
    (.unemployed, 29), (.unknown, 6),
  ]

  /// The shares of primary, secondary, tertiary and unknown education, by job.
  private static let educations: [BankCampaign.Job: [Double]] = [
    .admin: [4, 82, 11, 3], .blueCollar: [38, 55, 2, 5], .entrepreneur: [12, 36, 47, 5],
    .housemaid: [51, 32, 14, 3], .management: [3, 12, 82, 3], .retired: [35, 44, 16, 5],
    .selfEmployed: [8, 37, 53, 2], .services: [8, 83, 5, 4], .student: [5, 54, 24, 17],
    .technician: [2, 69, 26, 3], .unemployed: [20, 56, 22, 2], .unknown: [18, 25, 13, 44],
  ]

  init(_ moment: BankCalendar.Moment, using generator: inout SeededGenerator) {
    job = generator.pick(Self.jobs)
    age = Self.age(job, using: &generator)
    let isYoung = age < 30
    marital =
      isYoung
      ? generator.pick([(.single, 0.68), (.married, 0.29), (.divorced, 0.03)])
      : generator.pick([(.married, 0.68), (.single, age < 45 ? 0.25 : 0.07), (.divorced, 0.14)])
    let shares = Self.educations[job] ?? [1, 1, 1, 1]
    education = BankCampaign.Education.allCases[generator.index(shares)]
    hasDefaulted = generator.chance(0.018)
    let median = education == .tertiary ? 650.0 : age >= 60 ? 800 : 430
    balance = Self.balance(median: median, inDefault: hasDefaulted, using: &generator)
    let housing = age >= 60 ? 0.12 : age >= 50 ? moment.housing * 0.75 : moment.housing
    hasHousingLoan = generator.chance(housing)
    hasPersonalLoan = generator.chance(age >= 60 || age < 23 ? 0.04 : balance < 0 ? 0.32 : 0.16)
    let isByLine = generator.chance(age >= 60 ? 0.25 : 0.08)
    contact =
      generator.chance(moment.unknownContact) ? .unknown : isByLine ? .telephone : .cellular
    day = moment.day
    month = moment.month
    duration = Self.duration(using: &generator)
    campaign = 1 + generator.failures(beforeSuccess: moment.month == .jul ? 0.28 : 0.4, limit: 45)
    daysSinceContact = -1
    previous = 0
    outcomeBefore = .unknown
    if generator.chance(moment.calledBefore) { recallEarlierCampaign(moment, using: &generator) }
  }

  private mutating func recallEarlierCampaign(
    _ moment: BankCalendar.Moment, using generator: inout SeededGenerator
  ) {
    previous = 1 + generator.failures(beforeSuccess: 0.36, limit: 40)
    let isLate = moment.calledBefore > 0.34 && moment.month != .may
    outcomeBefore = generator.pick([
      (.failure, isLate ? 0.4 : 0.66), (.other, 0.22), (.success, isLate ? 0.45 : 0.12),
    ])
    switch generator.index([0.3, 0.25, 0.45]) {
    case 0: daysSinceContact = generator.whole(85...105)
    case 1: daysSinceContact = generator.whole(165...195)
    default: daysSinceContact = generator.whole(1...380)
    }
  }

  private static func age(
    _ job: BankCampaign.Job, using generator: inout SeededGenerator
  ) -> Int {
    let age: Double
    switch job {
    case .student: age = generator.normal(mean: 26, deviation: 4.5)
    case .retired: age = generator.normal(mean: 62, deviation: 9)
    case .housemaid: age = generator.normal(mean: 46, deviation: 10)
    default: age = 25 + generator.logNormal(median: 13, deviation: 0.6)
    }
    return Int(min(95, max(18, age)).rounded())
  }

  private static func balance(
    median: Double, inDefault: Bool, using generator: inout SeededGenerator
  ) -> Int {
    if generator.chance(inDefault ? 0.6 : 0.08) {
      return -Int(generator.logNormal(median: 250, deviation: 0.9))
    }
    if generator.chance(0.07) { return 0 }
    return Int(min(100_000, generator.logNormal(median: median * 1.3, deviation: 1.45)))
  }

  private static let medianDuration = 180.0
  private static let durationDeviation = 0.92

  private static func duration(using generator: inout SeededGenerator) -> Int {
    Int(min(4_900, generator.logNormal(median: medianDuration, deviation: durationDeviation)))
  }

  /// The mean of a function of the call's length over the lengths that calls have: the function at
  /// equally spaced deviates, weighted by the normal density, which is exact to far below a label's
  /// noise.
  static func averageOverDurations(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for (duration, weight) in durationNodes { sum += weight * value(duration) }
    return sum
  }

  private static let durationNodes: [(duration: Int, weight: Double)] = {
    let deviates = stride(from: -3.9, through: 3.9, by: 0.15)
    let nodes = deviates.map { deviate in
      let length = medianDuration * PortableMath.exponential(durationDeviation * deviate)
      return (
        duration: Int(min(4_900, length)),
        weight: PortableMath.exponential(-deviate * deviate / 2)
      )
    }
    let total = nodes.reduce(0) { $0 + $1.weight }
    return nodes.map { (duration: $0.duration, weight: $0.weight / total) }
  }()
}
