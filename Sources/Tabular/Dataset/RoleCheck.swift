import Threads

/// Holds roles against a table.
enum RoleCheck {
  /// - Throws: ``TabularError`` with the code `unknownColumn` when a role or an exclusion names no
  ///   column, and near names in its message.
  static func requireColumns(
    of roles: Roles, in table: Table, name: String
  ) throws(TabularError) {
    let named: [(role: String, column: String?)] =
      [
        ("target", roles.target), ("identifier", roles.identifier), ("item", roles.item),
        ("time", roles.time), ("position", roles.position), ("amount", roles.amount),
      ] + (roles.groupKey?.columns ?? []).map { ("group", $0) }
      + roles.excluded.map { ("excluded column", $0.column) }
    for (role, column) in named {
      guard let column, table[column] == nil else { continue }
      throw TabularError(
        .unknownColumn,
        "The \(role) \(column) is no column of \(name); "
          + NearNames.hint(for: column, among: table.names))
    }
    if let target = roles.target, roles.excluded.contains(where: { $0.column == target }) {
      throw TabularError(
        .unusableTarget,
        "The target \(target) of \(name) is excluded as well; exclude it no longer, or choose another "
          + "target.")
    }
    if let target = roles.target,
      roles.keyColumns.count(where: { $0 == target }) > 1 || roles.position == target
    {
      throw TabularError(
        .unusableTarget,
        "The target \(target) of \(name) can't have a second role; choose another column for one.")
    }
  }

  /// - Throws: ``TabularError`` with the code `unusableAmount` for a column that holds no numbers, or
  ///   none on any positive row.
  static func requireAmounts(
    of roles: Roles, in table: Table, labels: [UInt8], name: String
  ) throws(TabularError) {
    guard let amount = roles.amount, let column = table[amount] else { return }
    let refusal = { (reason: String) in
      TabularError(
        .unusableAmount,
        "The amount \(amount) of \(name) \(reason); give the column that says how much money the "
          + "outcome brought.")
    }
    if column.count > 0, column.missingCount == column.count {
      throw refusal("has no value in any row")
    }
    switch column.values {
    case .float, .double: break
    case .flag(_, let labels) where labels == .digits: break
    case .flag: throw refusal("holds yes and no and no numbers")
    case .date: throw refusal("holds dates and no numbers")
    case .category, .text: throw refusal("is text and no number")
    }
    guard labels.indices.contains(where: { labels[$0] == 1 && !column.isMissing($0) }) else {
      throw refusal("has no value in any positive row")
    }
  }

  /// The columns that models may use, and those that can't be used, with the reason.
  static func features(
    of table: Table, roles: Roles, usesDates: Bool
  ) -> (features: [String], setAside: [Roles.Exclusion]) {
    let taken = Set(roles.keyColumns + roles.excluded.map(\.column))
    let candidates = table.columns.filter { !taken.contains($0.name) }
    let reasons = ParallelMap.run(
      count: candidates.count, threads: availableThreads
    ) { reason(against: candidates[$0], usesDates: usesDates) }
    var features: [String] = []
    var setAside: [Roles.Exclusion] = []
    for (column, reason) in zip(candidates, reasons) {
      if let reason {
        setAside.append(Roles.Exclusion(column: column.name, reason: reason))
      } else {
        features.append(column.name)
      }
    }
    return (features, setAside)
  }

  private static func reason(against column: Column, usesDates: Bool) -> String? {
    let column = column.inMemory
    let missing = column.missingCount
    if column.count > 0, missing == column.count { return "no row has a value" }
    switch column.values {
    case .text:
      let distinct = ColumnProfiler(column, labels: nil).profile().distinctCount
      return "text with \(CountText.grouped(distinct)) distinct values"
    case .date where !usesDates: return "a date; its distance to now is no pattern that lasts"
    default: break
    }
    // One value beside missing ones still tells rows apart.
    guard missing == 0, let first = column.string(0), isConstant(column) else { return nil }
    return "constant: every row is \(first)"
  }

  private static func isConstant(_ column: Column) -> Bool {
    switch column.values {
    case .flag(let flags, _): flags.allSatisfy { $0 == flags[0] }
    case .float(let numbers): numbers.allSatisfy { $0 == numbers[0] }
    case .double(let numbers): numbers.allSatisfy { $0 == numbers[0] }
    case .category(let codes, _): codes.allSatisfy { $0 == codes[0] }
    case .date(let dates): dates.allSatisfy { $0 == dates[0] }
    case .text: false
    }
  }
}
