/// Unpacks Snappy's raw format.
enum Snappy {
  /// The bytes of a packed block.
  ///
  /// - Parameter expected: how many there must be.
  /// - Throws: ``ParquetDamage`` where the block is no such thing; nothing is read or written out of
  ///   bounds whatever the bytes are.
  static func unpacked(_ source: UnsafeRawBufferPointer, expected: Int) throws(ParquetDamage)
    -> [UInt8]
  {
    var position = 0
    var length = 0
    var shift = 0
    while true {
      guard position < source.count, shift < 35 else { throw ParquetDamage("has a damaged block") }
      let byte = source[position]
      position += 1
      length |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
    }
    guard length == expected else {
      throw ParquetDamage("has a block of another size than it says")
    }
    var isWhole = false
    let output = [UInt8](unsafeUninitializedCapacity: length) { target, count in
      isWhole = fill(UnsafeMutableRawBufferPointer(target), from: source, at: position)
      if !isWhole { target.initialize(repeating: 0) }
      count = length
    }
    guard isWhole else { throw ParquetDamage("has a damaged block") }
    return output
  }

  private static func fill(
    _ target: UnsafeMutableRawBufferPointer, from source: UnsafeRawBufferPointer, at start: Int
  ) -> Bool {
    var position = start
    var done = 0
    while position < source.count {
      let tag = source[position]
      position += 1
      var length: Int
      var offset = 0
      switch tag & 3 {
      case 0:
        length = Int(tag >> 2) + 1
        if length > 60 {
          let extra = length - 60
          guard position + extra <= source.count else { return false }
          length = 1
          for byte in 0..<extra { length += Int(source[position + byte]) << (8 * byte) }
          position += extra
        }
        guard length <= source.count - position, length <= target.count - done else { return false }
        UnsafeMutableRawBufferPointer(rebasing: target[done..<done + length])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + length]))
        position += length
        done += length
        continue
      case 1:
        guard position < source.count else { return false }
        length = Int(tag >> 2 & 7) + 4
        offset = Int(tag >> 5) << 8 | Int(source[position])
        position += 1
      case 2:
        guard position + 2 <= source.count else { return false }
        length = Int(tag >> 2) + 1
        offset = Int(source[position]) | Int(source[position + 1]) << 8
        position += 2
      default:
        guard position + 4 <= source.count else { return false }
        length = Int(tag >> 2) + 1
        for byte in 0..<4 { offset |= Int(source[position + byte]) << (8 * byte) }
        position += 4
      }
      guard offset > 0, offset <= done, length <= target.count - done else { return false }
      // A copy may read what it has just written, so bytes go one after the other.
      for byte in done..<done + length { target[byte] = target[byte - offset] }
      done += length
    }
    return done == target.count
  }
}
