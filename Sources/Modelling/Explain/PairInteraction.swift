import Threads

/// Exact SHAP interaction values of one pair of features: what they do together beyond what each
/// does alone.
///
/// The game is that of ``TreeSHAP`` (path-dependent), and a pair's interaction is halved between
/// (a, b) and (b, a), as Lundberg and XGBoost's `pred_interactions` do: a value here is one of the
/// two equal entries. A leaf's part is ½ · leaf · (oₐ − zₐ)(o_b − z_b) ∫₀¹ ∏_{j≠a,b}(t·oⱼ + (1 −
/// t)·zⱼ) dt, so one walk over the trees that test both features is enough; the matrix of all pairs
/// is never made. Models that add features up, such as logistic regression, have none.
public struct PairInteraction: Sendable, Equatable {
  /// The first feature's place in the schema.
  public let first: Int
  /// The second feature's place in the schema.
  public let second: Int
  /// One value a row in margin units, in the frame's order.
  public let values: [Double]

  /// Works out the values of a frame's rows.
  ///
  /// - Precondition: the frame has the model's features, and the two are different ones of them.
  public init(
    of model: some Model, frame: FeatureFrame, first: Int, second: Int, threads: Int
  ) {
    self.init(
      of: ModelTrees(model), frame: frame, first: first, second: second, threads: threads)
  }

  /// Works out the values of a frame's rows for a model that was made elsewhere.
  ///
  /// - Precondition: the frame has the model's features, and the two are different ones of them.
  public init(
    of model: ImportedModel, frame: FeatureFrame, first: Int, second: Int, threads: Int
  ) {
    self.init(of: model.readTrees, frame: frame, first: first, second: second, threads: threads)
  }

  private init(
    of trees: ModelTrees?, frame: FeatureFrame, first: Int, second: Int, threads: Int
  ) {
    precondition(
      frame.columns.indices.contains(first) && frame.columns.indices.contains(second)
        && first != second, "A pair is two different features of the frame.")
    self.first = first
    self.second = second
    guard let trees else {
      values = [Double](repeating: 0, count: frame.rowCount)
      return
    }
    let walk = PairedPaths(trees.ensemble.trees, first: first, second: second)
    let read = trees.read(frame)
    let scale = trees.ensemble.leafScale / 2
    values = parallelMap((frame.rowCount + 63) / 64, threads: threads) { block in
      let rows = block * 64..<min(frame.rowCount, (block + 1) * 64)
      return walk.sums(of: read, rows: rows).map { $0 * scale }
    }.flatMap(\.self)
  }
}

/// The trees that test both features of a pair, laid out for walking.
private struct PairedPaths: Sendable {
  /// As many quadrature points as a vector has.
  private typealias Points = SIMD8<Double>

  /// Where a node hangs in its tree; the walk goes from parents to children.
  private struct Place: Sendable {
    var node: TreeNode
    /// The place of the parent; −1 in a root.
    var parent: Int32
    /// The place that the nearest earlier split on the parent's feature led to; −1 where none is.
    var above: Int32
    /// The share of the parent's feature: the product of shares of weight of its splits down to here.
    var share: Double
    var isLeft: Bool
  }

  /// Where each tree starts, and at the end the number of places.
  private let starts: [Int]
  private let places: [Place]
  private let words: [UInt64]
  private let first: Int32
  private let second: Int32
  private let points: [Points]
  private let weights: [Points]

  init(_ trees: TreeNodes, first: Int, second: Int) {
    self.first = Int32(first)
    self.second = Int32(second)
    words = trees.words
    var places: [Place] = []
    var starts = [0]
    for tree in 0..<trees.treeCount {
      let range = trees.range(ofTree: tree)
      let tested = Set(trees.nodes[range].filter { !$0.isLeaf }.map(\.feature))
      guard tested.contains(Int32(first)), tested.contains(Int32(second)) else { continue }
      Self.append(range, of: trees, to: &places)
      starts.append(places.count)
    }
    self.places = places
    self.starts = starts
    let count = (PathLength.mostFeatures(in: trees) + 1) / 2
    let vectors = max(1, (min(count, 32) + Points.scalarCount - 1) / Points.scalarCount)
    let rule = GaussLegendre.rule(count: vectors * Points.scalarCount)
    points = (0..<vectors).map { vector in
      Points((0..<8).map { rule.points[vector * 8 + $0] })
    }
    weights = (0..<vectors).map { vector in
      Points((0..<8).map { rule.weights[vector * 8 + $0] })
    }
  }

