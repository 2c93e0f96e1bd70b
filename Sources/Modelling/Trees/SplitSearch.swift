/// What makes a split good, and which are allowed.
struct SplitRules: Sendable {
  /// Added to the second sum of each side; 0 gives the fall in impurity of a forest.
  var lambda: Double
  /// The least second sum of a child.
  var minimumChildWeight: Double
  /// The least gain of a split.
  var minimumGain: Double
  /// Levels with little weight are ordered as if this much average weight were added to them.
  var categorySmoothing: Double
  /// Added to `lambda` where a category of more than four levels is split.
  var categoryLambda: Double
  /// What one unit of each integer sum stands for.
  var unit: SIMD2<Double>
  /// Which way leaf values must go along each column: +1 up, -1 down, 0 any way; empty for none.
  var directions: [Int8] = []

  @inline(__always)
  func score(_ sum: SIMD2<Double>, _ lambda: Double) -> Double { sum.x * sum.x / (sum.y + lambda) }

  @inline(__always)
  func real(_ sum: GradientPair) -> SIMD2<Double> {
    SIMD2(Double(sum.x), Double(sum.y)) * unit
  }
}

/// The bins of a column that hold rows of a node, ascending, with their sums.
///
/// The pointers hold `count` elements each; missing rows are apart.
struct PresentBins {
  let bins: UnsafePointer<UInt8>
  let sums: UnsafePointer<GradientPair>
  let count: Int
  let missing: GradientPair
}

/// Finds the best split of a node, one column after another.
///
/// The gain is XGBoost's (Chen and Guestrin 2016, doi:10.1145/2939672.2939785): the sum over both
/// children of x²/(y + λ), less the parent's. With λ = 0, positives for x and weights for y, it is
/// the fall in Gini impurity times half the weight, so that one search serves boosting and forests.
/// Missing rows are tried on both sides. Of equal gains in a column the lowest cut is kept; of
/// columns that are tried one after another, the first; between finished searches (``take(_:)``),
/// the lower column. Searches whose order depends on the threads must be finished and taken.
struct SplitSearch {
  let rules: SplitRules
  let total: GradientPair
  private let parent: SIMD2<Double>
  private let parentScore: Double
  private(set) var best: BinSplit?
  /// Where the values of the node's leaves must lie.
  private let limits: ValueLimits
  private let isLimited: Bool
  /// The direction of the column that is being tried.
  private var direction: Double = 0

  init(rules: SplitRules, total: GradientPair, limits: ValueLimits = .none) {
    self.limits = limits
    isLimited = !rules.directions.isEmpty
    self.rules = rules
    self.total = total
    parent = rules.real(total)
    parentScore =
      rules.directions.isEmpty
      ? rules.score(parent, rules.lambda) : rules.score(parent, rules.lambda, within: limits)
  }

  /// Takes another search's split if it is better, or equal and of a lower column.
  mutating func take(_ other: BinSplit?) {
    guard let other else { return }
    if let best, best.gain > other.gain || (best.gain == other.gain && best.column < other.column) {
      return
    }
    best = other
  }

  /// Tries the cuts of a column of numbers or flags.
  mutating func tryNumber(column: Int, valueBinCount: Int, _ present: PresentBins) {
    if isLimited { direction = Double(rules.directions[column]) }
    let missing = present.missing
    let hasMissing = missing.y != 0 || missing.x != 0
    var found = Candidate(gain: floor)
    var left = GradientPair()
    for index in 0..<max(0, present.count - 1) {
      left &+= present.sums[index]
      found.consider(gain(left, rules.lambda), index, left, missingLeft: false)
      if hasMissing {
        let both = left &+ missing
        found.consider(gain(both, rules.lambda), index, both, missingLeft: true)
      }
    }
    if hasMissing && present.count > 0 {
      let values = total &- missing
      found.consider(gain(values, rules.lambda), present.count - 1, values, missingLeft: false)
    }
    guard found.index >= 0 else { return }
    let low = Int(present.bins[found.index])
    let next = found.index + 1 < present.count ? Int(present.bins[found.index + 1]) : valueBinCount
    let cut = found.index + 1 < present.count ? (low + next + 1) / 2 : valueBinCount
    take(
      BinSplit(
        column: column, gain: found.gain, test: .below(cut),
        missingLeft: sendsMissingLeft(found, hasMissing: hasMissing), leftSum: found.left))
  }

