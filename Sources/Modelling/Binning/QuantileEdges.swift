import Tabular

/// Finds where to cut a column of numbers into bins.
enum QuantileEdges {
  /// Columns longer than this are cut by a seeded sample of about this many values.
  static let sampleSize = 1 << 17
  /// Infinite values count as the largest finite ones, so that every edge is finite.
  static let limit = Float.greatestFiniteMagnitude.nextDown

  /// A value within the finite range; NaN stays NaN.
  @inline(__always)
  static func clamped(_ value: Float) -> Float {
    value > limit ? limit : (value < -limit ? -limit : value)
  }

  /// Ascending finite edges: bin `b` holds the values with exactly `b` edges at or below them.
  ///
  /// A column with at most `maximumBins` different values gets a bin for each of them, and edges
  /// half-way between neighbours. Others are cut at quantiles, and a value more common than a bin's
  /// share gets a bin alone. NaN is left out.
  static func edges(for values: [Float], maximumBins: Int) -> [Float]? {
    if var distinct = distinctValues(values, atMost: maximumBins) {
      guard !distinct.isEmpty else { return nil }
      distinct.sort()
      return zip(distinct, distinct.dropFirst()).map(midpoint)
    }
    let sorted = sortedSample(values)
    return cuts(of: sorted, maximumBins: maximumBins)
  }

  private static func midpoint(_ low: Float, _ high: Float) -> Float {
    let middle = low / 2 + high / 2
    return middle > low && middle <= high ? middle : high
  }

  /// The different values when there are no more than `limit` of them, in order of appearance.
  private static func distinctValues(_ values: [Float], atMost limit: Int) -> [Float]? {
    var slots = [UInt32](repeating: emptySlot, count: 2048)
    var found: [Float] = []
    var last = Float.nan
    for raw in values where raw == raw && raw != last {
      last = raw
      let value = clamped(raw) + 0
      let bits = value.bitPattern
      var slot = Int((bits &* 0x9E37_79B1) >> 21)
      while slots[slot] != emptySlot && slots[slot] != bits { slot = (slot + 1) & 2047 }
      if slots[slot] == bits { continue }
      if found.count == limit { return nil }
      slots[slot] = bits
      found.append(value)
    }
    return found
  }

  /// A bit pattern of NaN, which no value in the table has.
  private static let emptySlot: UInt32 = 0xFFFF_FFFF

  private static func sortedSample(_ values: [Float]) -> [Float] {
    var keys: [UInt32] = []
    if values.count <= sampleSize + sampleSize / 2 {
      keys.reserveCapacity(values.count)
      for value in values where value == value { keys.append(orderedKey(clamped(value) + 0)) }
    } else {
      keys.reserveCapacity(sampleSize)
      var generator = SeededGenerator(seed: 0x51)
      for draw in 0..<sampleSize {
        // One value from each equal stretch, at a random place in it.
        let low = draw * values.count / sampleSize
        let high = (draw + 1) * values.count / sampleSize
        let value = values[low + generator.below(high - low)]
        if value == value { keys.append(orderedKey(clamped(value) + 0)) }
      }
    }
    radixSort(&keys)
    return keys.map { Float(bitPattern: $0 & 0x8000_0000 != 0 ? $0 ^ 0x8000_0000 : ~$0) }
  }

  /// An unsigned key in the order of the numbers.
  private static func orderedKey(_ value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
  }

  private static func radixSort(_ keys: inout [UInt32]) {
    var other = keys
    for shift: UInt32 in [0, 11, 22] {
      var positions = [Int](repeating: 0, count: 2048)
      for key in keys { positions[Int(key >> shift & 2047)] += 1 }
      var start = 0
      for digit in 0..<2048 {
        let count = positions[digit]
        positions[digit] = start
        start += count
      }
      for key in keys {
        let digit = Int(key >> shift & 2047)
        other[positions[digit]] = key
        positions[digit] += 1
      }
      swap(&keys, &other)
    }
  }

  private static func cuts(of sorted: [Float], maximumBins: Int) -> [Float]? {
    guard let first = sorted.first else { return nil }
    var edges: [Float] = []
    var value = first
    var start = 0
    var inBin = 0
    var remaining = sorted.count
    var binsLeft = maximumBins
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count && sorted[end] == value { end += 1 }
      inBin += end - start
      guard end < sorted.count, binsLeft > 1 else { break }
      let next = sorted[end]
      let share = Double(remaining) / Double(binsLeft)
      if Double(inBin) >= share {
        edges.append(midpoint(value, next))
        remaining -= inBin
        inBin = 0
        binsLeft -= 1
      }
      value = next
      start = end
    }
    return edges
  }
}
