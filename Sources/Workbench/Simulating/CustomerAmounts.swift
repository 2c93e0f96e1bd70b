public import Modelling
public import Offers

/// How much one customer is expected to bring, p × amount, as is and under each offer that can be shown.
///
/// It is the money of the data's column of amounts, and no part of an offer's own value or cost.
public struct CustomerAmounts: Sendable, Equatable {
  /// What the outcome is expected to bring if it happens.
  public let amount: Double
  /// The same under each offer that can be shown, by its id: offers set columns that the amount may
  /// depend on.
  public let amountByOffer: [String: Double]

  /// The expected amount under an offer; that of the customer as is for one that can't be shown.
  public func amount(under offer: String) -> Double { amountByOffer[offer] ?? amount }
}

extension Simulator {
  /// What a model of amounts says of a customer and of the offers of a simulation.
  ///
  /// - Throws: `OfferError` where a value does not fit its column.
  public func amounts(
    of profile: CustomerProfile, in simulation: Simulation, by model: AmountModel
  ) throws -> CustomerAmounts {
    let offers = (simulation.models.first?.offers ?? []).filter(\.isEligible).map(\.offer)
    guard let schema = model.trees?.schema else {
      return CustomerAmounts(
        amount: model.trainingMean,
        amountByOffer: Dictionary(
          offers.map { ($0.id, model.trainingMean) }, uniquingKeysWith: { first, _ in first }))
    }
    let table = try profileSchema.table(of: [profile] + offers.map { profile.setting($0.sets) })
    let expected = model.amounts(for: schema.frame(of: table), threads: 1)
    return CustomerAmounts(
      amount: expected[0],
      amountByOffer: Dictionary(
        zip(offers.map(\.id), expected.dropFirst()), uniquingKeysWith: { first, _ in first }))
  }
}
