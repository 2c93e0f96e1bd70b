/// What a Parquet file says of itself: its columns, and where their pieces lie.
struct ParquetFooter {
  /// The physical types that are read, by their numbers.
  enum Physical: Int {
    case boolean = 0, int32, int64, int96, float, double, byteArray, fixedByteArray
  }

  /// What the values mean, beside their physical type.
  enum Meaning: Equatable {
    case plain
    case text
    /// Ticks since 1970, so many a second; 0 for whole days.
    case time(ticksASecond: Int64)
    case decimal(scale: Int)
    case unsigned
  }

  struct Column {
    var name: String
    var physical: Physical
    var meaning: Meaning
    /// Whether values can be missing.
    var isOptional: Bool
    /// The bytes of a value of fixed length.
    var width: Int
  }

  struct Chunk {
    var codec: Int
    var valueCount: Int
    /// Where its first page starts.
    var start: Int
    var byteCount: Int
  }

  private(set) var columns: [Column] = []
  private(set) var rowCount = 0
  /// One list a group of rows, with a chunk a column.
  private(set) var groups: [(rowCount: Int, chunks: [Chunk])] = []

  init(_ bytes: UnsafeRawBufferPointer) throws(ParquetDamage) {
    let count = bytes.count
    guard count >= 12, bytes.prefix(4).elementsEqual("PAR1".utf8) else {
      throw ParquetDamage("does not start as a Parquet file does")
    }
    if bytes.suffix(4).elementsEqual("PARE".utf8) { throw ParquetDamage("is encrypted") }
    guard bytes.suffix(4).elementsEqual("PAR1".utf8) else {
      throw ParquetDamage("is cut short: the end of a Parquet file is missing")
    }
    let length = Int(
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt32.self)))
    guard length > 0, length <= count - 12 else {
      throw ParquetDamage("has a footer longer than itself")
    }
    var reader = ThriftReader(
      UnsafeRawBufferPointer(rebasing: bytes[0..<count - 8]), from: count - 8 - length)
    let fields = try reader.fields()
    guard let schema = fields[2]?.list, let rows = fields[3]?.whole, rows >= 0 else {
      throw ParquetDamage("has a footer without columns")
    }
    columns = try Self.columns(schema, in: bytes)
    rowCount = rows
    var total = 0
    for group in fields[4]?.list ?? [] {
      guard let group = group.fields, let chunks = group[1]?.list, let rows = group[3]?.whole,
        rows >= 0, chunks.count == columns.count
      else { throw ParquetDamage("has a group of rows without all columns") }
      let (sum, isOver) = total.addingReportingOverflow(rows)
      guard !isOver, sum <= rowCount else { throw ParquetDamage("has more rows than it says") }
      total = sum
      var found: [Chunk] = []
      for chunk in chunks { found.append(try Self.chunk(chunk, fileSize: count)) }
      groups.append((rows, found))
    }
    guard total == rowCount else { throw ParquetDamage("has fewer rows than it says") }
  }

  private static func chunk(_ value: ThriftReader.Value, fileSize: Int) throws(ParquetDamage)
    -> Chunk
  {
    guard let fields = value.fields, let meta = fields[3]?.fields, let codec = meta[4]?.whole,
      let values = meta[5]?.whole, let size = meta[7]?.whole, let data = meta[9]?.whole
    else { throw ParquetDamage("has a column without its place") }
    if fields[1] != nil { throw ParquetDamage("keeps columns in other files") }
    var start = data
    if let dictionary = meta[11]?.whole, dictionary > 0, dictionary < start { start = dictionary }
    guard values >= 0, start >= 4, size >= 0, start <= fileSize, size <= fileSize - start else {
      throw ParquetDamage("has a column that lies beyond its end")
    }
    return Chunk(codec: codec, valueCount: values, start: start, byteCount: size)
  }

  private static func columns(
    _ schema: [ThriftReader.Value], in bytes: UnsafeRawBufferPointer
  ) throws(ParquetDamage) -> [Column] {
    guard let root = schema.first?.fields, root[5]?.whole == schema.count - 1 else {
      throw ParquetDamage(
        "has columns within columns, which a table can't hold; flatten them first")
    }
    var columns: [Column] = []
    for element in schema.dropFirst() {
      guard let fields = element.fields, let name = fields[4]?.text(in: bytes) else {
        throw ParquetDamage("has a column without a name")
      }
      guard (fields[5]?.whole ?? 0) == 0, let number = fields[1]?.whole,
        let physical = Physical(rawValue: number), fields[3]?.whole != 2
      else {
        throw ParquetDamage(
          "has lists or parts in the column \(name), which a table can't hold; flatten it first")
      }
      let width = fields[2]?.whole ?? 0
      guard physical != .fixedByteArray || (1...1024).contains(width) else {
        throw ParquetDamage("has values of no possible length in the column \(name)")
      }
      columns.append(
        Column(
          name: name, physical: physical, meaning: meaning(fields),
          isOptional: fields[3]?.whole == 1,
          width: width))
    }
    return columns
  }

  /// By the logical type, or by the older converted type where there is none.
  private static func meaning(_ fields: [Int: ThriftReader.Value]) -> Meaning {
    if let logical = fields[10]?.fields {
      if logical[1] != nil || logical[4] != nil || logical[12] != nil { return .text }
      if let decimal = logical[5]?.fields { return .decimal(scale: decimal[1]?.whole ?? 0) }
      if logical[6] != nil { return .time(ticksASecond: 0) }
      if let time = logical[8]?.fields, let unit = time[2]?.fields {
        return .time(
          ticksASecond: unit[1] != nil ? 1_000 : unit[2] != nil ? 1_000_000 : 1_000_000_000)
      }
      if let whole = logical[10]?.fields, whole[2]?.flag == false { return .unsigned }
    }
    switch fields[6]?.whole {
    case 0, 4, 19: return .text
    case 5: return .decimal(scale: max(0, min(38, fields[7]?.whole ?? 0)))
    case 6: return .time(ticksASecond: 0)
    case 9: return .time(ticksASecond: 1_000)
    case 10: return .time(ticksASecond: 1_000_000)
    case 11, 12, 13, 14: return .unsigned
    default: return .plain
    }
  }
}
