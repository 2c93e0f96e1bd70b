import Offers
import Workbench

/// A line of the ranked offers: an offer, or the line that they are measured by.
enum OfferRow {
  case offer(RankedOffer)
  /// Doing nothing, worth 0.
  case nothing
  /// The line below the offers that a customer is shown.
  case cut

  /// The lines of a model: offers that can be shown, best first, with doing nothing in its place if the
  /// order is by expected value; then those that can't.
  static func rows(_ view: Simulation.ModelView?) -> [OfferRow] {
    guard let view else { return [] }
    return rows(
      view.offers, order: view.order, worthwhileCount: view.worthwhileCount)
  }

  static func rows(
    _ offers: [RankedOffer], order: OfferRanking.Order, worthwhileCount: Int
  ) -> [OfferRow] {
    let eligible = offers.count(where: \.isEligible)
    var rows: [OfferRow] = []
    for (index, offer) in offers.enumerated() {
      if order == .expectedValue, index == worthwhileCount { rows.append(.nothing) }
      if index == OffersView.topCount, eligible > index { rows.append(.cut) }
      rows.append(.offer(offer))
    }
    if order == .expectedValue, !offers.isEmpty, worthwhileCount == offers.count {
      rows.append(.nothing)
    }
    return rows
  }

  /// Whether the row is an offer that can be shown, or doing nothing.
  var isRanked: Bool {
    switch self {
    case .offer(let offer): offer.isEligible
    case .nothing, .cut: true
    }
  }
}
