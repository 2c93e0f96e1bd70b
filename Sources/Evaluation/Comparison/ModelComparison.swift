/// Every model against every other in one figure: the matrix of P(A beats B).
public struct ModelComparison: Sendable, Equatable {
  /// The figure compared.
  public let kind: MetricKind
  /// How many models are compared.
  public let modelCount: Int
  /// The region of practical equivalence: differences this small count as none.
  public let equivalence: Double
  private let preferences: [PairwisePreference?]

  /// Compares all pairs; each unordered pair is asked for once.
  ///
  /// - Parameter preference: how the first, lower-numbered model compares to the second; `nil` where
  ///   undefined.
  public init(
    kind: MetricKind, modelCount: Int, equivalence: Double,
    preference: (_ first: Int, _ second: Int) -> PairwisePreference?
  ) {
    self.kind = kind
    self.modelCount = modelCount
    self.equivalence = equivalence
    var preferences = [PairwisePreference?](repeating: nil, count: modelCount * modelCount)
    for first in 0..<modelCount {
      for second in (first + 1)..<max(modelCount, first + 1) {
        let found = preference(first, second)
        preferences[first * modelCount + second] = found
        preferences[second * modelCount + first] = found?.reversed
      }
    }
    self.preferences = preferences
  }

  /// How the first model compares to the second; `nil` where undefined, and for a model against itself.
  public subscript(first: Int, second: Int) -> PairwisePreference? {
    preferences[first * modelCount + second]
  }

  /// How likely the first is better than the second by more than the region of equivalence, 0…1.
  public func chance(of first: Int, beating second: Int) -> Double? {
    self[first, second]?.firstBetter
  }
}
