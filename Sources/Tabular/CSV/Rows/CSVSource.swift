import Foundation

/// The text of a CSV file as valid UTF-8, without mark and trailing line ends.
struct CSVSource {
  /// What holds the bytes.
  let file: FileBytes
  /// The offset of the first byte after the mark.
  let start: Int
  /// The offset after the last byte that is no line end.
  let end: Int
  /// The encoding that the bytes were in.
  let encoding: CSVOptions.Encoding
  let notes: [CSVNote]

  /// The bytes of the text.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: file.base + start, count: end - start)
  }

  /// Says that a part of the text has been read and may leave memory.
  func letGo(_ range: Range<Int>) {
    file.letGo(start + range.lowerBound..<start + range.upperBound)
  }

  /// Hands the memory of a large text's freed pieces back to the system.
  func giveBackScratch() { file.giveBackScratch() }

  /// Finds the encoding and transcodes what isn't UTF-8.
  ///
  /// - Throws: ``TabularError`` when there is no text, or the bytes are no text at all.
  init(
    file original: FileBytes, name: String, encoding demanded: CSVOptions.Encoding, threads: Int
  ) throws(TabularError) {
    guard original.count > 0 else {
      throw TabularError(.emptyFile, "\(name) is empty; a table needs at least a row of names.")
    }
    let bytes = UnsafeBufferPointer(start: original.base, count: original.count)
    var encoding = demanded
    if demanded == .sniffed {
      try TextCheck.rejectBinary(bytes, name: name)
      encoding = TextCheck.looksLikeUTF16(bytes) ? .utf16 : .utf8
    }
    var file = original
    var notes: [CSVNote] = []
    switch encoding {
    case .utf16:
      file = try Self.fromUTF16(bytes, name: name)
      notes.append(CSVNote(.encoding, "\(name) was read as UTF-16."))
    case .windows1252:
      file = FileBytes(copying: Windows1252.utf8(bytes))
    case .utf8, .sniffed:
      encoding = .utf8
      // Large files are read again piece by piece, and need not stay in memory until then.
      let check = TextCheck.checkUTF8(bytes, threads: threads) { original.letGo($0) }
      // The system brings in pages around the one that is read, also some that were let go.
      original.letGo(0..<original.count)
      if let offset = check.firstInvalid {
        let line = TextCheck.line(of: offset, in: bytes)
        // One damaged character among many sound ones is damage; else the file is in Windows-1252.
        if demanded == .utf8 || check.validMultibyteCount > 4 * check.invalidCount {
          file = FileBytes(copying: Array(String(decoding: bytes, as: UTF8.self).utf8))
          notes.append(
            CSVNote(
              .encoding,
              "\(check.invalidCount) bytes of \(name) are no valid UTF-8, the first on line \(line); "
                + "they were replaced.", count: check.invalidCount))
        } else {
          encoding = .windows1252
          file = FileBytes(copying: Windows1252.utf8(bytes))
          notes.append(
            CSVNote(
              .encoding,
              "\(name) is no valid UTF-8 (line \(line)) and was read as Windows-1252 (Latin-1).",
              count: check.invalidCount))
        }
      }
    }
    self.file = file
    self.encoding = encoding
    self.notes = notes
    let text = UnsafeBufferPointer(start: file.base, count: file.count)
    start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var end = file.count
    while end > start, file.base[end - 1] == 0x0A || file.base[end - 1] == 0x0D { end -= 1 }
    self.end = end
    guard end > start else {
      throw TabularError(.emptyFile, "\(name) holds no rows, only blank lines.")
    }
  }

  private static func fromUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, name: String
  ) throws(TabularError) -> FileBytes {
    guard bytes.count >= 2 else {
      throw TabularError(.notText, "\(name) is no UTF-16 text: it has a single byte.")
    }
    let hasMark =
      (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
    let isBigEndian =
      hasMark ? bytes[0] == 0xFE : bytes[0] == 0 && bytes[1] != 0
    let first = hasMark ? 2 : 0
    var units: [UInt16] = []
    units.reserveCapacity((bytes.count - first) / 2)
    for position in stride(from: first, to: bytes.count - 1, by: 2) {
      let low = UInt16(bytes[position + (isBigEndian ? 1 : 0)])
      let high = UInt16(bytes[position + (isBigEndian ? 0 : 1)])
      units.append(high << 8 | low)
    }
    return FileBytes(copying: Array(String(decoding: units, as: UTF16.self).utf8))
  }
}

/// Windows-1252: Latin-1 with printable characters where Latin-1 has controls.
enum Windows1252 {
  /// The characters of the bytes 0x80 to 0x9F; the five unassigned ones stay controls.
  private static let middle: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The same text in UTF-8.
  static func utf8(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
        continue
      }
      let scalar = byte < 0xA0 ? middle[Int(byte) - 0x80] : UInt16(byte)
      if scalar < 0x800 {
        result.append(0xC0 | UInt8(scalar >> 6))
      } else {
        result.append(0xE0 | UInt8(scalar >> 12))
        result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      }
      result.append(0x80 | UInt8(scalar & 0x3F))
    }
    return result
  }
}
