import Foundation

/// Puts the pieces of each column together.
struct ColumnAssembler {
  /// The first row of each piece, and the number of rows at the end.
  let rowStarts: [Int]
  let kinds: [CellKind]
  let names: [String]
  let demanded: [ColumnKind?]
  private(set) var notes: [CSVNote] = []

  init(rowStarts: [Int], kinds: [CellKind], names: [String], demanded: [ColumnKind?]) {
    self.rowStarts = rowStarts
    self.kinds = kinds
    self.names = names
    self.demanded = demanded
  }

  private var rowCount: Int { rowStarts.last ?? 0 }

  /// The columns, several at a time.
  mutating func columns(threads: Int, parts: @escaping (Int) -> [ColumnPart]) -> [Column] {
    let assembler = self
    let built = ParallelMap.run(count: names.count, threads: threads) { column in
      let pieces = parts(column).map { $0.converted(to: assembler.kinds[column]) ?? $0 }
      let values = assembler.values(pieces, column)
      return (
        Column(name: assembler.names[column], values: values),
        assembler.notes(of: pieces, values, column)
      )
    }
    notes = built.flatMap(\.1)
    return built.map(\.0)
  }

  private func values(_ parts: [ColumnPart], _ column: Int) -> Column.Values {
    if parts.allSatisfy({ $0.kind == nil }), demanded[column] == nil {
      return .float([Float](repeating: .nan, count: rowCount))
    }
    switch kinds[column] {
    case .digitFlag, .truthFlag, .yesNoFlag, .letterYesNoFlag, .letterTruthFlag:
      return flags(parts)
    case .number, .commaNumber: return numbers(parts)
    case .yearFirstDate, .dayFirstDate, .monthFirstDate:
      return .date(
        joined(parts, missing: Column.missingDate) { part in
          if case .dates(let dates, _) = part.values { dates } else { nil }
        })
    case .category:
      if demanded[column] == .category {
        return Self.categories(codedTexts(parts))
      }
      return Self.categories(
        parts.map { part in
          if case .category(let codes, let levels) = part.values { (codes, levels) } else { nil }
        }, counts: counts)
    case .text:
      return .text(
        TextValues(
          joining: zip(parts, counts).map { part, count in
            if case .text(let texts) = part.values { return texts }
            return TextValues([String?](repeating: nil, count: count))
          }))
    }
  }

  /// The number of rows of each piece.
  private var counts: [Int] { zip(rowStarts, rowStarts.dropFirst()).map { $1 - $0 } }

