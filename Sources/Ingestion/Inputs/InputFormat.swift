/// How a raw file is written.
enum InputFormat: String, Sendable, Codable, CaseIterable {
  case csv, parquet, json

  /// The endings of its files, without the dot; compressed ones carry a further one.
  var endings: [String] {
    switch self {
    case .csv: ["csv", "tsv", "txt"]
    case .parquet: ["parquet"]
    case .json: ["jsonl", "ndjson"]
    }
  }

  static let compressions = ["gz", "zst"]

  /// The format and compression that a file's name tells; `nil` for any other file.
  static func of(_ name: String) -> (format: InputFormat, compression: String?)? {
    var parts = name.lowercased().split(separator: ".").map(String.init)
    guard parts.count > 1 else { return nil }
    var compression: String?
    if let last = parts.last, compressions.contains(last) {
      compression = last
      parts.removeLast()
    }
    guard parts.count > 1, let ending = parts.last,
      let format = allCases.first(where: { $0.endings.contains(ending) }),
      format != .parquet || compression == nil
    else { return nil }
    return (format, compression)
  }
}
