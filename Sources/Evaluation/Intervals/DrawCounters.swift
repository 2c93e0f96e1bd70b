/// Which counter counts each row of a draw, shared by all models.
///
/// Rows that no figure of any model can tell apart share a counter. Counters hold a byte a draw: a
/// counter of 64 rows is drawn 64 times give or take 8, and never 256 times. Counters are numbered in
/// the order of the first model's scores: models agree more or less, so each finds next to each other
/// what it reads one after another.
struct DrawCounters: Sendable {
  /// The number of counters.
  let count: Int
  /// The counter of each unit of the plan; a unit is its own counter when `nil`.
  let counterOfUnit: [Int32]?
  /// The counter of each row that figures are read from; −1 for the other rows.
  let counterOfRow: [Int32]

  private static let mostRowsACounter = 64

  init(plan: DrawPlan, isGrouped: Bool, models: [ScoredRows]) {
    if isGrouped {
      count = plan.unitCount
      counterOfUnit = nil
      counterOfRow = plan.unitOfRow
    } else {
      self = Self.merged(plan: plan, models: models) ?? Self.apart(plan: plan, models: models)
    }
  }

  private init(count: Int, counterOfUnit: [Int32], counterOfRow: [Int32]) {
    self.count = count
    self.counterOfUnit = counterOfUnit
    self.counterOfRow = counterOfRow
  }

  /// A counter for each row.
  private static func apart(plan: DrawPlan, models: [ScoredRows]) -> DrawCounters {
    var counterOfUnit = [Int32](repeating: 0, count: plan.unitCount)
    var counterOfRow = counterOfUnit
    for (counter, row) in models[0].order.enumerated() {
      counterOfUnit[Int(plan.unitOfRow[Int(row)])] = Int32(truncatingIfNeeded: counter)
      counterOfRow[Int(row)] = Int32(truncatingIfNeeded: counter)
    }
    return DrawCounters(
      count: plan.unitCount, counterOfUnit: counterOfUnit, counterOfRow: counterOfRow)
  }

  /// Merges rows of one class, weight and score in every model; `nil` where too few agree to pay.
  private static func merged(plan: DrawPlan, models: [ScoredRows]) -> DrawCounters? {
    let rowCount = plan.unitOfRow.count
    guard let first = models.first, rowCount > 1_000 else { return nil }
    guard models.allSatisfy({ $0.blocks.count <= rowCount / 2 }) else { return nil }
    var capacity = 1_024
    while capacity < 2 * rowCount { capacity *= 2 }
    var table = [Int32](repeating: -1, count: capacity)
    var representatives: [Int32] = []
    var sizes: [Int] = []
    var counterOfUnit = [Int32](repeating: 0, count: plan.unitCount)
    var counterOfRow = [Int32](repeating: -1, count: rowCount)
    func agree(_ one: Int, _ two: Int) -> Bool {
      first.labels[one] == first.labels[two]
        && (first.weights.map { $0[one] == $0[two] } ?? true)
        && models.allSatisfy { $0.blockOfRow[one] == $0.blockOfRow[two] }
    }
    for row in first.order.lazy.map(Int.init) {
      var hash = UInt64(first.labels[row])
      for model in models {
        hash =
          (hash ^ UInt64(truncatingIfNeeded: model.blockOfRow[row])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while true {
        let counter = Int(table[slot])
        if counter >= 0, !agree(row, Int(representatives[counter])) {
          slot = (slot + 1) & (capacity - 1)
          continue
        }
        if counter >= 0, sizes[counter] < mostRowsACounter {
          sizes[counter] += 1
          counterOfUnit[Int(plan.unitOfRow[row])] = Int32(counter)
          break
        }
        // A new kind of row, or a counter that is full: the next one takes its slot.
        let fresh = Int32(representatives.count)
        table[slot] = fresh
        representatives.append(Int32(row))
        sizes.append(1)
        counterOfUnit[Int(plan.unitOfRow[row])] = fresh
        counterOfRow[row] = fresh
        break
      }
    }
    guard representatives.count <= rowCount * 7 / 10 else { return nil }
    return DrawCounters(
      count: representatives.count, counterOfUnit: counterOfUnit, counterOfRow: counterOfRow)
  }
}

/// The counts of several draws at once, counter by counter: `lanes` bytes a counter, one a draw.
final class DrawCountBatch {
  /// How many draws are counted at once.
  static let lanes = 8
  /// The counts of one counter in all lanes.
  typealias Lanes = SIMD8<UInt8>

  /// `counters` entries; read by the passes over a batch.
  let counts: UnsafeMutablePointer<Lanes>
  private let counters: DrawCounters

  init(counters: DrawCounters) {
    self.counters = counters
    counts = .allocate(capacity: max(1, counters.count))
    counts.initialize(repeating: .zero, count: max(1, counters.count))
  }

  deinit { counts.deallocate() }

  /// Counts the draws from `first` on, one a lane.
  func fill(plan: DrawPlan, firstDraw first: Int) {
    counts.update(repeating: .zero, count: max(1, counters.count))
    let bytes = UnsafeMutableRawPointer(counts).assumingMemoryBound(to: UInt8.self)
    for lane in 0..<Self.lanes {
      // Units are below the number that the plan counts, and so are the counters of units.
      let target = bytes + lane
      if let counterOfUnit = counters.counterOfUnit {
        counterOfUnit.withUnsafeBufferPointer { counterOfUnit in
          plan.forEachUnit(ofDraw: first + lane) { unit in
            target[Int(counterOfUnit[unit]) &* Self.lanes] &+= 1
          }
        }
      } else {
        plan.forEachUnit(ofDraw: first + lane) { unit in target[unit &* Self.lanes] &+= 1 }
      }
    }
  }
}
