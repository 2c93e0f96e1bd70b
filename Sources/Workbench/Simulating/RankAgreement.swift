public import Modelling
public import Offers

/// How far models put the offers in the same order.
public struct RankAgreement: Sendable, Equatable {
  /// An offer and its places.
  public struct Line: Sendable, Equatable {
    /// The offer, as the first model ranks it.
    public let offer: RankedOffer
    /// Its place by each model, in the order of the models; the same offers can be shown by all.
    public let places: [Int?]

    /// How far apart the models are: the worst place less the best; `nil` where it can't be shown.
    public var spread: Int? {
      let known = places.compactMap(\.self)
      guard let high = known.max(), let low = known.min() else { return nil }
      return high - low
    }
  }

  /// The models.
  public let kinds: [ModelKind]
  /// The offers, in the order of the model that was asked for.
  public let lines: [Line]
  /// Kendall's coefficient of concordance of all offers that can be shown, 0…1: 1 where all models
  /// have one order, about 0 where they have nothing in common; `nil` below two models or offers.
  ///
  /// W = 12 S / (m² (n³ − n)) for m models and n offers, S the squared deviations of the sums of places
  /// from their mean (Kendall and Babington Smith 1939, https://doi.org/10.1214/aoms/1177732186).
  public let concordance: Double?

  /// Compares the models of a simulation.
  ///
  /// - Parameter kind: the model in whose order the offers are given.
  public init(_ simulation: Simulation, orderedBy kind: ModelKind) {
    kinds = simulation.models.map(\.kind)
    let places = simulation.models.map { view in
      Dictionary(
        view.offers.map { ($0.id, $0.position) }, uniquingKeysWith: { first, _ in first })
    }
    let own = simulation.view(kind) ?? simulation.models.first
    lines = (own?.offers ?? []).map { offer in
      Line(offer: offer, places: places.map { $0[offer.id] ?? nil })
    }
    let ranked = lines.map { $0.places.compactMap(\.self) }.filter { $0.count == places.count }
    let (models, count) = (Double(places.count), Double(ranked.count))
    guard models >= 2, count >= 2 else {
      concordance = nil
      return
    }
    let sums = ranked.map { Double($0.reduce(0, +)) }
    let mean = sums.reduce(0, +) / count
    let squares = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    concordance = 12 * squares / (models * models * (count * count * count - count))
  }

  /// Whether all models put the same offer first.
  public var agreesOnFirst: Bool {
    lines.contains { line in !line.places.isEmpty && line.places.allSatisfy { $0 == 1 } }
  }

  /// How many offers are among the first `count` of every model.
  public func sharedCount(ofFirst count: Int) -> Int {
    lines.count { line in line.places.allSatisfy { ($0 ?? .max) <= count } }
  }
}
