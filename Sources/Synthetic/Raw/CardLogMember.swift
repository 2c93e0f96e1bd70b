import Tabular

/// A member of the raw logs: what is bought, what is shown, what is clicked.
struct CardLogMember {
  private struct Purchase {
    var time: Int64
    var cents: Int
    var industry: Int
    var isRefund: Bool
  }

  private struct Shown {
    var time: Int64
    var offer: Int
    var placement: CardOffers.Placement
    var clicked: Int64?
  }

  /// The columns of ``valueLines``: the counts of the recipe, strictly before each impression.
  static let valueNames =
    "id1,c_impressions_30,c_clicks_30,k_clicks_90,k_spend_90,t_count_30,p_impressions,p_clicks,y"

  private let id: String
  private let offers: [CardLogOffer]
  /// How readily the member clicks, and what the member buys; no file tells.
  private let readiness: Double
  private let habits: [Double]
  private var purchases: [Purchase] = []
  private var shown: [Shown] = []
  /// The true probability of each impression to score, placement unknown, and whether it was clicked.
  private(set) var probabilities: [(Double, Bool)] = []
  private(set) var eventLines = ""
  private(set) var transactionLines = ""
  private(set) var impressionLines = ""
  private(set) var truthLines = ""
  private(set) var valueLines = ""

  init(number: Int, offers: [CardLogOffer], using generator: inout SeededGenerator) {
    id = "C" + CardOffers.number(number, digits: 7)
    self.offers = offers
    readiness = generator.normal(deviation: 0.7)
    habits = CardOffers.Industry.allCases.map { _ in generator.logNormal(median: 1, deviation: 1.2)
    }
  }

  /// Half a year: purchases, then sittings of four offers each, in order of time.
  mutating func live(
    first: Int, most: Int, notesValues: Bool, using generator: inout SeededGenerator
  ) {
    buy(using: &generator)
    let span = Int64(CardLogOffer.days) * 86_400
    let sittings = (0..<generator.whole(2...14)).map { _ in
      CardLogOffer.start + Int64(generator.unit() * Double(span))
    }.sorted()
    for time in sittings {
      // Four offers at one moment: whether one is clicked is open for the others.
      var together: Set<Int> = []
      while together.count < min(4, offers.count) {
        let share = generator.unit()
        together.insert(Int(Double(offers.count) * share * share))
      }
      var sitting: [Shown] = []
      for offer in together.sorted() {
        let placement = CardOffers.Placement.allCases[
          generator.index(CardOffers.Placement.allCases.map(\.share))]
        let logOdds = logOdds(of: offer, at: time)
        let isClicked = generator.chance(PortableMath.sigmoid(logOdds + placement.effect))
        let delay = Int64(5 + generator.whole(0...600))
        sitting.append(
          Shown(
            time: time, offer: offer, placement: placement, clicked: isClicked ? time + delay : nil)
        )
        let isToScore = time >= CardLogOffer.start + span / 2 && probabilities.count < most
        if isToScore {
          score(
            sitting[sitting.count - 1], number: first + probabilities.count, logOdds: logOdds,
            notesValues: notesValues)
        }
      }
      shown += sitting
    }
    for event in shown {
      let click = event.clicked.map(CardLogTime.text) ?? ""
      eventLines +=
        "\(id),\(offers[event.offer].id),\(event.placement.rawValue),\(CardLogTime.text(event.time)),\(click)\n"
    }
  }

  private mutating func buy(using generator: inout SeededGenerator) {
    let span = Double(CardLogOffer.days) * 86_400
    for number in 0..<generator.whole(4...60) {
      let industry = generator.index(habits)
      let time = CardLogOffer.start + Int64(generator.unit() * span)
      let cents = max(50, Int(100 * generator.logNormal(median: 35, deviation: 0.9)))
      let isRefund = generator.chance(0.04)
      purchases.append(Purchase(time: time, cents: cents, industry: industry, isRefund: isRefund))
      let day = CardLogTime.day(time)
      let amount = "\(cents / 100).\(CardOffers.number(cents % 100, digits: 2))"
      transactionLines +=
        "\(id),\(amount),P\(number % 9),\(isRefund ? "C" : "D"),\(day),\(CardLogTime.clock(time)),"
        + "\(day.prefix(7)),\(CardLogOffer.code(industry)),"
        + "\(CardOffers.Industry.allCases[industry].rawValue)\n"
    }
  }

  /// The log-odds of a click from what lay before the moment, but for the placement.
  private func logOdds(of offer: Int, at time: Int64) -> Double {
    let entry = offers[offer]
    var score = -3.6 + entry.appeal + readiness
    let quarter = time - 90 * 86_400
    var spent = 0
    var inIndustry = 0
    for purchase in purchases
    where purchase.time < time && purchase.time >= quarter && !purchase.isRefund {
      spent += purchase.cents
      if purchase.industry == entry.industry { inIndustry += purchase.cents }
    }
    let share = spent > 0 ? Double(inIndustry) / Double(spent) : 0
    score += share > 0.3 ? 1.3 : share > 0.1 ? 0.7 : 0
    let before = shown.count { $0.offer == offer && $0.time < time }
    score += before == 0 ? 0 : before <= 2 ? 0.5 : -0.4
    let clicks = shown.count { shown in
      shown.clicked.map { $0 < time && $0 >= time - 30 * 86_400 } ?? false
    }
    return score + 0.4 * Double(min(clicks, 3))
  }

  private mutating func score(_ event: Shown, number: Int, logOdds: Double, notesValues: Bool) {
    let key = "I" + CardOffers.number(number, digits: 9)
    let attainable = CardOffers.Placement.allCases.reduce(0) {
      $0 + $1.share * PortableMath.sigmoid(logOdds + $1.effect)
    }
    let isClicked = event.clicked != nil
    probabilities.append((attainable, isClicked))
    let time = CardLogTime.text(event.time)
    impressionLines += "\(key),\(id),\(offers[event.offer].id),\(time),\(time.prefix(10))\n"
    truthLines += "\(key),\(attainable.rounded(decimals: 6)),\(isClicked ? 1 : 0)\n"
    if notesValues { valueLines += "\(key),\(values(of: event)),\(isClicked ? 1 : 0)\n" }
  }

  /// The counts of a recipe by going through everything, the slow and obvious way.
  private func values(of event: Shown) -> String {
    let time = event.time
    let industry = offers[event.offer].industry
    let isRecent = { (moment: Int64, days: Int64) in moment < time && moment >= time - days * 86_400
    }
    let seen30 = shown.count { isRecent($0.time, 30) }
    let clicks30 = shown.count { $0.clicked.map { isRecent($0, 30) } ?? false }
    let industryClicks = shown.count { shown in
      offers[shown.offer].industry == industry && shown.clicked.map { isRecent($0, 90) } ?? false
    }
    let spent = purchases.filter {
      $0.industry == industry && !$0.isRefund && isRecent($0.time, 90)
    }.reduce(0) { $0 + $1.cents }
    let bought = purchases.count { !$0.isRefund && isRecent($0.time, 30) }
    let pair = shown.filter { $0.offer == event.offer }
    let pairSeen = pair.count { $0.time < time }
    let pairClicks = pair.count { $0.clicked.map { $0 < time } ?? false }
    return
      "\(seen30),\(clicks30),\(industryClicks),\(Double(spent) / 100),\(bought),\(pairSeen),\(pairClicks)"
  }
}
