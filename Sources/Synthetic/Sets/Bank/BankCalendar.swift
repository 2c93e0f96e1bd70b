/// When the bank called: waves of calls, each a month, with what changes from wave to wave.
enum BankCalendar {
  /// A point on the campaign's calendar.
  struct Moment {
    var month: BankCampaign.Month
    /// The day of the month, 1…31.
    var day: Int
    /// The share of calls whose kind of telephone was not noted.
    var unknownContact: Double
    /// The share of customers called in an earlier campaign.
    var calledBefore: Double
    /// The share of housing loans among customers of middle age.
    var housing: Double
  }

  private struct Wave {
    var month: BankCampaign.Month
    /// Calls per thousand.
    var weight: Double
    var unknownContact: Double
    var calledBefore: Double
    var housing: Double

    init(
      _ month: BankCampaign.Month, _ weight: Double, unknown: Double = 0.01, before: Double,
      housing: Double
    ) {
      self.month = month
      self.weight = weight
      unknownContact = unknown
      calledBefore = before
      self.housing = housing
    }
  }

  private static let waves: [Wave] = [
    Wave(.may, 176, unknown: 1, before: 0, housing: 0.86),
    Wave(.jun, 99, unknown: 0.97, before: 0, housing: 0.55),
    Wave(.jul, 141, unknown: 0.05, before: 0, housing: 0.5),
    Wave(.aug, 115, before: 0, housing: 0.36), Wave(.oct, 3, before: 0.2, housing: 0.3),
    Wave(.nov, 79, before: 0.24, housing: 0.45), Wave(.dec, 1, before: 0.3, housing: 0.4),
    Wave(.jan, 26, before: 0.25, housing: 0.5), Wave(.feb, 51, before: 0.3, housing: 0.5),
    Wave(.mar, 6, before: 0.25, housing: 0.4), Wave(.apr, 60, before: 0.33, housing: 0.6),
    Wave(.may, 123, before: 0.42, housing: 0.82), Wave(.jun, 14, before: 0.35, housing: 0.35),
    Wave(.jul, 5, before: 0.35, housing: 0.3), Wave(.aug, 17, before: 0.38, housing: 0.25),
    Wave(.sep, 6, before: 0.42, housing: 0.25), Wave(.oct, 10, before: 0.45, housing: 0.25),
    Wave(.nov, 7, before: 0.5, housing: 0.25), Wave(.dec, 4, before: 0.5, housing: 0.22),
    Wave(.jan, 5, before: 0.55, housing: 0.22), Wave(.feb, 8, before: 0.6, housing: 0.2),
    Wave(.mar, 5, before: 0.6, housing: 0.2),
    Wave(.apr, 5, unknown: 0.04, before: 0.62, housing: 0.2),
    Wave(.may, 5, unknown: 0.06, before: 0.62, housing: 0.2),
    Wave(.jun, 5, unknown: 0.08, before: 0.64, housing: 0.2),
    Wave(.jul, 7, unknown: 0.08, before: 0.64, housing: 0.2),
    Wave(.aug, 6, unknown: 0.1, before: 0.66, housing: 0.2),
    Wave(.sep, 7, unknown: 0.1, before: 0.67, housing: 0.2),
    Wave(.oct, 5, unknown: 0.1, before: 0.68, housing: 0.2),
    Wave(.nov, 2, unknown: 0.1, before: 0.7, housing: 0.2),
  ]

  /// The moment at a share of the file, 0..<1.
  static func moment(at share: Double) -> Moment {
    var left = share * waves.reduce(0) { $0 + $1.weight }
    var found = waves[0]
    for wave in waves {
      found = wave
      if left < wave.weight { break }
      left -= wave.weight
    }
    let days = found.month == .feb ? 28.0 : 30.0
    let day = 1 + min(Int(days) - 1, Int(days * left / found.weight))
    return Moment(
      month: found.month, day: day, unknownContact: found.unknownContact,
      calledBefore: found.calledBefore, housing: found.housing)
  }
}
