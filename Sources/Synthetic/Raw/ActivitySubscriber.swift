import Tabular

/// A customer of the monthly activity: what is used and paid, and when it ends.
struct ActivitySubscriber {
  /// One month.
  private struct Month {
    var number: Int
    var minutes: Int
    var support: Int
    var late: Int
  }

  private static let plans: [(name: String, share: Double, effect: Double, price: Int)] = [
    ("basic", 0.5, 0.35, 900), ("standard", 0.35, 0, 1_900), ("premium", 0.15, -0.6, 3_900),
  ]
  private static let regions = ["north", "east", "south", "west"]
  /// What the calendar month of the decision adds to the log-odds of leaving, January first.
  private static let seasons = [0.7, 0.35, 0, -0.1, -0.2, -0.2, -0.1, 0, 0.2, 0, -0.2, -0.35]
  /// How much more is used in a calendar month, January first.
  private static let uses = [1.1, 1, 1, 0.95, 0.9, 0.85, 0.75, 0.75, 0.95, 1.05, 1.15, 1.25]

  private let id: String
  private let plan: Int
  private let region: String
  private let usualMinutes: Double
  private var months: [Month] = []
  /// The true probability of leaving in each month after one of activity, and whether it came so.
  private(set) var probabilities: [(Double, Bool)] = []
  private(set) var hasLeft = false
  private(set) var lineCount = 0
  private(set) var activityLines = ""
  private(set) var truthLines = ""

  var customerLine: String { "\(id),\(Self.plans[plan].name),\(region)\n" }

  init(number: Int, using generator: inout SeededGenerator) {
    id = "S" + CardOffers.number(number, digits: 8)
    plan = generator.index(Self.plans.map(\.share))
    region = Self.regions[generator.whole(0...Self.regions.count - 1)]
    usualMinutes = generator.logNormal(median: 260, deviation: 0.6)
  }

  /// All months, from the customer's first to the last of the table or to the leave.
  mutating func live(using generator: inout SeededGenerator) {
    let isEarly = generator.chance(0.4)
    let start = isEarly ? 0 : generator.whole(0...ActivityLog.monthCount - 8)
    var mood = generator.normal(deviation: 0.2)
    var pause = 0
    var wasActive = false
    for number in start..<ActivityLog.monthCount {
      let month = ActivityLog.firstMonth + number
      if pause > 0 {
        pause -= 1
        if generator.chance(0.5) {
          write(month, days: 0, minutes: 0, cents: 0, support: 0, late: 0)
        }
        wasActive = false
        continue
      }
      if wasActive, isLeaving(in: month, using: &generator) { return }
      if wasActive, number + 2 < ActivityLog.monthCount, generator.chance(0.03) {
        pause = generator.whole(0...1)
        wasActive = false
        continue
      }
      mood = 0.85 * mood + generator.normal(deviation: 0.25)
      use(month, mood: mood, using: &generator)
      wasActive = true
    }
  }

  private mutating func isLeaving(in month: Int, using generator: inout SeededGenerator) -> Bool {
    let probability = PortableMath.sigmoid(logOdds(in: month))
    let isLeaving = generator.chance(probability)
    probabilities.append((probability, isLeaving))
    truthLines +=
      "\(id),\(Self.text(month)),\(probability.rounded(decimals: 6)),\(isLeaving ? 1 : 0)\n"
    if isLeaving { hasLeft = true }
    return isLeaving
  }

  private mutating func use(_ month: Int, mood: Double, using generator: inout SeededGenerator) {
    let season = Self.uses[month % 12]
    let noise = generator.normal(deviation: 0.15)
    let minutes = Int(usualMinutes * season * PortableMath.exponential(mood + noise))
    let days = max(1, min(28, minutes / 14 + generator.whole(-2...3)))
    let support = generator.failures(beforeSuccess: mood < -0.3 ? 0.6 : 0.85, limit: 6)
    let late = generator.chance(0.07) ? 1 : 0
    let cents = Self.plans[plan].price + minutes * generator.whole(1...3)
    months.append(Month(number: month, minutes: minutes, support: support, late: late))
    write(month, days: days, minutes: minutes, cents: cents, support: support, late: late)
  }

  /// The log-odds of leaving in a month, from the months before it.
  private func logOdds(in month: Int) -> Double {
    let recent = months.filter { $0.number >= month - 3 }
    let year = months.filter { $0.number >= month - 12 }
    var score = -4.1 + Self.plans[plan].effect + Self.seasons[month % 12]
    let tenure = month - (months.first?.number ?? month)
    score += tenure >= 12 ? -0.5 : tenure <= 3 ? 0.4 : 0
    let mean = { (months: [Month], count: Int) in
      Double(months.reduce(0) { $0 + $1.minutes }) / Double(max(1, min(count, tenure)))
    }
    let share = mean(recent, 3) / max(1, mean(year, 12))
    score += share < 0.55 ? 1.9 : share < 0.75 ? 1.0 : share > 1.2 ? -0.4 : 0
    score += 0.45 * Double(min(4, recent.reduce(0) { $0 + $1.support }))
    let late = months.filter { $0.number >= month - 6 }.reduce(0) { $0 + $1.late }
    return score + (late >= 2 ? 0.9 : 0)
  }

  private mutating func write(
    _ month: Int, days: Int, minutes: Int, cents: Int, support: Int, late: Int
  ) {
    lineCount += 1
    activityLines +=
      "\(id),\(Self.text(month)),\(days),\(minutes),\(cents / 100).\(CardOffers.number(cents % 100, digits: 2)),"
      + "\(support),\(late)\n"
  }

  /// `2022-01` of a month that is counted from January 1970.
  private static func text(_ month: Int) -> String {
    "\(1970 + month / 12)-\(CardOffers.number(month % 12 + 1, digits: 2))"
  }
}