  private static func append(
    _ range: Range<Int>, of trees: TreeNodes, to places: inout [Place]
  ) {
    let start = places.count
    for index in range {
      places.append(
        Place(node: trees.nodes[index], parent: -1, above: -1, share: 1, isLeft: false))
    }
    for index in range where !trees.nodes[index].isLeaf {
      let node = trees.nodes[index]
      let left = Int(node.left)
      let here = index - range.lowerBound + start
      var above = here
      while above >= 0 {
        let parent = places[above].parent
        if parent >= 0, places[Int(parent)].node.feature == node.feature { break }
        above = Int(parent)
      }
      let before = above >= 0 ? places[above].share : 1
      let sum = Double(trees.covers[left]) + Double(trees.covers[left + 1])
      for child in left...left + 1 {
        let place = child - range.lowerBound + start
        places[place].parent = Int32(here)
        places[place].above = Int32(above)
        places[place].share = before * Double(trees.covers[child]) / sum
        places[place].isLeft = child == left
      }
    }
  }

  /// Twice the values of a range of rows, not scaled.
  func sums(of frame: FeatureFrame, rows: Range<Int>) -> [Double] {
    let largest = zip(starts, starts.dropFirst()).map { $1 - $0 }.max() ?? 0
    let walk = Walk(
      isOn: ScratchBuffer(count: largest, repeating: true),
      effects: ScratchBuffer(count: largest, repeating: Effects()),
      products: ScratchBuffer(count: largest * Points.scalarCount, repeating: 1))
    let values = rows.map { row in frame.columns.map { QuantileEdges.clamped($0[row]) } }
    var sums = [Double](repeating: 0, count: rows.count)
    // A tree stays in the cache while all rows pass.
    for tree in 0..<starts.count - 1 {
      for row in values.indices {
        for vector in points.indices {
          sums[row] += sum(
            over: starts[tree]..<starts[tree + 1], at: vector, values: values[row], walk)
        }
      }
    }
    return sums
  }

  /// The o − z of each of the pair; 0 before the first split on it.
  private struct Effects {
    var first = 0.0
    var second = 0.0
  }

  /// Scratch memory by place in a tree.
  private struct Walk {
    /// Whether the row satisfies all splits of the parent's feature down to here.
    let isOn: ScratchBuffer<Bool>
    let effects: ScratchBuffer<Effects>
    /// The product of the factors of all features but the pair, at each point.
    let products: ScratchBuffer<Double>
  }

  /// The sum over a tree's leaves at some of the points.
  private func sum(
    over range: Range<Int>, at vector: Int, values: [Float], _ walk: Walk
  ) -> Double {
    let (t, weight) = (points[vector], weights[vector])
    let rest = 1 - t
    let start = range.lowerBound
    let isOn = walk.isOn.base
    let effects = walk.effects.base
    let products = UnsafeMutableRawPointer(walk.products.base)
    let stride = Points.scalarCount * MemoryLayout<Double>.stride
    var total = 0.0
    words.withUnsafeBufferPointer { words in
      places.withUnsafeBufferPointer { places in
        guard let words = words.baseAddress, let places = places.baseAddress else { return }
        for index in range {
          let place = places[index]
          var effect = Effects()
          var product = Points(repeating: 1)
          if place.parent >= 0 {
            let parent = Int(place.parent)
            let above = Int(place.above)
            let split = places[parent].node
            effect = effects[parent - start]
            product = products.loadUnaligned(
              fromByteOffset: (parent - start) * stride, as: Points.self)
            let wasOn = above < 0 || isOn[above - start]
            let goesHere =
              split.sendsLeft(values[Int(split.feature)], words: words) == place.isLeft
            isOn[index - start] = wasOn && goesHere
            let on = wasOn && goesHere ? 1.0 : 0.0
            if split.feature == first {
              effect.first = on - place.share
            } else if split.feature == second {
              effect.second = on - place.share
            } else {
              product *= rest * place.share + t * on
              if above >= 0 { product /= rest * places[above].share + t * (wasOn ? 1 : 0) }
            }
          }
          if place.node.isLeaf {
            if effect.first != 0 && effect.second != 0 {
              total +=
                Double(place.node.value) * effect.first * effect.second
                * (product * weight).sum()
            }
          } else {
            effects[index - start] = effect
            products.storeBytes(
              of: product, toByteOffset: (index - start) * stride, as: Points.self)
          }
        }
      }
    }
    return total
  }
}
