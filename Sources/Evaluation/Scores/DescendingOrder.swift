/// Sorts scores once for every figure that needs an order.
enum DescendingOrder {
  /// A score as an integer that sorts the other way round, with its row.
  struct Entry {
    var key: UInt64
    var row: Int32
  }

  /// The rows by score, highest first; tied rows stay in row order.
  ///
  /// No score is NaN. 0 and −0 tie. O(n).
  static func entries(of scores: [Double]) -> [Entry] {
    var entries = [Entry]()
    entries.reserveCapacity(scores.count)
    for (row, score) in scores.enumerated() {
      entries.append(Entry(key: descendingKey(score), row: Int32(truncatingIfNeeded: row)))
    }
    // Below this the counting tables of the radix sort cost more than a comparison sort.
    if entries.count < 1_500 {
      entries.sort { $0.key != $1.key ? $0.key < $1.key : $0.row < $1.row }
      return entries
    }
    radixSort(&entries)
    return entries
  }

  /// An integer that is lower for a higher score, and equal for equal scores.
  static func descendingKey(_ score: Double) -> UInt64 {
    // Adding zero turns −0 into 0, so that the two tie as they compare.
    let bits = (score + 0).bitPattern
    let sign: UInt64 = 1 << 63
    return ~(bits & sign != 0 ? ~bits : bits | sign)
  }

  private static let digitBits = 11
  private static let digitCount = 6

  /// Least digit first, so stable; digits that all rows share are skipped, which is most of the
  /// work saved for scores that began as 32-bit numbers.
  private static func radixSort(_ entries: inout [Entry]) {
    let buckets = 1 << digitBits
    let mask = UInt64(buckets - 1)
    var counts = [Int](repeating: 0, count: buckets * digitCount)
    for entry in entries {
      for digit in 0..<digitCount {
        let value = Int(truncatingIfNeeded: (entry.key >> UInt64(digit * digitBits)) & mask)
        counts[digit * buckets + value] += 1
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
      let shift = UInt64(digit * digitBits)
      for entry in entries {
        let bucket = base + Int(truncatingIfNeeded: (entry.key >> shift) & mask)
        target[counts[bucket]] = entry
        counts[bucket] += 1
      }
      swap(&entries, &target)
    }
  }
}
