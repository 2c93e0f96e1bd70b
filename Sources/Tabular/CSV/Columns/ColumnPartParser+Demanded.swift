/// Reading a column as the kind that a person demands: what doesn't fit is missing, and counted.
extension ColumnPartParser {
  /// The most preferred spelling of a demanded kind.
  static func spelling(of kind: ColumnKind, decimalComma: Bool) -> CellKind {
    switch kind {
    case .flag: .digitFlag
    case .number: decimalComma ? .commaNumber : .number
    case .date: .yearFirstDate
    case .category: .category
    case .text: .text
    }
  }

  /// Reads a column as the kind demanded.
  func part(column: Int, demanded: ColumnKind, decimalComma: Bool) -> ColumnPart {
    let kind = Self.spelling(of: demanded, decimalComma: decimalComma)
    var unreadable = ColumnPart.Tally()
    var infinities = ColumnPart.Tally()
    let values: ColumnPart.Values
    switch demanded {
    case .flag:
      var spellings: [String?] = [nil, nil]
      let flags = read(column, missing: Column.missingFlag, &unreadable) { cell in
        guard let flag = FlagParser.parseAny(cell) else { return nil }
        if spellings[Int(flag)] == nil {
          spellings[Int(flag)] = String(decoding: cell, as: UTF8.self)
        }
        return flag
      }
      values = .flags(flags, kind: kind, zero: spellings[0], one: spellings[1])
    case .number:
      let parser = NumberParser(decimalComma: decimalComma, acceptsKeys: true)
      var survives = true
      var row = -1
      var numbers = read(column, missing: Double.nan, &unreadable) { cell in
        guard let parsed = parser.parse(cell) else { return nil }
        if parsed.value.isFinite { survives = survives && parsed.survivesFloat }
        return parsed.value
      }
      while let next = numbers[(row + 1)...].firstIndex(where: \.isInfinite) {
        infinities.add(next)
        numbers[next] = .nan
        row = next
      }
      values = .numbers(numbers, kind: kind, survivesFloat: survives)
    case .date:
      let dates = read(column, missing: Column.missingDate, &unreadable) { cell in
        DateParser.parse(cell, kind: .yearFirstDate) ?? DateParser.parse(cell, kind: .dayFirstDate)
          ?? DateParser.parse(cell, kind: .monthFirstDate)
      }
      values = .dates(dates, kind: kind)
    case .category, .text: values = .text(text(column))
    }
    var part = ColumnPart(values: values, remaining: CellKinds([kind]))
    part.unreadable = unreadable
    part.infinities = infinities
    return part
  }

  private func read<Value>(
    _ column: Int, missing: Value, _ unreadable: inout ColumnPart.Tally,
    parse: (Bytes) -> Value?
  ) -> [Value] {
    (0..<index.rowCount).map { row in
      let cell = trimmed(row, column)
      if markers.contains(cell) { return missing }
      if let value = parse(cell) { return value }
      unreadable.add(row)
      return missing
    }
  }
}
