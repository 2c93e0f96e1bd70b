import Dispatch
import Synchronization

/// Shares out numbered pieces of work over threads.
///
/// What the pieces are never depends on the number of threads, so results that are added up in the
/// order of the pieces have the same bytes at any number.
enum LinearChunks {
  /// Calls `body` once for each piece, on up to `threads` threads, and returns when all are done.
  static func forEach(count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for piece in 0..<count { body(piece) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        body(piece)
      }
    }
  }

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
