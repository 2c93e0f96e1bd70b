import Foundation

/// The character between the names of a CSV file's first line, for engines that don't find it.
enum HeaderDelimiter {
  /// The most frequent of the usual ones; a comma for a compressed file, whose line can't be seen.
  static func find(_ files: InputFiles) -> String {
    guard !files.isCompressed, let path = files.paths.first,
      let handle = FileHandle(forReadingAtPath: path)
    else { return "," }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 1 << 16)) ?? Data()
    let line = String(decoding: start, as: UTF8.self).prefix { !$0.isNewline }
    let counts = [",", ";", "\t", "|"].map { mark in
      (mark, line.components(separatedBy: mark).count)
    }
    let best = counts.max { $0.1 < $1.1 }?.0 ?? ","
    return best == "\t" ? "\\t" : best
  }
}
