import Foundation
public import Modelling
public import Offers
import Tabular

/// Looks for the smallest change to a customer that lifts one offer above another.
///
/// The search is exact over changes of one column, then of two, to the values of
/// ``ProfileField/reachableValues``. Only columns that can be acted on
/// (``ProfileField/isActionable``) and that the model or a condition of the two offers looks at are
/// changed, never to a level that says that nothing is known, and both offers must be allowed after
/// the change. Fewer columns are smaller; then the sum of the columns' sizes counts
/// (``ProfileField/size(from:to:)``): the share of the customers who lie between two numbers, 1 for
/// another level or from missing. Ties go to the earlier column.
public struct LiftSearch: Sendable {
  /// The most changes of two columns that are tried; with more only one column is changed.
  public static let maximumPairCount = 2_000_000
  private static let batchCount = 4_096

  private let simulator: Simulator
  private let model: CorrectedModel
  private let lifted: Offer
  private let over: Offer
  private let order: OfferRanking.Order
  private let day: CalendarDay?

  /// What a search ends with.
  public enum Outcome: Sendable, Equatable {
    /// The offer stands above the other one already.
    case alreadyAbove
    /// The smallest change that does it.
    case found(Lift)
    /// No change of so many columns does it; so many changes were tried.
    case impossible(columns: Int, tried: Int)
  }

  /// A change that lifts the offer.
  public struct Lift: Sendable, Equatable {
    /// The columns with their new values, one or two.
    public let changes: [ProfileChange]
    /// The customer after the change.
    public let profile: CustomerProfile
    /// How large it is: of each number the share of the customers who lie between, 1 of each level.
    public let size: Double
    /// What the lifted offer then has of what offers are ordered by.
    public let liftedGain: Double
    /// The same of the other offer.
    public let overGain: Double
  }

  /// Sets up a search.
  ///
  /// - Parameters:
  ///   - simulator: the models and offers.
  ///   - kind: the model that decides.
  ///   - lifted: the id of the offer to lift.
  ///   - over: the id of the offer to lift it above.
  ///   - order: what offers are ordered by.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  /// - Throws: ``WorkbenchError`` if there is no such model or offer, or they are the same.
  public init(
    _ simulator: Simulator, kind: ModelKind, lifted: String, over: String,
    order: OfferRanking.Order = .expectedValue, on day: CalendarDay? = nil
  ) throws {
    guard let model = simulator.models.first(where: { $0.kind == kind })?.model else {
      throw WorkbenchError(.badInput, "\(kind.rawValue): this model was not trained.")
    }
    let offers = simulator.catalogue?.offers ?? []
    func offer(_ id: String) throws -> Offer {
      guard let offer = offers.first(where: { $0.id == id }) else {
        let known = offers.prefix(20).map(\.id).joined(separator: ", ")
        throw WorkbenchError(.badInput, "Offer \(id): there is no such id; there are \(known).")
      }
      return offer
    }
    guard lifted != over else {
      throw WorkbenchError(.badInput, "Offer \(lifted): can't stand above itself; name two offers.")
    }
    self.simulator = simulator
    self.model = model
    self.lifted = try offer(lifted)
    self.over = try offer(over)
    self.order = order
    self.day = day
  }

  /// A column's new value, and how large the change is.
  private struct Candidate {
    let field: Int
    let column: String
    let value: ProfileValue
    let size: Double
  }

  /// Finds the smallest change.
  ///
  /// - Parameters:
  ///   - profile: the customer as is.
  ///   - isCancelled: asked now and then; `true` ends the search.
  /// - Returns: `nil` if it was cancelled.
  /// - Throws: `OfferError` where a value does not fit its column.
  public func smallest(
    from profile: CustomerProfile, isCancelled: () -> Bool = { false }
  ) throws -> Outcome? {
    if try firstLift([[]], profile) != nil { return .alreadyAbove }
    // Sorting keeps the order of equals by the index, so that results are the same each time.
    let candidates = candidates(of: profile)
    let singles = candidates.indices.sorted {
      (candidates[$0].size, $0) < (candidates[$1].size, $1)
    }
    var tried = 0
    for batch in batches(of: singles.count) {
      if isCancelled() { return nil }
      let changes = batch.map { [candidates[singles[$0]]] }
      if let lift = try firstLift(changes, profile) { return .found(lift) }
      tried += changes.count
    }
    guard let pairs = pairs(of: candidates) else { return .impossible(columns: 1, tried: tried) }
    for batch in batches(of: pairs.count) {
      if isCancelled() { return nil }
      let changes = batch.map { index in
        [candidates[Int(pairs[index].first)], candidates[Int(pairs[index].second)]]
      }
      if let lift = try firstLift(changes, profile) { return .found(lift) }
      tried += changes.count
    }
    return .impossible(columns: 2, tried: tried)
  }

