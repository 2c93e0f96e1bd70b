/// Reads Parquet's mixture of runs and packed bits: small numbers of a fixed width.
struct RunLengths {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private let width: Int
  /// What is left of the run at hand, and its value.
  private var repeated = 0
  private var value: UInt32 = 0
  /// What is left of the packed numbers at hand, and the bit at which the next one starts.
  private var packed = 0
  private var bit = 0

  init(_ bytes: UnsafeRawBufferPointer, width: Int) throws(ParquetDamage) {
    guard (0...32).contains(width) else { throw ParquetDamage("has numbers of \(width) bits") }
    self.bytes = bytes
    self.width = width
  }

  /// The next numbers.
  ///
  /// - Throws: ``ParquetDamage`` where there are fewer.
  mutating func read(_ count: Int) throws(ParquetDamage) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(min(count, 1 << 24))
    while numbers.count < count {
      if repeated > 0 {
        let taken = min(repeated, count - numbers.count)
        numbers.append(contentsOf: repeatElement(value, count: taken))
        repeated -= taken
      } else if packed > 0 {
        let taken = min(packed, count - numbers.count)
        unpack(taken, into: &numbers)
        packed -= taken
      } else {
        try startRun()
      }
    }
    return numbers
  }

  private mutating func startRun() throws(ParquetDamage) {
    var head: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.count, shift < 42 else {
        throw ParquetDamage("has a page that ends early")
      }
      let byte = bytes[position]
      position += 1
      head |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
    }
    if head & 1 == 0 {
      repeated = Int(head >> 1)
      let length = (width + 7) / 8
      guard position + length <= bytes.count, repeated > 0 else {
        throw ParquetDamage("has a page that ends early")
      }
      value = 0
      for byte in 0..<length { value |= UInt32(bytes[position + byte]) << (8 * UInt32(byte)) }
      position += length
    } else {
      let groups = Int(head >> 1)
      // The last run of a page may be cut: the numbers that lack bits are padding.
      let available = (bytes.count - position) * 8
      packed = min(groups * 8, width == 0 ? groups * 8 : available / width)
      guard packed > 0 else { throw ParquetDamage("has a page that ends early") }
      bit = position * 8
      position = min(bytes.count, position + groups * width)
    }
  }

  private mutating func unpack(_ count: Int, into numbers: inout [UInt32]) {
    let mask: UInt64 = width == 0 ? 0 : (1 << UInt64(width)) - 1
    for _ in 0..<count {
      let first = bit >> 3
      var word: UInt64 = 0
      if first + 8 <= bytes.count {
        word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: first, as: UInt64.self))
      } else {
        for byte in first..<max(first, bytes.count) {
          word |= UInt64(bytes[byte]) << (8 * UInt64(byte - first))
        }
      }
      numbers.append(UInt32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask))
      bit += width
    }
  }
}
