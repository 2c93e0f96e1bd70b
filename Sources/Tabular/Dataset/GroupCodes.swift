/// Numbers the groups of rows.
enum GroupCodes {
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
