import Foundation

/// Numbers distinct byte strings in the order of their first appearance.
///
/// Open addressing with linear probing over a packed arena: no allocation for a string seen before.
struct LevelDictionary {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  private var arena: [UInt8] = []
  private var offsets: [Int] = [0]
  private var hashes: [UInt64] = []
  /// The upper half of a string's hash above its code, or the empty slot; the length is a power of
  /// two. So a string of another hash is passed over without a look at anything else.
  private var slots: [UInt64]

  private static let empty = UInt64.max
  private static let codeMask: UInt64 = 0xFFFF_FFFF

  init(capacity: Int = 64) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: Self.empty, count: size)
    if capacity > 64 {
      hashes.reserveCapacity(capacity)
      offsets.reserveCapacity(capacity + 1)
    }
  }

  /// The number of distinct strings.
  var count: Int { offsets.count - 1 }

  /// The code of a string, added if it is new.
  mutating func code(of bytes: Bytes) -> Int32 {
    let hash = ByteHash.hash(bytes)
    let tag = hash & ~Self.codeMask
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != Self.empty {
      if slots[slot] & ~Self.codeMask == tag {
        let candidate = Int(slots[slot] & Self.codeMask)
        if equals(candidate, bytes) { return Int32(candidate) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(count)
    slots[slot] = tag | UInt64(code)
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
    slots = [UInt64](repeating: Self.empty, count: slots.count * 2)
    for code in 0..<count {
      let hash = hashes[code]
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash & ~Self.codeMask | UInt64(code)
    }
  }
}
