/// The values of a Parquet column as they are read, page after page.
struct ParquetValues {
  private let column: ParquetFooter.Column
  /// Numbers, flags and decimals; missing is NaN.
  private var numbers: [Double] = []
  /// Microseconds since 1970.
  private var times: [Int64] = []
  /// Texts by their numbers; missing is −1.
  private var codes: [Int32] = []
  private var levels = LevelDictionary()
  private let kind: Kind
  /// Whether a whole number was met that a number of 64 bits with a fraction can't hold: such a column is
  /// one of keys and is read again with its numbers spelled out.
  private(set) var hasLongKeys = false

  private enum Kind {
    case number, time, text
    /// Whole numbers as they are spelled.
    case key
  }

  /// - Parameter spelled: whether whole numbers are read as text.
  init(_ column: ParquetFooter.Column, spelled: Bool = false) {
    self.column = column
    guard !spelled else {
      kind = .key
      return
    }
    switch (column.physical, column.meaning) {
    case (.int96, _), (.int32, .time), (.int64, .time): kind = .time
    case (.byteArray, .decimal), (.fixedByteArray, .decimal): kind = .number
    case (.byteArray, _), (.fixedByteArray, _): kind = .text
    default: kind = .number
    }
  }

  /// The number of rows so far.
  var count: Int {
    switch kind {
    case .number: numbers.count
    case .time: times.count
    case .text, .key: codes.count
    }
  }

  /// A dictionary of a chunk: its values, ready to be taken by number.
  enum Dictionary {
    case numbers([Double])
    case times([Int64])
    case codes([Int32])

    var count: Int {
      switch self {
      case .numbers(let values): values.count
      case .times(let values): values.count
      case .codes(let values): values.count
      }
    }
  }

  /// Reads plain values.
  ///
  /// - Throws: ``ParquetDamage`` where the bytes hold fewer.
  mutating func plain(_ bytes: UnsafeRawBufferPointer, count: Int) throws(ParquetDamage)
    -> Dictionary
  {
    switch kind {
    case .number: .numbers(try plainNumbers(bytes, count: count))
    case .time: .times(try plainTimes(bytes, count: count))
    case .text: .codes(try plainTexts(bytes, count: count))
    case .key: .codes(try plainKeys(bytes, count: count))
    }
  }

  /// Adds rows: those that are present take the next of the values.
  mutating func append(_ values: Dictionary, present: [UInt32]?) {
    switch values {
    case .numbers(let values): Self.append(values, present, missing: .nan, to: &numbers)
    case .times(let values): Self.append(values, present, missing: Column.missingDate, to: &times)
    case .codes(let values): Self.append(values, present, missing: -1, to: &codes)
    }
  }

  private static func append<Value>(
    _ values: [Value], _ present: [UInt32]?, missing: Value, to target: inout [Value]
  ) {
    guard let present else {
      target.append(contentsOf: values)
      return
    }
    var next = 0
    target.reserveCapacity(target.count + present.count)
    for level in present {
      if level == 1, next < values.count {
        target.append(values[next])
        next += 1
      } else {
        target.append(missing)
      }
    }
  }

  /// Keeps only some of the rows from `start` on.
  mutating func keep(_ kept: ArraySlice<Bool>, from start: Int) {
    switch kind {
    case .number: Self.keep(kept, from: start, of: &numbers)
    case .time: Self.keep(kept, from: start, of: &times)
    case .text, .key: Self.keep(kept, from: start, of: &codes)
    }
  }

  private static func keep<Value>(
    _ kept: ArraySlice<Bool>, from start: Int, of values: inout [Value]
  ) {
    var end = start
    for (offset, isKept) in kept.enumerated() where isKept {
      values[end] = values[start + offset]
      end += 1
    }
    values.removeLast(values.count - end)
  }

  private func require(_ bytes: UnsafeRawBufferPointer, _ count: Int, width: Int)
    throws(ParquetDamage)
  {
    guard count <= bytes.count / max(1, width) else {
      throw ParquetDamage("has a page that ends early, in the column \(column.name)")
    }
  }

