import Threads

/// Rows of a matrix with equal bytes taken together.
///
/// Models that see only the bytes can't tell merged rows apart, so fitting to the sums of their
/// weights is fitting to all of them.
struct MergedRows: Sendable {
  /// The different rows, in order of their first appearance.
  let matrix: BinnedMatrix
  /// The merged row of each row.
  let mergedRow: [UInt32]

  /// Merging is left undone when it would keep more than this share of the rows.
  static let worthwhileShare = 0.7

  /// Merges rows, or gives `nil` when too few are alike.
  init?(_ matrix: BinnedMatrix, threads: Int) {
    let rowCount = matrix.rowCount
    guard rowCount >= 64, rowCount < Int(UInt32.max) else { return nil }
    let sample = min(rowCount, 1 << 14)
    let stride = max(1, rowCount / sample)
    let few = Self.hashes(of: matrix, rowCount: sample, stride: stride, threads: threads)
    // A quick look: a whole table can repeat more than a sample of it, but not if hardly at all.
    if Double(Set(few).count) > 0.98 * Double(sample) { return nil }

    let hashes = Self.hashes(of: matrix, rowCount: rowCount, stride: 1, threads: threads)
    guard let (map, firsts) = Self.distinct(matrix, hashes: hashes) else { return nil }
    mergedRow = map
    let bytes = [UInt8](unsafeUninitializedCapacity: firsts.count * matrix.groups.count) {
      buffer, count in
      count = firsts.count * matrix.groups.count
      guard let base = buffer.baseAddress else { return }
      matrix.bytes.withUnsafeBufferPointer { source in
        inParallel(matrix.groups.count, threads: threads) { group, _ in
          let target = base + group * firsts.count
          for (index, row) in firsts.enumerated() {
            target[index] = source[group * rowCount + Int(row)]
          }
        }
      }
    }
    self.matrix = BinnedMatrix(rowCount: firsts.count, bytes: bytes, like: matrix)
  }

  private static func hashes(
    of matrix: BinnedMatrix, rowCount: Int, stride: Int, threads: Int
  ) -> [UInt64] {
    let groups = matrix.groups.count
    return [UInt64](unsafeUninitializedCapacity: rowCount) { buffer, count in
      count = rowCount
      guard let hashes = buffer.baseAddress else { return }
      matrix.bytes.withUnsafeBufferPointer { bytes in
        inRowBlocks(rowCount, of: 1 << 13, threads: threads) { rows, _ in
          for row in rows { (hashes + row).initialize(to: 0) }
          for group in 0..<groups {
            let start = group * matrix.rowCount
            for row in rows {
              let byte = UInt64(bytes[start + row * stride]) &+ 1
              hashes[row] = (hashes[row] ^ byte) &* 0x9E37_79B9_7F4A_7C15
              hashes[row] ^= hashes[row] >> 29
            }
          }
        }
      }
    }
  }

  /// The merged row of each row and the first row of each merged one, or `nil` when not worthwhile.
  private static func distinct(
    _ matrix: BinnedMatrix, hashes: [UInt64]
  ) -> (map: [UInt32], firsts: [UInt32])? {
    let rowCount = matrix.rowCount
    let most = Int(Double(rowCount) * worthwhileShare)
    var capacity = 1024
    while capacity < most * 2 { capacity *= 2 }
    let empty = UInt32.max
    var slots = [UInt32](repeating: empty, count: capacity)
    var map = [UInt32](repeating: 0, count: rowCount)
    var firsts: [UInt32] = []
    for row in 0..<rowCount {
      let hash = hashes[row]
      var slot = Int(truncatingIfNeeded: hash >> 20) & (capacity - 1)
      while true {
        let merged = slots[slot]
        if merged == empty {
          if firsts.count == most { return nil }
          slots[slot] = UInt32(firsts.count)
          map[row] = UInt32(firsts.count)
          firsts.append(UInt32(row))
          break
        }
        let first = Int(firsts[Int(merged)])
        if hashes[first] == hash && equalBytes(matrix, first, row) {
          map[row] = merged
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
    }
    return (map, firsts)
  }

  @inline(__always)
  private static func equalBytes(_ matrix: BinnedMatrix, _ a: Int, _ b: Int) -> Bool {
    var position = 0
    for _ in 0..<matrix.groups.count {
      if matrix.bytes[position + a] != matrix.bytes[position + b] { return false }
      position += matrix.rowCount
    }
    return true
  }
}
