/// Reads the pages of one column in one group of rows.
struct ParquetChunkReader {
  let bytes: UnsafeRawBufferPointer
  let column: ParquetFooter.Column
  let chunk: ParquetFooter.Chunk

  /// What the head of a page says.
  private struct Page {
    var type: Int
    var unpackedCount: Int
    var packedCount: Int
    var fields: [Int: ThriftReader.Value]
  }

  /// Adds the rows of the chunk.
  ///
  /// - Throws: ``ParquetDamage`` or ``ParquetRefusal``.
  func read(into values: inout ParquetValues, rowCount: Int) throws {
    guard chunk.valueCount == rowCount else {
      throw ParquetDamage("has another number of values than rows, in the column \(column.name)")
    }
    let end = values.count + rowCount
    var position = chunk.start
    let limit = chunk.start + chunk.byteCount
    var dictionary: ParquetValues.Dictionary?
    while values.count < end {
      guard position < limit else {
        throw ParquetDamage("has a column that ends early: \(column.name)")
      }
      let page = try head(&position, limit: limit)
      let body = UnsafeRawBufferPointer(rebasing: bytes[position..<position + page.packedCount])
      position += page.packedCount
      switch page.type {
      case 2:
        dictionary = try unpacked(body, page.unpackedCount) { data throws in
          try values.plain(data, count: try count(page.fields[1]))
        }
      case 0:
        let count = try count(page.fields[1])
        guard count <= end - values.count else { throw ParquetDamage("has too many values") }
        try unpacked(body, page.unpackedCount) { data throws in
          var start = 0
          var present: [UInt32]?
          if column.isOptional {
            guard data.count >= 4 else { throw ParquetDamage("has a page that ends early") }
            let length = Int(UInt32(littleEndian: data.loadUnaligned(as: UInt32.self)))
            guard length <= data.count - 4 else {
              throw ParquetDamage("has a page that ends early")
            }
            present = try levels(data[4..<4 + length], count)
            start = 4 + length
          }
          try add(
            UnsafeRawBufferPointer(rebasing: data[start...]), count, present, page.fields[2]?.whole,
            dictionary, to: &values)
        }
      case 3:
        let count = try count(page.fields[1])
        let levelBytes = try self.count(page.fields[5])
        let repeats = try self.count(page.fields[6])
        guard count <= end - values.count, repeats == 0, levelBytes <= body.count,
          levelBytes <= page.unpackedCount
        else { throw ParquetDamage("has a damaged page") }
        let present = column.isOptional ? try levels(body[0..<levelBytes], count) : nil
        let rest = UnsafeRawBufferPointer(rebasing: body[levelBytes...])
        let isPacked = page.fields[7]?.flag ?? true
        try unpacked(rest, page.unpackedCount - levelBytes, isPacked: isPacked) { data throws in
          try add(data, count, present, page.fields[4]?.whole, dictionary, to: &values)
        }
      default: continue
      }
    }
  }

  private func head(_ position: inout Int, limit: Int) throws -> Page {
    var reader = ThriftReader(UnsafeRawBufferPointer(rebasing: bytes[0..<limit]), from: position)
    let fields = try reader.fields()
    position = reader.position
    guard let type = fields[1]?.whole, let unpacked = fields[2]?.whole,
      let packed = fields[3]?.whole,
      unpacked >= 0, packed >= 0, packed <= limit - position
    else { throw ParquetDamage("has a damaged page in the column \(column.name)") }
    let place = type == 0 ? 5 : type == 2 ? 7 : 8
    return Page(
      type: type, unpackedCount: unpacked, packedCount: packed, fields: fields[place]?.fields ?? [:]
    )
  }

  private func count(_ value: ThriftReader.Value?) throws(ParquetDamage) -> Int {
    guard let count = value?.whole, (0...Int(Int32.max)).contains(count) else {
      throw ParquetDamage("has a damaged page in the column \(column.name)")
    }
    return count
  }

  private func levels(_ bytes: Slice<UnsafeRawBufferPointer>, _ count: Int) throws -> [UInt32] {
    var runs = try RunLengths(UnsafeRawBufferPointer(rebasing: bytes), width: 1)
    return try runs.read(count)
  }

  private func add(
    _ data: UnsafeRawBufferPointer, _ count: Int, _ present: [UInt32]?, _ encoding: Int?,
    _ dictionary: ParquetValues.Dictionary?, to values: inout ParquetValues
  ) throws {
    let stored = present.map { $0.count { $0 == 1 } } ?? count
    switch encoding {
    case 0: values.append(try values.plain(data, count: stored), present: present)
    case 2, 8:
      guard let dictionary else { throw ParquetDamage("lacks a dictionary in \(column.name)") }
      var numbers: [UInt32] = []
      if stored > 0 {
        guard let width = data.first else { throw ParquetDamage("has a page that ends early") }
        var runs = try RunLengths(
          UnsafeRawBufferPointer(rebasing: data.dropFirst()), width: Int(width))
        numbers = try runs.read(stored)
      }
      guard numbers.allSatisfy({ Int($0) < dictionary.count }) else {
        throw ParquetDamage("points beyond its dictionary in the column \(column.name)")
      }
      switch dictionary {
      case .numbers(let entries):
        values.append(.numbers(numbers.map { entries[Int($0)] }), present: present)
      case .times(let entries):
        values.append(.times(numbers.map { entries[Int($0)] }), present: present)
      case .codes(let entries):
        values.append(.codes(numbers.map { entries[Int($0)] }), present: present)
      }
    case 3 where column.physical == .boolean:
      guard data.count >= 4 else { throw ParquetDamage("has a page that ends early") }
      var runs = try RunLengths(UnsafeRawBufferPointer(rebasing: data[4...]), width: 1)
      values.append(.numbers(try runs.read(stored).map { Double($0) }), present: present)
    default:
      throw ParquetRefusal("keeps \(column.name) in the encoding \(encoding ?? -1)")
    }
  }

  /// Calls `body` with the bytes of a page as they were before they were packed.
  private func unpacked<Result>(
    _ packed: UnsafeRawBufferPointer, _ count: Int, isPacked: Bool = true,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    guard isPacked, chunk.codec != 0 else { return try body(packed) }
    guard chunk.codec == 1 else {
      throw ParquetRefusal("is packed by \(Self.codecs[chunk.codec] ?? "an unknown program")")
    }
    // Three bytes make at most sixty-four, so a larger claim is a lie that would cost memory.
    guard count <= packed.count * 64 else { throw ParquetDamage("has a damaged block") }
    let plain = try Snappy.unpacked(packed, expected: count)
    return try plain.withUnsafeBytes(body)
  }

  private static let codecs = [2: "gzip", 3: "LZO", 4: "Brotli", 5: "LZ4", 6: "zstd", 7: "LZ4"]
}

/// What a Parquet file does that is not read here, as the end of a sentence.
struct ParquetRefusal: Error {
  let words: String

  init(_ words: String) { self.words = words }
}