  /// Small batches first: what is small is often enough.
  private func batches(of count: Int) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    while start < count {
      let size = min(Self.batchCount, max(256, start))
      batches.append(start..<min(count, start + size))
      start += size
    }
    return batches
  }

  private func candidates(of profile: CustomerProfile) -> [Candidate] {
    let seen = Set(model.schema.columns)
      .union((lifted.eligibility + over.eligibility).map(\.column))
    return simulator.fields.enumerated().flatMap { index, field -> [Candidate] in
      guard field.isActionable, seen.contains(field.column) else { return [] }
      let now = profile[field.column] ?? .missing
      return field.reachableValues.compactMap { value in
        guard value != now, !Self.isUnknown(value) else { return nil }
        return Candidate(
          field: index, column: field.column, value: value, size: field.size(from: now, to: value))
      }
    }
  }

  /// Whether a value says that nothing is known: nobody can act towards that.
  private static func isUnknown(_ value: ProfileValue) -> Bool {
    switch value {
    case .missing: true
    case .text(let text): unknownSpellings.contains(text.lowercased())
    case .number: false
    }
  }

  private static let unknownSpellings: Set<String> = [
    "", "?", "-", "missing", "n/a", "na", "not known", "unknown",
  ]

  /// All pairs of candidates of different columns, smallest first; `nil` if they are too many.
  private func pairs(of candidates: [Candidate]) -> [(first: Int32, second: Int32)]? {
    let perField = Dictionary(grouping: candidates.indices) { candidates[$0].field }
      .mapValues(\.count)
    let squares = perField.values.reduce(0) { $0 + $1 * $1 }
    let count = (candidates.count * candidates.count - squares) / 2
    guard count <= Self.maximumPairCount else { return nil }
    var pairs: [(size: Double, first: Int32, second: Int32)] = []
    pairs.reserveCapacity(count)
    for first in candidates.indices {
      for second in candidates.indices[(first + 1)...]
      where candidates[first].field != candidates[second].field {
        pairs.append(
          (candidates[first].size + candidates[second].size, Int32(first), Int32(second)))
      }
    }
    pairs.sort { ($0.size, $0.first, $0.second) < ($1.size, $1.first, $1.second) }
    return pairs.map { ($0.first, $0.second) }
  }

  /// The first of some changes that lifts the offer.
  private func firstLift(
    _ changes: [[Candidate]], _ profile: CustomerProfile
  ) throws -> Lift? {
    var profiles: [CustomerProfile] = []
    var places: [Int] = []
    for (place, change) in changes.enumerated() {
      var changed = profile
      for candidate in change { changed.set(candidate.column, to: candidate.value) }
      guard lifted.obstacles(for: changed, on: day).isEmpty,
        over.obstacles(for: changed, on: day).isEmpty
      else { continue }
      profiles.append(changed)
      places.append(place)
    }
    guard !profiles.isEmpty else { return nil }
    let preventsLoss = order != .expectedAmount && (lifted.preventsLoss || over.preventsLoss)
    let without = preventsLoss ? try scores(profiles) : []
    func gains(_ offer: Offer) throws -> [Double] {
      let scores = try scores(profiles.map { $0.setting(offer.sets) })
      switch order {
      case .probability:
        return offer.preventsLoss ? scores.indices.map { without[$0] - scores[$0] } : scores
      case .expectedAmount: return try amounts(profiles, offer, scores)
      case .expectedValue: break
      }
      return scores.indices.map {
        offer.expectedValue(at: scores[$0], without: preventsLoss ? without[$0] : 0)
      }
    }
    let (high, low) = (try gains(lifted), try gains(over))
    let hit = profiles.indices.first {
      high[$0] > low[$0] || (high[$0] == low[$0] && lifted.id < over.id)
    }
    return hit.map { index in
      Lift(
        changes: changes[places[index]].map { ProfileChange(column: $0.column, value: $0.value) },
        profile: profiles[index], size: changes[places[index]].reduce(0) { $0 + $1.size },
        liftedGain: high[index], overGain: low[index])
    }
  }

  /// Probability × amount − cost of an offer.
  private func amounts(
    _ profiles: [CustomerProfile], _ offer: Offer, _ scores: [Double]
  ) throws -> [Double] {
    let table = try simulator.profileSchema.table(of: profiles.map { $0.setting(offer.sets) })
    let amounts = simulator.amounts(of: table, as: model)
    return scores.indices.map { scores[$0] * (amounts?[$0] ?? 0) - offer.cost }
  }

  private func scores(_ profiles: [CustomerProfile]) throws -> [Double] {
    let table = try simulator.profileSchema.table(of: profiles)
    return model.probabilities(for: model.schema.frame(of: table), threads: 1)
  }
}
