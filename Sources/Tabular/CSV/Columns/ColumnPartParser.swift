/// Reads one column of a piece of text as the most preferred kind that all its cells fit.
struct ColumnPartParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  let reader: CellReader
  let index: RowIndex
  let markers: MissingMarkers
  let maximumLevels: Int
  /// Whether a piece of words that look like keys is read as text at once; the rules for the whole
  /// column may still ask for its levels.
  var guessesKeys = false

  /// Reads a column; when a cell doesn't fit, goes on with the next kind that it does fit.
  func part(column: Int, among kinds: CellKinds) -> ColumnPart {
    guard let first = firstPresentRow(column) else {
      return ColumnPart(values: .none, remaining: kinds)
    }
    var kinds = eliminated(kinds, by: trimmed(first, column))
    while true {
      switch values(column: column, as: kinds.first) {
      case .success(var part):
        part.remaining = kinds
        return part
      case .failure(let row):
        let kind = kinds.first
        kinds.remove(kind)
        if kind != .category { kinds = eliminated(kinds, by: trimmed(row, column)) }
      }
    }
  }

  /// What reading as one kind gives: the part, or the first row that doesn't fit.
  private enum Attempt {
    case success(ColumnPart)
    case failure(row: Int)
  }

  private func values(column: Int, as kind: CellKind) -> Attempt {
    switch kind {
    case .digitFlag, .truthFlag, .yesNoFlag, .letterYesNoFlag, .letterTruthFlag:
      flags(column, kind)
    case .number, .commaNumber: numbers(column, kind)
    case .yearFirstDate, .dayFirstDate, .monthFirstDate: dates(column, kind)
    case .category: category(column)
    case .text: .success(ColumnPart(values: .text(text(column)), remaining: .all))
    }
  }

  // MARK: Cells

  @inline(__always)
  func start(_ row: Int, _ column: Int) -> Int { Int(index.entries[row * index.stride + column]) }

  @inline(__always)
  func end(_ row: Int, _ column: Int) -> Int {
    Int(index.entries[row * index.stride + column + 1]) - 1
  }

  @inline(__always)
  func trimmed(_ row: Int, _ column: Int) -> Bytes {
    reader.trimmed(start(row, column), end(row, column))
  }

  private func firstPresentRow(_ column: Int) -> Int? {
    for row in 0..<index.rowCount where !markers.contains(trimmed(row, column)) { return row }
    return nil
  }

  /// The kinds among those given that a cell fits.
  private func eliminated(_ kinds: CellKinds, by cell: Bytes) -> CellKinds {
    var left = kinds
    for kind in CellKind.allCases where left.contains(kind) {
      let fits: Bool
      switch kind {
      case .number: fits = NumberParser().parse(cell) != nil
      case .commaNumber: fits = NumberParser(decimalComma: true).parse(cell) != nil
      case .category, .text: fits = true
      default:
        fits =
          kind.isFlag
          ? FlagParser.parse(cell, kind: kind) != nil : DateParser.parse(cell, kind: kind) != nil
      }
      if !fits { left.remove(kind) }
    }
    return left
  }

  // MARK: Kinds

  private func flags(_ column: Int, _ kind: CellKind) -> Attempt {
    var failure: Int?
    var zeroRow: Int?
    var oneRow: Int?
    let base = reader.base
    let isDigits = kind == .digitFlag
    let result = [UInt8](unsafeUninitializedCapacity: index.rowCount) { flags, count in
      var seen: UInt8 = 0
      for row in 0..<index.rowCount {
        let start = start(row, column)
        let end = end(row, column)
        if isDigits, end - start == 1, base[start] & 0xFE == 0x30 {
          flags[row] = base[start] & 1
          continue
        }
        let cell = reader.trimmed(start, end)
        if let value = FlagParser.parse(cell, kind: kind) {
          flags[row] = value
          if seen != 3, !isDigits {
            if value == 0, zeroRow == nil { zeroRow = row }
            if value == 1, oneRow == nil { oneRow = row }
            seen |= 1 << value
          }
        } else if markers.contains(cell) {
          flags[row] = Column.missingFlag
        } else {
          failure = row
          break
        }
      }
      count = failure == nil ? index.rowCount : 0
    }
    if let failure { return .failure(row: failure) }
    let spelling = { (row: Int) in String(decoding: trimmed(row, column), as: UTF8.self) }
    let values = ColumnPart.Values.flags(
      result, kind: kind, zero: isDigits ? "0" : zeroRow.map(spelling),
      one: isDigits ? "1" : oneRow.map(spelling))
    return .success(ColumnPart(values: values, remaining: .all))
  }

  private func numbers(_ column: Int, _ kind: CellKind) -> Attempt {
    var failure: Int?
    var survives = true
    var infinities = ColumnPart.Tally()
    let parser = NumberParser(decimalComma: kind == .commaNumber)
    let result = [Double](unsafeUninitializedCapacity: index.rowCount) { numbers, count in
      for row in 0..<index.rowCount {
        let cell = trimmed(row, column)
        if let parsed = parser.parse(cell) {
          if parsed.value.isFinite {
            numbers[row] = parsed.value
            if survives { survives = parsed.survivesFloat }
          } else {
            numbers[row] = .nan
            infinities.add(row)
          }
        } else if markers.contains(cell) {
          numbers[row] = .nan
        } else {
          failure = row
          break
        }
      }
      count = failure == nil ? index.rowCount : 0
    }
    if let failure { return .failure(row: failure) }
    var part = ColumnPart(
      values: .numbers(result, kind: kind, survivesFloat: survives), remaining: .all)
    part.infinities = infinities
    return .success(part)
  }

  private func dates(_ column: Int, _ kind: CellKind) -> Attempt {
    var result: [Int64] = []
    result.reserveCapacity(index.rowCount)
    for row in 0..<index.rowCount {
      let cell = trimmed(row, column)
      if let date = DateParser.parse(cell, kind: kind) {
        result.append(date)
      } else if markers.contains(cell) {
        result.append(Column.missingDate)
      } else {
        return .failure(row: row)
      }
    }
    return .success(ColumnPart(values: .dates(result, kind: kind), remaining: .all))
  }

  private func category(_ column: Int) -> Attempt {
    var levels = LevelDictionary()
    var codes: [Int32] = []
    codes.reserveCapacity(index.rowCount)
    for row in 0..<index.rowCount {
      let cell = reader.content(start(row, column), end(row, column))
      if markers.contains(CellReader.trim(cell)) {
        codes.append(-1)
      } else {
        codes.append(levels.code(of: cell))
        if levels.count > maximumLevels { return .failure(row: row) }
      }
      // Numbering keys takes longer than reading them.
      if guessesKeys, row == Self.keySample, levels.count == row + 1 {
        return .success(ColumnPart(values: .text(text(column)), remaining: .all))
      }
    }
    return .success(ColumnPart(values: .category(codes, levels), remaining: .all))
  }

  /// So many first words that are all different are taken for keys.
  private static let keySample = 511

  func text(_ column: Int) -> TextValues {
    var texts = TextValues()
    var total = 0
    for row in 0..<index.rowCount { total += max(end(row, column) - start(row, column), 0) }
    texts.reserve(rows: index.rowCount, bytes: total)
    for row in 0..<index.rowCount {
      let cell = reader.content(start(row, column), end(row, column))
      if markers.contains(CellReader.trim(cell)) {
        texts.append(nil)
      } else {
        texts.append(utf8: cell)
      }
    }
    return texts
  }
}
