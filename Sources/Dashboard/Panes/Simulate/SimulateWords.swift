import Modelling
import Offers
import TerminalKit
import Workbench

/// Amounts and offers as a person reads them.
enum SimulateWords {
  /// A difference of probabilities in percentage points, such as `+3.2`; `0.0` where it is less than
  /// half a tenth.
  static func points(_ difference: Double) -> String {
    let text = NumberText.fixed(difference * 100, digits: 1)
    return difference * 100 >= 0.05 ? "+\(text)" : text == "0.0" ? "0.0" : text
  }

  /// A contribution: log-odds with two digits; probabilities, which are smaller, with four.
  static func contribution(_ value: Double, _ scale: MarginScale) -> String {
    let text = NumberText.fixed(value, digits: scale == .logOdds ? 2 : 4)
    return value > 0 && !text.allSatisfy({ "0.".contains($0) }) ? "+\(text)" : text
  }

  /// Everything about a line of the offers, in sentences, the most important first.
  static func sentences(
    _ row: OfferRow, _ view: Simulation.ModelView, baseTitle: String
  ) -> [String] {
    guard case .offer(let ranked) = row else {
      let beaten = view.worthwhileCount
      let what =
        beaten == 0
        ? "No offer beats it."
        : "\(beaten) offer\(beaten == 1 ? " beats" : "s beat") it; those below would lose money."
      return ["Doing nothing is worth 0; every expected value is measured from it.", what]
    }
    let offer = ranked.offer
    guard ranked.isEligible else {
      let asks = offer.eligibility.map(\.description).joined(separator: " and ")
      let why = ranked.obstacles.joined(separator: "; ")
      return ["\(offer.name) is not eligible: \(why)."]
        + (asks.isEmpty ? [] : ["It asks for \(asks)."])
    }
    var parts = [
      "\(offer.name): place \(ranked.position ?? 0)\(moved(view.move(of: ranked), baseTitle))."
    ]
    parts.append(worth(ranked, view))
    if !offer.sets.isEmpty {
      let sets = offer.sets.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      parts.append("Showing it means \(sets.joined(separator: ", ")).")
    }
    if !offer.eligibility.isEmpty {
      let asks = offer.eligibility.map(\.description).joined(separator: " and ")
      parts.append("Allowed since \(asks).")
    }
    return parts
  }

  private static func moved(_ move: RankMove?, _ baseTitle: String) -> String {
    switch move {
    case .up(let count)?: ", \(count) up from the base (\(baseTitle))"
    case .down(let count)?: ", \(count) down from the base (\(baseTitle))"
    case .new?: ", not eligible for the base (\(baseTitle))"
    case .same?, .out?, nil: ""
    }
  }

  private static func worth(_ ranked: RankedOffer, _ view: Simulation.ModelView) -> String {
    guard let probability = ranked.probability, let expected = ranked.expectedValue else {
      return ""
    }
    let offer = ranked.offer
    let cost = NumberText.fixed(offer.cost, digits: 2)
    let amount = NumberText.fixed(abs(offer.value), digits: 2)
    let with = NumberText.percent(probability, digits: 1)
    let sum =
      offer.preventsLoss
      ? "(\(NumberText.percent(view.probability, digits: 1)) without it - \(with) with it) of a loss of "
        + "\(amount), less a cost of \(cost)"
      : "\(with) of \(amount), less a cost of \(cost)"
    let verdict = ranked.beatsDoingNothing ? "" : "; doing nothing is better"
    return "Expected \(NumberText.fixed(expected, digits: 2)) = \(sum)\(verdict)."
  }
}
