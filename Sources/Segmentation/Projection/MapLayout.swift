import Tabular

/// Lays out a graph: edges pull their ends together, each as often as it is strong, and every pull comes
/// with pushes away from points drawn at random, in steps that shrink to nothing.
struct MapLayout {
  private var places: [Float]
  private let curve: MapCurve
  private var generator: SeededGenerator

  /// The most that a point moves along one axis by one force, before the step's size.
  private static let limit: Float = 4

  init(start: Points, curve: MapCurve, seed: UInt64) {
    precondition(start.dimension == 2, "A map has two dimensions.")
    self.curve = curve
    generator = SeededGenerator(seed: seed, stream: 1)
    // Points that begin at one place would stay together for ever.
    var noise = SeededGenerator(seed: seed, stream: 2)
    places = start.values.map { $0 + Float(noise.unit() - 0.5) * 2e-4 }
  }

  var map: Points { Points(dimension: 2, values: places) }

  /// - Precondition: the graph is of as many points as the layout began with.
  mutating func run(_ graph: FuzzyGraph, epochs: Int, negativeSamples: Int) {
    precondition(graph.pointCount * 2 == places.count, "Every point has a place.")
    let strongest = graph.edges.reduce(0) { max($0, $1.weight) }
    // An edge that would pull less than once does not count.
    let edges = graph.edges.filter { $0.weight >= strongest / Float(epochs) }
    guard !edges.isEmpty else { return }
    let between = edges.map { strongest / $0.weight }
    var next = between
    var nextPush = between.map { $0 / Float(max(1, negativeSamples)) }
    var moving = places
    moving.withUnsafeMutableBufferPointer { moving in
      guard let place = moving.baseAddress else { return }
      for epoch in 1...epochs {
        let step = 1 - Float(epoch - 1) / Float(epochs)
        for index in edges.indices where next[index] <= Float(epoch) {
          let edge = edges[index]
          let head = place + 2 * Int(edge.head)
          pull(head, place + 2 * Int(edge.tail), step)
          next[index] += between[index]
          guard negativeSamples > 0 else { continue }
          let pause = between[index] / Float(negativeSamples)
          let pushes = max(0, Int((Float(epoch) - nextPush[index]) / pause))
          for _ in 0..<pushes {
            let other = generator.below(graph.pointCount)
            if other != Int(edge.head) { push(head, place + 2 * other, step) }
          }
          nextPush[index] += Float(pushes) * pause
        }
      }
    }
    places = moving
  }

  @inline(__always)
  private func pull(
    _ head: UnsafeMutablePointer<Float>, _ tail: UnsafeMutablePointer<Float>, _ step: Float
  ) {
    let (x, y) = (head[0] - tail[0], head[1] - tail[1])
    let square = x * x + y * y
    guard square > 1e-30 else { return }
    let power = FastPower(exponent: Float(curve.b))(square)
    let force = -2 * Float(curve.a * curve.b) * power / (square * (Float(curve.a) * power + 1))
    let (moveX, moveY) = (Self.held(force * x) * step, Self.held(force * y) * step)
    head[0] += moveX
    head[1] += moveY
    tail[0] -= moveX
    tail[1] -= moveY
  }

  @inline(__always)
  private func push(
    _ head: UnsafeMutablePointer<Float>, _ other: UnsafeMutablePointer<Float>, _ step: Float
  ) {
    let (x, y) = (head[0] - other[0], head[1] - other[1])
    let square = x * x + y * y
    guard square > 1e-30 else { return }
    let power = FastPower(exponent: Float(curve.b))(square)
    let force = 2 * Float(curve.b) / ((0.001 + square) * (Float(curve.a) * power + 1))
    head[0] += Self.held(force * x) * step
    head[1] += Self.held(force * y) * step
  }

  @inline(__always)
  private static func held(_ force: Float) -> Float { max(-limit, min(limit, force)) }
}
