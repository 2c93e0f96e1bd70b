import Tabular

/// An offer of the raw logs.
struct CardLogOffer {
  let id: String
  let industry: Int
  /// What it adds to the log-odds of a click, which no file tells.
  let appeal: Double
  let line: String

  /// The first second of the logs: 2025-01-01T00:00:00 UTC.
  static let start: Int64 = 1_735_689_600
  /// The days that the logs cover; the second half is to be scored.
  static let days = 180

  init(number: Int, using generator: inout SeededGenerator) {
    id = "O" + CardOffers.number(number * 7 + 11, digits: 5)
    industry = generator.whole(0...CardOffers.Industry.allCases.count - 1)
    appeal = generator.normal(deviation: 0.6)
    let discount = [5, 8, 10, 12, 15, 20, 25, 30][generator.index([14, 6, 24, 8, 20, 16, 8, 4])]
    let redemption =
      (0.04 * PortableMath.exponential(appeal * 0.7 + generator.normal(deviation: 0.3)))
      .rounded(decimals: 4)
    let first = Self.start - Int64(generator.whole(0...60)) * 86_400
    let last = Self.start + Int64(Self.days + generator.whole(1...90)) * 86_400
    let name = CardOffers.Industry.allCases[industry].rawValue
    line =
      "\(id),\"\(discount) % back, \(name)\",\(redemption),\(discount),B\(number % 40),Use your card,\(name),"
      + "\(Self.code(industry)),\(CardLogTime.text(first)),\(CardLogTime.text(last))\n"
  }

  /// An industry's code, which starts with a zero that a spreadsheet would lose.
  static func code(_ industry: Int) -> String {
    "0" + CardOffers.number(industry * 137 + 101, digits: 4)
  }
}

/// Seconds since 1970 as text.
enum CardLogTime {
  /// `2025-01-01 08:30:00`.
  static func text(_ seconds: Int64) -> String { "\(day(seconds)) \(clock(seconds))" }

  /// `2025-01-01`.
  static func day(_ seconds: Int64) -> String {
    let (year, month, day) = Column.civil(fromDays: seconds / 86_400)
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// `08:30:00`.
  static func clock(_ seconds: Int64) -> String {
    let rest = seconds % 86_400
    return "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
