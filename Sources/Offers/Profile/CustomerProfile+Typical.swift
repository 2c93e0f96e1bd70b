public import Tabular

extension CustomerProfile {
  /// The typical customer of some rows: the median of each number, the most frequent flag, category
  /// and text. Columns that are missing in more than half of these rows are missing.
  ///
  /// An even count takes the lower of the two middle numbers, so that the value occurs in the data;
  /// the most frequent values tie towards the first in ascending order. Text with more than one
  /// value in ten rows distinct is a key rather than a habit and stays missing, as do dates.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - rows: the rows to look at, counted from 0; `nil` takes all.
  ///   - columns: the columns to take, in this order; `nil` takes all.
  /// - Precondition: the table has the rows and the columns.
  public static func typical(
    of table: Table, rows: [Int]? = nil, columns: [String]? = nil
  ) -> CustomerProfile {
    let rows = rows ?? Array(0..<table.rowCount)
    return CustomerProfile(
      chosen(columns, of: table).map { ($0.name, typicalValue(of: $0, rows: rows)) })
  }

  private static func typicalValue(of column: Column, rows: [Int]) -> ProfileValue {
    let missing = rows.reduce(0) { $0 + (column.isMissing($1) ? 1 : 0) }
    if missing * 2 > rows.count { return .missing }
    switch column.values {
    case .float, .double:
      var numbers = rows.compactMap { row in column.number(row).flatMap { $0.isFinite ? $0 : nil } }
      numbers.sort()
      guard !numbers.isEmpty else { return .missing }
      let median = numbers[(numbers.count - 1) / 2]
      if case .float = column.values { return number(Float(median)) }
      return .number(median)
    case .flag(let flags, let labels):
      let ones = rows.reduce(0) { $0 + (flags[$1] == 1 ? 1 : 0) }
      let zeros = rows.reduce(0) { $0 + (flags[$1] == 0 ? 1 : 0) }
      if ones + zeros == 0 { return .missing }
      if labels == .digits { return .number(ones > zeros ? 1 : 0) }
      return .text(ones > zeros ? labels.one : labels.zero)
    case .category(let codes, let levels):
      var counts = [Int](repeating: 0, count: levels.count)
      for row in rows where codes[row] >= 0 { counts[Int(codes[row])] += 1 }
      guard let most = counts.max(), most > 0, let level = counts.firstIndex(of: most) else {
        return .missing
      }
      return .text(levels[level])
    case .text(let texts):
      var counts: [String: Int] = [:]
      for row in rows { if let text = texts[row] { counts[text, default: 0] += 1 } }
      guard counts.count * 10 <= rows.count else { return .missing }
      let most = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
      return most.map { .text($0.key) } ?? .missing
    case .date:
      return .missing
    }
  }
}
