import Tabular

/// Points of a unit cube that fill it evenly, however many are taken: chance alone leaves holes that a
/// search of a few dozen trials can't afford.
///
/// It is Weyl's sequence by the powers of the d-dimensional golden ratio, moved by a seeded offset.
/// Source: Roberts 2018, "The unreasonable effectiveness of quasirandom sequences"; Bergstra and Bengio
/// 2012 on such sequences for searches, jmlr.org/papers/v13/bergstra12a.html.
struct EvenDraws {
  private let offsets: [Double]
  private let steps: [Double]

  init(dimensions: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 0x5EA2C4)
    offsets = (0..<dimensions).map { _ in generator.unit() }
    let ratio = Self.goldenRatio(dimensions: dimensions)
    var step = 1.0
    steps = (0..<dimensions).map { _ in
      step /= ratio
      return step
    }
  }

  /// A point, a place in 0..<1 for each dimension.
  subscript(draw: Int) -> [Double] {
    zip(offsets, steps).map { offset, step in
      let place = offset + Double(draw + 1) * step
      return place - place.rounded(.down)
    }
  }

  /// The root above 1 of x^(d+1) = x + 1, by halving: the same bits everywhere.
  private static func goldenRatio(dimensions: Int) -> Double {
    var (low, high) = (1.0, 2.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let power = (0...dimensions).reduce(1) { product, _ in product * middle }
      if power < middle + 1 { low = middle } else { high = middle }
    }
    return low
  }
}
