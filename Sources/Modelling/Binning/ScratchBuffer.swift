#if os(Linux)
  import Glibc
#endif

/// Memory of a fixed number of plain elements that a hot loop reads and writes without checks.
///
/// Whoever takes `base` stays below `count` and keeps the buffer alive while using the pointer.
final class ScratchBuffer<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// Buffers of at least this many bytes ask the system for large pages: rows are gathered from all
  /// over them, and most of the time would go to looking up small pages.
  private static var largeSize: Int { 4 << 20 }

  init(count: Int, repeating element: Element) {
    self.count = count
    let byteCount = max(1, count) * MemoryLayout<Element>.stride
    let isLarge = byteCount >= Self.largeSize
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount,
      alignment: isLarge ? 2 << 20 : max(16, MemoryLayout<Element>.alignment))
    #if os(Linux)
      // Advice only: where it is refused, everything works as before.
      if isLarge { madvise(raw, byteCount, MADV_HUGEPAGE) }
    #endif
    base = raw.bindMemory(to: Element.self, capacity: max(1, count))
    base.initialize(repeating: element, count: max(1, count))
  }

  deinit { base.deallocate() }
}