  private mutating func plainNumbers(_ bytes: UnsafeRawBufferPointer, count: Int)
    throws(ParquetDamage)
    -> [Double]
  {
    let isUnsigned = column.meaning == .unsigned
    switch column.physical {
    case .boolean:
      guard count <= bytes.count * 8 else { throw ParquetDamage("has a page that ends early") }
      return (0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 == 1 ? 1 : 0 }
    case .int32:
      try require(bytes, count, width: 4)
      let scale = decimalScale
      return (0..<count).map { row in
        let value = Int32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * row, as: Int32.self))
        return (isUnsigned ? Double(UInt32(bitPattern: value)) : Double(value)) / scale
      }
    case .int64:
      try require(bytes, count, width: 8)
      let scale = decimalScale
      let isWhole = scale == 1
      return (0..<count).map { row in
        let value = Int64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * row, as: Int64.self))
        let size = isUnsigned ? UInt64(bitPattern: value) : value.magnitude
        if isWhole, size > 1 << 53 { hasLongKeys = true }
        return (isUnsigned ? Double(UInt64(bitPattern: value)) : Double(value)) / scale
      }
    case .float:
      try require(bytes, count, width: 4)
      return (0..<count).map { row in
        finite(
          Double(
            Float(
              bitPattern: UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * row, as: UInt32.self)))))
      }
    case .double:
      try require(bytes, count, width: 8)
      return (0..<count).map { row in
        finite(
          Double(
            bitPattern: UInt64(
              littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * row, as: UInt64.self))))
      }
    case .byteArray, .fixedByteArray: return try plainDecimals(bytes, count: count)
    case .int96: preconditionFailure("Moments of twelve bytes are times.")
    }
  }

  /// Infinite numbers are missing, as in a CSV file.
  private func finite(_ value: Double) -> Double { value.isFinite ? value : .nan }

  private var decimalScale: Double {
    guard case .decimal(let scale) = column.meaning else { return 1 }
    var power = 1.0
    for _ in 0..<max(0, min(38, scale)) { power *= 10 }
    return power
  }

  /// Decimals as bytes, the first the most significant, in two's complement.
  private func plainDecimals(_ bytes: UnsafeRawBufferPointer, count: Int) throws(ParquetDamage)
    -> [Double]
  {
    let scale = decimalScale
    var numbers: [Double] = []
    var position = 0
    for _ in 0..<count {
      let range = try next(bytes, &position)
      var value = 0.0
      for byte in range { value = value * 256 + Double(bytes[byte]) }
      if let first = range.first, bytes[first] & 0x80 != 0 {
        var span = 1.0
        for _ in range { span *= 256 }
        value -= span
      }
      numbers.append(value / scale)
    }
    return numbers
  }

  /// The bytes of the next value of a page.
  private func next(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws(ParquetDamage)
    -> Range<Int>
  {
    var length = column.width
    if column.physical == .byteArray {
      guard bytes.count - position >= 4 else { throw ParquetDamage("has a page that ends early") }
      length = Int(
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
      position += 4
    }
    guard length <= bytes.count - position else {
      throw ParquetDamage("has a page that ends early, in the column \(column.name)")
    }
    defer { position += length }
    return position..<position + length
  }

  private mutating func plainTexts(_ bytes: UnsafeRawBufferPointer, count: Int)
    throws(ParquetDamage) -> [Int32]
  {
    var codes: [Int32] = []
    codes.reserveCapacity(min(count, bytes.count))
    var position = 0
    for _ in 0..<count {
      let range = try next(bytes, &position)
      let text = UnsafeRawBufferPointer(rebasing: bytes[range]).assumingMemoryBound(to: UInt8.self)
      // Blank text is a missing value, as in a CSV file.
      codes.append(text.allSatisfy { $0 == 32 } ? -1 : levels.code(of: text))
    }
    return codes
  }

  private mutating func plainKeys(_ bytes: UnsafeRawBufferPointer, count: Int)
    throws(ParquetDamage) -> [Int32]
  {
    try require(bytes, count, width: 8)
    let isUnsigned = column.meaning == .unsigned
    return (0..<count).map { row in
      let value = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * row, as: Int64.self))
      let text = isUnsigned ? "\(UInt64(bitPattern: value))" : "\(value)"
      return Array(text.utf8).withUnsafeBytes { levels.code(of: $0.bindMemory(to: UInt8.self)) }
    }
  }

  private func plainTimes(_ bytes: UnsafeRawBufferPointer, count: Int) throws(ParquetDamage)
    -> [Int64]
  {
    if column.physical == .int96 {
      try require(bytes, count, width: 12)
      return (0..<count).map { row in
        let nanoseconds = Int64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 12 * row, as: Int64.self))
        let day = Int64(
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12 * row + 8, as: UInt32.self)))
        // Days beyond 290 000 years have no microseconds.
        guard abs(day - 2_440_588) < 100_000_000 else { return Column.missingDate }
        return (day - 2_440_588) * 86_400_000_000 + nanoseconds / 1_000
      }
    }
    guard case .time(let ticks) = column.meaning else { return [] }
    if column.physical == .int32 {
      try require(bytes, count, width: 4)
      return (0..<count).map { row in
        let value = Int64(
          Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * row, as: Int32.self)))
        return Self.product(value, ticks == 0 ? 86_400_000_000 : 1_000)
      }
    }
    try require(bytes, count, width: 8)
    return (0..<count).map { row in
      let value = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * row, as: Int64.self))
      switch ticks {
      case 1_000: return Self.product(value, 1_000)
      case 1_000_000: return value
      default: return value >= 0 ? value / 1_000 : (value &- 999) / 1_000
      }
    }
  }

  /// Missing where no date is that far away.
  private static func product(_ value: Int64, _ factor: Int64) -> Int64 {
    let (product, isOver) = value.multipliedReportingOverflow(by: factor)
    return isOver ? Column.missingDate : product
  }

  /// The column of a table that the values make, of the kinds that a CSV file would give.
  func finished(maximumCategoryLevels: Int) -> Column {
    switch kind {
    case .time: return Column(name: column.name, values: .date(times))
    case .number:
      if column.physical == .boolean {
        return Column(
          name: column.name,
          values: .flag(flags, labels: Column.FlagLabels(zero: "false", one: "true")))
      }
      let isFlag =
        numbers.allSatisfy { $0 == 0 || $0 == 1 || $0.isNaN } && numbers.contains { $0 >= 0 }
      if isFlag { return Column(name: column.name, values: .flag(flags, labels: .digits)) }
      if column.physical == .float
        || numbers.allSatisfy({ Double(Float($0)) == $0 || $0.isNaN })
      {
        return Column(name: column.name, values: .float(numbers.map { Float($0) }))
      }
      return Column(name: column.name, values: .double(numbers))
    case .text, .key:
      if levels.count > maximumCategoryLevels {
        return Column(name: column.name, values: .text(TextValues(codes: codes, levels: levels)))
      }
      return Column(
        name: column.name,
        values: ColumnAssembler.categories([(codes, levels)], counts: [codes.count]))
    }
  }

  private var flags: [UInt8] {
    numbers.map { $0.isNaN ? Column.missingFlag : $0 == 1 ? 1 : 0 }
  }
}
