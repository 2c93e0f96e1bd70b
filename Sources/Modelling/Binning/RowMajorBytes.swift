import Threads

/// The bytes of a matrix with all those of a row side by side, so that a row is one access to memory.
final class RowMajorBytes {
  /// Bytes from one row to the next.
  let width: Int
  private let bytes: ScratchBuffer<UInt8>

  /// The first row's byte of the first group.
  var base: UnsafePointer<UInt8> { UnsafePointer(bytes.base) }

  /// - Complexity: O(rows × groups), shared out over the threads.
  init(_ matrix: BinnedMatrix, threads: Int) {
    let groups = matrix.groups.count
    width = Self.stride(groupCount: groups)
    bytes = ScratchBuffer(count: matrix.rowCount * width, repeating: 0)
    let width = width
    let target = bytes.base
    inRowBlocks(matrix.rowCount, of: 1 << 12, threads: threads) { rows, _ in
      matrix.bytes.withUnsafeBufferPointer { bytes in
        for group in 0..<groups {
          let start = group * matrix.rowCount
          for row in rows { target[row * width + group] = bytes[start + row] }
        }
      }
    }
  }

  /// The row length rounded up to a power of two, where that costs little, so that no row lies on
  /// two cache lines.
  private static func stride(groupCount: Int) -> Int {
    var power = 1
    while power < groupCount { power *= 2 }
    return power <= 64 && groupCount * 4 > power * 3 ? power : groupCount
  }
}
