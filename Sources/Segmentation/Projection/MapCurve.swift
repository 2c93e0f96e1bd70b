import Foundation

/// How strongly two points of a map belong together by their distance: 1 / (1 + a·d²ᵇ), fitted by least
/// squares to 1 up to the least distance and exp(−(d − least)) beyond.
struct MapCurve: Sendable, Equatable {
  private(set) var a = 1.0
  private(set) var b = 1.0

  init(minimumDistance: Double) {
    let distances = (1..<300).map { Double($0) * 3 / 299 }
    let wanted = distances.map { $0 < minimumDistance ? 1 : exp(minimumDistance - $0) }
    var damping = 1e-3
    var loss = Self.loss(a, b, distances, wanted)
    for _ in 0..<200 {
      guard let (da, db) = step(distances, wanted, damping: damping) else { break }
      let next = Self.loss(a + da, b + db, distances, wanted)
      if next < loss {
        (a, b, loss) = (a + da, b + db, next)
        damping /= 10
        if abs(da) + abs(db) < 1e-12 { break }
      } else {
        damping *= 10
        if damping > 1e12 { break }
      }
    }
  }

  private static func loss(
    _ a: Double, _ b: Double, _ distances: [Double], _ wanted: [Double]
  ) -> Double {
    guard a > 0, b > 0 else { return .infinity }
    return zip(distances, wanted).reduce(0) { sum, pair in
      let error = 1 / (1 + a * pow(pair.0, 2 * b)) - pair.1
      return sum + error * error
    }
  }

  /// A step of Levenberg and Marquardt; 1 is the residual's weight at distance 0, which never changes.
  private func step(
    _ distances: [Double], _ wanted: [Double], damping: Double
  ) -> (Double, Double)? {
    var (aa, ab, bb, ra, rb) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (distance, wanted) in zip(distances, wanted) {
      let power = pow(distance, 2 * b)
      let value = 1 / (1 + a * power)
      let slopeA = -value * value * power
      let slopeB = -value * value * a * power * 2 * log(distance)
      let error = value - wanted
      aa += slopeA * slopeA
      ab += slopeA * slopeB
      bb += slopeB * slopeB
      ra += slopeA * error
      rb += slopeB * error
    }
    aa *= 1 + damping
    bb *= 1 + damping
    let determinant = aa * bb - ab * ab
    guard determinant > 0 else { return nil }
    return ((ab * rb - bb * ra) / determinant, (ab * ra - aa * rb) / determinant)
  }
}
