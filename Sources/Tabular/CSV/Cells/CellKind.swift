/// What a column of cells can be read as, in the order of preference: a column is of the first kind
/// that every one of its cells fits.
enum CellKind: UInt8, CaseIterable {
  case digitFlag, truthFlag, yesNoFlag, letterYesNoFlag, letterTruthFlag
  case number, commaNumber
  case yearFirstDate, dayFirstDate, monthFirstDate
  case category, text

  var isFlag: Bool { rawValue <= CellKind.letterTruthFlag.rawValue }
  var isNumber: Bool { self == .number || self == .commaNumber }
  var isDate: Bool {
    rawValue >= CellKind.yearFirstDate.rawValue && rawValue < CellKind.category.rawValue
  }
}

/// A set of kinds, for elimination: a kind leaves when a cell doesn't fit it.
struct CellKinds: Equatable {
  private var bits: UInt16

  init(_ kinds: some Sequence<CellKind>) {
    bits = kinds.reduce(0) { $0 | 1 << $1.rawValue }
  }

  static let all = CellKinds(CellKind.allCases)

  func contains(_ kind: CellKind) -> Bool { bits & (1 << kind.rawValue) != 0 }

  mutating func remove(_ kind: CellKind) { bits &= ~(1 << kind.rawValue) }

  mutating func formIntersection(_ other: CellKinds) { bits &= other.bits }

  /// The most preferred kind left.
  var first: CellKind {
    CellKind(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount)) ?? .text
  }
}
