extension Recipe {
  /// What kind of column comes out.
  var resultKind: ColumnKind {
    switch operation {
    case .sum, .product, .ratio: .number
    case .any, .all: .flag
    case .cross: .category
    }
  }

  /// Works the column out.
  ///
  /// - Precondition: the table has the inputs.
  func column(of table: Table) -> Column {
    let columns = inputs.map { input in
      guard let column = table[input] else {
        preconditionFailure("The inputs of a derived column are there; \(input) is not.")
      }
      return column
    }
    if operation == .cross { return crossed(columns) }
    var values = [Double](repeating: .nan, count: table.rowCount)
    var numbers = [Double](repeating: 0, count: columns.count)
    let inputs = columns.map(Self.numbers)
    for row in values.indices {
      for place in inputs.indices { numbers[place] = inputs[place][row] }
      if !numbers.contains(where: \.isNaN) {
        let value = value(of: numbers)
        values[row] = value.isFinite ? value : .nan
      }
    }
    if resultKind == .flag {
      let flags = values.map { $0.isNaN ? Column.missingFlag : UInt8($0) }
      return Column(name: name, values: .flag(flags, labels: .digits))
    }
    let isSingle = values.allSatisfy { $0.isNaN || Double(Float($0)) == $0 }
    return Column(name: name, values: isSingle ? .float(values.map { Float($0) }) : .double(values))
  }

  /// Flags as 0 and 1, numbers as they are, NaN where missing.
  private static func numbers(_ column: Column) -> [Double] {
    switch column.values {
    case .flag(let flags, _): flags.map { $0 == Column.missingFlag ? .nan : Double($0) }
    case .float(let numbers): numbers.map(Double.init)
    case .double(let numbers): numbers
    case .category, .date, .text:
      preconditionFailure("\(column.name) is no number; recipes are checked against their table.")
    }
  }

  /// The combinations of spellings that occur, such as `mobile × yes`.
  private func crossed(_ columns: [Column]) -> Column {
    let coded = columns.map(Self.codes)
    let count = columns[0].count
    // Codes of the columns so far are folded into one, which counts combinations as they appear.
    var codes = coded[0].codes
    var spellings = coded[0].levels
    for column in coded.dropFirst() {
      var known: [Int64: Int32] = [:]
      var next: [String] = []
      for row in 0..<count {
        guard codes[row] >= 0, column.codes[row] >= 0 else {
          codes[row] = -1
          continue
        }
        let key = Int64(codes[row]) << 32 | Int64(column.codes[row])
        if let code = known[key] {
          codes[row] = code
        } else {
          let code = Int32(next.count)
          next.append(spellings[Int(codes[row])] + " × " + column.levels[Int(column.codes[row])])
          known[key] = code
          codes[row] = code
        }
      }
      spellings = next
    }
    return Self.category(name, codes: codes, spellings: spellings)
  }

  private static func codes(_ column: Column) -> (codes: [Int32], levels: [String]) {
    switch column.values {
    case .category(let codes, let levels): (codes, levels)
    case .flag(let flags, let labels):
      (flags.map { $0 == Column.missingFlag ? -1 : Int32($0) }, [labels.zero, labels.one])
    case .float, .double, .date, .text:
      preconditionFailure("\(column.name) is no category; recipes are checked against their table.")
    }
  }

  /// A category with its levels distinct and ascending.
  private static func category(
    _ name: String, codes: [Int32], spellings: [String]
  ) -> Column {
    let levels = Set(spellings).sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
    let places = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    let moved = spellings.map { places[$0] ?? -1 }
    return Column(
      name: name,
      values: .category(codes: codes.map { $0 < 0 ? -1 : moved[Int($0)] }, levels: levels))
  }
}
