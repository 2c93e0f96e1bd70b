/// The places of every list in the order of its last sorting.
///
/// Scores change little from one round to the next, so a list that is sorted again from where it
/// stood is nearly sorted. Where it begins does not change where it ends: equal scores are always in
/// the order of their places.
final class ListOrders {
  fileprivate let places: ScratchBuffer<UInt32>

  init(_ lists: RankingLists) {
    places = ScratchBuffer(count: lists.rows.count, repeating: 0)
    for list in 0..<lists.count {
      for place in lists.starts[list]..<lists.starts[list + 1] {
        places.base[place] = UInt32(truncatingIfNeeded: place - lists.starts[list])
      }
    }
  }
}

/// Memory for the work on one list after another, by one thread.
final class ListMemory {
  private let words: ScratchBuffer<UInt64>
  private let numbers: ScratchBuffer<UInt32>
  private let reals: ScratchBuffer<Float>
  /// Good for as long as this is kept.
  let scratch: ListScratch

  init(longest: Int) {
    let count = longest + ListScratch.padding
    words = ScratchBuffer(count: 2 * count, repeating: 0)
    numbers = ScratchBuffer(count: 3 * count, repeating: 0)
    reals = ScratchBuffer(count: 13 * count, repeating: 0)
    let (numbers, reals) = (numbers.base, reals.base)
    scratch = ListScratch(
      order: words.base,
      packed: UnsafeMutableRawPointer(words.base + count).assumingMemoryBound(to: Int64.self),
      scores: reals, powers: reals + count, gains: reals + 2 * count,
      gradients: reals + 3 * count, hessians: reals + 4 * count, firstTerms: reals + 5 * count,
      secondTerms: reals + 6 * count,
      worse: WorseRows(
        places: numbers, scores: reals + 7 * count, powers: reals + 8 * count,
        firstTerms: reals + 9 * count, secondTerms: reals + 10 * count,
        gradients: reals + 11 * count, hessians: reals + 12 * count,
        betterPlaces: numbers + count, betterRanks: numbers + 2 * count))
  }
}

/// Where the parts of a list are worked on; each pointer is good for the longest list and some
/// padding.
struct ListScratch {
  /// Places within the list in falling order of score, and room to sort.
  let order: UnsafeMutablePointer<UInt64>
  /// Pairs of the places as they are written (``PackedPair``).
  let packed: UnsafeMutablePointer<Int64>
  /// In falling order of score.
  let scores: UnsafeMutablePointer<Float>
  /// e to the power of each score less the highest.
  let powers: UnsafeMutablePointer<Float>
  let gains: UnsafeMutablePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  let hessians: UnsafeMutablePointer<Float>
  /// ``SwapTerms`` of average precision.
  let firstTerms: UnsafeMutablePointer<Float>
  let secondTerms: UnsafeMutablePointer<Float>
  /// The worse rows of a list of two gains.
  let worse: WorseRows

  /// Room beyond the list, for steps of eight places.
  static let padding = 16

  /// Sorts places 0..<count by falling key, equal ones by place; ``order`` then holds the places.
  func sort(count: Int, _ key: (Int) -> Float) {
    for place in 0..<count {
      order[place] = Self.falling(key(place)) << 32 | UInt64(place)
    }
    sort(count: count)
    for place in 0..<count { order[place] &= 0xFFFF_FFFF }
  }

  /// Ascending in the falling order of the numbers.
  @inline(__always)
  private static func falling(_ key: Float) -> UInt64 {
    let bits = (key + 0).bitPattern
    return UInt64(bits & 0x8000_0000 != 0 ? bits : ~bits & 0x7FFF_FFFF)
  }

  /// The number that ``falling(_:)`` was made of.
  @inline(__always)
  private static func number(_ falling: UInt64) -> Float {
    let bits = UInt32(truncatingIfNeeded: falling)
    return Float(bitPattern: bits & 0x8000_0000 != 0 ? bits : ~bits & 0x7FFF_FFFF)
  }

  /// Sorts the first elements of ``order``: by insertion while they prove to be few or nearly
  /// sorted.
  @inline(__always)
  private func sort(count: Int) {
    var steps = count <= 40 ? Int.max : 8 * count
    for place in stride(from: 1, to: count, by: 1) {
      let own = order[place]
      var hole = place
      while hole > 0 && order[hole - 1] > own {
        order[hole] = order[hole - 1]
        hole -= 1
      }
      order[hole] = own
      steps &-= place - hole
      if steps < 0 {
        var list = UnsafeMutableBufferPointer(start: order, count: count)
        list.sort()
        return
      }
    }
  }

  /// Sorts a list by its margins and lays out its scores and gains in that order.
  @inline(__always)
  func arrange(
    _ list: Int, of lists: RankingLists, from orders: ListOrders, _ margin: (Int) -> Float
  ) -> Int {
    let start = lists.starts[list]
    let count = lists.starts[list + 1] - start
    let places = orders.places.base + start
    lists.rows.withUnsafeBufferPointer { rows in
      for index in 0..<count {
        let place = places[index]
        let key = Self.falling(margin(Int(rows[start + Int(place)])))
        order[index] = key << 32 | UInt64(place)
      }
    }
    sort(count: count)
    lists.gains.withUnsafeBufferPointer { own in
      for index in 0..<count {
        let entry = order[index]
        let place = entry & 0xFFFF_FFFF
        order[index] = place
        places[index] = UInt32(truncatingIfNeeded: place)
        scores[index] = Self.number(entry >> 32)
        gains[index] = own[start + Int(place)]
      }
    }
    return count
  }
}
