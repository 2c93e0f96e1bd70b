/// Reads Thrift's compact protocol, in which Parquet writes what it says of itself.
///
/// Trusts nothing: every length is checked against the bytes that are left, and depth is bounded.
struct ThriftReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  private var depth = 0
  private static let deepest = 32

  /// A value of the protocol, as far as Parquet needs it.
  indirect enum Value {
    case flag(Bool)
    case whole(Int64)
    case real
    case bytes(Range<Int>)
    case list([Value])
    case fields([Int: Value])
  }

  init(_ bytes: UnsafeRawBufferPointer, from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// A structure: its fields by number.
  mutating func fields() throws(ParquetDamage) -> [Int: Value] {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw ParquetDamage("is nested too deeply") }
    var fields: [Int: Value] = [:]
    var number = 0
    while true {
      let head = try byte()
      if head == 0 { return fields }
      let step = Int(head >> 4)
      if step == 0 {
        number = Int(truncatingIfNeeded: Self.zigzag(try varint()))
      } else {
        number += step
      }
      guard (0...32_767).contains(number) else { throw ParquetDamage("has a field out of range") }
      fields[number] = try value(head & 15)
    }
  }

  private mutating func value(_ type: UInt8) throws(ParquetDamage) -> Value {
    switch type {
    case 1: return .flag(true)
    case 2: return .flag(false)
    case 3: return .whole(Int64(Int8(bitPattern: try byte())))
    case 4, 5, 6: return .whole(Self.zigzag(try varint()))
    case 7:
      _ = try range(8)
      return .real
    case 8:
      let length = try varint()
      guard length <= UInt64(bytes.count) else { throw ParquetDamage("has text beyond its end") }
      return .bytes(try range(Int(length)))
    case 9, 10: return .list(try list())
    case 12: return .fields(try fields())
    default: throw ParquetDamage("has a field of an unknown type")
    }
  }

  private mutating func list() throws(ParquetDamage) -> [Value] {
    let head = try byte()
    var count = UInt64(head >> 4)
    if count == 15 { count = try varint() }
    // Every element takes at least a byte, so a larger count is a lie.
    guard count <= UInt64(bytes.count - position) else {
      throw ParquetDamage("has a list longer than the file")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw ParquetDamage("is nested too deeply") }
    var values: [Value] = []
    values.reserveCapacity(Int(count))
    for _ in 0..<count {
      if head & 15 <= 2 {
        values.append(.flag(try byte() == 1))
      } else {
        values.append(try value(head & 15))
      }
    }
    return values
  }

  private mutating func byte() throws(ParquetDamage) -> UInt8 {
    guard position < bytes.count else { throw ParquetDamage("ends within a header") }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func range(_ count: Int) throws(ParquetDamage) -> Range<Int> {
    guard count >= 0, count <= bytes.count - position else {
      throw ParquetDamage("ends within a header")
    }
    defer { position += count }
    return position..<position + count
  }

  private mutating func varint() throws(ParquetDamage) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
      guard shift < 64 else { throw ParquetDamage("has a number of too many bytes") }
    }
  }

  private static func zigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}

/// What is wrong with a Parquet file, as the end of a sentence.
struct ParquetDamage: Error {
  let words: String

  init(_ words: String) { self.words = words }
}

extension ThriftReader.Value {
  var whole: Int? {
    if case .whole(let value) = self { return Int(exactly: value) }
    return nil
  }

  var flag: Bool? {
    if case .flag(let value) = self { return value }
    return nil
  }

  var fields: [Int: ThriftReader.Value]? {
    if case .fields(let value) = self { return value }
    return nil
  }

  var list: [ThriftReader.Value]? {
    if case .list(let value) = self { return value }
    return nil
  }

  /// Text, with what is no UTF-8 repaired.
  func text(in bytes: UnsafeRawBufferPointer) -> String? {
    guard case .bytes(let range) = self else { return nil }
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}
