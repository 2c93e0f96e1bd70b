/// Something that may be shown to a customer, and what it is worth when it is taken.
public struct Offer: Sendable, Hashable, Codable, Identifiable {
  /// The key, unique within a catalogue; ties are broken by it.
  public let id: String
  /// The name that people read.
  public let name: String
  /// A free grouping such as `savings`; empty where none is given.
  public let category: String
  /// What the predicted outcome earns, in currency units; below 0 where it is a loss, such as a
  /// customer who leaves.
  public let value: Double
  /// What showing it once costs, in currency units, accepted or not.
  public let cost: Double
  /// What must hold of a customer, all of it; empty means everybody.
  public let eligibility: [Condition]
  /// The first day on which it may be shown; `nil` for always.
  public let starts: CalendarDay?
  /// The last day on which it may be shown; `nil` for no end.
  public let ends: CalendarDay?
  /// The columns of the model that change when it is shown, with values in the file's spelling.
  public let sets: [String: String]

  /// Makes an offer.
  ///
  /// - Precondition: value and cost are finite and `starts` is not after `ends`.
  public init(
    id: String, name: String, category: String = "", value: Double, cost: Double = 0,
    eligibility: [Condition] = [], starts: CalendarDay? = nil, ends: CalendarDay? = nil,
    sets: [String: String] = [:]
  ) {
    precondition(value.isFinite && cost.isFinite, "Value and cost of an offer are numbers.")
    if let starts, let ends { precondition(starts <= ends, "An offer starts before it ends.") }
    self.id = id
    self.name = name
    self.category = category
    self.value = value
    self.cost = cost
    self.eligibility = eligibility
    self.starts = starts
    self.ends = ends
    self.sets = sets
  }

  /// Why the offer can't be shown to this customer on this day, each in words; empty if it can.
  ///
  /// - Parameters:
  ///   - profile: the customer as is, before the offer sets any column.
  ///   - day: the day of showing; `nil` leaves the dates of the offer aside.
  public func obstacles(for profile: CustomerProfile, on day: CalendarDay?) -> [String] {
    var obstacles: [String] = []
    if let day, let starts, day < starts { obstacles.append("starts on \(starts)") }
    if let day, let ends, day > ends { obstacles.append("ended on \(ends)") }
    for condition in eligibility {
      if let reason = condition.reasonAgainst(profile) { obstacles.append(reason) }
    }
    return obstacles
  }

  /// Whether the predicted outcome is a loss, which can happen without the offer too.
  public var preventsLoss: Bool { value < 0 }

  /// What showing the offer earns on average over doing nothing, in currency units.
  ///
  /// Where the outcome earns something, it is taken for the offer's own: nothing shown, nothing sold,
  /// and the expected value is probability × value − cost. Where the outcome is a loss, it happens
  /// without the offer as well, so that only the difference counts:
  /// (probability without − probability with) × loss − cost. Doing nothing is 0 in both cases.
  ///
  /// For example, value −640, cost 30, 26 % who leave with the offer and 31 % without it:
  /// (0.31 − 0.26) × 640 − 30 = 2.
  ///
  /// - Parameters:
  ///   - probability: of the outcome when the offer is shown, 0…1.
  ///   - without: of the outcome when nothing is shown, 0…1; looked at for losses only.
  public func expectedValue(at probability: Double, without: Double) -> Double {
    preventsLoss ? (without - probability) * -value - cost : probability * value - cost
  }
}
