import Foundation

/// Tells text from what is no text, and one encoding from another.
enum TextCheck {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// What a check for UTF-8 found.
  struct UTF8Check: Equatable {
    /// The offset of the first byte that is no valid UTF-8.
    var firstInvalid: Int?
    var invalidCount = 0
    /// Sound characters outside ASCII, in the pieces where a byte was not sound.
    var validMultibyteCount = 0
  }

  /// Refuses archives, pictures, databases, and bytes that are mostly controls.
  static func rejectBinary(_ bytes: Bytes, name: String) throws(TabularError) {
    let signatures: [([UInt8], String)] = [
      (Array("PAR1".utf8), "a Parquet file; export it as CSV first"),
      (
        Array("PK".utf8) + [3, 4], "a ZIP archive or an Excel workbook; unpack or export it as CSV"
      ),
      ([0x1F, 0x8B], "compressed with gzip; unpack it first (gunzip)"),
      ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd; unpack it first (zstd -d)"),
      (Array("SQLite format 3".utf8), "an SQLite database; export the table as CSV"),
      ([0x89] + Array("PNG".utf8), "a picture"),
      (Array("%PDF-".utf8), "a PDF document"),
      ([0x7F] + Array("ELF".utf8), "a program"),
    ]
    for (signature, what) in signatures where bytes.starts(with: signature) {
      throw TabularError(.notText, "\(name) looks like no text: it is \(what).")
    }
    if looksLikeUTF16(bytes) { return }
    let sample = bytes.prefix(4096)
    let controls = sample.reduce(0) {
      $0 + ($1 < 0x20 && !(9...13).contains($1) ? 1 : 0)
    }
    // Random bytes hold about a tenth of them, and text hardly any.
    if controls * 20 > sample.count {
      throw TabularError(
        .notText,
        "\(name) looks like no text: \(controls) of its first \(sample.count) bytes are control "
          + "characters; export the table as CSV.")
    }
  }

  /// Whether the bytes carry the mark of UTF-16, or have zeros in every other place as ASCII in
  /// UTF-16 does.
  static func looksLikeUTF16(_ bytes: Bytes) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    let count = min(bytes.count, 4096) & ~1
    guard count >= 4, bytes.count % 2 == 0 else { return false }
    var zeros = [0, 0]
    for position in 0..<count where bytes[position] == 0 { zeros[position & 1] += 1 }
    return zeros.max() ?? 0 > count * 2 / 5 && zeros.min() ?? 0 < count / 20
  }

  /// The line that an offset lies on, counted from 1 as an editor shows it.
  static func line(of offset: Int, in bytes: Bytes) -> Int {
    var line = 1
    for position in 0..<min(offset, bytes.count) {
      let byte = bytes[position]
      let endsLine =
        byte == 0x0A || byte == 0x0D && (position + 1 >= bytes.count || bytes[position + 1] != 0x0A)
      if endsLine { line += 1 }
    }
    return line
  }

  /// Checks a whole file in pieces on several threads.
  ///
  /// - Parameter checked: told of each piece when it is done with.
  static func checkUTF8(
    _ bytes: Bytes, threads: Int, checked: @escaping (Range<Int>) -> Void = { _ in }
  ) -> UTF8Check {
    let size = 1 << 20
    // Found piece by piece: looking at the starts of all of them first would bring in the whole file.
    func start(of piece: Int) -> Int {
      var start = min(piece * size, bytes.count)
      guard piece > 0 else { return start }
      // A piece starts where a character does; three bytes at most continue one.
      for _ in 0..<3 where start < bytes.count && bytes[start] & 0xC0 == 0x80 { start += 1 }
      return start
    }
    let count = (bytes.count + size - 1) / size
    let pieces = ParallelMap.run(count: count, threads: threads) { index in
      let range = start(of: index)..<start(of: index + 1)
      var piece = check(Bytes(rebasing: bytes[range]))
      piece.firstInvalid = piece.firstInvalid.map { $0 + range.lowerBound }
      checked(range)
      return piece
    }
    return pieces.reduce(into: UTF8Check()) { total, piece in
      total.firstInvalid = total.firstInvalid ?? piece.firstInvalid
      total.invalidCount += piece.invalidCount
      total.validMultibyteCount += piece.validMultibyteCount
    }
  }

  private static func check(_ bytes: Bytes) -> UTF8Check {
    var result = UTF8Check()
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position < bytes.count {
      while position + 32 <= bytes.count {
        let block = raw.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
        let high = block & SIMD4(repeating: 0x8080_8080_8080_8080)
        if high != .zero { break }
        position += 32
      }
      if position == bytes.count { break }
      let length = sequenceLength(bytes, position)
      if length > 1 {
        result.validMultibyteCount += 1
      } else if length == 0 {
        result.firstInvalid = result.firstInvalid ?? position
        result.invalidCount += 1
      }
      position += max(length, 1)
    }
    return result
  }

  /// The bytes of the character at a position, or 0 where none is valid.
  @inline(__always)
  private static func sequenceLength(_ bytes: Bytes, _ position: Int) -> Int {
    let lead = bytes[position]
    if lead < 0x80 { return 1 }
    func continues(_ distance: Int) -> Bool {
      position + distance < bytes.count && bytes[position + distance] & 0xC0 == 0x80
    }
    switch lead {
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0...0xEF:
      guard continues(1), continues(2) else { return 0 }
      // Neither overlong forms nor surrogates.
      if lead == 0xE0, bytes[position + 1] < 0xA0 { return 0 }
      if lead == 0xED, bytes[position + 1] > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard continues(1), continues(2), continues(3) else { return 0 }
      if lead == 0xF0, bytes[position + 1] < 0x90 { return 0 }
      if lead == 0xF4, bytes[position + 1] > 0x8F { return 0 }
      return 4
    default: return 0
    }
  }
}
