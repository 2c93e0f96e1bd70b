/// Both gains of a list that has no more than two.
struct TwoGains: Sendable {
  let lower: Float
  let higher: Float

  init?(_ gains: ArraySlice<Float>) {
    guard let lower = gains.min(), let higher = gains.max(),
      gains.allSatisfy({ $0 == lower || $0 == higher })
    else { return nil }
    self.lower = lower
    self.higher = higher
  }
}

/// The worse rows of a list of two gains side by side, in falling order of score.
struct WorseRows {
  let places: UnsafeMutablePointer<UInt32>
  let scores: UnsafeMutablePointer<Float>
  let powers: UnsafeMutablePointer<Float>
  let firstTerms: UnsafeMutablePointer<Float>
  let secondTerms: UnsafeMutablePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  let hessians: UnsafeMutablePointer<Float>
  /// The better rows: their places, and how many worse ones stand before each.
  let betterPlaces: UnsafeMutablePointer<UInt32>
  let betterRanks: UnsafeMutablePointer<UInt32>
}

/// The pairs of one list of which one row stands among the places that count.
///
/// Every pair of a better and a worse row pulls by the change of the measure, times the chance that
/// it is in the wrong order, over their distance. Gradients and hessians are not yet divided by
/// anything that the list has in common.
struct ListPairs {
  let scratch: ListScratch
  let count: Int
  let cutoff: Int
  let terms: SwapTerms
  /// What is added to each distance.
  let nearest: Float

  private typealias Eight = SIMD8<Float>

  /// Writes gradients and hessians of the places; gives the size of all pulls.
  func addMany() -> Float {
    scratch.gradients.update(repeating: 0, count: count + ListScratch.padding)
    scratch.hessians.update(repeating: 0, count: count + ListScratch.padding)
    // Beyond the list nothing pulls: e to its scores is 0 there, and its gain that of the worst.
    for place in count..<count + ListScratch.padding {
      scratch.scores[place] = scratch.scores[count - 1]
      scratch.gains[place] = 0
      scratch.powers[place] = 0
    }
    return (0..<min(count - 1, cutoff)).reduce(0) { $0 + addPairs(of: $1) }
  }

  /// Adds the pairs of one place with all later ones, eight at a time; gives the size of their pull.
  private func addPairs(of first: Int) -> Float {
    let (scores, powers, gains) = (scratch.scores, scratch.powers, scratch.gains)
    let (gradients, hessians) = (scratch.gradients, scratch.hessians)
    let zero = Eight()
    let power = Eight(repeating: powers[first])
    var (gradient, hessian, pull) = (zero, zero, zero)
    for place in stride(from: first + 1, to: count, by: 8) {
      let distance = scores[first] - Self.load(scores + place) + nearest
      let other = Self.load(powers + place)
      let change =
        (gains[first] - Self.load(gains + place))
        * (terms.first[first] - Self.load(terms.second + place))
      let isFirst = change .> zero
      let worse = power.replacing(with: other, where: isFirst)
      let better = other.replacing(with: power, where: isFirst)
      let inverse = 1 / ((power + other) * distance)
      let lambda = change * (worse * inverse)
      let size = Self.size(of: lambda)
      let slope = size * (better * inverse * distance)
      gradient -= lambda
      hessian += slope
      pull += size
      Self.store(Self.load(gradients + place) + lambda, gradients + place)
      Self.store(Self.load(hessians + place) + slope, hessians + place)
    }
    gradients[first] += gradient.sum()
    hessians[first] += hessian.sum()
    return 2 * pull.sum()
  }

