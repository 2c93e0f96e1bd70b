/// Settles the kind of each column from what its pieces rule out, and says which pieces must be
/// read again.
struct ColumnRules {
  let names: [String]
  let maximumLevels: Int
  let demanded: [ColumnKind?]
  private(set) var notes: [CSVNote] = []

  init(names: [String], maximumLevels: Int, demanded: [ColumnKind?]) {
    self.names = names
    self.maximumLevels = maximumLevels
    self.demanded = demanded
  }

  /// Narrows the kinds of each column, and returns for each the numbers of the pieces that were
  /// read as another kind and can't be converted.
  ///
  /// - Parameters:
  ///   - parts: the pieces of each column.
  ///   - kinds: narrowed to what no piece rules out; the column is of the first.
  mutating func reread(_ parts: [[ColumnPart]], kinds: inout [CellKinds]) -> [Set<Int>] {
    parts.enumerated().map { column, parts in
      if let kind = demanded[column] {
        kinds[column] = parts.first?.remaining ?? CellKinds([.number])
        if parts.isEmpty, kind == .text { kinds[column] = CellKinds([.text]) }
        return []
      }
      for part in parts { kinds[column].formIntersection(part.remaining) }
      var unfit = unfit(parts, for: kinds[column].first)
      while unfit.isEmpty, rejects(kinds[column].first, column, parts, &kinds[column]) {
        unfit = self.unfit(parts, for: kinds[column].first)
      }
      if unfit.isEmpty, kinds[column].first == .category {
        // Taken for keys, but they are levels after all.
        return Set(parts.indices.filter { parts[$0].kind == .text })
      }
      return unfit
    }
  }

  private func unfit(_ parts: [ColumnPart], for kind: CellKind) -> Set<Int> {
    Set(
      parts.indices.filter {
        parts[$0].kind != nil && parts[$0].kind != kind && !Self.converts(parts[$0], to: kind)
      })
  }

  private static func converts(_ part: ColumnPart, to kind: CellKind) -> Bool {
    switch part.kind {
    case .digitFlag: kind.isNumber
    case .category: kind == .text
    // Whether words are levels is for the rules to say.
    case .text: kind == .category
    default: false
    }
  }

  /// The rules that only the whole column can tell. Removes the kind if it breaks one.
  private mutating func rejects(
    _ kind: CellKind, _ column: Int, _ parts: [ColumnPart], _ kinds: inout CellKinds
  ) -> Bool {
    guard parts.contains(where: { $0.kind != nil }) else { return false }
    switch kind {
    case .letterYesNoFlag, .letterTruthFlag:
      // A lone letter is a code rather than a flag.
      let spellings = parts.map(\.spellings)
      if spellings.contains(where: { $0.zero != nil }), spellings.contains(where: { $0.one != nil })
      {
        return false
      }
    case .number, .commaNumber:
      let hasNumber = parts.contains { $0.hasNumber }
      if hasNumber {
        if kind == .commaNumber { noteCommas(column) }
        return false
      }
    case .dayFirstDate:
      guard kinds.contains(.monthFirstDate) else { return false }
      return rejectsAmbiguousDates(column, parts, &kinds)
    case .category:
      let (distinct, present) = Self.levelCounts(parts, upTo: maximumLevels)
      if distinct <= maximumLevels, distinct <= 20 || distinct * 2 <= present { return false }
    default: return false
    }
    kinds.remove(kind)
    return true
  }

  /// Both orders are possible as far as the pieces were tried: month first fits where no day is
  /// above 12.
  private mutating func rejectsAmbiguousDates(
    _ column: Int, _ parts: [ColumnPart], _ kinds: inout CellKinds
  ) -> Bool {
    for part in parts {
      guard case .dates(let dates, _) = part.values else { continue }
      for date in dates where date != Column.missingDate {
        let days = Int64((Double(date) / Column.microsecondsPerDay).rounded(.down))
        if Column.civil(fromDays: days).day > 12 {
          kinds.remove(.monthFirstDate)
          return false
        }
      }
    }
    kinds.remove(.dayFirstDate)
    kinds.remove(.monthFirstDate)
    notes.append(
      CSVNote(
        .ambiguousDate,
        "The dates of \(names[column]) can be read day first or month first; they were left as they "
          + "are. Write them as 2017-06-01, or demand the kind date to read them day first.",
        column: names[column]))
    return true
  }

  private mutating func noteCommas(_ column: Int) {
    if notes.contains(where: { $0.kind == .decimalComma && $0.column == names[column] }) { return }
    notes.append(
      CSVNote(
        .decimalComma, "The numbers of \(names[column]) have decimal commas.",
        column: names[column]))
  }

  /// How many distinct values a column of words has, counted no further than is needed, and how
  /// many rows have a value.
  private static func levelCounts(
    _ parts: [ColumnPart], upTo most: Int
  ) -> (distinct: Int, present: Int) {
    var all = LevelDictionary()
    var present = 0
    for part in parts {
      switch part.values {
      case .category(let codes, let levels):
        present += codes.reduce(0) { $0 + ($1 < 0 ? 0 : 1) }
        for code in 0..<levels.count {
          _ = levels.withBytes(of: code) { all.code(of: $0) }
          if all.count > most { return (all.count, present) }
        }
      case .text(let texts):
        present += texts.count - texts.missingCount
        for row in 0..<texts.count where !texts.isMissing(row) {
          _ = texts.withUTF8(at: row) { all.code(of: $0) }
          if all.count > most { return (all.count, present) }
        }
      default: continue
      }
    }
    return (all.count, present)
  }
}

extension ColumnPart {
  /// How the piece spells the two values of a flag, where it has them.
  var spellings: (zero: String?, one: String?) {
    if case .flags(_, _, let zero, let one) = values { (zero, one) } else { (nil, nil) }
  }

  /// Whether the piece holds a finite number.
  var hasNumber: Bool {
    switch values {
    case .numbers(let numbers, _, _): numbers.contains { !$0.isNaN }
    case .flags: true
    default: false
    }
  }
}
