import Threads

/// The bytes of a matrix with all those of a row side by side, so that a row is one access to memory.
final class RowMajorBytes {
  /// Bytes from one row to the next.
  let width: Int
  private let bytes: ScratchBuffer<UInt8>

  /// The first row's byte of the first group.
  var base: UnsafePointer<UInt8> { UnsafePointer(bytes.base) }

  /// Bytes that may be read beyond a row's first, also of the last row.
  static let readable = 8

  /// - Parameter order: the group at each position of a row; as in the matrix without.
  /// - Complexity: O(rows × groups), shared out over the threads.
  init(_ matrix: BinnedMatrix, order: [Int]? = nil, threads: Int) {
    let order = order ?? Array(matrix.groups.indices)
    width = Self.stride(groupCount: order.count)
    bytes = ScratchBuffer(count: matrix.rowCount * width + Self.readable, repeating: 0)
    let width = width
    let target = bytes.base
    inRowBlocks(matrix.rowCount, of: 1 << 12, threads: threads) { rows, _ in
      matrix.bytes.withUnsafeBufferPointer { bytes in
        for (position, group) in order.enumerated() {
          let start = group * matrix.rowCount
          for row in rows { target[row * width + position] = bytes[start + row] }
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
