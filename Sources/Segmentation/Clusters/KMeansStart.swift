/// One start of k-means: centres that move to the means of their points until no point changes its group.
struct KMeansStart {
  private let points: Points
  private var centres: [Float]
  private let count: Int
  private var labels: [Int]
  private var squares: [Float]

  init(_ points: Points, centres: Points) {
    self.points = points
    self.centres = centres.values
    count = centres.count
    labels = [Int](repeating: -1, count: points.count)
    squares = [Float](repeating: 0, count: points.count)
  }

  consuming func settled(_ maximumIterations: Int) -> KMeansModel {
    var iterations = 0
    while assign(), iterations < maximumIterations {
      iterations += 1
      move()
    }
    return KMeansModel(
      centres: Points(dimension: points.dimension, values: centres), labels: labels,
      inertia: squares.reduce(0) { $0 + Double($1) }, iterations: iterations)
  }

  /// Gives every point to the nearest centre; whether one changed.
  private mutating func assign() -> Bool {
    let packed = PackedPoints(Points(dimension: points.dimension, values: centres))
    var hasChanged = false
    packed.lanes.withUnsafeBufferPointer { lanes in
      points.values.withUnsafeBufferPointer { values in
        guard let lane = lanes.baseAddress, let value = values.baseAddress else { return }
        for row in labels.indices {
          var nearest = (label: 0, square: Float.infinity)
          for group in 0..<packed.groupCount {
            let eight = PackedPoints.squares(
              group, of: lane, dimension: packed.dimension, to: value + row * packed.dimension)
            for place in 0..<min(PackedPoints.width, count - group * PackedPoints.width)
            where eight[place] < nearest.square {
              nearest = (group * PackedPoints.width + place, eight[place])
            }
          }
          squares[row] = nearest.square
          if labels[row] != nearest.label {
            labels[row] = nearest.label
            hasChanged = true
          }
        }
      }
    }
    return hasChanged
  }

  /// Moves every centre to the mean of its points.
  private mutating func move() {
    let dimension = points.dimension
    var sums = [Double](repeating: 0, count: count * dimension)
    var sizes = [Int](repeating: 0, count: count)
    for (row, label) in labels.enumerated() {
      sizes[label] += 1
      for place in 0..<dimension {
        sums[label * dimension + place] += Double(points.values[row * dimension + place])
      }
    }
    for empty in sizes.indices where sizes[empty] == 0 {
      fill(empty, &sums, &sizes)
    }
    for label in 0..<count where sizes[label] > 0 {
      for place in 0..<dimension {
        centres[label * dimension + place] = Float(
          sums[label * dimension + place] / Double(sizes[label]))
      }
    }
  }

  /// Gives a group without points the one that is farthest from its centre, of a group that has others.
  private mutating func fill(_ empty: Int, _ sums: inout [Double], _ sizes: inout [Int]) {
    var farthest: Int?
    for row in labels.indices
    where sizes[labels[row]] > 1 && squares[row] > farthest.map({ squares[$0] }) ?? 0 {
      farthest = row
    }
    guard let row = farthest else { return }
    let dimension = points.dimension
    for place in 0..<dimension {
      let value = Double(points.values[row * dimension + place])
      sums[labels[row] * dimension + place] -= value
      sums[empty * dimension + place] += value
    }
    sizes[labels[row]] -= 1
    sizes[empty] = 1
    labels[row] = empty
    squares[row] = 0
  }
}
