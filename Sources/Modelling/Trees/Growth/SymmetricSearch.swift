/// Finds the best test of one column for many nodes at once; it owns scratch memory for one thread.
final class SymmetricSearch {
  private let matrix: BinnedMatrix
  private let decode: [UInt8]
  private let rules: SplitRules
  /// One node's sums by bin of a column.
  private let sums = ScratchBuffer<GradientPair>(count: 256, repeating: GradientPair())
  /// Sums of gains over the nodes by the number of bins on the left, missing values on the right.
  private let missingRight = ScratchBuffer<Double>(count: 257, repeating: 0)
  /// The same with missing values on the left.
  private let missingLeft = ScratchBuffer<Double>(count: 257, repeating: 0)
  private let leftWeights = ScratchBuffer<Int64>(count: 257, repeating: 0)

  /// A test and the sum of its gains.
  struct Found {
    let column: Int
    let gain: Double
    let test: BinSplit.Test
    let missingLeft: Bool
    /// The L2 penalty that its gains were worked out with.
    let lambda: Double
  }

  init(matrix: BinnedMatrix, decode: [UInt8], rules: SplitRules) {
    self.matrix = matrix
    self.decode = decode
    self.rules = rules
  }

  /// The best test of a column; `nil` without one that gains more than the least gain.
  func best(of column: Int, in nodes: [GrowingNode]) -> Found? {
    let bins = matrix.columns[column]
    let valueCount = bins.valueBinCount
    let order = bins.isCategory ? levels(of: column, in: nodes) : Array(0..<valueCount)
    let lambda = rules.lambda + (bins.isCategory && order.count > 4 ? rules.categoryLambda : 0)
    for cut in 0...256 {
      missingRight.base[cut] = 0
      missingLeft.base[cut] = 0
      leftWeights.base[cut] = 0
    }
    var weight: Int64 = 0
    var missingWeight: Int64 = 0
    for node in nodes {
      project(node, column)
      let missing = bins.binCount > valueCount ? sums.base[valueCount] : GradientPair()
      add(node, column, order: order, missing: missing, lambda: lambda)
      weight &+= node.sum.y
      missingWeight &+= missing.y
    }
    var found: (gain: Double, cut: Int, missingLeft: Bool)?
    let least = max(rules.minimumGain, 1e-6)
    for cut in 1..<max(2, order.count + 1) where cut <= order.count {
      // All values on the left leave only missing ones for the right.
      if missingRight.base[cut] > found?.gain ?? least {
        found = (missingRight.base[cut], cut, false)
      }
      if missingWeight > 0 && cut < order.count && missingLeft.base[cut] > found?.gain ?? least {
        found = (missingLeft.base[cut], cut, true)
      }
    }
    guard let found else { return nil }
    // Without missing rows to learn from, missing values follow the heavier side.
    let sendsLeft =
      missingWeight > 0 ? found.missingLeft : leftWeights.base[found.cut] &* 2 >= weight
    return Found(
      column: column, gain: found.gain,
      test: bins.isCategory
        ? .among(
          set(order, cut: found.cut, valueCount: valueCount, isRestLeft: sendsLeft))
        : .below(found.cut), missingLeft: sendsLeft, lambda: lambda)
  }

  /// One node's sums by bin of the column.
  private func project(_ node: GrowingNode, _ column: Int) {
    let index = matrix.places[column].group
    let group = matrix.groups[index]
    let binCount = matrix.columns[column].binCount
    guard let cells = node.cells else { return }
    let dense = cells.base + index * 256
    if group.columns.count == 1 {
      for bin in 0..<binCount { sums.base[bin] = dense[bin] }
      return
    }
    for bin in 0..<binCount { sums.base[bin] = GradientPair() }
    decode.withUnsafeBufferPointer { decode in
      for byte in 0..<group.cellCount {
        sums.base[Int(decode[column * 256 + byte])] &+= dense[byte]
      }
    }
  }

