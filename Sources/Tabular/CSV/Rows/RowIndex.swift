/// Where the cells of a piece of text start: the result of one pass over its bytes.
///
/// Row `r` has `stride` = columns + 1 entries; its cell `c` is the bytes from entry `c` up to one
/// before entry `c + 1`. The cells that a short row lacks have a negative length.
final class RowIndex {
  /// The entries, `rowCount * stride` of them, as offsets from the start of the piece.
  private(set) var entries: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  /// The number of entries a row.
  let stride: Int
  private(set) var rowCount = 0
  /// Rows with too few or too many cells: their number in the piece and how many cells they have.
  private(set) var shortRows: [RaggedRow] = []
  private(set) var longRows: [RaggedRow] = []
  /// The offset of a quote that never closes.
  private(set) var unterminatedQuote: Int?

  /// A row with another number of cells than there are columns.
  struct RaggedRow {
    var row: Int
    var cellCount: Int
    /// The offset of its first byte in the piece.
    var offset: Int
  }

  init(columnCount: Int) {
    stride = columnCount + 1
    capacity = max(1 << 14, stride * 4)
    entries = .allocate(capacity: capacity)
  }

  deinit { entries.deallocate() }

  /// Finds the cells of a piece that starts at a row and ends with one.
  ///
  /// - Precondition: the piece is shorter than 4 GB.
  func index(_ bytes: UnsafeBufferPointer<UInt8>, format: RowFormat) {
    precondition(bytes.count < Int(UInt32.max), "A piece of text is shorter than 4 GB.")
    rowCount = 0
    shortRows.removeAll(keepingCapacity: true)
    longRows.removeAll(keepingCapacity: true)
    unterminatedQuote = nil
    guard let base = bytes.baseAddress else { return }
    scan(base, end: bytes.count, format: format)
  }

  /// The pass itself. Eight bytes at a time are compared with the three bytes that matter, so that
  /// only those are visited.
  private func scan(_ base: UnsafePointer<UInt8>, end: Int, format: RowFormat) {
    let columnCount = stride - 1
    let delimiters = UInt64(format.delimiter) &* 0x0101_0101_0101_0101
    let terminators = UInt64(format.terminator) &* 0x0101_0101_0101_0101
    let quotes = UInt64(format.quote) &* 0x0101_0101_0101_0101
    var row = entries
    var cell = 0
    var cellStart = 0
    row[0] = 0
    var position = 0
    while position < end {
      var mask: UInt64
      if position + 8 <= end {
        let word = UInt64(
          littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
        mask =
          Self.zeroBytes(word ^ delimiters) | Self.zeroBytes(word ^ terminators)
          | Self.zeroBytes(word ^ quotes)
      } else {
        mask = Self.tailMask(base + position, count: end - position, format: format)
      }
      var next = position + 8
      while mask != 0 {
        let at = position + mask.trailingZeroBitCount >> 3
        mask &= mask &- 1
        let byte = base[at]
        if byte == format.delimiter {
          cell += 1
          cellStart = at + 1
          if cell < columnCount {
            row[cell] = UInt32(truncatingIfNeeded: cellStart)
          } else if cell == columnCount {
            row[cell] = UInt32(truncatingIfNeeded: cellStart)
          }
        } else if byte == format.terminator {
          row = finishRow(base, end: at, cell: cell, format: format)
          cell = 0
          cellStart = at + 1
          row[0] = UInt32(truncatingIfNeeded: cellStart)
        } else if at == cellStart {
          guard let close = Self.closingQuote(base, from: at + 1, end: end, quote: format.quote)
          else {
            unterminatedQuote = at
            next = end
            break
          }
          next = close + 1
          break
        }
      }
      position = next
    }
    if cellStart < end || cell > 0 { _ = finishRow(base, end: end, cell: cell, format: format) }
  }

  /// Closes the row under construction, and returns where the next one goes.
  @inline(__always)
  private func finishRow(
    _ base: UnsafePointer<UInt8>, end: Int, cell: Int, format: RowFormat
  ) -> UnsafeMutablePointer<UInt32> {
    let row = entries + rowCount * stride
    let columnCount = stride - 1
    let start = Int(row[0])
    var rowEnd = end
    if format.terminator == RowFormat.lineFeed, rowEnd > start,
      base[rowEnd - 1] == RowFormat.carriageReturn
    {
      rowEnd -= 1
    }
    if cell + 1 == columnCount {
      row[columnCount] = UInt32(truncatingIfNeeded: rowEnd + 1)
    } else {
      recordRagged(row, cell: cell, start: start, end: rowEnd)
      // A blank line is no row.
      if cell == 0, rowEnd == start { return row }
    }
    rowCount += 1
    if (rowCount + 1) * stride > capacity { grow() }
    return entries + rowCount * stride
  }

  private func recordRagged(
    _ row: UnsafeMutablePointer<UInt32>, cell: Int, start: Int, end: Int
  ) {
    if cell == 0, end == start { return }
    let ragged = RaggedRow(row: rowCount, cellCount: cell + 1, offset: start)
    if cell + 1 > stride - 1 {
      longRows.append(ragged)
      return
    }
    for entry in (cell + 1)..<stride { row[entry] = UInt32(truncatingIfNeeded: end + 1) }
    shortRows.append(ragged)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    larger.update(from: entries, count: rowCount * stride)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }

  /// The high bit of each byte that is zero, and no other bit.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }

  private static func tailMask(
    _ bytes: UnsafePointer<UInt8>, count: Int, format: RowFormat
  ) -> UInt64 {
    var mask: UInt64 = 0
    for index in 0..<count {
      let byte = bytes[index]
      if byte == format.delimiter || byte == format.terminator || byte == format.quote {
        mask |= 0x80 << UInt64(index * 8)
      }
    }
    return mask
  }

  /// The offset of the quote that closes a cell; doubled quotes are skipped.
  @inline(__always)
  private static func closingQuote(
    _ base: UnsafePointer<UInt8>, from start: Int, end: Int, quote: UInt8
  ) -> Int? {
    let quotes = UInt64(quote) &* 0x0101_0101_0101_0101
    var position = start
    while position < end {
      if position + 8 <= end {
        let word = UInt64(
          littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
        let mask = zeroBytes(word ^ quotes)
        if mask == 0 {
          position += 8
          continue
        }
        position += mask.trailingZeroBitCount >> 3
      } else if base[position] != quote {
        position += 1
        continue
      }
      if position + 1 < end, base[position + 1] == quote {
        position += 2
      } else {
        return position
      }
    }
    return nil
  }
}
