import Foundation

/// Looks in files of CSV for a quote that is opened and never closed: engines take all that follows for one
/// cell, and a file loses its rows without a word.
enum QuoteCheck {
  /// Refuses such a file. Packed files are not looked at.
  ///
  /// - Throws: ``IngestionError`` naming the file and the line.
  static func check(_ files: InputFiles) throws {
    guard files.format == .csv, !files.isCompressed else { return }
    let delimiter = HeaderDelimiter.find(files).asciiValue ?? UInt8(ascii: ",")
    for path in files.paths {
      guard
        let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
        let line = data.withUnsafeBytes({ unclosedLine(in: $0, delimiter: delimiter) })
      else { continue }
      throw IngestionError(
        .badInput,
        "\((path as NSString).lastPathComponent), line \(line): a quote is opened and never closed, so the rest of "
          + "the file would be one cell; remove or double the quote.")
    }
  }

  /// The line, from 1, of the quoted cell that goes on to the end of the bytes; `nil` where there is none.
  private static func unclosedLine(
    in bytes: UnsafeRawBufferPointer, delimiter: UInt8
  ) -> Int? {
    let quote = UInt8(ascii: "\"")
    guard let base = bytes.baseAddress else { return nil }
    func next(from start: Int) -> Int? {
      guard start < bytes.count,
        let found = memchr(base + start, Int32(quote), bytes.count - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
    var place = 0
    while let opening = next(from: place) {
      let before = opening == 0 ? UInt8(ascii: "\n") : bytes[opening - 1]
      let isCellStart =
        before == delimiter || before == 0x0A || before == 0x0D || (opening == 3 && before == 0xBF)
      place = opening + 1
      guard isCellStart else { continue }
      while true {
        guard let closing = next(from: place) else {
          return 1 + bytes[..<opening].count { $0 == 0x0A }
        }
        place = closing + 1
        // A doubled quote is one of the cell's own.
        guard place < bytes.count, bytes[place] == quote else { break }
        place += 1
      }
    }
    return nil
  }
}
