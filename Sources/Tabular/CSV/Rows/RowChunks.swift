import Foundation

/// Cuts a text into pieces that start and end with whole rows, quotes and the line ends in them
/// respected.
enum RowChunks {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Whether the text is inside quotes at the end of a piece, for either state at its start.
  private struct Passage {
    var fromRow: Bool
    var fromQuotes: Bool
  }

  /// The offsets where pieces start, ascending, the first being `start`.
  ///
  /// Pieces are cut behind line ends near multiples of `size`. Whether such a line end lies inside
  /// quotes isn't known without reading all before it, so each piece is passed through once from
  /// either state, in parallel, and the states are then chained; a cut that proves to lie inside
  /// quotes is dropped.
  static func starts(
    in bytes: Bytes, from start: Int, format: RowFormat, size: Int, threads: Int
  ) -> [Int] {
    guard start < bytes.count else { return [] }
    var cuts = [start]
    var target = start + size
    while target < bytes.count {
      guard let end = index(of: format.terminator, in: bytes, from: target) else { break }
      if end + 1 >= bytes.count { break }
      cuts.append(end + 1)
      target = end + 1 + size
    }
    if cuts.count == 1 || format.quote == RowFormat.noQuote { return cuts }
    let passages = ParallelMap.run(count: cuts.count - 1, threads: threads) { piece in
      let part = Bytes(rebasing: bytes[cuts[piece]..<cuts[piece + 1]])
      if index(of: format.quote, in: part, from: 0) == nil {
        return Passage(fromRow: false, fromQuotes: true)
      }
      return Passage(
        fromRow: endsQuoted(part, startsQuoted: false, format: format),
        fromQuotes: endsQuoted(part, startsQuoted: true, format: format))
    }
    var result = [start]
    var isQuoted = false
    for (piece, passage) in passages.enumerated() {
      isQuoted = isQuoted ? passage.fromQuotes : passage.fromRow
      if !isQuoted { result.append(cuts[piece + 1]) }
    }
    return result
  }

  /// The offset behind the first row.
  static func endOfFirstRow(in bytes: Bytes, format: RowFormat) -> Int {
    var position = 0
    var isQuoted = false
    while let end = index(of: format.terminator, in: bytes, from: position) {
      let part = Bytes(rebasing: bytes[position...end])
      isQuoted = endsQuoted(part, startsQuoted: isQuoted, format: format)
      position = end + 1
      if !isQuoted { return position }
    }
    return bytes.count
  }

  /// Whether the end of a piece that starts at a row, or inside quotes, lies inside quotes.
  ///
  /// A quote opens only at the start of a cell; elsewhere it is a character like any other.
  private static func endsQuoted(_ bytes: Bytes, startsQuoted: Bool, format: RowFormat) -> Bool {
    var position = 0
    var isQuoted = startsQuoted
    while let quote = index(of: format.quote, in: bytes, from: position) {
      if !isQuoted {
        let before = quote == 0 ? format.terminator : bytes[quote - 1]
        isQuoted = before == format.delimiter || before == format.terminator
        position = quote + 1
      } else if quote + 1 < bytes.count, bytes[quote + 1] == format.quote {
        position = quote + 2
      } else {
        isQuoted = false
        position = quote + 1
      }
    }
    return isQuoted
  }

  /// The offset of the first such byte at or after a position.
  @inline(__always)
  static func index(of byte: UInt8, in bytes: Bytes, from position: Int) -> Int? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    guard let found = memchr(base + position, Int32(byte), bytes.count - position) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
