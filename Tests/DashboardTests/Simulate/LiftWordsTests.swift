import Offers
import Testing

@testable import Dashboard

/// What is said of a lift that lifts nothing.
@Suite struct LiftWordsTests {
  private func words(
    before: (Double?, Double?), after: (Double, Double),
    by order: OfferRanking.Order = .expectedValue
  ) -> String {
    LiftWords.caveats(of: ("B", "A"), before: before, after: after, by: order)
  }

  @Test func `an offer that only the other one falls below is said not to rise`() {
    #expect(words(before: (1, 2), after: (1, 0.5)).contains("Only “A” falls; “B” does not rise."))
    #expect(words(before: (1, 2), after: (1, 0.5), by: .probability).contains("does not rise"))
    #expect(words(before: (1, 2), after: (3, 2)).isEmpty)
    #expect(words(before: (1, 2), after: (3, 1)).isEmpty)
    #expect(words(before: (nil, 2), after: (1, 0.5)).isEmpty)
  }

  @Test func `two offers below doing nothing are said to be`() {
    let both = words(before: (-1, -0.5), after: (-1, -2))
    #expect(both.contains("does not rise") && both.contains("Neither is worth more"))
    #expect(!words(before: (-1, -0.5), after: (0.2, -2)).contains("Neither"))
    #expect(!words(before: (0.1, 0.5), after: (0, 0), by: .probability).contains("Neither"))
  }
}
