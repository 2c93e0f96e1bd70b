/// Which rows are ranked against each other, and what each row offers; made once and shared by models.
///
/// A group is a list that one person sees: a customer, a session. An item is what a row offers.
public struct RankingGroups: Sendable {
  /// The distinct group codes, ascending.
  public let codes: [Int32]
  /// The number of rows, those without a group included.
  public let rowCount: Int
  /// The number of rows whose group is missing; they take no part.
  public let rowsWithoutGroup: Int
  /// For each row the position of its group in `codes`, −1 where it has none.
  let groupOfRow: [Int32]
  /// Where each group's rows begin when all are laid end to end, and one more at the end.
  let starts: [Int32]
  /// For each row the rank of its item among all items, ascending by key.
  let itemOfRow: [Int32]?
  let itemCount: Int

  /// The number of groups, those without anything relevant included.
  public var count: Int { codes.count }

  /// Sets out the groups.
  ///
  /// - Parameters:
  ///   - groups: a code a row; a negative code is a missing group, whose row is left out and counted.
  ///   - items: a code a row, in the order of the items' keys, which settles ties: lower first. Rows of
  ///     one group with one item are one place in the list. Without items every row is an item of its
  ///     own, and tied rows count by the exact expectation over their orders.
  public init(groups: [Int32], items: [Int32]? = nil) {
    precondition(items.map { $0.count == groups.count } ?? true, "There is one item a row.")
    let dense = DenseCodes(groups, isMissing: { $0 < 0 })
    codes = dense.codes
    groupOfRow = dense.positionOfRow
    rowCount = groups.count
    var starts = [Int32](repeating: 0, count: dense.codes.count + 1)
    var missing = 0
    for group in dense.positionOfRow {
      if group >= 0 { starts[Int(group) + 1] += 1 } else { missing += 1 }
    }
    for group in 0..<dense.codes.count { starts[group + 1] += starts[group] }
    self.starts = starts
    rowsWithoutGroup = missing
    let denseItems = items.map { DenseCodes($0, isMissing: { _ in false }) }
    itemOfRow = denseItems?.positionOfRow
    itemCount = denseItems?.codes.count ?? 0
  }

  /// Sets out the groups with items given by key; ties go to the key that is lower by Unicode scalars,
  /// so "10" comes before "9".
  public init(groups: [Int32], itemKeys: [String]) {
    self.init(groups: groups, items: RankingGroups.itemCodes(of: itemKeys))
  }

  /// Codes that sort as the keys do by Unicode scalars; equal keys have equal codes.
  public static func itemCodes(of keys: [String]) -> [Int32] {
    let levels = Set(keys).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    var codes: [String: Int32] = [:]
    codes.reserveCapacity(levels.count)
    for (code, level) in levels.enumerated() { codes[level] = Int32(code) }
    return keys.map { codes[$0] ?? -1 }
  }
}

/// Codes of any size as positions among the distinct ones.
private struct DenseCodes {
  let codes: [Int32]
  let positionOfRow: [Int32]

  init(_ values: [Int32], isMissing: (Int32) -> Bool) {
    var highest = Int32.min
    var lowest = Int32.max
    for value in values where !isMissing(value) {
      highest = max(highest, value)
      lowest = min(lowest, value)
    }
    guard lowest <= highest else {
      codes = []
      positionOfRow = [Int32](repeating: -1, count: values.count)
      return
    }
    let span = Int(highest) - Int(lowest) + 1
    guard span <= 8 * values.count + 4_096 else {
      // Codes spread far apart would need a table larger than the data.
      let distinct = Set(values.filter { !isMissing($0) }).sorted()
      var positions: [Int32: Int32] = [:]
      for (position, code) in distinct.enumerated() { positions[code] = Int32(position) }
      codes = distinct
      positionOfRow = values.map { positions[$0] ?? -1 }
      return
    }
    var positions = [Int32](repeating: -1, count: span)
    for value in values where !isMissing(value) { positions[Int(value) - Int(lowest)] = 0 }
    var distinct: [Int32] = []
    for offset in 0..<span where positions[offset] == 0 {
      positions[offset] = Int32(distinct.count)
      distinct.append(Int32(Int(lowest) + offset))
    }
    codes = distinct
    positionOfRow = values.map { isMissing($0) ? -1 : positions[Int($0) - Int(lowest)] }
  }
}
