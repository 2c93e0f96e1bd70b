/// A 64-bit hash of bytes, eight at a time by multiply and fold; the same on every machine and run.
///
/// Not for adversaries: whoever chooses the bytes can find collisions.
struct ByteHash {
  private(set) var state: UInt64

  init(seed: UInt64 = 0x9E37_79B9_7F4A_7C15) { state = seed }

  private static let multiplier: UInt64 = 0xA076_1D64_78BD_642F

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: Self.multiplier)
    state = product.high ^ product.low ^ 0xE703_7ED1_A0B4_28DB
  }

  @inline(__always)
  mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(truncatingIfNeeded: bytes.count))
    var position = 0
    while position + 8 <= bytes.count {
      combine(
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position += 8
    }
    if position < bytes.count {
      var tail: UInt64 = 0
      var shift: UInt64 = 0
      while position < bytes.count {
        tail |= UInt64(bytes[position]) << shift
        shift += 8
        position += 1
      }
      combine(tail)
    }
  }

  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = ByteHash()
    hash.combine(UnsafeRawBufferPointer(bytes))
    return hash.state
  }
}
