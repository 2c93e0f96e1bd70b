import Evaluation
import Modelling
public import Offers
import Tabular
import Threads

extension Simulator {
  /// Scores a profile and ranks the offers for it by every trained model.
  ///
  /// - Parameters:
  ///   - profile: the customer.
  ///   - base: the customer to compare with.
  ///   - order: what the best offer has most of.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  ///   - known: the baseline of a simulation before; it is computed again if it is of another base,
  ///     order or day. It must come from these models.
  ///   - question: what is to be explained; reasons take longest.
  ///   - threads: how many threads to use; they change no number.
  /// - Throws: `OfferError` where a value does not fit its column; ``WorkbenchError`` for an order by
  ///   amounts where there is no model of them.
  public func simulate(
    _ profile: CustomerProfile, base: CustomerProfile, order: OfferRanking.Order = .expectedValue,
    on day: CalendarDay? = nil, baseline known: Simulation.Baseline? = nil,
    question: Simulation.Question = .everything, threads: Int = 2
  ) throws -> Simulation {
    if order == .expectedAmount, amount == nil {
      throw WorkbenchError(
        .badInput,
        "There is no model of amounts to order by; name the column of money with --amount, or order by "
          + "expectedValue or probability.")
    }
    var baseline = try self.baseline(of: base, order: order, on: day, known: known)
    let found = baseline
    let asked = models.indices.filter { question.asks(models[$0].kind) }
    let explained = try explainedProfiles(profile, base: base, question)
    let table = try profileSchema.table(of: explained.profiles)
    // The reasons of a model and its order of the offers are separate pieces of work, reasons first,
    // since those of a forest take longest.
    let pieces = parallelMap(asked.count + models.count, threads: threads) { item in
      Result { () throws -> ViewPiece in
        if item < asked.count {
          let place = asked[item]
          let model = models[place].model
          // The base is explained once.
          let isKnown = found.models[place].contributions != nil
          let rows = isKnown ? explained.withoutBase : Array(explained.profiles.indices)
          let part = isKnown ? table.rows(rows) : table
          return .reasons(
            model.contributions(for: model.schema.frame(of: part), threads: threads), rows: rows)
        }
        let model = models[item - asked.count].model
        let frame = model.schema.frame(of: try profileSchema.table(of: [profile]))
        let probability = model.probabilities(for: frame, threads: 1)[0]
        let offers = try ranked(
          profile, by: model, probability: probability, order: order, on: day)
        return .offers(
          offers, probability: probability,
          amount: amounts(of: table, as: model)?[0])
      }
    }
    var reasons: [Int: ModelReasons] = [:]
    for (item, place) in asked.enumerated() {
      guard case .reasons(let contributions, let rows) = try pieces[item].get() else {
        preconditionFailure("Reasons come before offers.")
      }
      let model = models[place].model
      let known = baseline.models[place].contributions
      let all = ModelReasons(
        model: model, contributions: contributions, rows: rows, base: known,
        profiles: explained.profiles, frame: model.schema.frame(of: table))
      baseline.models[place].contributions = all.base
      reasons[place] = all
    }
    var views: [Simulation.ModelView] = []
    for (place, entry) in models.enumerated() {
      guard
        case .offers(let offers, let probability, let amount) = try pieces[asked.count + place]
          .get()
      else { preconditionFailure("Offers come behind reasons.") }
      views.append(
        view(
          entry, baseline.models[place], offers, probability, amount, reasons[place], explained,
          order: order))
    }
    return Simulation(profile: profile, models: views, baseline: baseline)
  }

  /// What one model says of a profile, in the pieces that are worked out.
  private enum ViewPiece {
    case reasons(Contributions, rows: [Int])
    case offers([RankedOffer], probability: Double, amount: Double?)
  }

  /// Whom reasons are about: the customer first, then the base, then the customer with an offer.
  private struct Explained {
    var profiles: [CustomerProfile]
    var offer: String?
    var withoutBase: [Int] { profiles.indices.filter { $0 != 1 } }
  }

  private func explainedProfiles(
    _ profile: CustomerProfile, base: CustomerProfile, _ question: Simulation.Question
  ) throws -> Explained {
    var explained = Explained(profiles: [profile, base])
    if case .only(_, let id?) = question, let offer = catalogue?[id] {
      explained.profiles.append(profile.setting(offer.sets))
      explained.offer = id
    }
    return explained
  }

  private func view(
    _ entry: (kind: ModelKind, model: CorrectedModel), _ base: Simulation.Baseline.Entry,
    _ offers: [RankedOffer], _ probability: Double, _ amount: Double?, _ reasons: ModelReasons?,
    _ explained: Explained, order: OfferRanking.Order
  ) -> Simulation.ModelView {
    let own = reasons?.explanation(of: 0, subject: .customer)
    return Simulation.ModelView(
      kind: entry.kind, probability: probability, margin: reasons?.margin(of: 0) ?? .nan,
      baseMargin: reasons?.averageMargin ?? .nan, marginScale: entry.model.marginScale,
      isCorrected: !entry.model.correction.isNone,
      segments: segments[entry.kind] ?? .conventional, baseProbability: base.probability,
      averageProbability: own?.from ?? .nan, expectedAmount: amount,
      reasons: own?.reasons ?? [], change: reasons?.explanation(of: 0, subject: .change),
      offerReasons: explained.offer.flatMap { id in
        reasons?.explanation(of: 2, subject: .offer(id))
      },
      offers: offers, order: order, basePositions: base.positions, baseOffers: base.offers)
  }

  private func baseline(
    of base: CustomerProfile, order: OfferRanking.Order, on day: CalendarDay?,
    known: Simulation.Baseline?
  ) throws -> Simulation.Baseline {
    if let known, known.models.count == models.count, known.order == order, known.day == day,
      known.profile == base
    {
      return known
    }
    let table = try profileSchema.table(of: [base])
    return Simulation.Baseline(
      profile: base, order: order, day: day,
      models: try models.map { _, model in
        let frame = model.schema.frame(of: table)
        let probability = model.probabilities(for: frame, threads: 1)[0]
        let offers = try ranked(base, by: model, probability: probability, order: order, on: day)
        let positions = offers.compactMap { offer in offer.position.map { (offer.id, $0) } }
        return Simulation.Baseline.Entry(
          probability: probability, offers: offers,
          positions: Dictionary(uniqueKeysWithValues: positions))
      })
  }

  private func ranked(
    _ profile: CustomerProfile, by model: CorrectedModel, probability: Double,
    order: OfferRanking.Order, on day: CalendarDay?
  ) throws -> [RankedOffer] {
    guard let catalogue else { return [] }
    let schema = model.schema
    return try OfferRanking(
      profile: profile, catalogue: catalogue, on: day, by: order, without: probability,
      schema: profileSchema,
      amountsOfTable: hasAmounts ? { amounts(of: $0, as: model) ?? [] } : nil
    ) { table in
      model.probabilities(for: schema.frame(of: table), threads: 1)
    }.offers
  }

  /// What the outcome is expected to bring for each row of a table; `nil` without a model of amounts.
  func amounts(of table: Table, as model: CorrectedModel) -> [Double]? {
    amount.map { amount in
      amount.amounts(
        for: (amount.trees?.schema ?? model.schema).frame(of: table), threads: 1)
    }
  }
}
