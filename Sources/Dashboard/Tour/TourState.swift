/// How far a guided tour is.
public struct TourState: Codable, Hashable, Sendable {
  /// The step in sight.
  public var step = TourStep.open
  /// The name of the split before the honesty key; `nil` until there are results.
  var split: String?

  /// Makes a tour at its first step.
  public init() {}
}

/// The steps of the tour, in order.
public enum TourStep: Int, Codable, Hashable, Sendable, CaseIterable {
  /// Open data.
  case open
  /// See the models being trained.
  case train
  /// See them side by side.
  case compare
  /// Ask which one beats which.
  case beats
  /// Read the answer.
  case chances
  /// Look at groups of customers.
  case segments
  /// Train on another split.
  case honesty
  /// Go back to the split of before.
  case splitBack
  /// Move the threshold.
  case threshold
  /// See what the models look at.
  case importances
  /// Go to one customer.
  case simulate
  /// Change the customer.
  case edit
  /// Find what lifts an offer.
  case lift
  /// Copy it as a command.
  case copy
  /// See what is kept of each training.
  case runs
  /// See whether the model still holds.
  case monitor
  /// What comes next.
  case end

  /// The step so many further, held inside the tour.
  func moved(by count: Int) -> TourStep {
    TourStep(rawValue: max(0, min(TourStep.allCases.count - 1, rawValue + count))) ?? self
  }
}

/// What a person does with the tour.
public enum TourAction: Codable, Hashable, Sendable {
  /// Begins it, or ends it.
  case toggle
  /// Goes to the next step without doing this one.
  case next
  /// Goes to the step before.
  case previous
}
