/// What is drawn with replacement, and in which strata: rows of one class each, or whole groups.
///
/// Units are numbered stratum by stratum. Every draw has a stream of its own, so that draws can be made
/// in any order, on any number of threads, by any of the ways that read them.
struct DrawPlan: Sendable {
  /// How many units each stratum holds, and so how many are drawn from it.
  let strata: [Int]
  /// The unit of each row, −1 for a row that is never drawn.
  let unitOfRow: [Int32]
  let seed: UInt64

  /// The number of units.
  var unitCount: Int { strata.reduce(0, +) }

  /// Without groups positives come first, then negatives, each in row order.
  init(labels: [UInt8], groups: RankingGroups?, seed: UInt64) {
    self.seed = seed
    if let groups {
      precondition(groups.rowCount == labels.count, "There is one group code a score.")
      strata = [groups.count]
      unitOfRow = groups.groupOfRow
      return
    }
    let positives = labels.reduce(0) { $0 + Int($1) }
    strata = [positives, labels.count - positives]
    var next = (positive: Int32(0), negative: Int32(positives))
    unitOfRow = labels.map { label in
      if label == 1 {
        next.positive += 1
        return next.positive - 1
      }
      next.negative += 1
      return next.negative - 1
    }
  }

  /// Units of one stratum, with no rows behind them.
  init(unitCount: Int, seed: UInt64) {
    strata = [unitCount]
    unitOfRow = []
    self.seed = seed
  }

  /// Calls the body with each unit of a draw, as often as it is drawn.
  @inline(__always)
  func forEachUnit(ofDraw draw: Int, _ body: (Int) -> Void) {
    var generator = SeededGenerator(
      seed: seed ^ (UInt64(truncatingIfNeeded: draw) &* 0xD1B5_4A32_D192_ED03))
    var base = 0
    for count in strata {
      if count < 1 << 22 {
        // Two units from each number: half of its bits are plenty, with a bias below one in 1,000.
        let bound = UInt64(truncatingIfNeeded: count)
        for _ in 0..<(count / 2) {
          let bits = generator.next()
          body(base &+ Int(truncatingIfNeeded: ((bits & 0xFFFF_FFFF) &* bound) >> 32))
          body(base &+ Int(truncatingIfNeeded: ((bits >> 32) &* bound) >> 32))
        }
        if count % 2 == 1 { body(base + generator.index(below: count)) }
      } else {
        for _ in 0..<count { body(base + generator.index(below: count)) }
      }
      base += count
    }
  }
}
