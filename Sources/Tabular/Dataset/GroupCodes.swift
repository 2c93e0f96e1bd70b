/// Numbers the groups of rows.
enum GroupCodes {
  /// Codes of equal values in all columns, from 0 in the order of first appearance; a row with a missing
  /// value is a group of its own.
  ///
  /// - Precondition: there is a column, and all are of one length.
  static func codes(of columns: [Column]) -> [Int32] {
    var codes = self.codes(of: columns[0])
    for column in columns.dropFirst() {
      var known: [UInt64: Int32] = [:]
      var next: Int32 = 0
      // A missing value has a code of its own already, so that its pairs are unique too.
      for (row, code) in self.codes(of: column).enumerated() {
        let pair = UInt64(UInt32(bitPattern: codes[row])) << 32 | UInt64(UInt32(bitPattern: code))
        if let code = known[pair] {
          codes[row] = code
        } else {
          known[pair] = next
          codes[row] = next
          next += 1
        }
      }
    }
    return codes
  }

  /// Codes from 0 in the order of first appearance; a missing value is a group of its own.
  static func codes(of column: Column) -> [Int32] {
    var next: Int32 = 0
    func number<Key: Hashable>(_ keys: some Sequence<Key?>) -> [Int32] {
      var known: [Key: Int32] = [:]
      return keys.map { key in
        if let key, let code = known[key] { return code }
        defer { next += 1 }
        if let key { known[key] = next }
        return next
      }
    }
    switch column.values {
    case .flag(let flags, _): return number(flags.lazy.map { $0 == Column.missingFlag ? nil : $0 })
    case .float(let numbers): return number(numbers.lazy.map { $0.isNaN ? nil : $0 })
    case .double(let numbers): return number(numbers.lazy.map { $0.isNaN ? nil : $0 })
    case .category(let codes, _): return number(codes.lazy.map { $0 < 0 ? nil : $0 })
    case .date(let dates): return number(dates.lazy.map { $0 == Column.missingDate ? nil : $0 })
    case .text(let texts):
      var levels = LevelDictionary(capacity: texts.count)
      return number(
        (0..<texts.count).lazy.map { row in
          texts.isMissing(row) ? nil : texts.withUTF8(at: row) { levels.code(of: $0) }
        })
    }
  }
}
