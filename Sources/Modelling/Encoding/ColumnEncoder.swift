import Tabular

/// Turns one column of a table into the numbers of one feature, and counts what it can't read.
struct ColumnEncoder {
  let feature: Feature
  let column: Column
  /// Cells that hold a level unknown to the feature.
  private(set) var unseenCount = 0
  /// Cells that hold something, but no number or flag.
  private(set) var unreadableCount = 0
  /// The encoded values of the rows.
  private(set) var values: [Float] = []

  /// Encodes the given rows, or all.
  init(feature: Feature, column: Column, _ rows: [Int]?) {
    self.feature = feature
    self.column = column
    values = encoded(rows)
  }

  private mutating func encoded(_ rows: [Int]?) -> [Float] {
    switch (feature.kind, column.values) {
    case (.number, .float(let numbers)):
      return gather(numbers, rows) { $0 }
    case (.number, .double(let numbers)):
      return gather(numbers, rows) { Float($0) }
    case (.number, .flag(let flags, let labels)) where labels == .digits:
      return gather(flags, rows) { $0 == Column.missingFlag ? .nan : Float($0) }
    case (.flag(let labels), .flag(let flags, let fileLabels)) where labels == fileLabels:
      return gather(flags, rows) { $0 == Column.missingFlag ? .nan : Float($0) }
    case (.category(let levels), .category(let codes, let fileLevels)):
      return recoded(codes, from: fileLevels, to: levels, rows)
    case (.flag(let labels), .flag(let flags, let fileLabels)):
      let codes = flags.map { $0 == Column.missingFlag ? -1 : Int32($0) }
      return self.flags(codes, of: [fileLabels.zero, fileLabels.one].map(labels.value), rows)
    case (.flag(let labels), .category(let codes, let fileLevels)):
      return flags(codes, of: fileLevels.map(labels.value), rows)
    default:
      return read(rows)
    }
  }

  private mutating func flags(_ codes: [Int32], of levels: [Float?], _ rows: [Int]?) -> [Float] {
    var unreadable = 0
    let result = gather(codes, rows) { code -> Float in
      guard code >= 0 else { return .nan }
      guard let value = levels[Int(code)] else {
        unreadable += 1
        return .nan
      }
      return value
    }
    unreadableCount = unreadable
    return result
  }

  private func gather<Element>(
    _ values: [Element], _ rows: [Int]?, _ convert: (Element) -> Float
  ) -> [Float] {
    guard let rows else { return values.map(convert) }
    return rows.map { convert(values[$0]) }
  }

  private mutating func recoded(
    _ codes: [Int32], from fileLevels: [String], to levels: [String], _ rows: [Int]?
  ) -> [Float] {
    let index = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
    let map = fileLevels.map { (index[$0] ?? index[$0.withoutOuterBlanks]).map(Float.init) ?? .nan }
    var unseen = 0
    let result = gather(codes, rows) { code in
      guard code >= 0 else { return .nan }
      let value = map[Int(code)]
      if value.isNaN { unseen += 1 }
      return value
    }
    unseenCount = unseen
    return result
  }

  /// The way for a column whose kind in this file is not the kind that training saw.
  private mutating func read(_ rows: [Int]?) -> [Float] {
    var index: [String: Int] = [:]
    for (position, level) in (feature.levels ?? []).enumerated() { index[level] = position }
    let numbers = feature.kind == .number ? SpelledNumbers(column) : nil
    let count = rows?.count ?? column.count
    var result = [Float](repeating: .nan, count: count)
    for position in 0..<count {
      let row = rows?[position] ?? position
      guard let text = column.string(row) else { continue }
      switch feature.kind {
      case .category:
        if let code = index[text] ?? index[text.withoutOuterBlanks] {
          result[position] = Float(code)
        } else {
          unseenCount += 1
        }
      case .number:
        if let value = column.number(row) ?? numbers?.value(of: text) {
          result[position] = Float(value)
        } else {
          unreadableCount += 1
        }
      case .flag(let labels):
        if let value = labels.value(of: text.withoutOuterBlanks) {
          result[position] = value
        } else {
          unreadableCount += 1
        }
      }
    }
    return result
  }
}
