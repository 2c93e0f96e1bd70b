/// Reads flags: 0/1, true/false, yes/no, t/f and y/n in any case.
enum FlagParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// 0 or 1, or `nil` when the cell is no flag of that family.
  @inline(__always)
  static func parse(_ cell: Bytes, kind: CellKind) -> UInt8? {
    switch kind {
    case .digitFlag:
      guard cell.count == 1, cell[0] & 0xFE == 0x30 else { return nil }
      return cell[0] & 1
    case .truthFlag:
      if spells(cell, "true") { return 1 }
      return spells(cell, "false") ? 0 : nil
    case .yesNoFlag:
      if spells(cell, "yes") { return 1 }
      return spells(cell, "no") ? 0 : nil
    case .letterYesNoFlag:
      return letter(cell, one: UInt8(ascii: "y"), zero: UInt8(ascii: "n"))
    case .letterTruthFlag:
      return letter(cell, one: UInt8(ascii: "t"), zero: UInt8(ascii: "f"))
    default: return nil
    }
  }

  /// 0 or 1 in any of the families, for a column that is demanded to be a flag.
  static func parseAny(_ cell: Bytes) -> UInt8? {
    for kind in CellKind.allCases where kind.isFlag {
      if let value = parse(cell, kind: kind) { return value }
    }
    return nil
  }

  /// The spelling opposite to a given one, in the same case: `No` for `Yes`.
  static func opposite(of spelling: String) -> String {
    let pairs = [("0", "1"), ("false", "true"), ("no", "yes"), ("n", "y"), ("f", "t")]
    let lower = spelling.lowercased()
    for (zero, one) in pairs where lower == zero || lower == one {
      let word = lower == zero ? one : zero
      if spelling == lower { return word }
      if spelling == spelling.uppercased(), spelling.count > 1 || word.count == 1 {
        return word.uppercased()
      }
      return word.prefix(1).uppercased() + word.dropFirst()
    }
    return "not \(spelling)"
  }

  @inline(__always)
  private static func letter(_ cell: Bytes, one: UInt8, zero: UInt8) -> UInt8? {
    guard cell.count == 1 else { return nil }
    let lower = cell[0] | 0x20
    return lower == one ? 1 : lower == zero ? 0 : nil
  }

  /// Whether a cell spells a lower-case ASCII word, in any case.
  @inline(__always)
  static func spells(_ cell: Bytes, _ word: StaticString) -> Bool {
    guard cell.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<cell.count where cell[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }
}
