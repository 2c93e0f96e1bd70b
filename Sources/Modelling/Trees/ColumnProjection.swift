/// Turns the histogram of a group's byte into the bins of one of its columns, and searches them.
///
/// It owns scratch memory for one thread.
final class ColumnProjection {
  private let matrix: BinnedMatrix
  /// The bin of `column` for a byte at `column * 256 + byte`.
  private let decode: [UInt8]
  private let bins = ScratchBuffer<UInt8>(count: 256, repeating: 0)
  private let sums = ScratchBuffer<GradientPair>(count: 256, repeating: GradientPair())
  private let cells = ScratchBuffer<GradientPair>(count: 256, repeating: GradientPair())
  private let order = ScratchBuffer<UInt8>(count: 256, repeating: 0)
  private let keys = ScratchBuffer<Double>(count: 256, repeating: 0)

  init(matrix: BinnedMatrix, decode: [UInt8]) {
    self.matrix = matrix
    self.decode = decode
  }

  /// The decoding table of a matrix.
  static func decodeTable(of matrix: BinnedMatrix) -> [UInt8] {
    matrix.columns.indices.flatMap { matrix.binOfByte(column: $0) }
  }

  /// Searches a column in the dense histogram of its group: 256 cells of which `cellCount` are
  /// used.
  func search(
    _ search: inout SplitSearch, column: Int, group: ColumnGroup,
    dense: UnsafePointer<GradientPair>
  ) {
    let binCount = matrix.columns[column].binCount
    if group.columns.count == 1 {
      compact(dense, binCount: binCount, column: column, &search)
      return
    }
    // A bin's bytes lie in stretches of one length at equal distances; its sum stays in a register.
    let length = group.strides[matrix.places[column].position]
    let period = length * binCount
    for bin in 0..<binCount {
      var sum = GradientPair()
      for start in stride(from: bin * length, to: group.cellCount, by: period) {
        for byte in start..<start + length { sum &+= dense[byte] }
      }
      cells.base[bin] = sum
    }
    compact(cells.base, binCount: binCount, column: column, &search)
  }

  private func compact(
    _ source: UnsafePointer<GradientPair>, binCount: Int, column: Int,
    _ search: inout SplitSearch
  ) {
    let valueBinCount = matrix.columns[column].valueBinCount
    var count = 0
    for bin in 0..<valueBinCount {
      let sum = source[bin]
      bins.base[count] = UInt8(truncatingIfNeeded: bin)
      sums.base[count] = sum
      count += sum.x | sum.y == 0 ? 0 : 1
    }
    let missing = binCount > valueBinCount ? source[valueBinCount] : GradientPair()
    finish(&search, column: column, count: count, missing: missing)
  }

  /// Searches a column in a sparse packed histogram of its group.
  ///
  /// - Parameter touched: a bit for each byte that has rows; four words.
  func search(
    _ search: inout SplitSearch, column: Int, isAlone: Bool,
    packed: UnsafePointer<Int64>, touched: UnsafePointer<UInt64>
  ) {
    let valueBinCount = matrix.columns[column].valueBinCount
    var count = 0
    var missing = GradientPair()
    var seen = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    withUnsafeMutableBytes(of: &seen) { seenBytes in
      let seen = seenBytes.assumingMemoryBound(to: UInt64.self)
      if isAlone {
        for word in 0..<4 { seen[word] = touched[word] }
      } else {
        decode.withUnsafeBufferPointer { decode in
          Self.forEachBit(touched) { byte in
            let bin = Int(decode[column * 256 + byte])
            let isNew = seen[bin >> 6] >> UInt64(bin & 63) & 1 == 0
            seen[bin >> 6] |= 1 << UInt64(bin & 63)
            let sum = PackedPair.unpacked(packed[byte])
            cells.base[bin] = isNew ? sum : cells.base[bin] &+ sum
          }
        }
      }
      guard let words = seen.baseAddress else { return }
      Self.forEachBit(words) { bin in
        let sum = isAlone ? PackedPair.unpacked(packed[bin]) : cells.base[bin]
        if bin >= valueBinCount {
          missing = sum
        } else {
          bins.base[count] = UInt8(truncatingIfNeeded: bin)
          sums.base[count] = sum
          count += 1
        }
      }
    }
    finish(&search, column: column, count: count, missing: missing)
  }

  @inline(__always)
  static func forEachBit(_ words: UnsafePointer<UInt64>, _ body: (Int) -> Void) {
    for index in 0..<4 {
      var word = words[index]
      while word != 0 {
        body(index * 64 + word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
  }

  private func finish(
    _ search: inout SplitSearch, column: Int, count: Int, missing: GradientPair
  ) {
    let present = PresentBins(bins: bins.base, sums: sums.base, count: count, missing: missing)
    let valueBinCount = matrix.columns[column].valueBinCount
    if matrix.columns[column].isCategory {
      search.tryCategory(
        column: column, valueBinCount: valueBinCount, present, order: order.base, keys: keys.base)
    } else {
      search.tryNumber(column: column, valueBinCount: valueBinCount, present)
    }
  }
}

/// Two sums in one integer, so that one addition adds both: the first signed, the second not.
enum PackedPair {
  /// - Precondition: every sum of first parts is in −2³¹..<2³¹, and of second parts in 0..<2³².
  @inline(__always)
  static func packed(_ x: Int64, _ y: Int64) -> Int64 { x << 32 &+ y }

  @inline(__always)
  static func unpacked(_ pair: Int64) -> GradientPair {
    GradientPair(pair >> 32, pair & 0xFFFF_FFFF)
  }
}
