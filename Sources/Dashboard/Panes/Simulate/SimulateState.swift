public import Modelling
public import Offers
public import Workbench

/// What the Simulate pane remembers.
public struct SimulateState: Sendable {
  /// The customer; `nil` until there are models.
  public var profile: CustomerProfile?
  /// The customer to compare with.
  public var base: CustomerProfile?
  /// Whom the customer was taken from, before any change.
  public var origin = Origin(title: "typical customer")
  /// Whom the base was taken from.
  public var baseTitle = "typical customer"
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
  /// The first offer in sight of the enlarged list.
  public var firstOffer = 0
  /// The number of the newest request.
  public var request = 0
  /// The request that the simulation answers.
  public var answered = 0
  /// Where the choice of real customers stands.
  public var draws: UInt64 = 0

  /// Makes the state of the first frame.
  public init() {}

  /// Whom a customer was taken from.
  public struct Origin: Sendable, Equatable {
    /// In words.
    public var title: String
    /// The row of the table; `nil` for the typical customer.
    public var row: Int?
    /// The customer as taken; `nil` until there are models.
    public var profile: CustomerProfile?
  }
}

/// What a person does in the Simulate pane.
public enum SimulateAction: Codable, Hashable, Sendable {
  /// Raises (1) or lowers (-1) the selected value.
  case step(Int)
  /// Selects a field.
  case select(Int)
  /// Makes the selected value missing.
  case setMissing
  /// Raises or lowers a value that was clicked.
  case stepAt(field: Int, by: Int)
  /// Begins typing the selected value.
  case edit
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
