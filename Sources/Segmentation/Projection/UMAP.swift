/// A map of points in two dimensions on which near points stay near (McInnes, Healy and Melville 2018,
/// arXiv:1802.03426): the weighted graph of nearest neighbours, laid out by attraction along its edges and
/// repulsion between points drawn at random.
///
/// It begins at the first two principal components. Neighbours are exact and found on all threads; the
/// layout is one sequence of steps, so that the same seed gives the same bytes at any number of them.
public struct UMAP: Sendable, Equatable {
  /// How many points, itself among them, make up the surroundings of a point, at least 2: few show small
  /// groups, many the large shape.
  public var neighbourCount: Int
  /// How near points may come on the map, at least 0 and below 1; 0 for maps that groups are looked for in.
  public var minimumDistance: Double
  /// Rounds of the layout, at least 1; 500 for up to 10,000 points and 200 for more when `nil`.
  public var epochs: Int?
  /// Points pushed away for each pulled nearer, at least 0.
  public var negativeSamples: Int

  /// Makes settings.
  public init(
    neighbourCount: Int = 15, minimumDistance: Double = 0.1, epochs: Int? = nil,
    negativeSamples: Int = 5
  ) {
    precondition(neighbourCount > 1, "A point has a neighbour besides itself.")
    precondition(
      minimumDistance >= 0 && minimumDistance < 1, "The least distance lies from 0 to below 1.")
    precondition(epochs.map { $0 > 0 } ?? true && negativeSamples >= 0, "Counts are not negative.")
    self.neighbourCount = neighbourCount
    self.minimumDistance = minimumDistance
    self.epochs = epochs
    self.negativeSamples = negativeSamples
  }

  /// The map of points: two numbers each. Fewer than three points lie at 0.
  public func map(of points: Points, seed: UInt64, threads: Int) -> Points {
    let still = Points(dimension: 2, values: [Float](repeating: 0, count: points.count * 2))
    guard points.count > 2 else { return still }
    let near = Neighbours(
      of: points, count: min(neighbourCount, points.count) - 1, threads: threads)
    let graph = FuzzyGraph(near)
    var layout = MapLayout(
      start: Self.start(points) ?? still, curve: MapCurve(minimumDistance: minimumDistance),
      seed: seed)
    layout.run(
      graph, epochs: epochs ?? (points.count <= 10_000 ? 500 : 200),
      negativeSamples: negativeSamples)
    return layout.map
  }

  /// The first two principal components, brought to the size that layouts begin with.
  private static func start(_ points: Points) -> Points? {
    guard let components = PrincipalComponents(of: points, limits: 2...2) else { return nil }
    var flat = components.projected(points).values
    if components.count == 1 { flat = flat.flatMap { [$0, 0] } }
    let largest = flat.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    return Points(dimension: 2, values: flat.map { $0 * 10 / largest })
  }
}
