#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Column {
  /// The rows in the order of their values: numbers, flags and dates by size, words by Unicode
  /// scalars. Rows without a value come last in both directions, and rows of equal value keep the
  /// order that they have.
  ///
  /// Linear in the count, but for text whose first eight bytes are alike.
  ///
  /// - Parameters:
  ///   - rows: the rows to put in order; all when `nil`.
  ///   - isAscending: whether the smallest value comes first.
  public func order(of rows: [Int]? = nil, isAscending: Bool = true) -> [Int] {
    if isOnDisk { return inMemory.order(of: rows, isAscending: isAscending) }
    let rows = rows ?? Array(0..<count)
    var present: [RadixSort.Place] = []
    var missing: [Int] = []
    present.reserveCapacity(rows.count)
    for row in rows {
      guard let key = orderKey(row) else {
        missing.append(row)
        continue
      }
      present.append(RadixSort.Place(key: isAscending ? key : ~key, row: row))
    }
    RadixSort.sort(&present)
    if case .text(let texts) = values { settle(&present, texts, isAscending: isAscending) }
    return present.map(\.row) + missing
  }

  /// A number whose order is that of the values, but for text longer than eight bytes; `nil` where
  /// missing.
  private func orderKey(_ row: Int) -> UInt64? {
    switch values {
    case .flag(let flags, _): return flags[row] == Self.missingFlag ? nil : UInt64(flags[row])
    // Levels are ascending, so that their codes are in order.
    case .category(let codes, _): return codes[row] < 0 ? nil : UInt64(codes[row])
    case .float(let numbers):
      return numbers[row].isNaN ? nil : RadixSort.key(Double(numbers[row] + 0).bitPattern)
    case .double(let numbers):
      return numbers[row].isNaN ? nil : RadixSort.key((numbers[row] + 0).bitPattern)
    case .date(let dates):
      return dates[row] == Self.missingDate
        ? nil : UInt64(bitPattern: dates[row]) ^ (1 << 63)
    case .text(let texts):
      if texts.isMissing(row) { return nil }
      return texts.withUTF8(at: row) { bytes in
        var key: UInt64 = 0
        for index in 0..<8 {
          key = key << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
        }
        return key
      }
    }
  }

  /// Puts texts that begin alike in order by all of their bytes.
  private func settle(
    _ places: inout [RadixSort.Place], _ texts: TextValues, isAscending: Bool
  ) {
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].key == places[start].key { end += 1 }
      if end - start > 1 {
        // The sort need not be stable, so the place decides among equals.
        let sorted = places[start..<end].enumerated().sorted { first, second in
          let order = Self.compare(texts, first.element.row, second.element.row)
          if order != 0 { return isAscending ? order < 0 : order > 0 }
          return first.offset < second.offset
        }
        for (offset, place) in sorted.enumerated() { places[start + offset] = place.element }
      }
      start = end
    }
  }

  /// Below 0 if the first text comes before the second, 0 if they are equal.
  private static func compare(_ texts: TextValues, _ first: Int, _ second: Int) -> Int {
    texts.withUTF8(at: first) { first in
      texts.withUTF8(at: second) { second in
        let shared = min(first.count, second.count)
        if shared > 0, let left = first.baseAddress, let right = second.baseAddress {
          let order = memcmp(left, right, shared)
          if order != 0 { return Int(order) }
        }
        return first.count - second.count
      }
    }
  }
}
