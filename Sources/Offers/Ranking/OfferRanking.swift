public import Tabular

/// All offers of a catalogue in the order in which one customer should see them.
///
/// Offers that can be shown come first, best first, and ties by id ascending; the others follow, by
/// id, each with its reasons. Only those that can be shown are scored.
public struct OfferRanking: Sendable, Equatable {
  /// What the best offer has most of.
  public enum Order: String, Sendable, Codable, CaseIterable {
    /// What showing earns over doing nothing; see ``Offer/expectedValue(at:without:)``.
    case expectedValue
    /// The probability alone; of an offer that prevents a loss, by how much it lowers the probability.
    case probability
    /// Probability × the amount that the outcome brings by a model of amounts − cost; see
    /// ``RankedOffer/expectedAmount``.
    case expectedAmount
  }

  /// What the offers are ordered by.
  public let order: Order
  /// The offers, in order.
  public let offers: [RankedOffer]

  /// Ranks with a model that scores profiles.
  ///
  /// - Parameters:
  ///   - profile: the customer as is.
  ///   - catalogue: the offers.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  ///   - order: what the best offer has most of.
  ///   - without: the probability of the profile as is, 0…1; `nil` has it scored where an offer
  ///     prevents a loss, with a call of its own.
  ///   - amounts: gets what `score` gets, and gives what the outcome brings if it happens, in currency
  ///     units; `nil` without a model of amounts.
  ///   - score: gets the profile with the columns of each eligible offer set and gives their
  ///     probabilities, 0…1, in the same order; it is not called when no offer is eligible.
  /// - Throws: what `score` throws; ``OfferError`` if a score is no probability.
  public init(
    profile: CustomerProfile, catalogue: OfferCatalogue, on day: CalendarDay?,
    by order: Order = .expectedValue, without: Double? = nil,
    amounts: (([CustomerProfile]) throws -> [Double])? = nil,
    score: ([CustomerProfile]) throws -> [Double]
  ) throws {
    try self.init(
      profile: profile, catalogue: catalogue, on: day, by: order,
      scoreAsIs: { try without ?? score([profile])[0] },
      scoreOffers: { offers in
        let profiles = offers.map { profile.setting($0.sets) }
        return (try score(profiles), try amounts?(profiles))
      })
  }

  /// Ranks with a model that scores tables: `score` gets one row for each eligible offer, in the
  /// columns of the schema. All else as above.
  ///
  /// - Throws: what `score` throws; ``OfferError`` if a value does not fit its column or a score is
  ///   no probability.
  public init(
    profile: CustomerProfile, catalogue: OfferCatalogue, on day: CalendarDay?,
    by order: Order = .expectedValue, without: Double? = nil, schema: ProfileSchema,
    amountsOfTable: ((Table) throws -> [Double])? = nil, scoreTable: (Table) throws -> [Double]
  ) throws {
    try self.init(
      profile: profile, catalogue: catalogue, on: day, by: order,
      scoreAsIs: { try without ?? scoreTable(try schema.table(of: [profile]))[0] },
      scoreOffers: { offers in
        let table = try schema.table(joining: profile, with: offers)
        return (try scoreTable(table), try amountsOfTable?(table))
      })
  }

  private init(
    profile: CustomerProfile, catalogue: OfferCatalogue, on day: CalendarDay?, by order: Order,
    scoreAsIs: () throws -> Double,
    scoreOffers: ([Offer]) throws -> (probabilities: [Double], amounts: [Double]?)
  ) throws {
    var eligible: [Offer] = []
    var rest: [RankedOffer] = []
    for offer in catalogue.offers {
      let obstacles = offer.obstacles(for: profile, on: day)
      if obstacles.isEmpty {
        eligible.append(offer)
      } else {
        rest.append(
          RankedOffer(
            offer: offer, position: nil, probability: nil, expectedValue: nil,
            amountIfTaken: nil, obstacles: obstacles))
      }
    }
    let (probabilities, amounts) = eligible.isEmpty ? ([], nil) : try scoreOffers(eligible)
    precondition(probabilities.count == eligible.count, "A model gives one score for each offer.")
    for (offer, probability) in zip(eligible, probabilities)
    where !(0...1).contains(probability) {
      throw OfferError(
        .badScore,
        "The model scores offer \(offer.id) as \(probability), which is no probability in 0…1.")
    }
    let without = eligible.contains(where: \.preventsLoss) ? try scoreAsIs() : 0
    let values = zip(eligible, probabilities).map { offer, probability in
      offer.expectedValue(at: probability, without: without)
    }
    let gains =
      switch order {
      case .expectedValue: values
      case .probability:
        // Of a loss the best offer leaves the least.
        zip(eligible, probabilities).map { $0.preventsLoss ? without - $1 : $1 }
      case .expectedAmount:
        eligible.indices.map { probabilities[$0] * (amounts?[$0] ?? 0) - eligible[$0].cost }
      }
    let best = eligible.indices.sorted {
      gains[$0] != gains[$1] ? gains[$0] > gains[$1] : eligible[$0].id < eligible[$1].id
    }
    self.order = order
    offers =
      best.enumerated().map { place, index in
        RankedOffer(
          offer: eligible[index], position: place + 1, probability: probabilities[index],
          expectedValue: values[index], amountIfTaken: amounts?[index], obstacles: [])
      } + rest.sorted { $0.id < $1.id }
  }

  /// The first `count` offers that can be shown; fewer if there are fewer.
  public func top(_ count: Int) -> [RankedOffer] {
    Array(offers.lazy.filter(\.isEligible).prefix(max(0, count)))
  }

  /// How each offer of this ranking moved since an earlier one, by id.
  ///
  /// Offers that could be shown in neither ranking have no entry.
  public func moves(since previous: OfferRanking) -> [String: RankMove] {
    let before = Dictionary(uniqueKeysWithValues: previous.offers.map { ($0.id, $0.position) })
    var moves: [String: RankMove] = [:]
    for ranked in offers {
      switch (before[ranked.id] ?? nil, ranked.position) {
      case (let old?, let new?) where old > new: moves[ranked.id] = .up(old - new)
      case (let old?, let new?) where old < new: moves[ranked.id] = .down(new - old)
      case (.some, .some): moves[ranked.id] = .same
      case (nil, .some): moves[ranked.id] = .new
      case (.some, nil): moves[ranked.id] = .out
      case (nil, nil): break
      }
    }
    return moves
  }
}