  private func joined<Value>(
    _ parts: [ColumnPart], missing: Value, _ values: (ColumnPart) -> [Value]?
  ) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(rowCount)
    for (part, count) in zip(parts, counts) {
      if let values = values(part) {
        result.append(contentsOf: values)
      } else {
        result.append(contentsOf: repeatElement(missing, count: count))
      }
    }
    return result
  }

  private func flags(_ parts: [ColumnPart]) -> Column.Values {
    let flags = joined(parts, missing: Column.missingFlag) { part in
      if case .flags(let flags, _, _, _) = part.values { flags } else { nil }
    }
    let zero = parts.lazy.compactMap(\.spellings.zero).first
    let one = parts.lazy.compactMap(\.spellings.one).first
    let labels = Column.FlagLabels(
      zero: zero ?? one.map(FlagParser.opposite) ?? "0",
      one: one ?? zero.map(FlagParser.opposite) ?? "1")
    return .flag(flags, labels: labels)
  }

  private func numbers(_ parts: [ColumnPart]) -> Column.Values {
    let survives = parts.allSatisfy { part in
      if case .numbers(_, _, let survives) = part.values { survives } else { true }
    }
    guard survives else {
      return .double(
        joined(parts, missing: .nan) { part in
          if case .numbers(let numbers, _, _) = part.values { numbers } else { nil }
        })
    }
    var result: [Float] = []
    result.reserveCapacity(rowCount)
    for (part, count) in zip(parts, counts) {
      if case .numbers(let numbers, _, _) = part.values {
        result.append(contentsOf: numbers.lazy.map { Float($0) })
      } else {
        result.append(contentsOf: repeatElement(.nan, count: count))
      }
    }
    return .float(result)
  }

  // MARK: Categories

  /// Codes the texts of a column that is demanded to be a category.
  private func codedTexts(
    _ parts: [ColumnPart]
  ) -> ([([Int32], LevelDictionary)?], counts: [Int]) {
    let coded = parts.map { part -> ([Int32], LevelDictionary)? in
      guard case .text(let texts) = part.values else { return nil }
      var levels = LevelDictionary()
      let codes = (0..<texts.count).map { row in
        texts.isMissing(row) ? -1 : texts.withUTF8(at: row) { levels.code(of: $0) }
      }
      return (codes, levels)
    }
    return (coded, counts)
  }

  private static func categories(
    _ coded: ([([Int32], LevelDictionary)?], counts: [Int])
  ) -> Column.Values {
    categories(coded.0, counts: coded.counts)
  }

  /// Merges the levels of the pieces, sorts them by Unicode scalars, and recodes the rows.
  static func categories(
    _ parts: [([Int32], LevelDictionary)?], counts: [Int]
  ) -> Column.Values {
    var merged = LevelDictionary()
    let maps = parts.map { part -> [Int32] in
      guard let levels = part?.1 else { return [] }
      return (0..<levels.count).map { code in
        levels.withBytes(of: code) { merged.code(of: $0) }
      }
    }
    let (levels, final) = sorted(merged)
    var codes: [Int32] = []
    codes.reserveCapacity(counts.reduce(0, +))
    for ((part, map), count) in zip(zip(parts, maps), counts) {
      if let part {
        let direct = map.map { final[Int($0)] }
        codes.append(contentsOf: part.0.lazy.map { $0 < 0 ? -1 : direct[Int($0)] })
      } else {
        codes.append(contentsOf: repeatElement(-1, count: count))
      }
    }
    return .category(codes: codes, levels: levels)
  }

  /// The levels in order, and the new code of each old one. Spellings that Swift holds equal
  /// (composed and decomposed accents) are one level, or looking levels up by name would be
  /// ambiguous.
  private static func sorted(_ merged: LevelDictionary) -> ([String], [Int32]) {
    let strings = (0..<merged.count).map { code in
      merged.withBytes(of: code) { String(decoding: $0, as: UTF8.self) }
    }
    let order = strings.indices.sorted {
      strings[$0].utf8.lexicographicallyPrecedes(strings[$1].utf8)
    }
    var levels: [String] = []
    var position: [String: Int32] = [:]
    var final = [Int32](repeating: 0, count: strings.count)
    for code in order {
      let string = strings[code]
      if let known = position[string] {
        final[code] = known
      } else {
        final[code] = Int32(levels.count)
        position[string] = Int32(levels.count)
        levels.append(string)
      }
    }
    return (levels, final)
  }

  // MARK: Notes

  private func notes(
    of parts: [ColumnPart], _ values: Column.Values, _ column: Int
  ) -> [CSVNote] {
    let name = names[column]
    var notes: [CSVNote] = []
    if demanded[column] == nil, let note = NearlyNumbers.note(on: values, name: name) {
      notes.append(note)
    }
    if kinds[column].isNumber, let (count, row) = total(parts, \.infinities) {
      notes.append(
        CSVNote(
          .infinity,
          "\(count) infinite \(count == 1 ? "number" : "numbers") in \(name) became missing, the first "
            + "in data row \(row + 1).", column: name, count: count, rows: [row]))
    }
    if let kind = demanded[column], let (count, row) = total(parts, \.unreadable) {
      notes.append(
        CSVNote(
          .unreadable,
          "\(count) \(count == 1 ? "cell" : "cells") of \(name) can't be read as \(kind.rawValue) and "
            + "became missing, the first in data row \(row + 1).", column: name, count: count,
          rows: [row]))
    }
    return notes
  }

  private func total(
    _ parts: [ColumnPart], _ tally: KeyPath<ColumnPart, ColumnPart.Tally>
  ) -> (count: Int, row: Int)? {
    let count = parts.reduce(0) { $0 + $1[keyPath: tally].count }
    guard count > 0, let piece = parts.firstIndex(where: { $0[keyPath: tally].count > 0 }) else {
      return nil
    }
    return (count, rowStarts[piece] + parts[piece][keyPath: tally].firstRow)
  }
}
