import Foundation

/// Points and weights that integrate polynomials over 0…1 exactly up to degree 2 × count − 1.
enum GaussLegendre {
  /// The rule with `count` points, found by Newton's method on the Legendre polynomial.
  ///
  /// - Precondition: `count` is at least 1.
  static func rule(count: Int) -> (points: [Double], weights: [Double]) {
    precondition(count >= 1, "A quadrature rule has a point.")
    var points: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (last, value) = (1.0, x)
        for degree in stride(from: 2, through: count, by: 1) {
          let n = Double(degree)
          (last, value) = (value, ((2 * n - 1) * x * value - (n - 1) * last) / n)
        }
        slope = Double(count) * (x * value - last) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      points.append((1 - x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    return (points, weights)
  }
}