  /// Tries the sets of levels that are a prefix of the levels in order of their mean.
  ///
  /// For two classes the best of all sets is such a prefix (Fisher 1958). Levels with little weight
  /// are drawn towards the node's mean before ordering, and sides are regularised more, because a
  /// rare level's mean is mostly chance. Levels without rows in the node go where missing values
  /// go.
  mutating func tryCategory(
    column: Int, valueBinCount: Int, _ present: PresentBins,
    order: UnsafeMutablePointer<UInt8>, keys: UnsafeMutablePointer<Double>
  ) {
    direction = 0
    let missing = present.missing
    let hasMissing = missing.y != 0 || missing.x != 0
    sortByMean(present, order: order, keys: keys)
    let lambda = rules.lambda + (present.count > 4 ? rules.categoryLambda : 0)
    var found = Candidate(gain: floor)
    var left = GradientPair()
    for index in 0..<max(0, present.count - 1) {
      left &+= present.sums[Int(order[index])]
      found.consider(gain(left, lambda), index, left, missingLeft: false)
      if hasMissing {
        let both = left &+ missing
        found.consider(gain(both, lambda), index, both, missingLeft: true)
      }
    }
    if hasMissing && present.count > 0 {
      let values = total &- missing
      found.consider(gain(values, lambda), present.count - 1, values, missingLeft: false)
    }
    guard found.index >= 0 else { return }
    let missingLeft = sendsMissingLeft(found, hasMissing: hasMissing)
    var set = BinSet()
    for index in 0...found.index { set.insert(Int(present.bins[Int(order[index])])) }
    if missingLeft {
      var isRight = BinSet()
      for index in found.index + 1..<max(present.count, found.index + 1) {
        isRight.insert(Int(present.bins[Int(order[index])]))
      }
      for bin in 0..<valueBinCount where !isRight.contains(bin) { set.insert(bin) }
    }
    take(
      BinSplit(
        column: column, gain: found.gain, test: .among(set), missingLeft: missingLeft,
        leftSum: found.left))
  }

  /// The gain that a split must exceed to be considered at all.
  private var floor: Double { max(best?.gain ?? 0, max(rules.minimumGain, 1e-6)) }

  @inline(__always)
  private func gain(_ left: GradientPair, _ lambda: Double) -> Double {
    let a = rules.real(left)
    let b = parent - a
    guard a.y >= rules.minimumChildWeight, b.y >= rules.minimumChildWeight, a.y > 0, b.y > 0
    else { return -1 }
    if isLimited {
      return rules.gain(a, b, lambda, direction: direction, within: limits, less: parentScore)
    }
    return rules.score(a, lambda) + rules.score(b, lambda) - parentScore
  }

  /// Without missing rows to learn from, missing values follow the heavier side.
  private func sendsMissingLeft(_ found: Candidate, hasMissing: Bool) -> Bool {
    hasMissing ? found.missingLeft : found.left.y &* 2 >= total.y
  }

  private func sortByMean(
    _ present: PresentBins, order: UnsafeMutablePointer<UInt8>,
    keys: UnsafeMutablePointer<Double>
  ) {
    let mean = parent.x / max(parent.y, .leastNormalMagnitude)
    for index in 0..<present.count {
      let sum = rules.real(present.sums[index])
      let weight = sum.y + rules.categorySmoothing
      keys[index] = weight > 0 ? (sum.x + rules.categorySmoothing * mean) / weight : 0
      // Insertion into the sorted start: there are few levels, and equal means keep their order.
      var place = index
      while place > 0 && keys[Int(order[place - 1])] > keys[index] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = UInt8(truncatingIfNeeded: index)
    }
  }

  private struct Candidate {
    var gain: Double
    var index = -1
    var left = GradientPair()
    var missingLeft = false

    init(gain: Double) { self.gain = gain }

    @inline(__always)
    mutating func consider(_ gain: Double, _ index: Int, _ left: GradientPair, missingLeft: Bool) {
      guard gain > self.gain else { return }
      self.gain = gain
      self.index = index
      self.left = left
      self.missingLeft = missingLeft
    }
  }
}
