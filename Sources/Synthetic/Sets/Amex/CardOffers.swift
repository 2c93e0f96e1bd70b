import Tabular

/// Offers shown to card members, about sixteen a member within a month, and which were clicked.
///
/// The flat table of impressions: keys `id1`…`id6`, features of the member (`f1`…`f132`), the offer
/// (`f200`, `f210`, `f374`…`f376`) and the pair (`f310`, `f311`, `f340`, `f366`). Where an offer stood
/// (`id6`) moves clicks and says nothing of the offer; −9999 stands for "no history"; `f132` is
/// almost empty.
enum CardOffers {
  /// Stands in the file for a number that has no history behind it.
  static let noHistory = -9999.0

  static func draft(rows: Int, using generator: inout SeededGenerator) -> SetDraft {
    let shelf = CardOfferShelf(count: min(4_164, 60 + rows / 100), using: &generator)
    var impressions: [CardImpression] = []
    impressions.reserveCapacity(rows)
    var member = 0
    while impressions.count < rows {
      member += 1
      let person = CardMember(number: member, using: &generator)
      let count = min(rows - impressions.count, generator.whole(10...22))
      impressions += person.impressions(count, from: shelf, using: &generator)
    }
    var rowsInTime = impressions.indices.sorted {
      impressions[$0].seconds != impressions[$1].seconds
        ? impressions[$0].seconds < impressions[$1].seconds : $0 < $1
    }.map { impressions[$0] }
    for row in rowsInTime.indices { rowsInTime[row].row = row }
    return draft(rowsInTime, shelf: shelf, using: &generator)
  }

  private static func draft(
    _ impressions: [CardImpression], shelf: CardOfferShelf, using generator: inout SeededGenerator
  ) -> SetDraft {
    var probabilities: [Double] = []
    var attainable: [Double] = []
    var labels: [UInt8] = []
    for impression in impressions {
      let logOdds = impression.logOdds
      let probability = PortableMath.sigmoid(logOdds + impression.placement.effect)
      probabilities.append(probability)
      attainable.append(
        Placement.allCases.reduce(0) {
          $0 + $1.share * PortableMath.sigmoid(logOdds + $1.effect)
        })
      labels.append(generator.chance(probability) ? 1 : 0)
    }
    return SetDraft(
      columns: columns(impressions, labels: labels), probabilities: probabilities,
      attainable: attainable, labels: labels, description: description(),
      offers: SyntheticOffer.table(
        shelf.catalogue(), further: ["f374", "f375", "f376", "f200", "f210"]))
  }

  private static func description() -> DatasetDescription {
    var description = DatasetDescription(name: "amex", file: "amex.csv")
    description.summary = "One row is an offer shown to a card member; is it clicked?"
    description.target = "y"
    description.positive = "1"
    description.identifier = "id1"
    description.group = "id2"
    description.item = "id3"
    description.time = "id4"
    description.excluded = [
      Roles.Exclusion(column: "id5", reason: "the day of the impression, already in id4"),
      Roles.Exclusion(
        column: "id6", reason: "the placement: it moves clicks and is no property of the offer"),
    ]
    var scopes: [String: ColumnScope] = [:]
    for name in ["f1", "f2", "f11", "f40", "f58", "f132"] { scopes[name] = .customer }
    for name in ["f200", "f210", "f374", "f375", "f376"] { scopes[name] = .offer }
    for name in ["f310", "f311", "f340", "f366"] { scopes[name] = .pair }
    description.scopes = scopes
    return description
  }

  private static func columns(_ impressions: [CardImpression], labels: [UInt8]) -> [Column] {
    let day: Int64 = 86_400
    let keys: [Column] = [
      .keys("id1", impressions.map { "I" + number($0.row + 1, digits: 7) }),
      .keys("id2", impressions.map { "C" + number($0.member.number, digits: 6) }),
      .keys("id3", impressions.map(\.offer.id)),
      Column(name: "id4", values: .date(impressions.map { $0.seconds * 1_000_000 })),
      Column(name: "id5", values: .date(impressions.map { $0.seconds / day * day * 1_000_000 })),
      .levels("id6", impressions.map(\.placement)),
    ]
    let ofMember: [Column] = [
      .whole("f1", impressions.map(\.member.months)),
      .whole("f2", impressions.map(\.member.spend)),
      .whole("f11", impressions.map(\.member.visits)),
      .numbers("f40", impressions.map(\.member.clickRate)),
      .levels("f58", impressions.map(\.member.tier)),
      .numbers("f132", impressions.map(\.member.rare)),
    ]
    let ofOffer: [Column] = [
      .whole("f200", impressions.map(\.offer.daysLeft)),
      .whole("f210", impressions.map(\.offer.minimumSpend)),
      .levels("f374", impressions.map(\.offer.industry)),
      .numbers("f375", impressions.map(\.offer.redemption)),
      .whole("f376", impressions.map(\.offer.discount)),
    ]
    let ofPair: [Column] = [
      .whole("f310", impressions.map(\.timesSeen)),
      .numbers("f311", impressions.map(\.daysSinceSeen)),
      .whole("f340", impressions.map(\.industryClicks)),
      .numbers("f366", impressions.map(\.industrySpend)),
    ]
    return keys + ofMember + ofOffer + ofPair + [.digits("y", labels.map { $0 == 1 })]
  }

  /// A number with leading zeros.
  static func number(_ number: Int, digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
