/// The columns of raw files against those that a recipe reads.
struct InputSchema: Sendable {
  /// A raw column.
  struct Raw: Sendable, Equatable {
    var name: String
    /// The engine's type.
    var type: String

    /// What the type holds.
    var kind: Kind {
      let word = type.uppercased().prefix { $0.isLetter }
      switch word {
      case "VARCHAR", "STRING", "CHAR", "TEXT": return .text
      case "BIGINT", "INTEGER", "INT", "SMALLINT", "TINYINT", "UBIGINT", "UINTEGER", "USMALLINT",
        "UTINYINT", "LONG", "SHORT", "BYTE":
        return .whole
      case "DOUBLE", "FLOAT", "DECIMAL", "REAL": return .real
      case "TIMESTAMP", "DATE": return .time
      default: return .other
      }
    }
  }

  /// What a raw column's type holds.
  enum Kind: Sendable, Equatable {
    case text, whole, real, time, other
  }

  /// The raw columns by the recipe's names for them.
  private(set) var columns: [String: Raw] = [:]
  /// What differs and does not matter.
  private(set) var notes: [String] = []

  /// Compares.
  ///
  /// - Throws: ``IngestionError`` naming a column that is missing, and one that might be it.
  init(_ input: RecipeInput, files: InputFiles, raw: [Raw]) throws {
    let read = input.columns.filter { $0.type != .row }
    let wanted = read.flatMap { [$0.name] + [$0.clock].compactMap(\.self) }
    let mayLack = Set(read.filter { $0.absent == true }.map(\.name))
    var unused = raw
    for name in wanted where columns[name] == nil {
      if let place = unused.firstIndex(where: { $0.name == name }) {
        columns[name] = unused.remove(at: place)
      } else if let place = unused.firstIndex(where: { Self.plain($0.name) == Self.plain(name) }) {
        let found = unused.remove(at: place)
        notes.append("\(files.title): the column “\(found.name)” is read as \(name).")
        columns[name] = found
      }
    }
    let missing = wanted.filter { columns[$0] == nil && !mayLack.contains($0) }
    if let first = missing.first {
      let near = unused.map(\.name).min { Self.distance($0, first) < Self.distance($1, first) }
      let there = raw.map(\.name).prefix(12).joined(separator: ", ")
      let guess = near.flatMap { name in
        Self.distance(name, first) <= max(2, first.count / 3)
          ? "is “\(name)” it? Rename it in the file." : nil
      }
      throw IngestionError(
        .badInput,
        "\(files.title): has no column \(missing.prefix(4).joined(separator: ", ")), which the recipe reads; "
          + (guess ?? "there are \(there)."))
    }
    if !unused.isEmpty {
      let names = unused.prefix(6).map(\.name).joined(separator: ", ")
      notes.append(
        "\(files.title): \(unused.count == 1 ? "the column \(names) is" : "\(unused.count) columns are") not read"
          + (unused.count == 1 ? "." : ": \(names)\(unused.count > 6 ? ", …" : "")."))
    }
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// How many letters must be put in, left out or changed.
  private static func distance(_ first: String, _ second: String) -> Int {
    let second = Array(second.lowercased())
    var row = Array(0...second.count)
    for (place, letter) in first.lowercased().enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for column in second.indices {
        let above = row[column + 1]
        row[column + 1] = min(
          above + 1, row[column] + 1, diagonal + (second[column] == letter ? 0 : 1))
        diagonal = above
      }
    }
    return row[second.count]
  }
}
