import Foundation

/// The files of one raw table.
struct InputFiles: Sendable, Codable, Equatable {
  /// Absolute paths in the order of reading: by name, numbers by size.
  var paths: [String]
  var format: InputFormat
  /// Whether any is compressed.
  var isCompressed: Bool
  /// Their size and time, by which a changed file is noticed.
  var stamps: [String]
  /// The bytes of all.
  var byteCount: Int

  /// How the files are called in sentences: the one, or the first and how many.
  var title: String {
    let first = ((paths.first ?? "") as NSString).lastPathComponent
    return paths.count == 1 ? first : "\(first) and \(paths.count - 1) more"
  }

  /// Finds the files of an input in a folder: `NAME.csv` and the like, the files of a folder `NAME`, or
  /// several `NAME*.csv`.
  ///
  /// - Returns: `nil` where there are none.
  /// - Throws: ``IngestionError`` where there are files of two formats.
  static func find(_ input: RecipeInput, in folder: String) throws -> InputFiles? {
    let names = Self.inOrder(
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    for stem in input.files {
      let exact = names.filter { name in
        InputFormat.of(name) != nil && Self.stem(of: name) == stem
      }
      var found = exact.map { "\(folder)/\($0)" }
      if found.isEmpty {
        let inside =
          (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(stem)")) ?? []
        found = Self.inOrder(inside).filter { InputFormat.of($0) != nil && !$0.hasPrefix("_") }
          .map { "\(folder)/\(stem)/\($0)" }
      }
      if found.isEmpty {
        found = names.filter { name in
          InputFormat.of(name) != nil
            && name.wholeMatch(of: #/(.+?)[-_.]?[0-9]+(\.[A-Za-z]+)+/#)?.output.1 == stem[...]
        }.map { "\(folder)/\($0)" }
      }
      if !found.isEmpty { return try InputFiles(found, input: input) }
    }
    return nil
  }

  /// Parts are read in the order of their numbers, the tenth behind the second.
  private static func inOrder(_ names: [String]) -> [String] {
    names.sorted { first, second in
      switch first.compare(second, options: [.numeric]) {
      case .orderedAscending: true
      case .orderedDescending: false
      case .orderedSame: first < second
      }
    }
  }

  private static func stem(of name: String) -> String {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    while parts.count > 1, let last = parts.last,
      InputFormat.compressions.contains(last.lowercased())
        || InputFormat.allCases.contains(where: { $0.endings.contains(last.lowercased()) })
    {
      parts.removeLast()
    }
    return parts.joined(separator: ".")
  }

  private init(_ found: [String], input: RecipeInput) throws {
    let kinds = found.compactMap { InputFormat.of(($0 as NSString).lastPathComponent) }
    guard let format = kinds.first?.format, kinds.allSatisfy({ $0.format == format }) else {
      let names = found.prefix(4).map { ($0 as NSString).lastPathComponent }
      throw IngestionError(
        .badInput,
        "\(input.name): there are files of different formats (\(names.joined(separator: ", "))); keep one."
      )
    }
    let isAlone = !found[0].contains("/\(input.files[0])/")
    if found.count > 1, isAlone,
      Set(found.map { Self.stem(of: ($0 as NSString).lastPathComponent) }).count == 1
    {
      let names = found.prefix(4).map { ($0 as NSString).lastPathComponent }
      throw IngestionError(
        .badInput,
        "\(input.name): \(names.joined(separator: " and ")) would be read as one table; keep one.")
    }
    paths = found
    self.format = format
    isCompressed = kinds.contains { $0.compression != nil }
    stamps = []
    byteCount = 0
    for path in found {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
        let size = (attributes[.size] as? NSNumber)?.intValue
      else {
        throw IngestionError(.badInput, "\(path): can't be read; check its permissions.")
      }
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw IngestionError(
          .badInput, "\(path): may not be read by this user; change its permissions (chmod +r).")
      }
      guard size > 0 else {
        throw IngestionError(.badInput, "\(path): is empty; fetch the file anew.")
      }
      let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      stamps.append("\(path) \(size) \(time)")
      byteCount += size
    }
  }
}
