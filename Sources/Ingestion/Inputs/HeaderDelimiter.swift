import Foundation

/// The character between the names of a CSV file's first line, for engines that don't find it.
enum HeaderDelimiter {
  /// The most frequent of the usual ones; for a compressed file, whose line can't be seen, a tab or a comma
  /// by its name.
  static func find(_ files: InputFiles) -> Character {
    if files.paths.first?.lowercased().contains(".tsv") == true { return "\t" }
    guard !files.isCompressed, let path = files.paths.first,
      let handle = FileHandle(forReadingAtPath: path)
    else { return "," }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 1 << 16)) ?? Data()
    let line = String(decoding: start, as: UTF8.self).prefix { !$0.isNewline }
    let marks: [Character] = [",", ";", "\t", "|"]
    return marks.map { mark in (mark, line.count { $0 == mark }) }.max { $0.1 < $1.1 }?.0 ?? ","
  }
}
