import Evaluation
import Modelling
import Tabular

/// Puts into figures and words what sets each segment apart.
struct SegmentDescriber {
  let source: SegmentSource
  let placed: PlacedCustomers
  let labels: [Int?]
  let margin: Double?
  let cost: Double
  private let probabilities: [Double]?
  private let rates: (found: Double, heldOut: Double)

  init(
    source: SegmentSource, placed: PlacedCustomers, labels: [Int?], margin: Double?, cost: Double
  ) {
    self.source = source
    self.placed = placed
    self.labels = labels
    self.margin = margin
    self.cost = cost
    probabilities = source.model?.probabilities(for: placed.frame, threads: source.threads)
    let rate = { (rows: [Int]) in
      Double(rows.count { source.isPositive($0) }) / Double(max(1, rows.count))
    }
    rates = (rate(source.foundRows), rate(source.heldOutRows))
  }

  /// - Parameters:
  ///   - label: from 0; `nil` for those in no segment.
  ///   - titles: those that are taken: where two traits don't make another one, more are told.
  func segment(_ label: Int?, overlap: Double, besides titles: [String] = []) -> FoundSegment {
    let own = labels.indices.filter { labels[$0] == label }
    let found = own.filter { !placed.isHeldOut[$0] }
    let others = labels.indices.filter { labels[$0] != label && !placed.isHeldOut[$0] }
    let traits = SegmentTrait.all(of: found, against: others, in: placed.frame)
    let longer = (2...4).map { traits.prefix($0).map(\.title).joined(separator: ", ") }
    let title = longer.first { !titles.contains($0) } ?? longer[0]
    return FoundSegment(
      number: (label ?? -1) + 1, title: title.isEmpty ? "like the others" : title,
      outcome: outcomeName,
      share: Double(found.count) / Double(max(1, found.count + others.count)),
      found: outcome(found, overall: rates.found),
      heldOut: outcome(own.filter { placed.isHeldOut[$0] }, overall: rates.heldOut),
      traits: traits, drivers: drivers(of: found), overlap: overlap)
  }

  /// The outcome that rates are of.
  private var outcomeName: String {
    let dataset = source.data.dataset
    return "\(dataset.roles.target ?? "outcome") = \(dataset.positiveLabel)"
  }

  private func outcome(_ places: [Int], overall: Double) -> SegmentOutcome {
    let positives = places.count { source.isPositive(placed.rows[$0]) }
    let rate = Interval.share(positives, of: places.count)
    let mean = probabilities.flatMap { probabilities in
      places.isEmpty ? nil : places.reduce(0) { $0 + probabilities[$1] } / Double(places.count)
    }
    return SegmentOutcome(
      rows: places.count, positives: positives, rate: rate,
      lift: overall > 0 ? rate.map { $0.estimate / overall } : nil, meanProbability: mean,
      value: margin.map { $0 * Double(positives) - cost * Double(places.count) })
  }

  /// The most features that are told to move a segment's score.
  private static let toldDrivers = 3

  private func drivers(of places: [Int]) -> [FoundSegment.Driver] {
    guard let contributions = placed.space.contributions, !places.isEmpty else { return [] }
    let all = labels.indices.filter { !placed.isHeldOut[$0] }
    let means = { (places: [Int]) -> [Double] in
      var sums = [Double](repeating: 0, count: contributions.featureCount)
      for place in places {
        for (feature, value) in contributions.row(place).enumerated() { sums[feature] += value }
      }
      return sums.map { $0 / Double(places.count) }
    }
    let names = placed.frame.schema.names
    return zip(means(places), means(all)).enumerated().map { feature, pair in
      FoundSegment.Driver(feature: names[feature], effect: pair.0 - pair.1)
    }.filter { abs($0.effect) > 1e-9 }
      .sorted { (-abs($0.effect), $0.feature) < (-abs($1.effect), $1.feature) }
      .prefix(Self.toldDrivers).map(\.self)
  }
}
