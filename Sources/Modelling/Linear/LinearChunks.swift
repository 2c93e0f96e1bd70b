/// Shares out numbered pieces of work over threads.
///
/// What the pieces are never depends on the number of threads, so results that are added up in the
/// order of the pieces have the same bytes at any number.
enum LinearChunks {
  /// The rows of one of `pieces` nearly equal runs of `rowCount` rows.
  static func range(_ piece: Int, of pieces: Int, rowCount: Int) -> Range<Int> {
    rowCount * piece / pieces..<rowCount * (piece + 1) / pieces
  }
}

/// Memory that several threads write, each its own part.
///
/// The arrays of the results own the memory; this only carries the address across a `@Sendable`
/// boundary, and lives no longer than the call that made it.
struct SharedBuffer<Element>: @unchecked Sendable {
  let base: UnsafeMutableBufferPointer<Element>

  init(_ base: UnsafeMutableBufferPointer<Element>) { self.base = base }

  /// The part `range`, rebased to start at 0.
  func part(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(rebasing: base[range])
  }
}
