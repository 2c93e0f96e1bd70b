import Tabular
import Threads

/// Rows taken together by their group, each list in a random order of its own.
///
/// The order within a list decides between equal scores. It is drawn from the seed, so that neither
/// the order of the file nor the threads decide.
struct RankingLists: Sendable {
  /// Grades above this are refused: what they are worth doubles with each.
  static let highestGrade = 30

  let measure: RankingMeasure
  /// Where each list starts among ``rows``, and at the end the number of rows.
  let starts: [Int]
  /// The rows of one list after another.
  let rows: [UInt32]
  /// The grade of each of ``rows``.
  let grades: [UInt8]
  /// What the grade of each of ``rows`` is worth.
  let gains: [Float]
  /// The best that each list can reach; 0 for one without a relevant row.
  let ideals: [Float]
  /// The number of lists with a relevant row.
  let scoredCount: Int

  var count: Int { starts.count - 1 }

  /// The length of the longest of some lists.
  func longest(in lists: Range<Int>) -> Int {
    lists.lazy.map { starts[$0 + 1] - starts[$0] }.max() ?? 0
  }

  init(groups: [Int32], grades: [UInt8], measure: RankingMeasure, seed: UInt64) {
    precondition(groups.count == grades.count, "A group and a grade for each row.")
    self.measure = measure
    var listOfGroup: [Int32: Int32] = [:]
    var list = [Int32](repeating: 0, count: groups.count)
    var sizes: [Int] = []
    var last: (group: Int32, list: Int32)?
    for (row, group) in groups.enumerated() {
      if let last, last.group == group {
        list[row] = last.list
      } else {
        let own = listOfGroup[group] ?? Int32(sizes.count)
        if Int(own) == sizes.count {
          listOfGroup[group] = own
          sizes.append(0)
        }
        list[row] = own
        last = (group, own)
      }
      sizes[Int(list[row])] += 1
    }
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var next = starts
    var rows = [UInt32](repeating: 0, count: groups.count)
    for (row, own) in list.enumerated() {
      rows[next[Int(own)]] = UInt32(truncatingIfNeeded: row)
      next[Int(own)] += 1
    }
    var ideals: [Float] = []
    for index in sizes.indices {
      let range = starts[index]..<starts[index + 1]
      var generator = SeededGenerator(seed: seed ^ 0x7213, stream: UInt64(index))
      for place in range.dropLast() {
        rows.swapAt(place, place + generator.below(range.upperBound - place))
      }
      ideals.append(measure.ideal(range.map { grades[Int(rows[$0])] }))
    }
    self.starts = starts
    self.grades = rows.map { grades[Int($0)] }
    gains = self.grades.map(measure.gain)
    self.rows = rows
    self.ideals = ideals
    scoredCount = ideals.count { $0 > 0 }
  }

  /// The rows of lists with different grades, ascending; `nil` when all are.
  ///
  /// In other lists no order is better than another, so trees need not look at them: in a log of
  /// impressions that is most of the lists.
  var pullingRows: [UInt32]? {
    var pulling = [Bool](repeating: true, count: rows.count)
    var silentCount = 0
    for list in 0..<count {
      let places = starts[list]..<starts[list + 1]
      guard let first = places.first, places.allSatisfy({ grades[$0] == grades[first] })
      else { continue }
      for place in places { pulling[Int(rows[place])] = false }
      silentCount += places.count
    }
    // A tree of no rows at all would be no tree.
    guard silentCount > 0 && silentCount < rows.count else { return nil }
    return rows.indices.lazy.filter { pulling[$0] }.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Lists are worked on in blocks of about so many rows, whatever the number of threads.
  private static let blockSize = 1 << 11

  /// Ranges of lists with about equal numbers of rows.
  var blocks: [Range<Int>] {
    var blocks: [Range<Int>] = []
    var first = 0
    for list in 0..<count where starts[list + 1] - starts[first] >= Self.blockSize {
      blocks.append(first..<list + 1)
      first = list + 1
    }
    if first < count { blocks.append(first..<count) }
    return blocks
  }
}

/// 1 less the mean value of held-out lists; lists without a relevant row are left out.
struct HeldOutRanking: HeldOutLoss {
  private let lists: RankingLists
  private let orders: ListOrders

  init(_ lists: RankingLists) {
    self.lists = lists
    orders = ListOrders(lists)
  }

  func value(_ margins: [Double], threads: Int) -> Double {
    let blocks = lists.blocks
    let sums = parallelMap(blocks.count, threads: threads) { block in
      let memory = ListMemory(longest: lists.longest(in: blocks[block]))
      defer { withExtendedLifetime(memory) {} }
      var sum = 0.0
      for list in blocks[block] where lists.ideals[list] > 0 {
        let count = memory.scratch.arrange(list, of: lists, from: orders) { Float(margins[$0]) }
        sum += lists.measure.value(memory.scratch.gains, count: count, ideal: lists.ideals[list])
      }
      return sum
    }
    return lists.scoredCount > 0 ? 1 - sums.reduce(0, +) / Double(lists.scoredCount) : 1
  }
}
