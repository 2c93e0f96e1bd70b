/// The least tree that connects all points by mutual reachability: the distance of two points, or the
/// core distance of either where that is larger (Prim 1957, doi:10.1002/j.1538-7305.1957.tb01515.x).
struct SpanningTree {
  struct Edge: Sendable, Equatable {
    let from: Int32
    let to: Int32
    let length: Float
  }

  /// One less than there are points, shortest first.
  let edges: [Edge]

  init(of points: Points, coreDistances: [Float]) {
    precondition(coreDistances.count == points.count, "Every point has a core distance.")
    var open = OpenPoints(points, coreDistances: coreDistances)
    var edges: [Edge] = []
    edges.reserveCapacity(max(0, points.count - 1))
    while let next = open.nearest() {
      edges.append(Edge(from: next.from, to: next.to, length: next.square.squareRoot()))
      open.connect(next.place)
    }
    // Of equally long edges the one that was found first, as others do.
    self.edges = edges.enumerated()
      .sorted { ($0.element.length, $0.offset) < ($1.element.length, $1.offset) }.map(\.element)
  }
}

/// The points that are not in the tree yet, with the nearest point of the tree: places side by side, so
/// that eight are looked at at once, and closed up as points go.
private struct OpenPoints {
  private let dimension: Int
  private var count: Int
  /// Room for one number of each point.
  private let stride: Int
  /// `lanes[place * stride + group]`.
  private var lanes: [SIMD8<Float>]
  /// Squared core distances.
  private var cores: [SIMD8<Float>]
  /// The least squared reachability to the tree, and from where.
  private var best: [SIMD8<Float>]
  private var sources: [SIMD8<Int32>]
  private var indices: [Int32]

  init(_ points: Points, coreDistances: [Float]) {
    dimension = points.dimension
    count = points.count
    stride = (points.count + 7) / 8
    let far = SIMD8<Float>(repeating: .infinity)
    lanes = .init(repeating: far, count: stride * points.dimension)
    cores = .init(repeating: far, count: stride)
    best = .init(repeating: far, count: stride)
    sources = .init(repeating: .zero, count: stride)
    indices = (0..<Int32(points.count)).map { $0 }
    for row in 0..<count {
      for place in 0..<dimension {
        lanes[place * stride + row / 8][row % 8] = points.values[row * dimension + place]
      }
      cores[row / 8][row % 8] = coreDistances[row] * coreDistances[row]
    }
    if count > 0 { connect(0) }
  }

  /// The open point that is nearest to the tree; of equally near ones that of the lowest index.
  func nearest() -> (place: Int, from: Int32, to: Int32, square: Float)? {
    guard count > 0 else { return nil }
    var least = SIMD8<Float>(repeating: .infinity)
    best.withUnsafeBufferPointer { best in
      for group in 0..<(count + 7) / 8 { least = pointwiseMin(least, best[group]) }
    }
    let square = least.min()
    var found: Int?
    for group in 0..<(count + 7) / 8 where any(best[group] .== square) {
      for lane in 0..<8 where best[group][lane] == square && group * 8 + lane < count {
        let place = group * 8 + lane
        if indices[place] < found.map({ indices[$0] }) ?? .max { found = place }
      }
    }
    guard let found else { preconditionFailure("An open point has a distance to the tree.") }
    return (found, sources[found / 8][found % 8], indices[found], square)
  }

  /// Takes a point into the tree, puts the last open point in its place, and looks whether others are
  /// nearer to it than to the tree before.
  mutating func connect(_ place: Int) {
    let (dimension, stride) = (self.dimension, self.stride)
    let index = indices[place]
    let point = (0..<dimension).map { lanes[$0 * stride + place / 8][place % 8] }
    let core = cores[place / 8][place % 8]
    close(place)
    let groups = (count + 7) / 8
    lanes.withUnsafeBufferPointer { lanes in
      cores.withUnsafeBufferPointer { cores in
        best.withUnsafeMutableBufferPointer { best in
          sources.withUnsafeMutableBufferPointer { sources in
            for group in 0..<groups {
              var square = SIMD8<Float>.zero
              for place in 0..<dimension {
                let difference = lanes[place * stride + group] - SIMD8(repeating: point[place])
                square += difference * difference
              }
              square = pointwiseMax(square, pointwiseMax(cores[group], SIMD8(repeating: core)))
              let isNearer = square .< best[group]
              best[group].replace(with: square, where: isNearer)
              sources[group].replace(with: SIMD8(repeating: index), where: isNearer)
            }
          }
        }
      }
    }
  }

  /// Closes the gap that a point leaves with the last one.
  private mutating func close(_ place: Int) {
    count -= 1
    let (to, from) = ((place / 8, place % 8), (count / 8, count % 8))
    for part in 0..<dimension {
      lanes[part * stride + to.0][to.1] = lanes[part * stride + from.0][from.1]
      lanes[part * stride + from.0][from.1] = .infinity
    }
    cores[to.0][to.1] = cores[from.0][from.1]
    best[to.0][to.1] = best[from.0][from.1]
    best[from.0][from.1] = .infinity
    sources[to.0][to.1] = sources[from.0][from.1]
    indices[place] = indices[count]
  }
}
