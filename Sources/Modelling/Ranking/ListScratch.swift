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
struct ListScratch {
  /// Places within the list in falling order of score, and room to sort.
  let order: ScratchBuffer<UInt64>
  /// In falling order of score.
  let scores: ScratchBuffer<Float>
  /// e to the power of each score less the highest.
  let powers: ScratchBuffer<Float>
  let gains: ScratchBuffer<Float>
  let gradients: ScratchBuffer<Float>
  let hessians: ScratchBuffer<Float>
  /// ``SwapTerms`` of average precision, or room.
  let firstTerms: ScratchBuffer<Float>
  let secondTerms: ScratchBuffer<Float>
  /// Pairs of the places as they are written (``PackedPair``).
  let packed: ScratchBuffer<Int64>
  /// The worse rows of a list of two gains.
  let worse: WorseRows

  /// Room beyond the list, for steps of eight places.
  static let padding = 16

  init(longest: Int) {
    let count = longest + Self.padding
    order = ScratchBuffer(count: count, repeating: 0)
    func floats() -> ScratchBuffer<Float> { ScratchBuffer(count: count, repeating: 0) }
    scores = floats()
    powers = floats()
    gains = floats()
    gradients = floats()
    hessians = floats()
    firstTerms = floats()
    secondTerms = floats()
    packed = ScratchBuffer(count: count, repeating: 0)
    worse = WorseRows(count: count)
  }

  /// Sorts places 0..<count by falling key, equal ones by place; ``order`` then holds the places.
  func sort(count: Int, _ key: (Int) -> Float) {
    for place in 0..<count {
      order.base[place] = Self.falling(key(place)) << 32 | UInt64(place)
    }
    sort(count: count)
    for place in 0..<count { order.base[place] &= 0xFFFF_FFFF }
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
    let order = order.base
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
    let order = order.base
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
        scores.base[index] = Self.number(entry >> 32)
        gains.base[index] = own[start + Int(place)]
      }
    }
    return count
  }
}