  /// Adds one node's gain by every cut of the order.
  private func add(
    _ node: GrowingNode, _ column: Int, order: [Int], missing: GradientPair, lambda: Double
  ) {
    let parent = rules.real(node.sum)
    let score =
      rules.directions.isEmpty
      ? rules.score(parent, rules.lambda)
      : rules.score(parent, rules.lambda, within: node.limits)
    let direction = rules.directions.isEmpty ? 0 : Double(rules.directions[column])
    let hasMissing = missing.x != 0 || missing.y != 0
    var left = GradientPair()
    for (place, bin) in order.enumerated() {
      left &+= sums.base[bin]
      leftWeights.base[place + 1] &+= left.y
      let own = gain(left, node, parent, lambda, direction, less: score)
      missingRight.base[place + 1] += own
      // Without missing rows of its own a node gains the same either way.
      missingLeft.base[place + 1] +=
        hasMissing
        ? gain(left &+ missing, node, parent, lambda, direction, less: score) : own
    }
  }

  /// What a node gains by a split; 0 where the split is not for it.
  @inline(__always)
  private func gain(
    _ left: GradientPair, _ node: GrowingNode, _ parent: SIMD2<Double>, _ lambda: Double,
    _ direction: Double, less score: Double
  ) -> Double {
    let a = rules.real(left)
    let b = parent - a
    guard a.y >= rules.minimumChildWeight, b.y >= rules.minimumChildWeight, a.y > 0, b.y > 0
    else { return 0 }
    if rules.directions.isEmpty { return rules.score(a, lambda) + rules.score(b, lambda) - score }
    return rules.isAllowed(a, b, direction: direction, within: node.limits)
      ? rules.gain(a, b, lambda, direction: 0, within: node.limits, less: score) : 0
  }

  /// The levels that have rows, by how far their gradients lie from those of their nodes.
  ///
  /// Levels with little weight are drawn towards their nodes' means.
  private func levels(of column: Int, in nodes: [GrowingNode]) -> [Int] {
    let valueCount = matrix.columns[column].valueBinCount
    var distances = [SIMD2<Double>](repeating: SIMD2(), count: valueCount)
    var isPresent = [Bool](repeating: false, count: valueCount)
    for node in nodes {
      project(node, column)
      let parent = rules.real(node.sum)
      let mean = parent.x / max(parent.y, .leastNormalMagnitude)
      for bin in 0..<valueCount where sums.base[bin].x | sums.base[bin].y != 0 {
        let own = rules.real(sums.base[bin])
        distances[bin] += SIMD2(own.x - mean * own.y, own.y)
        isPresent[bin] = true
      }
    }
    let keys = distances.map { distance in
      let weight = distance.y + rules.categorySmoothing
      return weight > 0 ? distance.x / weight : 0
    }
    return (0..<valueCount).filter { isPresent[$0] }.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// The levels of the order before the cut; levels without rows go where missing values go.
  private func set(_ order: [Int], cut: Int, valueCount: Int, isRestLeft: Bool) -> BinSet {
    var isLeft = [Bool](repeating: isRestLeft, count: valueCount)
    for (place, bin) in order.enumerated() { isLeft[bin] = place < cut }
    var set = BinSet()
    for bin in 0..<valueCount where isLeft[bin] { set.insert(bin) }
    return set
  }

  /// A level's test for one of its nodes; `nil` where the node is left whole.
  func split(_ node: GrowingNode, by found: Found) -> BinSplit? {
    guard node.cells != nil else { return nil }
    project(node, found.column)
    let bins = matrix.columns[found.column]
    var left = GradientPair()
    let test = BinSplit(
      column: found.column, gain: 0, test: found.test, missingLeft: found.missingLeft,
      leftSum: left)
    for bin in 0..<bins.binCount
    where test.sendsLeft(bin: bin, valueBinCount: bins.valueBinCount) { left &+= sums.base[bin] }
    let (a, b) = (rules.real(left), rules.real(node.sum &- left))
    guard a.y >= rules.minimumChildWeight, b.y >= rules.minimumChildWeight, a.y > 0, b.y > 0
    else { return nil }
    let parent = rules.real(node.sum)
    let direction = rules.directions.isEmpty ? 0 : Double(rules.directions[found.column])
    guard rules.isAllowed(a, b, direction: direction, within: node.limits) else { return nil }
    let gain = rules.gain(
      a, b, found.lambda, direction: 0, within: node.limits,
      less: rules.score(parent, rules.lambda, within: node.limits))
    return BinSplit(
      column: found.column, gain: max(0, gain), test: found.test, missingLeft: found.missingLeft,
      leftSum: left)
  }
}
