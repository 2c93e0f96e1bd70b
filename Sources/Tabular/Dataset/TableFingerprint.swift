import Threads

extension Table {
  /// Sixteen hexadecimal digits that change with any name, kind or value, and with nothing else; the same
  /// on every machine.
  ///
  /// Not stored: computed in time linear in the table.
  public var fingerprint: String { TableFingerprint.of(self) }
}

/// A short name for the content of a table.
private enum TableFingerprint {
  static func of(_ table: Table) -> String {
    let columns = ParallelMap.run(
      count: table.columns.count, threads: availableThreads
    ) { hash(table.columns[$0]) }
    var total = ByteHash()
    total.combine(UInt64(table.rowCount))
    for column in columns { total.combine(column) }
    let digits = String(total.state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func hash(_ column: Column) -> UInt64 {
    var hash = ByteHash()
    combine(column.name, &hash)
    combine(column.kind.rawValue, &hash)
    switch column.values {
    case .flag(let flags, let labels):
      combine(labels.zero, &hash)
      combine(labels.one, &hash)
      flags.withUnsafeBytes { hash.combine($0) }
    case .float(let numbers):
      // One bit pattern stands for missing, whichever NaN it is.
      for number in numbers {
        hash.combine(UInt64(number.isNaN ? Float.nan.bitPattern : number.bitPattern))
      }
    case .double(let numbers):
      for number in numbers {
        hash.combine(number.isNaN ? Double.nan.bitPattern : number.bitPattern)
      }
    case .category(let codes, let levels):
      for level in levels { combine(level, &hash) }
      codes.withUnsafeBytes { hash.combine($0) }
    case .date(let dates): dates.withUnsafeBytes { hash.combine($0) }
    case .text(let texts): texts.combine(into: &hash)
    }
    return hash.state
  }

  private static func combine(_ string: String, _ hash: inout ByteHash) {
    var copy = string
    copy.withUTF8 { hash.combine(UnsafeRawBufferPointer($0)) }
  }
}
