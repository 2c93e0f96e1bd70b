public import Evaluation
import Modelling
public import Offers

/// What a model says of one customer.
public struct CustomerScore: Sendable, Equatable {
  /// The probability of the positive class, 0…1.
  public let probability: Double
  /// Whether it is at or above the model's threshold.
  public let isPositive: Bool
  /// The segment of the probability.
  public let segment: CustomerSegment
  /// What the outcome brings if it happens; `nil` without a model of amounts.
  public let amountIfTaken: Double?

  /// Probability × amount; `nil` without a model of amounts.
  public var expectedAmount: Double? { amountIfTaken.map { probability * $0 } }
}

extension CustomerScorer {
  /// Scores some customers, in order.
  ///
  /// - Parameter threads: how many threads; they change no number.
  public func scores(of customers: [ReadCustomer], threads: Int = 1) -> [CustomerScore] {
    guard !customers.isEmpty else { return [] }
    let frame = encoder.frame(of: customers.map(\.row))
    let probabilities = artifact.model.probabilities(for: frame, threads: threads)
    let amounts = artifact.amount?.amounts(for: frame, threads: threads)
    return probabilities.indices.map { row in
      CustomerScore(
        probability: probabilities[row], isPositive: probabilities[row] >= artifact.threshold,
        segment: segments.segment(of: probabilities[row]), amountIfTaken: amounts?[row])
    }
  }

  /// Puts the offers in order for a customer.
  ///
  /// - Parameters:
  ///   - customer: read with its profile.
  ///   - score: what ``scores(of:threads:)`` says of the customer.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  /// - Throws: ``WorkbenchError`` without a catalogue, or for an order by amounts where there is no
  ///   model of them.
  /// - Precondition: the customer was read with its profile.
  public func ranking(
    for customer: ReadCustomer, score: CustomerScore,
    order: OfferRanking.Order = .expectedValue, on day: CalendarDay? = nil
  ) throws -> [RankedOffer] {
    guard let catalogue else {
      throw WorkbenchError(.badInput, "There are no offers to rank; start with a catalogue.")
    }
    guard order != .expectedAmount || artifact.amount != nil else {
      throw WorkbenchError(
        .badInput,
        "The model knows no amounts to order by; order by expectedValue or probability.")
    }
    guard let profile = customer.profile else {
      preconditionFailure("Offers are ranked for customers that were read with their profiles.")
    }
    var shown: [[Float]] = []
    return try OfferRanking(
      profile: profile, catalogue: catalogue, on: day, by: order, without: score.probability,
      amounts: artifact.amount.map { amount in
        { _ in amount.amounts(for: encoder.frame(of: shown), threads: 1) }
      }
    ) { profiles in
      shown = profiles.map { row(customer.row, changedTo: $0, from: profile) }
      return artifact.model.probabilities(for: encoder.frame(of: shown), threads: 1)
    }.offers
  }

  /// A customer's row with the values in which a profile differs; what can't be read is missing.
  private func row(
    _ row: [Float], changedTo changed: CustomerProfile, from profile: CustomerProfile
  ) -> [Float] {
    var row = row
    // The profile's columns begin with the encoder's, in order.
    for position in columns.indices where changed.values[position] != profile.values[position] {
      switch changed.values[position] {
      case .missing: break
      case .text(let text): _ = encoder.put(text, at: position, in: &row)
      case .number(let number):
        _ = encoder.put(number, at: position, in: &row) { changed.values[position].description }
      }
    }
    return row
  }

  /// Why a customer's probability is what it is: from the average row's, a column at a time.
  ///
  /// - Precondition: the customer was read with its profile.
  public func explanation(of customer: ReadCustomer) -> Simulation.Explanation {
    guard let profile = customer.profile else {
      preconditionFailure("Reasons are given for customers that were read with their profiles.")
    }
    let frame = encoder.frame(of: [customer.row])
    let reasons = ModelReasons(
      model: artifact.model, contributions: artifact.model.contributions(for: frame, threads: 1),
      rows: [0], base: nil, profiles: [profile], frame: frame)
    let explained = reasons.explanation(of: 0, subject: .customer)
    return Simulation.Explanation(
      subject: .customer, from: explained.from,
      to: artifact.model.probabilities(for: frame, threads: 1)[0], reasons: explained.reasons)
  }
}
