import Threads
import Tabular

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
    self.rows = rows
    self.ideals = ideals
    scoredCount = ideals.count { $0 > 0 }
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

/// Memory for the work on one list after another, by one thread.
struct ListScratch {
  /// Places within the list in falling order of score, and room to sort.
  let order: ScratchBuffer<UInt64>
  /// In falling order of score.
  let scores: ScratchBuffer<Float>
  let gains: ScratchBuffer<Float>
  let gradients: ScratchBuffer<Float>
  let hessians: ScratchBuffer<Float>
  let changes: ScratchBuffer<Float>
  private let relevant: ScratchBuffer<Float>
  private let inverse: ScratchBuffer<Float>

  var sums: PrecisionSums { PrecisionSums(relevant: relevant.base, inverse: inverse.base) }

  /// Room beyond the list, for steps of eight places.
  static let padding = 16

  init(longest: Int) {
    let count = longest + Self.padding
    order = ScratchBuffer(count: count, repeating: 0)
    func floats() -> ScratchBuffer<Float> { ScratchBuffer(count: count, repeating: 0) }
    scores = floats()
    gains = floats()
    gradients = floats()
    hessians = floats()
    changes = floats()
    relevant = floats()
    inverse = floats()
  }

  /// Sorts places 0..<count by falling key, equal ones by place; ``order`` then holds the places.
  func sort(count: Int, _ key: (Int) -> Float) {
    for place in 0..<count {
      let bits = (key(place) + 0).bitPattern
      // Ascending in the falling order of the numbers.
      let falling = bits & 0x8000_0000 != 0 ? bits : ~bits & 0x7FFF_FFFF
      order.base[place] = UInt64(falling) << 32 | UInt64(place)
    }
    if count <= 40 {
      for place in 1..<max(1, count) {
        let own = order.base[place]
        var hole = place
        while hole > 0 && order.base[hole - 1] > own {
          order.base[hole] = order.base[hole - 1]
          hole -= 1
        }
        order.base[hole] = own
      }
    } else {
      var list = UnsafeMutableBufferPointer(start: order.base, count: count)
      list.sort()
    }
    for place in 0..<count { order.base[place] &= 0xFFFF_FFFF }
  }

  /// Sorts a list by its margins and lays out its scores and gains in that order.
  func arrange(_ list: Int, of lists: RankingLists, _ margin: (Int) -> Float) -> Int {
    let start = lists.starts[list]
    let count = lists.starts[list + 1] - start
    sort(count: count) { margin(Int(lists.rows[start + $0])) }
    for place in 0..<count {
      let own = start + Int(order.base[place])
      scores.base[place] = margin(Int(lists.rows[own]))
      gains.base[place] = lists.measure.gain(lists.grades[own])
    }
    return count
  }
}

/// 1 less the mean value of held-out lists; lists without a relevant row are left out.
struct HeldOutRanking: HeldOutLoss {
  private let lists: RankingLists

  init(_ lists: RankingLists) { self.lists = lists }

  func value(_ margins: [Double], threads: Int) -> Double {
    let blocks = lists.blocks
    let sums = parallelMap(blocks.count, threads: threads) { block in
      let scratch = ListScratch(longest: lists.longest(in: blocks[block]))
      var sum = 0.0
      for list in blocks[block] where lists.ideals[list] > 0 {
        let count = scratch.arrange(list, of: lists) { Float(margins[$0]) }
        sum += lists.measure.value(scratch.gains.base, count: count, ideal: lists.ideals[list])
      }
      return sum
    }
    return lists.scoredCount > 0 ? 1 - sums.reduce(0, +) / Double(lists.scoredCount) : 1
  }
}
