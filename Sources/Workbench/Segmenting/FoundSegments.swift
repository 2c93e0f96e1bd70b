import Evaluation
import Modelling
import Segmentation

/// Segments that were found among customers, held against rows that they were not found on.
public struct FoundSegments: Sendable {
  /// The segments, the largest first.
  public let segments: [FoundSegment]
  /// Customers in no segment; `nil` where everyone is in one.
  public let outside: FoundSegment?
  /// How they were looked for.
  public let search: SegmentSearch
  /// The rows that they were found on: a sample where there were more than the search takes.
  public let sampleRows: [Int]
  /// Every row that has a segment or was seen to have none: rows of the table, ascending.
  public let rows: [Int]
  /// The segment of each of ``rows``, from 0; `nil` for none.
  public let labels: [Int?]
  /// Whether each of ``rows`` is held out.
  public let isHeldOut: [Bool]
  /// The place on the map of each of ``sampleRows``.
  public let map: [MapPoint]
  /// How far near points of the map are near in the space, 0…1 (``Trustworthiness``); `nil` for few rows.
  public let mapTrust: Double?
  /// The share of the variance that the space in which groups were looked for holds; `nil` for a UMAP.
  public let keptVariance: Double?
  /// The numbers of segments that were tried.
  public let choices: [CountChoice]
  /// How far segments of random halves agree with these: mean adjusted Rand index; `nil` where it was
  /// not tried.
  public let agreement: Double?
  /// What the agreement allows, as a sentence's end; `nil` where segments were looked for once only.
  public var stabilityWords: String? {
    agreement.map { agreement in
      agreement >= SegmentGrouping.stableAgreement
        ? "they are stable"
        : agreement >= 0.5
          ? "their borders move; take them as a rough guide"
          : "they are hardly the same twice; don't build on them"
    }
  }
  /// How often that was tried.
  public let repeats: Int
  /// The questions that tell segments apart.
  public let tree: MembershipTree
  /// The share of held-out rows whose segment the tree tells, 0…1.
  public let fidelity: Double
  /// The share that always telling the largest segment would, 0…1.
  public let blindFidelity: Double
  /// The rate of all rows that segments were found on.
  public let overallRate: Double

  /// A place on the map.
  public struct MapPoint: Sendable, Equatable {
    /// Along the first axis, to the right.
    public let x: Double
    /// Along the second axis, upwards.
    public let y: Double
    /// The segment, from 0; `nil` for none.
    public let segment: Int?
  }

  /// Whether no two segments change places beyond chance: of two by their rates where they were found, the
  /// lower one's held-out interval does not lie wholly above that of the higher one.
  public var keepsOrder: Bool {
    let rates = segments.compactMap { segment in
      segment.found.rate.flatMap { found in segment.heldOut.rate.map { (found, $0) } }
    }
    return !rates.contains { high in
      rates.contains { low in
        low.0.estimate < high.0.estimate && low.1.lower > high.1.upper
      }
    }
  }

  /// Looks for segments. The result depends on the seed of the source, not on its threads.
  ///
  /// - Parameters:
  ///   - margin: what a conversion earns; `nil` leaves values undefined.
  ///   - cost: what a contact costs.
  ///   - progress: is told what is being done; what it throws ends the search.
  /// - Throws: ``WorkbenchError`` for the space of SHAP values without a model, for too few rows, and where
  ///   nothing stands out from the rest; what `progress` throws.
  public init(
    _ source: SegmentSource, by search: SegmentSearch, margin: Double? = nil, cost: Double = 0,
    progress: (String) throws -> Void = { _ in }
  ) throws {
    guard search.space == .features || source.model != nil else {
      throw WorkbenchError(
        .badInput, "SHAP values are those of a model; give one, or use --space features.")
    }
    guard source.foundRows.count >= 20 else {
      throw WorkbenchError(
        .badInput,
        "\(source.data.path): there are \(source.foundRows.count) rows to find segments on; give at "
          + "least 20.")
    }
    try progress("placing \(source.foundRows.count + source.heldOutRows.count) customers")
    let placed = PlacedCustomers(source, search)
    let points = placed.components.points.rows(placed.sample)
    let mapped = search.projection == .umap
    let raw = placed.space.points.rows(placed.sample)
    if mapped { try progress("laying out a map of \(placed.sample.count) customers") }
    let plane =
      mapped
      ? UMAP(minimumDistance: 0).map(of: raw, seed: source.seed, threads: source.threads) : points
    let grouping = try SegmentGrouping(
      plane, mapped: mapped ? raw : nil, by: search, seed: source.seed, threads: source.threads,
      progress: progress)
    let count = (grouping.labels.compactMap(\.self).max() ?? -1) + 1
    guard count > 1 else {
      throw WorkbenchError(
        .failed,
        "No segments stand out from the rest: the customers are one cloud by \(search.words). Try "
          + "--method kmeans, which parts any cloud, --projection umap, or a smaller --minimum-size."
      )
    }
    try progress("describing \(count) segments")
    let all = placed.assigned(grouping.labels, threads: source.threads)
    let describer = SegmentDescriber(
      source: source, placed: placed, labels: all, margin: margin, cost: cost)
    segments = (0..<count).reduce(into: []) { made, label in
      made.append(
        describer.segment(
          label, overlap: grouping.stability.overlaps[label], besides: made.map(\.title)))
    }
    outside =
      all.contains(nil) ? describer.segment(nil, overlap: 0) : nil
    self.search = search
    sampleRows = placed.sample.map { placed.rows[$0] }
    rows = placed.rows
    labels = all
    isHeldOut = placed.isHeldOut
    map = placed.sample.indices.map { place in
      let at = place * plane.dimension
      return MapPoint(
        x: Double(plane.values[at]),
        y: plane.dimension > 1 ? Double(plane.values[at + 1]) : 0, segment: grouping.labels[place])
    }
    mapTrust = Self.trust(of: plane, for: raw, threads: source.threads)
    keptVariance = mapped ? nil : placed.components.kept
    choices = grouping.choices
    agreement = grouping.stability.meanAgreement
    repeats = grouping.stability.agreements.count
    try progress("growing a tree of questions")
    tree = try MembershipTree(
      placed.frame, rows: placed.sample, labels: grouping.labels, threads: source.threads)
    (fidelity, blindFidelity) = Self.fidelity(of: tree, placed, all)
    let positives = source.foundRows.count { source.isPositive($0) }
    overallRate = Double(positives) / Double(source.foundRows.count)
  }

  private static func trust(of plane: Points, for space: Points, threads: Int) -> Double? {
    let sample = Explainer.evenly(space.count, 2_000)
    let flat = plane.rows(sample)
    var values: [Float] = []
    for row in 0..<flat.count {
      values.append(flat.values[row * flat.dimension])
      values.append(flat.dimension > 1 ? flat.values[row * flat.dimension + 1] : 0)
    }
    return Trustworthiness.score(
      of: Points(dimension: 2, values: values), for: space.rows(sample), threads: threads)
  }

  /// Where the tree was not grown: on held-out rows, or on all where there are none.
  private static func fidelity(
    of tree: MembershipTree, _ placed: PlacedCustomers, _ labels: [Int?]
  ) -> (tree: Double, blind: Double) {
    let held = labels.indices.filter { placed.isHeldOut[$0] }
    let rows = held.isEmpty ? Array(labels.indices) : held
    let right = rows.count { tree.segment(ofRow: $0, in: placed.frame) == labels[$0] }
    let blind = rows.count { labels[$0] == 0 }
    return (Double(right) / Double(rows.count), Double(blind) / Double(rows.count))
  }
}