  /// As ``addMany()`` for a list of two gains: only rows that differ meet, and which is the better
  /// one is known.
  func addTwo(_ gains: TwoGains) -> Float {
    let worse = scratch.worse
    let (betterCount, worseCount) = part(gains)
    var near = 0
    while near < worseCount && worse.places[near] < cutoff { near += 1 }
    var pull: Float = 0
    for index in 0..<betterCount {
      let place = Int(worse.betterPlaces[index])
      pull += addPairs(
        ofBetter: place, ranked: Int(worse.betterRanks[index]),
        // Beyond the places that count there are pairs with rows among them only.
        count: place < cutoff ? worseCount : near, gain: gains.higher - gains.lower)
    }
    for index in 0..<worseCount {
      let place = Int(worse.places[index])
      scratch.gradients[place] = worse.gradients[index]
      scratch.hessians[place] = worse.hessians[index]
    }
    return pull
  }

  /// Lays out the worse rows and finds the better ones; gives the numbers of both.
  private func part(_ gains: TwoGains) -> (better: Int, worse: Int) {
    let worse = scratch.worse
    var betterCount = 0
    var worseCount = 0
    for place in 0..<count {
      let number = UInt32(truncatingIfNeeded: place)
      worse.places[worseCount] = number
      worse.scores[worseCount] = scratch.scores[place]
      worse.powers[worseCount] = scratch.powers[place]
      worse.firstTerms[worseCount] = terms.first[place]
      worse.secondTerms[worseCount] = terms.second[place]
      worse.betterPlaces[betterCount] = number
      worse.betterRanks[betterCount] = UInt32(truncatingIfNeeded: worseCount)
      let isBetter = scratch.gains[place] > gains.lower
      betterCount += isBetter ? 1 : 0
      worseCount += isBetter ? 0 : 1
    }
    // Beyond them nothing pulls, as e to the score is 0 there.
    for index in worseCount..<worseCount + 8 {
      worse.scores[index] = scratch.scores[count - 1]
      worse.powers[index] = 0
      worse.firstTerms[index] = 0
      worse.secondTerms[index] = 0
    }
    worse.gradients.update(repeating: 0, count: worseCount + 8)
    worse.hessians.update(repeating: 0, count: worseCount + 8)
    return (betterCount, worseCount)
  }

  /// Adds the pairs of a better row with the first `count` worse ones; gives the size of their pull.
  ///
  /// - Parameter ranked: how many worse rows stand before it.
  private func addPairs(ofBetter place: Int, ranked: Int, count: Int, gain: Float) -> Float {
    let worse = scratch.worse
    let zero = Eight()
    let power = Eight(repeating: scratch.powers[place])
    let score = Eight(repeating: scratch.scores[place])
    let (first, second) = (Eight(repeating: terms.first[place]), terms.second[place])
    var (gradient, hessian) = (zero, zero)
    for index in stride(from: 0, to: count, by: 8) {
      let number = Eight(0, 1, 2, 3, 4, 5, 6, 7) + Float(index)
      let isBefore = number .< Float(ranked)
      let change = (first - Self.load(worse.secondTerms + index))
        .replacing(
          with: Self.load(worse.firstTerms + index) - second, where: isBefore
        )
        .replacing(with: zero, where: number .>= Float(count))
      let other = Self.load(worse.powers + index)
      let distance = Self.size(of: score - Self.load(worse.scores + index)) + nearest
      let inverse = 1 / ((power + other) * distance)
      let lambda = change * gain * (other * inverse)
      let slope = lambda * (power * inverse * distance)
      gradient += lambda
      hessian += slope
      let target = (worse.gradients + index, worse.hessians + index)
      Self.store(Self.load(target.0) + lambda, target.0)
      Self.store(Self.load(target.1) + slope, target.1)
    }
    let pull = gradient.sum()
    scratch.gradients[place] = -pull
    scratch.hessians[place] = hessian.sum()
    return 2 * pull
  }

  @inline(__always)
  private static func size(of number: SIMD8<Float>) -> SIMD8<Float> {
    unsafeBitCast(
      unsafeBitCast(number, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: SIMD8<Float>.self)
  }

  @inline(__always)
  static func load(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  static func store(_ value: SIMD8<Float>, _ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Float>.self)
  }
}
