public import Modelling
public import Offers
public import Workbench

/// What the Simulate pane remembers.
public struct SimulateState: Sendable {
  /// The customer; `nil` until there are models.
  public var profile: CustomerProfile?
  /// The customer to compare with.
  public var base: CustomerProfile?
  /// In words, who the base is.
  public var baseTitle = "typical"
  /// The row of the table that the customer was taken from, before any change.
  public var row: Int?
  /// The selected field.
  public var field = 0
  /// The value being typed; `nil` while none is.
  public var entry: TextEntry?
  /// The model whose offers and reasons are shown.
  public var kind: ModelKind?
  /// What the best offer has most of.
  public var order = OfferRanking.Order.expectedValue
  /// The customers before the changes, newest last.
  public var undo: [CustomerProfile] = []
  /// The customers whose changes were taken back, newest last.
  public var redo: [CustomerProfile] = []
  /// What the models say of the customer.
  public var simulation: Simulation?
  /// Where offers stood before the last change, by model and offer.
  public var places: [ModelKind: [String: Int]] = [:]
  /// The number of the newest request.
  public var request = 0
  /// The request that the simulation answers.
  public var answered = 0
  /// Where the choice of real customers stands.
  public var draws: UInt64 = 0

  /// Makes the state of the first frame.
  public init() {}
}

/// What a person does in the Simulate pane.
public enum SimulateAction: Codable, Hashable, Sendable {
  /// Raises (1) or lowers (-1) the selected value.
  case step(Int)
  /// Selects a field.
  case select(Int)
  /// Makes the selected value missing.
  case setMissing
  /// Takes the typical customer.
  case takeTypical
  /// Takes the next customer of the test rows.
  case takeRandom
  /// Compares with the customer of now.
  case setBase
  /// Shows the offers of the next model.
  case nextModel
  /// Shows the offers of a model.
  case showModel(ModelKind)
  /// Orders by expected value or by probability.
  case toggleOrder
}
