/// The spellings that mean "no value", looked up by first byte and length.
struct MissingMarkers: Sendable {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  private let markers: [[UInt8]]
  /// One bit a byte value: whether a marker starts with it.
  private let firstBytes: SIMD4<UInt64>
  private let longest: Int

  init(_ spellings: [String]) {
    markers = spellings.map { Array($0.utf8) }.filter { !$0.isEmpty }
    var bits = SIMD4<UInt64>()
    for marker in markers { bits[Int(marker[0] >> 6)] |= 1 << UInt64(marker[0] & 63) }
    firstBytes = bits
    longest = markers.map(\.count).max() ?? 0
  }

  /// Whether a cell without surrounding blanks has no value.
  @inline(__always)
  func contains(_ trimmed: Bytes) -> Bool {
    if trimmed.isEmpty { return true }
    if trimmed.count > longest { return false }
    let first = trimmed[0]
    if firstBytes[Int(first >> 6)] >> UInt64(first & 63) & 1 == 0 { return false }
    return compare(trimmed)
  }

  private func compare(_ trimmed: Bytes) -> Bool {
    markers.contains { $0.count == trimmed.count && $0.elementsEqual(trimmed) }
  }
}
