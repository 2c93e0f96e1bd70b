/// The values of one column in one piece of the text, and what they rule out for the column as a
/// whole.
struct ColumnPart {
  /// The values, read as `kind`.
  var values: Values
  /// The kinds that every cell of the piece, as far as it was tried, fits.
  var remaining: CellKinds
  /// Infinite numbers, and cells that a demanded kind can't read, both now missing.
  var infinities = Tally()
  var unreadable = Tally()

  /// Values by kind; a piece without any value has none and fits every kind.
  enum Values {
    case none
    case flags([UInt8], kind: CellKind, zero: String?, one: String?)
    case numbers([Double], kind: CellKind, survivesFloat: Bool)
    case dates([Int64], kind: CellKind)
    case category([Int32], LevelDictionary)
    case text(TextValues)
  }

  /// How many cells, and the first of them by its row in the piece.
  struct Tally {
    var count = 0
    var firstRow = 0

    mutating func add(_ row: Int) {
      if count == 0 { firstRow = row }
      count += 1
    }
  }

  /// The kind that the values were read as; `nil` without values.
  var kind: CellKind? {
    switch values {
    case .none: nil
    case .flags(_, let kind, _, _), .numbers(_, let kind, _), .dates(_, let kind): kind
    case .category: .category
    case .text: .text
    }
  }

  /// The part as another kind without reading the text again, or `nil` if that loses something.
  func converted(to target: CellKind) -> ColumnPart? {
    if kind == nil || kind == target { return self }
    var part = self
    switch (values, target) {
    case (.flags(let flags, .digitFlag, _, _), .number),
      (.flags(let flags, .digitFlag, _, _), .commaNumber):
      let numbers = flags.map { $0 == Column.missingFlag ? Double.nan : Double($0) }
      part.values = .numbers(numbers, kind: target, survivesFloat: true)
    case (.category(let codes, let levels), .text):
      part.values = .text(TextValues(codes: codes, levels: levels))
    default: return nil
    }
    return part
  }
}
