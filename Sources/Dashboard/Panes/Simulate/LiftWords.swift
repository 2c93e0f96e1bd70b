import Offers

/// What a lift is not: a change may let the other offer fall and lift nothing.
enum LiftWords {
  /// Sentences with a blank behind each; empty where the lifted offer rises and is worth showing.
  ///
  /// - Parameter before: what the offers have without the change, of what they are ordered by; `nil` where
  ///   that is not known.
  static func caveats(
    of names: (lifted: String, over: String), before: (lifted: Double?, over: Double?),
    after: (lifted: Double, over: Double), by order: OfferRanking.Order
  ) -> String {
    // Half of the last digit that is shown.
    let least = order == .probability ? 0.0005 : 0.005
    var words = ""
    if let lifted = before.lifted, let over = before.over, after.lifted - lifted < least,
      after.over - over <= -least
    {
      words += "Only “\(names.over)” falls; “\(names.lifted)” does not rise. "
    }
    if order != .probability, after.lifted <= 0, after.over <= 0 {
      words += "Neither is worth more than doing nothing. "
    }
    return words
  }
}
