/// Draws rows or groups with replacement and puts them back into sorted blocks, with no sort.
struct Resampler {
  private var generator: SeededGenerator
  /// How often each row is in the draw.
  private(set) var multiplicities: [Int32]
  /// The units drawn, stratum by stratum: rows of one class, or all groups.
  private let strata: [[Int32]]
  /// The group of each row, when groups are drawn.
  private let groupOfRow: [Int32]?
  private var groupMultiplicities: [Int32]

  init(rows: ScoredRows, groups: RankingGroups?, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    multiplicities = [Int32](repeating: 0, count: rows.rowCount)
    if let groups {
      precondition(groups.rowCount == rows.rowCount, "There is one group code a score.")
      strata = [(0..<groups.count).map(Int32.init(truncatingIfNeeded:))]
      groupOfRow = groups.groupOfRow
      groupMultiplicities = [Int32](repeating: 0, count: groups.count)
    } else {
      var positives: [Int32] = []
      var negatives: [Int32] = []
      for (row, label) in rows.labels.enumerated() {
        if label == 1 { positives.append(Int32(row)) } else { negatives.append(Int32(row)) }
      }
      strata = [positives, negatives]
      groupOfRow = nil
      groupMultiplicities = []
    }
  }

  /// Makes the next draw.
  mutating func draw() {
    guard let groupOfRow else {
      for row in multiplicities.indices { multiplicities[row] = 0 }
      for stratum in strata {
        for _ in stratum.indices {
          multiplicities[Int(stratum[generator.index(below: stratum.count)])] += 1
        }
      }
      return
    }
    for group in groupMultiplicities.indices { groupMultiplicities[group] = 0 }
    for stratum in strata {
      for _ in stratum.indices {
        groupMultiplicities[Int(stratum[generator.index(below: stratum.count)])] += 1
      }
    }
    for (row, group) in groupOfRow.enumerated() {
      multiplicities[row] = group >= 0 ? groupMultiplicities[Int(group)] : 0
    }
  }

  /// The draw as the given model scores it.
  func blocks(of rows: ScoredRows) -> ScoreBlocks {
    var positives = [Double](repeating: 0, count: rows.blocks.count)
    var negatives = positives
    var rowCount = 0
    var positiveCount = 0
    for row in multiplicities.indices {
      let times = Int(multiplicities[row])
      guard times > 0 else { continue }
      let weight = Double(times) * (rows.weights?[row] ?? 1)
      let block = Int(rows.blockOfRow[row])
      rowCount += times
      if rows.labels[row] == 1 {
        positives[block] += weight
        positiveCount += times
      } else {
        negatives[block] += weight
      }
    }
    return ScoreBlocks(
      scores: rows.blocks.scores, positives: positives, negatives: negatives, rowCount: rowCount,
      positiveCount: positiveCount)
  }
}
