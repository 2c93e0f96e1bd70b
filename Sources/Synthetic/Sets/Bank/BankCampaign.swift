import Tabular

/// Calls of a bank's campaign over two and a half years, in date order, and whether each customer took a
/// term deposit.
///
/// `duration` is known only after the call; −1 in `pdays` is no number of days; earlier contacts,
/// housing loans and the months of calling change along the file, so the rate of success drifts.
enum BankCampaign {
  static func draft(rows: Int, using generator: inout SeededGenerator) -> SetDraft {
    var calls: [BankCall] = []
    var probabilities: [Double] = []
    var attainable: [Double] = []
    var labels: [UInt8] = []
    for row in 0..<rows {
      let moment = BankCalendar.moment(at: (Double(row) + 0.5) / Double(rows))
      let call = BankCall(moment, using: &generator)
      let logOdds = logOdds(call)
      let probability = PortableMath.sigmoid(logOdds + durationEffect(call.duration, call))
      calls.append(call)
      probabilities.append(probability)
      attainable.append(
        BankCall.averageOverDurations {
          PortableMath.sigmoid(logOdds + durationEffect($0, call))
        })
      labels.append(generator.chance(probability) ? 1 : 0)
    }
    return SetDraft(
      columns: columns(calls, labels: labels), probabilities: probabilities,
      attainable: attainable, labels: labels, description: description(),
      offers: SyntheticOffer.table(offers),
      layout: FileLayout(delimiter: UInt8(ascii: ";"), quotesText: true))
  }

  private static func description() -> DatasetDescription {
    var description = DatasetDescription(name: "bank", file: "bank.csv")
    description.summary =
      "One row is a call of a bank's campaign, in date order; does the customer take a deposit?"
    description.target = "y"
    description.positive = "yes"
    description.excluded = [
      Roles.Exclusion(column: "duration", reason: "known only after the call")
    ]
    description.actionable = ["balance", "housing", "loan", "contact", "day", "month", "campaign"]
    description.currency = "EUR"
    return description
  }

  private static func columns(_ calls: [BankCall], labels: [UInt8]) -> [Column] {
    func yesNo(_ name: String, _ flags: [Bool]) -> Column {
      .flags(name, flags, zero: "no", one: "yes")
    }
    return [
      .whole("age", calls.map(\.age)), .levels("job", calls.map(\.job)),
      .levels("marital", calls.map(\.marital)), .levels("education", calls.map(\.education)),
      yesNo("default", calls.map(\.hasDefaulted)), .whole("balance", calls.map(\.balance)),
      yesNo("housing", calls.map(\.hasHousingLoan)), yesNo("loan", calls.map(\.hasPersonalLoan)),
      .levels("contact", calls.map(\.contact)), .whole("day", calls.map(\.day)),
      .levels("month", calls.map(\.month)), .whole("duration", calls.map(\.duration)),
      .whole("campaign", calls.map(\.campaign)), .whole("pdays", calls.map(\.daysSinceContact)),
      .whole("previous", calls.map(\.previous)), .levels("poutcome", calls.map(\.outcomeBefore)),
      yesNo("y", labels.map { $0 == 1 }),
    ]
  }

  /// What the length of a call adds to the log-odds: steep at first, flat for long ones, and less
  /// telling for those who took a deposit before.
  static func durationEffect(_ seconds: Int, _ call: BankCall) -> Double {
    let length = PortableMath.logarithm(Double(seconds) + 20) - 5.3
    let slope = call.outcomeBefore == .success ? 1.5 : 2.75
    return slope * (length < 1.6 ? length : 1.6) - 1.0
  }

  /// The log-odds of a deposit, but for the length of the call.
  static func logOdds(_ call: BankCall) -> Double {
    var score = -1.98
    score += monthEffect[call.month] ?? 0
    if call.hasPersonalLoan { score -= 0.5 }
    if call.hasDefaulted { score -= 0.3 }
    if call.marital == .married { score -= 0.2 }
    if call.education == .tertiary { score += 0.3 }
    if call.education == .primary { score -= 0.15 }
    score -= 0.13 * Double(min(call.campaign, 12) - 1)
    score += customerEffect(call) + historyEffect(call)
    return score
  }

  private static let monthEffect: [Month: Double] = [
    .jan: -0.5, .feb: 0.2, .mar: 2.3, .apr: 0.7, .may: -0.7, .jun: 0.6, .jul: -0.3, .aug: -0.3,
    .sep: 2.0, .oct: 1.9, .nov: -0.4, .dec: 1.9,
  ]

  /// Age, money and work, which act on each other.
  private static func customerEffect(_ call: BankCall) -> Double {
    var score = 0.0
    // The young and the old save; those between do if they have no house to pay for.
    if call.age < 26 { score += 0.7 } else if call.age >= 60 { score += 1.3 }
    if call.hasHousingLoan {
      score -= call.balance > 3000 ? 0.2 : 0.9
    } else if call.age >= 26 && call.age < 60, call.balance > 800 {
      score += 0.5
    }
    if call.balance < 0 { score -= 0.6 }
    if call.job == .blueCollar || call.job == .services { score -= 0.25 }
    if call.job == .student || call.job == .retired { score += 0.3 }
    // Savings of those who work turn into deposits before the summer, of others after it.
    let isWorking = call.job == .management || call.job == .technician || call.job == .admin
    let isSummer = call.month == .jul || call.month == .aug
    if isWorking, call.balance > 1000 { score += isSummer ? -0.5 : 0.4 }
    if isSummer, !isWorking, call.balance > 500 { score += 0.7 }
    return score
  }

  /// How the customer was reached, now and before.
  private static func historyEffect(_ call: BankCall) -> Double {
    var score = 0.0
    if call.contact == .unknown { score -= call.month == .jun ? 2.1 : 1.1 }
    if call.contact == .telephone { score += call.age >= 60 ? 0.5 : -0.4 }
    switch call.outcomeBefore {
    case .success:
      score += 2.3
      // A deposit falls due after half a year.
      if (85...100).contains(call.daysSinceContact) || (170...190).contains(call.daysSinceContact) {
        score += 0.9
      }
    case .failure: score += call.hasHousingLoan ? -0.3 : 1.2
    case .other: score += call.hasHousingLoan ? -0.1 : 1.4
    case .unknown: break
    }
    if call.previous >= 5 { score += call.campaign == 1 ? 0.4 : -0.5 }
    return score
  }
}
