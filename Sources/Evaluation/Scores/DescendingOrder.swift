/// Sorts scores once for every figure that needs an order.
enum DescendingOrder {
  /// The rows by score, highest first; tied rows stay in row order.
  ///
  /// No score is NaN. 0 and −0 tie. O(n), unless more scores than chance allows agree in their first
  /// 33 bits and no further; then O(n log n).
  static func rows(of scores: [Double]) -> [Int32] {
    var packed = [UInt64]()
    packed.reserveCapacity(scores.count)
    for (row, score) in scores.enumerated() {
      packed.append(descendingKey(score) & prefixMask | UInt64(truncatingIfNeeded: row))
    }
    // Below this the counting tables of the radix sort cost more than a comparison sort.
    if packed.count < 1_500 { packed.sort() } else { radixSortByPrefix(&packed) }
    var rows = [Int32]()
    rows.reserveCapacity(packed.count)
    for entry in packed { rows.append(Int32(truncatingIfNeeded: entry & ~prefixMask)) }
    settleWithinPrefixes(packed, scores: scores, rows: &rows)
    return rows
  }

  /// A score's first 33 bits: sign, exponent and 21 bits of its fraction. The row takes the other 31,
  /// so that half as much memory moves as with whole scores, in half as many passes.
  private static let prefixMask: UInt64 = ~0 << 31
  private static let digitBits: UInt64 = 11
  private static let digitCount = 3

  /// An integer that is lower for a higher score, and equal for equal scores.
  private static func descendingKey(_ score: Double) -> UInt64 {
    // Adding zero turns −0 into 0, so that the two tie as they compare.
    let bits = (score + 0).bitPattern
    let sign: UInt64 = 1 << 63
    return ~(bits & sign != 0 ? ~bits : bits | sign)
  }

  /// Least digit first, so stable; digits that all rows share are skipped.
  private static func radixSortByPrefix(_ entries: inout [UInt64]) {
    let buckets = 1 << Int(digitBits)
    let mask = UInt64(buckets - 1)
    var counts = [Int](repeating: 0, count: buckets * digitCount)
    for entry in entries {
      for digit in 0..<digitCount {
        let shift = 31 + UInt64(digit) * digitBits
        counts[digit * buckets + Int(truncatingIfNeeded: (entry >> shift) & mask)] += 1
      }
    }
    var target = entries
    for digit in 0..<digitCount {
      let base = digit * buckets
      var isShared = false
      var offset = 0
      for bucket in base..<(base + buckets) {
        let count = counts[bucket]
        isShared = isShared || count == entries.count
        counts[bucket] = offset
        offset += count
      }
      if isShared { continue }
      let shift = 31 + UInt64(digit) * digitBits
      for entry in entries {
        let bucket = base + Int(truncatingIfNeeded: (entry >> shift) & mask)
        target[counts[bucket]] = entry
        counts[bucket] += 1
      }
      swap(&entries, &target)
    }
  }

  /// Orders by whole scores the rows that share a prefix; they are few, or all tied.
  private static func settleWithinPrefixes(
    _ packed: [UInt64], scores: [Double], rows: inout [Int32]
  ) {
    var start = 0
    while start < packed.count {
      let prefix = packed[start] & prefixMask
      var end = start + 1
      while end < packed.count, packed[end] & prefixMask == prefix { end += 1 }
      if end - start > 1 {
        let first = scores[Int(rows[start])]
        if rows[start..<end].contains(where: { scores[Int($0)] != first }) {
          settle(start..<end, scores: scores, rows: &rows)
        }
      }
      start = end
    }
  }

  private static func settle(_ range: Range<Int>, scores: [Double], rows: inout [Int32]) {
    guard range.count <= 16 else {
      rows[range].sort { left, right in
        let (first, second) = (scores[Int(left)], scores[Int(right)])
        return first != second ? first > second : left < right
      }
      return
    }
    for index in range.dropFirst() {
      let row = rows[index]
      let score = scores[Int(row)]
      var place = index
      while place > range.lowerBound, scores[Int(rows[place - 1])] < score {
        rows[place] = rows[place - 1]
        place -= 1
      }
      rows[place] = row
    }
  }
}
