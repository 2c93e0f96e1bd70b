public import Modelling
public import Offers
public import Workbench

/// What the Simulate pane remembers.
public struct SimulateState: Sendable {
  /// The customer, whom it is compared with, and how offers are shown: what undo goes back to.
  public var situation = Situation()
  /// The situations before the changes, newest last.
  public var undo: [Situation] = []
  /// The situations whose changes were taken back, newest last.
  public var redo: [Situation] = []
  /// The area that takes the keys.
  public var area = SimulateArea.form
  /// The selected field.
  public var field = 0
  /// The selected row of the offers.
  public var offer = 0
  /// The selected reason.
  public var reason = 0
  /// The value being typed; `nil` while none is.
  public var entry: TextEntry?
  /// The question that is being answered; `nil` while none is.
  public var prompt: SimulatePrompt?
  /// What the reasons explain.
  public var why = SimulateWhy.customer
  /// Whether the offers' places by all models are shown side by side.
  public var showsRanks = false
  /// The customers to go through; `nil` before the first search.
  public var queue: CustomerQueue?
  /// The number of the newest search for customers.
  public var searchRequest = 0
  /// The profiles that were saved, when the list was opened.
  public var saved: [ProfileLibrary.Entry] = []
  /// The places of the offers before the last change of the customer, by model and id.
  public var previousPlaces: [ModelKind: [String: Int]] = [:]
  /// Whether customer and base are shown side by side.
  public var isSideBySide = false
  /// The search for a change that lifts an offer; `nil` before the first.
  public var lift: LiftState?
  /// What the models say of the customer.
  public var simulation: Simulation?
  /// What these models say of the base; `nil` until they said it.
  public var baseline: Simulation.Baseline?
  /// The number of the newest search for a lift.
  public var liftRequest = 0
  /// The number of the newest request.
  public var request = 0
  /// The request that the simulation answers.
  public var answered = 0
  /// Where the choice of real customers stands.
  public var draws: UInt64 = 0

  /// Makes the state of the first frame.
  public init() {}

  /// The customer; `nil` until there are models.
  public var profile: CustomerProfile? { situation.profile }
  /// The customer to compare with.
  public var base: CustomerProfile? { situation.base }
  /// The model whose offers and reasons are shown.
  public var kind: ModelKind? { situation.kind }
  /// What the best offer has most of.
  public var order: OfferRanking.Order { situation.order }
  /// Whom the customer was taken from, before any change.
  public var origin: Origin { situation.origin }

  /// All that a change can change, so that one history takes everything back.
  public struct Situation: Sendable, Equatable {
    /// The customer; `nil` until there are models.
    public var profile: CustomerProfile?
    /// The customer to compare with.
    public var base: CustomerProfile?
    /// Whom the customer was taken from, before any change.
    public var origin = Origin(start: .typical, title: "typical customer")
    /// Whom the base was taken from.
    public var baseTitle = "typical customer"
    /// The model whose offers and reasons are shown.
    public var kind: ModelKind?
    /// What the best offer has most of.
    public var order = OfferRanking.Order.expectedValue
  }

  /// Whom a customer was taken from.
  public struct Origin: Sendable, Equatable {
    /// As a command names it.
    public var start: CustomerChoice.Start
    /// In words.
    public var title: String
    /// The customer as taken; `nil` until there are models.
    public var profile: CustomerProfile?
    /// The file it was saved in; `nil` unless it is from one.
    public var path: String?
  }
}

/// What the reasons explain.
public enum SimulateWhy: String, Codable, Hashable, Sendable, CaseIterable {
  /// The customer, against the average row.
  case customer
  /// The customer, against the base.
  case change
  /// The selected offer, shown to the customer, against the base.
  case offer
}

/// What the list of saved customers remembers.
public struct SavedProfilesChoice: Codable, Hashable, Sendable {
  /// The selected entry.
  public var selected = 0
  /// The name that is deleted when asked again.
  public var doomed: String?
}

/// The parts of the Simulate pane that take the keys in turn.
public enum SimulateArea: String, Codable, Hashable, Sendable, CaseIterable {
  /// The customer.
  case form
  /// The offers.
  case offers
  /// Why the model says what it says.
  case reasons
}

/// A question that the pane asks in its last line.
public struct SimulatePrompt: Codable, Hashable, Sendable {
  /// What is asked.
  public var kind: Kind
  /// What is typed.
  public var entry: TextEntry
  /// What Enter takes when nothing was typed; empty for nothing.
  public var proposal = ""

  /// The questions.
  public enum Kind: Codable, Hashable, Sendable {
    /// Whom to simulate.
    case customer
    /// Whom to look for.
    case search
    /// The name to save under.
    case save
    /// Above which place the offer is to be lifted.
    case lift(offer: String)
  }
}

/// A search for the smallest change that lifts an offer above another.
public struct LiftState: Sendable {
  /// Its number; answers to older ones are passed over.
  public var request: Int
  /// The offers' names.
  public var names: (lifted: String, over: String)
  /// The situation that it is for.
  public var situation: SimulateState.Situation
  /// What was found; `nil` while it is looked for.
  public var outcome: LiftSearch.Outcome?
}

/// What a person does in the Simulate pane.
public enum SimulateAction: Codable, Hashable, Sendable {
  /// Raises (1) or lowers (-1) the selected value past a twentieth of the customers.
  case step(Int)
  /// Raises or lowers it by a little.
  case fineStep(Int)
  /// Raises or lowers it past a quarter of the customers.
  case coarseStep(Int)
  /// Selects a field.
  case select(Int)
  /// Makes the selected value missing.
  case setMissing
  /// Raises or lowers a value that was clicked.
  case stepAt(field: Int, by: Int)
  /// Begins typing the selected value.
  case edit
  /// Gives an area the keys.
  case focus(SimulateArea)
  /// Selects a row of the offers.
  case selectOffer(Int)
  /// Selects a reason.
  case selectReason(Int)
  /// Asks whom to simulate.
  case chooseCustomer
  /// Takes the typical customer.
  case takeTypical
  /// Takes the next customer of the test rows.
  case takeRandom
  /// Takes a customer of whom nothing is known.
  case takeEmpty
  /// Compares with the customer of now.
  case setBase
  /// Shows customer and base side by side, or ends that.
  case toggleSideBySide
  /// Shows the offers of the next model.
  case nextModel
  /// Shows the offers of a model.
  case showModel(ModelKind)
  /// Orders by expected value or by probability.
  case toggleOrder
  /// Asks whom to look for.
  case search
  /// Takes the customer that surprises the model most; again, the one that the models dispute most.
  case takeSurprising
  /// Goes on (1) or back (-1) among the customers that were found.
  case moveInQueue(Int)
  /// Explains something else.
  case nextWhy
  /// Shows the offers' places by all models, or ends that.
  case toggleRanks
  /// Asks under which name to save the customer.
  case save
  /// Opens the list of saved customers.
  case openSaved
  /// Deletes the selected saved customer, asked twice.
  case deleteSaved
  /// Looks for the smallest change that lifts the selected offer.
  case lift
  /// Makes the change that was found.
  case takeLift
}
