import Modelling
import Segmentation

/// Customers in the space of a search: all rows, and the sample of them that segments are found on.
struct PlacedCustomers {
  /// Rows of the table, ascending: those to find segments on and those held out.
  let rows: [Int]
  /// Whether each of the rows is held out.
  let isHeldOut: [Bool]
  /// Places of ``rows`` that segments are found on.
  let sample: [Int]
  let frame: FeatureFrame
  let space: SegmentSpace
  let components: (points: Points, kept: Double)

  /// What the principal components are to hold of the variance, and how many they may be.
  private static let keptShare = 0.9
  private static let componentLimits = 2...10

  init(_ source: SegmentSource, _ search: SegmentSearch) {
    let rows = (source.foundRows + source.heldOutRows).sorted()
    let held = Set(source.heldOutRows)
    let found = rows.indices.filter { !held.contains(rows[$0]) }
    let sample = Explainer.evenly(found.count, search.maximumRows).map { found[$0] }
    self.rows = rows
    self.sample = sample
    isHeldOut = rows.map(held.contains)
    frame = source.frame(of: rows)
    if search.space == .shap, let model = source.model {
      space = SegmentSpace(model, frame, threads: source.threads)
    } else {
      space = SegmentSpace(frame, fitted: sample)
    }
    let fitted = PrincipalComponents(
      of: space.points.rows(sample), share: Self.keptShare, limits: Self.componentLimits)
    if let fitted {
      components = (fitted.projected(space.points), fitted.shares.reduce(0, +))
    } else {
      components = (space.points, 1)
    }
  }

  /// The neighbours that decide on a row that segments were not found on.
  private static let voters = 5

  /// The segment of every row: that of the sample, and of its nearest neighbours in the sample for others,
  /// by the principal components; of equally many votes the lower number.
  func assigned(_ labels: [Int?], threads: Int) -> [Int?] {
    var result = [Int?](repeating: nil, count: rows.count)
    for (place, row) in sample.enumerated() { result[row] = labels[place] }
    let known = Set(sample)
    let others = rows.indices.filter { !known.contains($0) }
    guard !others.isEmpty else { return result }
    let voters = min(Self.voters, sample.count)
    let near = Neighbours(
      of: components.points.rows(others), among: components.points.rows(sample), count: voters,
      threads: threads)
    for (place, row) in others.enumerated() {
      var votes: [Int?: Int] = [:]
      for voter in near.indices[place * voters..<(place + 1) * voters] {
        votes[labels[Int(voter)], default: 0] += 1
      }
      result[row] =
        votes.max { ($0.value, $1.key ?? .max) < ($1.value, $0.key ?? .max) }?.key ?? nil
    }
    return result
  }
}
