/// The directions in which points differ most (principal component analysis), largest variance first.
///
/// Pearson 1901, doi:10.1080/14786440109462720. Each direction points to where its largest part is
/// positive, so that the signs are those of the data.
public struct PrincipalComponents: Sendable, Equatable {
  /// The mean of the points that it was fitted to.
  public let mean: [Double]
  /// The variance along each direction (over n − 1), descending.
  public let variances: [Double]
  /// The share of the whole variance along each direction, 0…1; all 0 where points do not differ.
  public let shares: [Double]
  /// `directions[component * dimension + place]`, each of length 1.
  public let directions: [Double]

  /// The number of directions.
  public var count: Int { variances.count }

  /// Finds the directions of points.
  ///
  /// - Parameters:
  ///   - points: at least two.
  ///   - share: directions are kept until they hold this share of the variance, above 0 and at most 1.
  ///   - limits: at least and at most so many are kept, as far as there are.
  /// - Returns: `nil` where the decomposition does not converge.
  public init?(of points: Points, share: Double = 1, limits: ClosedRange<Int> = 1...Int.max) {
    precondition(points.count > 1, "Two points have a direction.")
    precondition(share > 0 && share <= 1, "A share lies above 0 and at most at 1.")
    let dimension = points.dimension
    var mean = [Double](repeating: 0, count: dimension)
    for row in 0..<points.count {
      for place in 0..<dimension { mean[place] += Double(points.values[row * dimension + place]) }
    }
    for place in 0..<dimension { mean[place] /= Double(points.count) }
    guard
      let eigen = SymmetricEigen(
        Self.covariance(of: points, around: mean), order: dimension)
    else { return nil }
    // Rounding leaves variances of nothing a little below 0.
    let variances = eigen.values.map { max(0, $0) }
    let total = variances.reduce(0, +)
    let wanted = Self.count(of: variances, share: share, limits: limits, total: total)
    self.mean = mean
    self.variances = Array(variances.prefix(wanted))
    shares = self.variances.map { total > 0 ? $0 / total : 0 }
    directions = (0..<wanted).flatMap { component in
      let vector = eigen.vectors[component * dimension..<(component + 1) * dimension]
      let largest = vector.max { abs($0) < abs($1) } ?? 0
      return vector.map { largest < 0 ? -$0 : $0 }
    }
  }

  /// Points along the directions.
  ///
  /// - Precondition: they have the dimension of those that it was fitted to.
  public func projected(_ points: Points) -> Points {
    precondition(points.dimension == mean.count, "Points are projected from their own space.")
    var projected: [Float] = []
    projected.reserveCapacity(points.count * count)
    for row in 0..<points.count {
      let point = points[row]
      for component in 0..<count {
        var sum = 0.0
        for (place, value) in point.enumerated() {
          sum += (Double(value) - mean[place]) * directions[component * mean.count + place]
        }
        projected.append(Float(sum))
      }
    }
    return Points(dimension: count, values: projected)
  }

  private static func covariance(of points: Points, around mean: [Double]) -> [Double] {
    let dimension = points.dimension
    var covariance = [Double](repeating: 0, count: dimension * dimension)
    let blockRows = 2048
    for first in stride(from: 0, to: points.count, by: blockRows) {
      let rows = min(blockRows, points.count - first)
      var block = [Double](repeating: 0, count: rows * dimension)
      for row in 0..<rows {
        for place in 0..<dimension {
          block[place * rows + row] =
            Double(points.values[(first + row) * dimension + place]) - mean[place]
        }
      }
      SymmetricEigen.accumulate(block, rows: rows, columns: dimension, into: &covariance)
    }
    return covariance.map { $0 / Double(points.count - 1) }
  }

  private static func count(
    of variances: [Double], share: Double, limits: ClosedRange<Int>, total: Double
  ) -> Int {
    var sum = 0.0
    var count = 0
    while count < variances.count, sum < share * total * (1 - 1e-12) {
      sum += variances[count]
      count += 1
    }
    return min(variances.count, max(limits.lowerBound, min(limits.upperBound, count)))
  }
}
