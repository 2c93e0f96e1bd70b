import Foundation

/// Numbers distinct byte strings in the order of their first appearance.
///
/// Open addressing with linear probing over a packed arena: no allocation for a string seen before.
struct LevelDictionary {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  private var arena: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Codes, or −1 where free; the length is a power of two.
  private var slots: [Int32]

  init(capacity: Int = 64) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  /// The number of distinct strings.
  var count: Int { offsets.count - 1 }

  /// The code of a string, added if it is new.
  mutating func code(of bytes: Bytes) -> Int32 {
    let hash = ByteHash.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let candidate = Int(slots[slot])
      if hashes[candidate] == hash, equals(candidate, bytes) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(count)
    slots[slot] = code
    hashes.append(hash)
    arena.append(contentsOf: bytes)
    offsets.append(arena.count)
    if count * 2 > slots.count { grow() }
    return code
  }

  /// Calls `body` with the bytes of a string.
  func withBytes<Result>(of code: Int, _ body: (Bytes) throws -> Result) rethrows -> Result {
    try arena.withUnsafeBufferPointer {
      try body(Bytes(rebasing: $0[offsets[code]..<offsets[code + 1]]))
    }
  }

  private func equals(_ code: Int, _ bytes: Bytes) -> Bool {
    let start = offsets[code]
    guard offsets[code + 1] - start == bytes.count else { return false }
    guard let base = bytes.baseAddress, bytes.count > 0 else { return true }
    return arena.withUnsafeBufferPointer { buffer in
      guard let own = buffer.baseAddress else { return false }
      return memcmp(own + start, base, bytes.count) == 0
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for code in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[code]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }
}
