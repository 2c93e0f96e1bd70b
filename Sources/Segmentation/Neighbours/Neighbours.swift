import Threads

/// The nearest neighbours of points by Euclidean distance, exact: every pair is looked at.
///
/// O(queries × points × dimension) in time, shared out to threads; 50,000 points of 16 numbers take
/// seconds, and beyond that a sample serves.
public struct Neighbours: Sendable, Equatable {
  /// How many neighbours each point has.
  public let perPoint: Int
  /// `indices[point * perPoint + place]`, nearest first; of equally near ones the lower index first.
  public let indices: [Int32]
  /// The distances, in the same places.
  public let distances: [Float]

  /// The nearest other points of each point.
  ///
  /// - Precondition: `count` lies from 0 to below the number of points.
  public init(of points: Points, count: Int, threads: Int) {
    precondition(
      count >= 0 && count < max(1, points.count), "There are more points than neighbours.")
    self.init(points, among: points, count: count, skipsItself: true, threads: threads)
  }

  /// The nearest points of each query.
  ///
  /// - Precondition: both have one dimension, and there are at least `count` points.
  public init(of queries: Points, among points: Points, count: Int, threads: Int) {
    precondition(queries.dimension == points.dimension, "Distances are taken in one space.")
    precondition(count >= 0 && count <= points.count, "There are as many points as neighbours.")
    self.init(queries, among: points, count: count, skipsItself: false, threads: threads)
  }

  private init(
    _ queries: Points, among points: Points, count: Int, skipsItself: Bool, threads: Int
  ) {
    perPoint = count
    let total = queries.count * count
    guard total > 0 else {
      (indices, distances) = ([], [])
      return
    }
    let packed = PackedPoints(points)
    var indices = [Int32](repeating: -1, count: total)
    var squares = [Float](repeating: .infinity, count: total)
    let steps = queries.count * points.count
    queries.values.withUnsafeBufferPointer { queries in
      packed.lanes.withUnsafeBufferPointer { lanes in
        indices.withUnsafeMutableBufferPointer { indices in
          squares.withUnsafeMutableBufferPointer { squares in
            guard let query = queries.baseAddress, let lane = lanes.baseAddress,
              let index = indices.baseAddress, let square = squares.baseAddress
            else { return }
            // Each block writes to the places of its own queries only.
            inRowBlocks(
              queries.count / packed.dimension, of: 64,
              threads: worthwhileThreads(threads, steps: steps)
            ) { rows, _ in
              for row in rows {
                NearestList(index + row * count, square + row * count, count: count).fill(
                  from: lane, groups: packed.groupCount, dimension: packed.dimension,
                  query: query + row * packed.dimension, skipped: skipsItself ? row : -1)
              }
            }
          }
        }
      }
    }
    self.indices = indices
    distances = squares.map { $0.squareRoot() }
  }
}

/// The nearest points of one query so far, nearest first, in places that the caller owns.
private struct NearestList {
  private let indices: UnsafeMutablePointer<Int32>
  private let squares: UnsafeMutablePointer<Float>
  private let count: Int

  /// - Precondition: there is room for `count`, above 0, and the squares begin as infinity.
  init(
    _ indices: UnsafeMutablePointer<Int32>, _ squares: UnsafeMutablePointer<Float>, count: Int
  ) {
    self.indices = indices
    self.squares = squares
    self.count = count
  }

  func fill(
    from lanes: UnsafePointer<SIMD8<Float>>, groups: Int, dimension: Int,
    query: UnsafePointer<Float>, skipped: Int
  ) {
    var worst = squares[count - 1]
    for group in 0..<groups {
      let near = PackedPoints.squares(group, of: lanes, dimension: dimension, to: query)
      guard any(near .< SIMD8(repeating: worst)) else { continue }
      for lane in 0..<PackedPoints.width where near[lane] < worst {
        let index = group * PackedPoints.width + lane
        if index == skipped { continue }
        insert(Int32(index), near[lane])
        worst = squares[count - 1]
      }
    }
  }

  private func insert(_ index: Int32, _ square: Float) {
    var place = count - 1
    while place > 0, squares[place - 1] > square {
      squares[place] = squares[place - 1]
      indices[place] = indices[place - 1]
      place -= 1
    }
    squares[place] = square
    indices[place] = index
  }
}
